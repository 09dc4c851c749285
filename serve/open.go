package serve

import (
	"encoding/json"
	"errors"
	"maps"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/stdlib/neurons"
)

// opened is the answer to open, and the notification of a model that was reloaded.
type opened struct {
	Session string   `json:"session"`
	Hash    string   `json:"hash"`
	Dt      float64  `json:"dt"`
	Neurons int      `json:"neurons"`
	Built   float64  `json:"built_ms"`
	Text    string   `json:"text"`
	Layout  any      `json:"layout,omitempty"`
	Objects []object `json:"objects"`
	Params  []param  `json:"params"`
	Phases  []phase  `json:"phases"`
	Expect  any      `json:"expect"`
	Probes  []probe  `json:"probes"`
	Plots   []plot   `json:"plots"`
	Others  []string `json:"experiments"` // of the model, in order
	Follows string   `json:"experiment"`  // that is followed
	Warned  []any    `json:"warnings"`    // diagnostics

	External []computed     `json:"external,omitempty"`
	Now      map[string]any `json:"now,omitempty"` // where the session is, for who comes back
	*still
}

// object is what can be looked at.
type object struct {
	Name  string   `json:"name"`
	Kind  string   `json:"kind"`
	N     int      `json:"n,omitempty"`
	Dims  int      `json:"dims,omitempty"`
	Line  int      `json:"line"`
	File  string   `json:"file,omitempty"` // of the line, if that is not the model's
	Views []string `json:"views"`
	Role  string   `json:"role,omitempty"`
	Type  string   `json:"type,omitempty"`   // of neurons
	Range float64  `json:"radius,omitempty"` // of an ensemble
	From  string   `json:"from,omitempty"`   // of a connection
	To    string   `json:"to,omitempty"`
}

// param is what can be turned.
type param struct {
	Name  string   `json:"name"`
	About string   `json:"about,omitempty"`
	Value float64  `json:"value"`
	Now   *float64 `json:"now,omitempty"` // where it was turned to
	Live  bool     `json:"live"`
	Scale string   `json:"scale"`
	Min   *float64 `json:"min,omitempty"`
	Max   *float64 `json:"max,omitempty"`
}

// probe is a line of the model that records; `watch` with what probe tells it.
type probe struct {
	Name   string  `json:"name"`
	Shape  []int   `json:"shape"` // of a sample
	Every  float64 `json:"every"` // s between samples
	Spikes bool    `json:"spikes,omitempty"`
	Tau    float64 `json:"tau,omitempty"` // of its lowpass, s
}

func probesOf(s *live.Session) []probe {
	out := []probe{}
	for _, p := range s.Probes() {
		out = append(out, probe{p.Names[0], p.Shape, p.Every, p.Spikes, p.Tau})
	}
	return out
}

// plot is what a plot line of the experiment that is followed, or of the first, draws.
type plot struct {
	Kind    string   `json:"kind"`
	Items   []string `json:"items"`
	Against string   `json:"against,omitempty"` // what lies along the axis instead of time
}

// plotsOf lists what an experiment draws of a run, not of a sweep.
func plotsOf(e *model.Experiment) []plot {
	out := []plot{}
	for _, x := range e.Events {
		p, ok := x.(*model.Plot)
		if !ok || p.Over != "" {
			continue
		}
		drawn := plot{Kind: p.Kind}
		for _, item := range p.Items {
			drawn.Items = append(drawn.Items, item.Text)
		}
		if p.Against != nil {
			drawn.Against = p.Against.Text
		}
		out = append(out, drawn)
	}
	return out
}

type phase struct {
	Name  string `json:"name"`
	Steps int    `json:"steps"`           // at most
	Until string `json:"until,omitempty"` // with which it may end earlier
	From  *int   `json:"from,omitempty"`  // the step at which it began
	To    *int   `json:"to,omitempty"`    // and ended
}

func (l *loop) open(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Path, Experiment string
		Text             *string
		Seed             *int64
		Set              map[string]string
		External         []string
		Locked           bool
	}](raw)
	if err != nil {
		return nil, err
	}
	if l.s != nil {
		return nil, refused(codeState, "a model is open; close it first")
	}
	text, err := l.textOf(p.Path, p.Text)
	if err != nil {
		return nil, err
	}
	began := time.Now()
	m := live.Model{Path: p.Path, Text: text, Experiment: p.Experiment, Options: l.Model}
	m.Options.Set = map[string]string{}
	maps.Copy(m.Options.Set, l.Model.Set)
	maps.Copy(m.Options.Set, p.Set)
	if p.Seed != nil {
		m.Options.Seed = p.Seed
	}
	opts := l.Server.Options
	asker, ok := l.conn.(Asker)
	if ok && len(p.External) > 0 {
		m.Options.Outside, opts.Partner = p.External, &partner{conn: asker}
	}
	l.asks.Store(opts.Partner != nil)
	if p.Locked {
		if err := l.isLocked(m, p.Text != nil); err != nil {
			return nil, err
		}
	}
	if l.s, err = live.Open(m, opts); err != nil {
		l.s = nil
		return nil, err
	}
	l.path, l.text = p.Path, text
	if p.Experiment != "" {
		if err := l.s.Follow(p.Experiment); err != nil {
			return nil, errors.Join(err, l.drop())
		}
	}
	l.phase = l.s.Phase()
	l.id = l.sessions.add(l)
	return l.opened(l.took(began)), nil
}

