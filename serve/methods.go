package serve

import (
	"cmp"
	"encoding/json"
	"path"
	"time"

	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/script"
	"github.com/nefc/nefc/live/watches"
)

// method is what a request may ask for.
type method struct {
	session bool // a model must be open
	do      func(l *loop, raw json.RawMessage) (any, error)
}

var methods map[string]method

func init() {
	methods = map[string]method{
		"open":    {false, (*loop).open},
		"close":   {true, (*loop).shut},
		"run":     {true, (*loop).run},
		"pause":   {true, (*loop).pauseRun},
		"step":    {true, (*loop).step},
		"back":    {true, (*loop).back},
		"set":     {true, (*loop).set},
		"clamp":   {true, (*loop).clamp},
		"release": {true, (*loop).release},
		"freeze":  {true, (*loop).freeze},
		"thaw":    {true, (*loop).thaw},
		"reset":   {true, (*loop).reset},
		"scale":   {true, (*loop).scale},
		"lesion":  {true, (*loop).lesion},
		"cut":     {true, (*loop).cut},
		"heal":    {true, (*loop).heal},
		"load":    {true, (*loop).load},
		"save":    {true, (*loop).save},
		"watch":   {true, (*loop).watch},
		"prepare": {true, (*loop).prepare},
		"unwatch": {true, (*loop).unwatch},
		"view":    {true, (*loop).view},
		"ack":     {true, (*loop).ack},
		"break":   {true, (*loop).breakAt},
		"unbreak": {true, (*loop).unbreak},
		"edit":    {true, (*loop).edit},
		"rebuild": {true, (*loop).rebuild},
		"restart": {true, (*loop).restart},
		"write":   {true, (*loop).write},
		"record":  {true, (*loop).recordIt},
		"export":  {true, (*loop).export},
		"past":    {true, (*loop).past},
		"draw":    {true, (*loop).draw},
		"read":    {false, (*loop).read},
		"script":  {true, (*loop).script},
		"judge":   {true, (*loop).judge},
		"info":    {true, (*loop).info},
	}
}

// held is the answer to a command: the step after which it holds.
func (l *loop) held(err error) (any, error) {
	if err != nil {
		return nil, err
	}
	l.tellStill()
	step, _ := l.s.Now()
	return map[string]int{"step": step}, nil
}

func (l *loop) run(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Speed      float64
		Until      int
		Experiment bool
	}](raw)
	if err != nil {
		return nil, err
	}
	if p.Speed < 0 || p.Speed-p.Speed != 0 || p.Until < 0 {
		return nil, refused(codeParams, "speed is model seconds in a second, 0 for all it can; until is a step")
	}
	if err := l.s.Failed(); err != nil {
		return nil, err
	}
	if x := l.s.Outside(); x != nil {
		return nil, refused(codeState, "`%s` is computed by the client, who is asked during `step` only", x[0].Name)
	}
	l.pace, l.asleep = live.Pace{Speed: p.Speed, Until: p.Until, Ends: p.Experiment}, false
	l.runner = live.NewRunner(l.s, l.pace)
	l.told = time.Time{}
	return l.held(nil)
}

func (l *loop) pauseRun(json.RawMessage) (any, error) {
	l.stop()
	l.told = time.Time{}
	return l.held(nil)
}

// mostSteps is how many steps a request makes at most: others wait for it.
const mostSteps = 1_000_000

func (l *loop) step(raw json.RawMessage) (any, error) {
	p, err := params[struct{ N int }](raw)
	if err != nil {
		return nil, err
	}
	if p.N == 0 {
		p.N = 1
	}
	if p.N < 0 || p.N > mostSteps {
		return nil, refused(codeParams, "a request makes 1 to %d steps, not %d; run makes more, and back goes back", mostSteps, p.N)
	}
	l.runner = nil
	for left := p.N; left > 0; {
		n := min(left, 256)
		if err := l.s.Step(n); err != nil {
			l.ended("", err)
			return nil, err
		}
		left -= n
		l.pump(false)
		l.rest()
	}
	step, t := l.s.Now()
	return map[string]any{"step": step, "t": t}, nil
}

