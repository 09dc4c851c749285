package serve

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"path"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/watches"
)

func (l *loop) edit(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Version int
		Text    *string
	}](raw)
	if err != nil {
		return nil, err
	}
	if p.Text == nil {
		return nil, missing("text", "that of the model")
	}
	text := someText(*p.Text)
	kept, err := l.become(text, func() (live.Kept, error) { return l.s.Reload(text) })
	var invalid *live.Invalid
	if errors.As(err, &invalid) {
		return map[string]any{"version": p.Version, "diagnostics": ofModel(invalid).Diagnostics}, nil
	}
	if err != nil {
		return nil, err
	}
	return map[string]any{"version": p.Version, "diagnostics": []any{}, "kept": kept}, nil
}

// rebuild builds the model with other values of params, also of those that shape it.
func (l *loop) rebuild(raw json.RawMessage) (any, error) {
	p, err := params[struct{ Set map[string]float64 }](raw)
	if err != nil {
		return nil, err
	}
	if len(p.Set) == 0 {
		return nil, refused(codeParams, "set has the params, with numbers: {\"set\": {\"n\": 80}}")
	}
	kept, err := l.become(l.text, func() (live.Kept, error) { return l.s.Rebuild(p.Set) })
	if err != nil {
		return nil, err
	}
	step, _ := l.s.Now()
	return map[string]any{"step": step, "kept": kept}, nil
}

// restart begins the model anew at step 0.
func (l *loop) restart(json.RawMessage) (any, error) {
	l.runner = nil
	l.recorder.pump(l)
	script := l.s.Script(recordedName)
	if err := l.s.Restart(); err != nil {
		return nil, err
	}
	if err := l.recorder.cut(script, l.text); err != nil {
		return nil, err
	}
	l.tell("model", l.present())
	return l.held(nil)
}

// become goes on in another text, or another build of this one.
func (l *loop) become(text string, in func() (live.Kept, error)) (live.Kept, error) {
	l.recorder.pump(l)
	script := l.s.Script(recordedName)
	kept, err := in()
	if err != nil {
		return kept, err
	}
	open := l.streams[:0]
	for _, st := range l.streams {
		if st.Closed() {
			l.tell("unwatched", map[string]any{"stream": st.ID})
			continue
		}
		if st.Renewed() {
			l.renewed(st)
		}
		open = append(open, st)
	}
	l.streams, l.text = open, text
	if err := l.recorder.cut(script, text); err != nil {
		return kept, err
	}
	l.phase = l.s.Phase()
	l.tell("model", l.present())
	return kept, nil
}

func (l *loop) write(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Path, Text string
		Hash       string `json:"hash_before"`
	}](raw)
	if err != nil {
		return nil, err
	}
	if !l.owns(p.Path) {
		return nil, &Error{Code: codeRefused, Nef: diag.PathLeaves.String(), Message: "only files of the model that is open are written"}
	}
	return nil, l.Host.Write(p.Path, p.Text, p.Hash)
}

// renewed tells what is said of a stream once, again.
func (l *loop) renewed(st *stream) {
	st.every = 0
	l.tell("renewed", struct {
		Stream int `json:"stream"`
		watches.Info
	}{st.ID, st.Info()})
}

// owns reports a file that the model is written in.
func (l *loop) owns(file string) bool {
	_, ok := l.s.Compiled().Sources[path.Clean(file)]
	return ok
}

// read tells what a model says on the disk, if it is not what its hash (SHA-256) says.
func (l *loop) read(raw json.RawMessage) (any, error) {
	p, err := params[struct{ Path, Hash string }](raw)
	if err != nil {
		return nil, err
	}
	text, err := l.Host.Read(p.Path)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256([]byte(text)); hex.EncodeToString(sum[:]) == p.Hash {
		return nil, nil
	}
	return map[string]string{"text": text}, nil
}