// isLocked refuses a model that is not what its lock says.
func (l *loop) isLocked(m live.Model, given bool) error {
	switch {
	case l.Locked == nil:
		return refused(codeRefused, "this server knows no locks")
	case given:
		return refused(codeParams, "a lock is of files, not of a text")
	}
	return l.Locked(m.Path, m.Options)
}

// textOf is the text of a model: what is given, or what its file says.
func (l *loop) textOf(path string, given *string) (string, error) {
	if given == nil {
		return l.Host.Read(path)
	}
	return someText(*given), l.Host.Model(path)
}

// someText is a text that is not empty: an empty one stands for that of the file.
func someText(text string) string {
	if text == "" {
		return "\n"
	}
	return text
}

// opened describes the model that is open.
func (l *loop) opened(took float64) *opened {
	c := l.s.Compiled()
	out := &opened{Session: l.id, Hash: c.Program.SpecHash, Dt: l.s.Dt(), Built: took, Text: l.text, Objects: objects(c.Model, l.path),
		Params: paramsOf(c.Model), Phases: []phase{}, Expect: []any{}, Probes: probesOf(l.s), Plots: []plot{}, Others: []string{},
		Follows: l.s.Followed(), External: computedOf(l.s.Outside()), Warned: l.warnings()}
	for _, e := range c.Model.Ensembles {
		out.Neurons += e.N
	}
	for _, e := range c.Model.Experiments {
		out.Others = append(out.Others, e.Name)
		if e.Name == out.Follows || out.Follows == "" && len(out.Others) == 1 {
			out.Plots = plotsOf(e)
		}
		if e.Name != out.Follows {
			continue
		}
		for _, x := range e.Events {
			if ph, ok := x.(*model.Phase); ok {
				out.Phases = append(out.Phases, l.phaseOf(ph))
			}
		}
		out.Expect = l.s.Judge()
	}
	if l.Layout != nil && !l.record { // who records draws no boxes
		out.Layout = l.Layout(c.Checked, l.folds.Open, l.folds.Shut)
	}
	said := l.s.Rebuilt()
	for i := range out.Params {
		p := &out.Params[i]
		if was, ok := said[p.Name]; ok && was != p.Value {
			now := p.Value
			p.Value, p.Now = was, &now
		}
	}
	return out
}

func (l *loop) phaseOf(ph *model.Phase) phase {
	out := phase{Name: ph.Name, Steps: ph.Steps}
	if from, to, began := l.s.Ran(ph.Name); began && to < 0 {
		out.From = &from
	} else if began {
		out.From, out.To = &from, &to
	}
	if ph.Until != nil {
		out.Until = ph.Until.Text
	}
	return out
}

// present describes the model with what hands have done.
func (l *loop) present() *opened {
	out := l.opened(0)
	out.Now = l.state()
	c := l.s.Compiled()
	for i, v := range l.s.Params() {
		if p := &out.Params[i]; v != c.Model.Params[i].Value {
			p.Now = &v
		}
	}
	l.still = l.stillNow()
	out.still = &l.still
	return out
}

// objects lists what can be looked at.
func objects(m *model.Model, path string) []object {
	out := []object{}
	add := func(x object, at diag.Span) {
		if x.Line = at.Start().Line; at.Start().Filename != path {
			x.File = at.Start().Filename
		}
		out = append(out, x)
	}
	for _, e := range m.Ensembles {
		x := object{Name: e.Name, Kind: "ensemble", N: e.N, Dims: e.Dims, Range: e.Radius, Type: e.Neurons.String(),
			Views: []string{"value", "spikes", "rate", "state", "tuning"}}
		if _, ok := e.Neurons.(neurons.Conductive); ok {
			x.Views = append(x.Views, "surface")
		}
		if e.Positions != nil {
			x.Views = append(x.Views, "map")
		}
		add(x, e.At)
	}
	for _, n := range m.Nodes {
		if n.Role != "part" && n.Role != "probe" {
			add(object{Name: n.Written(), Kind: "node", Role: n.Role, Dims: n.Dims, Views: []string{"value"}}, n.At)
		}
	}
	for _, c := range m.Connections {
		x := object{Name: c.Name, Kind: "connection", From: c.Pre.Name(), To: c.Post.Name(), Dims: c.Post.Size, Views: []string{}}
		if !c.Fixed() {
			x.Views = append(x.Views, "weights", "fit")
		}
		if len(c.Rules) > 0 {
			x.Views = append(x.Views, "error")
		}
		add(x, c.At)
	}
	return out
}

// paramsOf lists what can be turned.
func paramsOf(m *model.Model) []param {
	out := []param{}
	for _, p := range m.Params {
		x := param{Name: p.Name, About: p.About, Value: p.Value, Live: p.Structural == nil, Scale: "linear"}
		if p.Value > 0 && p.Value < 0.01 {
			x.Scale = "log"
		}
		if lo := p.Min; lo-lo == 0 {
			x.Min = &lo
		}
		if hi := p.Max; hi-hi == 0 {
			x.Max = &hi
		}
		out = append(out, x)
	}
	return out
}

// shut closes the model. The server may wait long for the next, so much memory goes back.
func (l *loop) shut(json.RawMessage) (any, error) {
	err := l.drop()
	var m runtime.MemStats
	if runtime.ReadMemStats(&m); m.HeapInuse > muchMemory {
		debug.FreeOSMemory()
	}
	return nil, err
}

const muchMemory = 128 << 20 // bytes that a server without a model does not keep

// drop closes the session, and finishes what it records.
func (l *loop) drop() error {
	l.runner, l.streams = nil, nil
	err := l.recorder.finish(l)
	l.recorder = nil
	l.s.Close()
	l.s = nil
	l.sessions.remove(l)
	return err
}