func (l *loop) back(raw json.RawMessage) (any, error) {
	p, err := params[struct{ Step int }](raw)
	if err != nil {
		return nil, err
	}
	l.runner = nil
	l.recorder.pump(l)
	script := l.s.Script(recordedName)
	if err := l.s.Back(p.Step); err != nil {
		return nil, err
	}
	l.tellStill()
	if err := l.recorder.cut(script, l.text); err != nil {
		return nil, err
	}
	step, t := l.s.Now()
	undone := []string{}
	for _, e := range l.s.Undone() {
		undone = append(undone, e.Text)
	}
	return map[string]any{"step": step, "t": t, "undone": undone}, nil
}

func (l *loop) set(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Name  string
		Value *float64
	}](raw)
	if err = cmp.Or(err, lacking(p.Name, "name", "that of a param")); err != nil {
		return nil, err
	}
	if p.Value == nil {
		return nil, missing("value", "a number")
	}
	return l.held(l.s.Set(p.Name, *p.Value))
}

// missing refuses a request without what it cannot do without.
func missing(name, what string) *Error { return refused(codeParams, "`%s` is missing: %s", name, what) }

// lacking refuses one without a text that it cannot do without; nil if it has it.
func lacking(text, name, what string) error {
	if text != "" {
		return nil
	}
	return missing(name, what)
}

// numbers is a list that may be written as one number.
type numbers []float64

// UnmarshalJSON reads either.
func (n *numbers) UnmarshalJSON(data []byte) error {
	var one *float64
	if json.Unmarshal(data, &one) == nil && one != nil {
		*n = numbers{*one}
		return nil
	}
	return json.Unmarshal(data, (*[]float64)(n))
}

func (l *loop) clamp(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Node  string
		Value numbers
	}](raw)
	if err = cmp.Or(err, lacking(p.Node, "node", "a name")); err != nil {
		return nil, err
	}
	if len(p.Value) == 0 {
		return nil, missing("value", "a number, or one for each dimension")
	}
	return l.held(l.s.Clamp(p.Node, p.Value))
}

func (l *loop) release(raw json.RawMessage) (any, error) {
	p, err := params[struct{ Node string }](raw)
	if err = cmp.Or(err, lacking(p.Node, "node", "a name")); err != nil {
		return nil, err
	}
	return l.held(l.s.Release(p.Node))
}

type those struct{ What []string }

func (l *loop) freeze(raw json.RawMessage) (any, error) {
	p, err := params[those](raw)
	if err != nil {
		return nil, err
	}
	if len(p.What) == 0 {
		return nil, missing("what", "names of connections and nodes, or all")
	}
	return l.held(l.s.Freeze(p.What...))
}

func (l *loop) thaw(raw json.RawMessage) (any, error) {
	p, err := params[those](raw)
	if err != nil {
		return nil, err
	}
	if len(p.What) == 0 {
		return nil, missing("what", "names of connections and nodes, or all")
	}
	return l.held(l.s.Thaw(p.What...))
}

func (l *loop) reset(raw json.RawMessage) (any, error) {
	p, err := params[struct{ What string }](raw)
	if err = cmp.Or(err, lacking(p.What, "what", "state, time, weights or all")); err != nil {
		return nil, err
	}
	return l.held(l.s.Reset(p.What))
}

func (l *loop) scale(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Connection string
		By         *float64
	}](raw)
	if err = cmp.Or(err, lacking(p.Connection, "connection", "a name")); err != nil {
		return nil, err
	}
	if p.By == nil {
		return nil, missing("by", "a number")
	}
	return l.held(l.s.Scale(p.Connection, *p.By))
}

