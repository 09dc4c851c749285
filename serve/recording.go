package serve

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/watches"
)

// Recording is what is to be recorded, and of what.
type Recording struct {
	Model   live.Model
	Dt      float64
	Version string
}

// Recorder writes what is watched, in full.
type Recorder interface {
	Where() string                       // the folder, below the one that is served
	Take(t *live.Told) error             // the frames of a watch since the last
	Cut(script, text string) error       // what follows is another part: the session went back, or goes on in this text
	End(script string) ([]string, error) // the files that were written
}

// recording is a recorder with streams of its own, in which nothing is merged. A nil one
// records nothing.
type recording struct {
	Recorder
	streams []*live.Stream
	failed  error
}

// recordIt begins to record what is watched, or ends.
func (l *loop) recordIt(raw json.RawMessage) (any, error) {
	p, err := params[struct{ On bool }](raw)
	if err != nil {
		return nil, err
	}
	switch {
	case p.On == (l.recorder != nil):
		return nil, refused(codeState, "it is so already")
	case p.On:
		return l.beginRecording()
	}
	r := l.recorder
	l.recorder = nil
	where := r.Where()
	files, err := r.end(l)
	if err != nil {
		return nil, err
	}
	return map[string]any{"folder": where, "files": files}, nil
}

func (l *loop) beginRecording() (any, error) {
	if l.Record == nil {
		return nil, refused(codeRefused, "there is no disk to record to: `nefc live` records")
	}
	m := l.s.Model()
	m.Text = l.text
	rec, err := l.Record(&Recording{Model: m, Dt: l.s.Dt(), Version: l.Version})
	if err != nil {
		return nil, err
	}
	l.recorder = &recording{Recorder: rec}
	for _, st := range l.streams {
		if err := l.recorder.add(l, st.Watch); err != nil {
			return nil, err
		}
	}
	step, _ := l.s.Now()
	return map[string]any{"folder": rec.Where(), "step": step}, nil
}

// add records another watch. What is shown once is not recorded.
func (r *recording) add(l *loop, w watches.Watch) error {
	if r == nil || w.What == "fit" {
		return nil
	}
	w.Exact, w.Window, w.Points = true, 0, 0
	st, err := l.s.Watch(w)
	if err == nil {
		r.streams = append(r.streams, st)
	}
	return err
}

// pump writes what was collected. The simulation waits for the disk.
func (r *recording) pump(l *loop) {
	if r == nil || r.failed != nil {
		return
	}
	for _, st := range r.streams {
		for f := st.Pull(false); f != nil; f = st.Pull(false) {
			if err := r.Take(&live.Told{Watch: st.Watch, Info: st.Info(), Frames: []*watches.Frame{f}}); err != nil {
				r.failed = err
				l.stop()
				l.tell("failed", map[string]any{"message": "recording: " + err.Error() + "; the session stands, so that nothing is lost unseen"})
				return
			}
		}
	}
}

// cut begins another part.
func (r *recording) cut(script, text string) error {
	if r == nil {
		return nil
	}
	script = r.noted(script)
	r.streams = openOnes(r.streams)
	return r.Cut(script, text)
}

// noted is a script with what keeps numbers of the recording from being those of its run.
func (r *recording) noted(script string) string {
	for _, st := range r.streams {
		if late := st.Info().Late; late > 0 {
			script += fmt.Sprintf("# The filter of `%s` has run from step %d on only: the steps before were too many to be made again.\n", st.Watch.Of, late)
		}
	}
	return script
}

func openOnes(list []*live.Stream) (out []*live.Stream) {
	for _, st := range list {
		if !st.Closed() {
			out = append(out, st)
		}
	}
	return out
}

// end writes the rest.
func (r *recording) end(l *loop) ([]string, error) {
	r.pump(l)
	err, script := r.failed, r.noted(l.s.Script(recordedName))
	for _, st := range r.streams {
		st.Close()
	}
	files, wrong := r.End(script)
	return files, errors.Join(err, wrong)
}

// finish ends a recording that nobody ended.
func (r *recording) finish(l *loop) error {
	if r == nil {
		return nil
	}
	_, err := r.end(l)
	return err
}

// recordedName is what the experiment is called that a recording is.
const recordedName = "recorded"