// some is a share that is 1 where none is given.
func some(share *float64) float64 {
	if share == nil {
		return 1
	}
	return *share
}

func (l *loop) lesion(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Population string
		Neurons    []int
		By         *float64
	}](raw)
	if err = cmp.Or(err, lacking(p.Population, "population", "a name")); err != nil {
		return nil, err
	}
	return l.held(l.s.Lesion(p.Population, p.Neurons, some(p.By)))
}

func (l *loop) cut(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Connection string
		By         *float64
	}](raw)
	if err = cmp.Or(err, lacking(p.Connection, "connection", "a name")); err != nil {
		return nil, err
	}
	return l.held(l.s.Cut(p.Connection, some(p.By)))
}

func (l *loop) heal(raw json.RawMessage) (any, error) {
	p, err := params[those](raw)
	if err != nil {
		return nil, err
	}
	return l.held(l.s.Heal(p.What...))
}

func (l *loop) load(raw json.RawMessage) (any, error) {
	p, err := params[struct {
		Connection, Path string
		Match            *bool
	}](raw)
	if err = cmp.Or(err, lacking(p.Connection, "connection", "a name"), lacking(p.Path, "path", "that of a table")); err != nil {
		return nil, err
	}
	t, err := l.Host.Table(path.Join(path.Dir(l.s.Model().Path), p.Path))
	if err != nil {
		return nil, err
	}
	return l.held(l.s.Load(p.Connection, p.Path, t, p.Match == nil || *p.Match))
}

// save writes weights as a table below out/.
func (l *loop) save(raw json.RawMessage) (any, error) {
	p, err := params[struct{ Connection, Path string }](raw)
	if err = cmp.Or(err, lacking(p.Connection, "connection", "a name"), lacking(p.Path, "path", "that of a table")); err != nil {
		return nil, err
	}
	t, err := l.s.Save(p.Connection)
	if err != nil {
		return nil, err
	}
	t.Version = l.Version
	if err := l.Host.Output(p.Path, t.Write); err != nil {
		return nil, err
	}
	return map[string]any{"path": p.Path, "rows": t.Shape[0], "columns": t.Shape[1]}, nil
}

func (l *loop) breakAt(raw json.RawMessage) (any, error) {
	p, err := params[struct{ Expr string }](raw)
	if err = cmp.Or(err, lacking(p.Expr, "expr", "an expression")); err != nil {
		return nil, err
	}
	id, err := l.s.Break(p.Expr)
	if err != nil {
		return nil, err
	}
	return map[string]int{"id": id}, nil
}

func (l *loop) unbreak(raw json.RawMessage) (any, error) {
	p, err := params[struct{ ID int }](raw)
	if err != nil {
		return nil, err
	}
	l.s.Unbreak(p.ID)
	return nil, nil
}

func (l *loop) script(raw json.RawMessage) (any, error) {
	p, err := params[struct{ Name string }](raw)
	if err != nil {
		return nil, err
	}
	if p.Name == "" {
		p.Name = "live"
	}
	if !script.IsName(p.Name) {
		return nil, refused(codeParams, "an experiment cannot be called %q", p.Name)
	}
	return map[string]string{"text": l.s.Script(p.Name)}, nil
}

func (l *loop) judge(json.RawMessage) (any, error) {
	return map[string]any{"expect": l.s.Judge()}, nil
}

func (l *loop) info(json.RawMessage) (any, error) { return l.state(), nil }

// prepare compiles in what will be watched.
func (l *loop) prepare(raw json.RawMessage) (any, error) {
	p, err := params[struct{ Watches []watches.Watch }](raw)
	if err != nil {
		return nil, err
	}
	if len(p.Watches) > maxWatches && !l.Trusted {
		return nil, refused(codeLimit, "%d streams are as many as there may be", maxWatches)
	}
	began := time.Now()
	l.s.Prepare(p.Watches...)
	return map[string]float64{"relinked_ms": l.took(began)}, nil
}
