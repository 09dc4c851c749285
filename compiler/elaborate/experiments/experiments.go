// Package experiments reads what is recorded and what happens: probes, phases,
// claims, plots and tables.
package experiments

import (
	"fmt"
	"math"
	"path"
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/learning"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Experiments reads the experiments of a file.
type Experiments struct {
	*learning.Rules
	out        string // the folder for results
	Sets       []Set
	probeNamed map[string]*model.Probe // as written
}

// New reads experiments whose results go to a folder; "" for out beside the model.
func New(r *learning.Rules, out string) *Experiments {
	return &Experiments{Rules: r, out: out, probeNamed: map[string]*model.Probe{}}
}

// maxSteps bounds a phase: more take days.
const maxSteps = 1e12

// ReadAll reads the experiments of the file; `run` lines at the top are
// the experiment main.
func (c *Experiments) ReadAll(s *outline.Scope) {
	var main []grammar.Statement
	names := map[string]*model.Experiment{}
	apart := folders{c, "experiment", map[string]diag.Span{}}
	for _, st := range s.Body {
		switch st := st.(type) {
		case *grammar.Run:
			main = append(main, st)
		case *grammar.Experiment:
			if old := names[st.Name]; old != nil {
				c.Err(diag.DeclaredTwice, st.At, "the experiment `%s` already exists", st.Name).WithPlace(old.At, "first declared here")
				continue
			}
			apart.add(st.Name, st.At)
			e := c.experiment(st.Name, st.At, st.Body, s)
			names[st.Name] = e
			c.Model.Experiments = append(c.Model.Experiments, e)
		}
	}
	if len(main) == 0 {
		return
	}
	if old := names["main"]; old != nil {
		c.Err(diag.DeclaredTwice, main[0].Head().At, "`run` at the top of a file is the experiment `main`, which already exists").
			WithPlace(old.At, "declared here").
			WithHelp("move the `run` into it, or give the experiment another name")
		return
	}
	apart.add("main", main[0].Head().At)
	c.Model.Experiments = append([]*model.Experiment{c.experiment("main", main[0].Head().At, main, s)}, c.Model.Experiments...)
}

// events reads the events of one experiment in order.
type events struct {
	c       *Experiments
	s       *outline.Scope
	e       *model.Experiment
	phases  []string
	stepAt  diag.Span       // of `dt`, once it is given
	ran     map[string]bool // phases
	folders folders         // of phases
	targets []target        // of lines that write files
	tables  map[string]bool // exported weights
	unnamed int
}

// Set is a `set` statement: whether its param shapes the model is known at the end.
type Set struct {
	At    diag.Span
	Param *model.Param
}

func (c *Experiments) experiment(name string, at diag.Span, body []grammar.Statement, s *outline.Scope) *model.Experiment {
	ev := &events{c: c, s: s, e: &model.Experiment{Name: name, At: at, Dt: 0.001}, ran: map[string]bool{},
		folders: folders{c, "phase", map[string]diag.Span{}}, tables: map[string]bool{}}
	for _, st := range body {
		ev.stepSize(st)
	}
	ev.e.Events = ev.list(body, "")
	ev.targetFiles()
	return ev.e
}

// stepSize reads dt, which holds for the whole experiment.
func (ev *events) stepSize(st grammar.Statement) {
	c := ev.c
	var v values.Value
	ok := false
	switch st := st.(type) {
	case *grammar.Dt:
		v, ok = c.Constant(st.Value, ev.s)
	case *grammar.Run:
		o := c.Options("run", &st.Options, ev.s)
		if opt, given := o.Get("dt"); given {
			v, ok = c.Constant(opt.Value, opt.In)
		}
	}
	if !ok {
		return
	}
	dt, ok := c.Scalar(v, "dt", catalog.Time)
	if ok && !(dt > 0) {
		c.Err(diag.OutOfRange, v.At, "`dt` must be above 0")
	} else if ok && ev.stepAt.Start.IsValid() && dt != ev.e.Dt {
		c.Err(diag.DeclaredTwice, v.At, "`%s` has one step, and two are given", ev.e.Name).WithPlace(ev.stepAt, "the other").WithHelp("keep one of them")
	} else if ok {
		ev.e.Dt, ev.stepAt = dt, v.At
	}
}

// list reads the events of an experiment, or of the block of a phase.
func (ev *events) list(body []grammar.Statement, phase string) []model.Event {
	var out []model.Event
	for _, st := range body {
		for _, one := range ev.spread(st) {
			if e := ev.event(one, phase); e != nil {
				out = append(out, e)
			}
		}
	}
	return out
}

// spread is an event of one object as one for each member of a group.
func (ev *events) spread(st grammar.Statement) []grammar.Statement {
	scale, ok := st.(*grammar.Scale)
	if !ok {
		return []grammar.Statement{st}
	}
	var out []grammar.Statement
	for _, target := range ev.c.Spread(scale.Target, ev.s) {
		one := *scale
		one.Target = target
		out = append(out, &one)
	}
	return out
}

// each is targets with the members of groups.
func (ev *events) each(targets []*grammar.Expr) []*grammar.Expr {
	var out []*grammar.Expr
	for _, e := range targets {
		out = append(out, ev.c.Spread(e, ev.s)...)
	}
	return out
}

// ofTheWhole reports what says how an experiment is run, and not what happens in
// it.
func ofTheWhole(st grammar.Statement) bool {
	switch st.(type) {
	case *grammar.Dt, *grammar.Seeds, *grammar.Sweep:
		return true
	}
	return false
}

// simulates reports what runs the model for a time.
func simulates(st grammar.Statement) bool {
	switch st.(type) {
	case *grammar.Run, *grammar.Phase:
		return true
	}
	return false
}

// event reads one event, of the block of a phase if that is not ""; nil for
// settings and after a diagnostic.
func (ev *events) event(st grammar.Statement, phase string) model.Event {
	c := ev.c
	at := model.EventAt{At: st.Head().At}
	inPhase := phase != ""
	switch {
	case inPhase && looksBack(st):
		ev.beforePhase(st, phase)
		return nil
	case inPhase && ofTheWhole(st):
		word := st.Head().Keyword
		c.Err(diag.Syntax, st.Head().KeywordAt(), "`%s` holds for the whole experiment, not for a phase", word).
			WithHelp("write it in the experiment, outside the block of `%s`", phase)
		return nil
	}
	switch st := st.(type) {
	case *grammar.Run:
		if inPhase {
			break
		}
		ev.unnamed++
		name := "run"
		if ev.unnamed > 1 {
			name = fmt.Sprintf("run%d", ev.unnamed)
		}
		return ev.phase(at, name, st.Duration, nil)
	case *grammar.Phase:
		if inPhase {
			break
		}
		return ev.phase(at, st.Name, st.Duration, st.Body)
	case *grammar.Dt:
		return nil
	case *grammar.Seeds:
		ev.seeds(st)
		return nil
	case *grammar.Sweep:
		ev.sweep(st)
		return nil
	case *grammar.Freeze:
		return ev.freeze(at, st)
	case *grammar.Reset:
		return &model.Reset{EventAt: at, What: st.What}
	case *grammar.Set:
		return ev.set(at, st)
	case *grammar.Scale:
		return ev.scale(at, st)
	case *grammar.Load:
		return ev.load(at, st)
	case *grammar.Expect:
		return ev.expect(at, st)
	case *grammar.Plot:
		return ev.plot(at, st)
	case *grammar.Export:
		return ev.export(at, st)
	}
	word := st.Head().Keyword
	if simulates(st) {
		c.Err(diag.Syntax, st.Head().KeywordAt(), "`%s` in the block of a phase", word).
			WithHelp("the block happens at the start of `%s`: write what follows it behind the block", phase)
		return nil
	}
	d := c.Err(diag.Syntax, st.Head().KeywordAt(), "`%s` is not an event of an experiment", word)
	if meant.Find(word) != nil {
		c.Meant(d, st.Head().KeywordAt(), word, grammar.Keywords(), "")
	} else {
		d.WithHelp("the model stands outside the experiment")
	}
	return nil
}

func (ev *events) phase(at model.EventAt, name string, duration *grammar.Expr, body []grammar.Statement) model.Event {
	c := ev.c
	if ev.ran[name] {
		c.Err(diag.DeclaredTwice, at.At, "the phase `%s` already exists", name).WithHelp("phases of one experiment have different names")
		return nil
	}
	ev.folders.add(name, at.At)
	ev.phases, ev.ran[name] = append(ev.phases, name), true
	c.StructUse = c.Structural(at.At)
	v, ok := c.Constant(duration, ev.s)
	c.StructUse = nil
	if !ok {
		return nil
	}
	T, ok := c.Scalar(v, "the duration", catalog.Time)
	if !ok {
		return nil
	}
	if !(T > 0) {
		c.Err(diag.OutOfRange, duration.At, "a phase lasts longer than 0 s")
		return nil
	}
	steps := math.Round(T / ev.e.Dt)
	if steps < 1 {
		c.Err(diag.OutOfRange, duration.At, "%g s are %g steps of %g s, a phase has at least one", T, T/ev.e.Dt, ev.e.Dt).
			WithHelp("run longer, or in smaller steps: `dt %s`", values.TimeText(T))
		return nil
	}
	if steps > maxSteps {
		c.Err(diag.OutOfRange, duration.At, "%g s are %g steps of %g s, a phase has at most %g", T, T/ev.e.Dt, ev.e.Dt, float64(maxSteps))
		return nil
	}
	return &model.Phase{EventAt: at, Name: name, Steps: int(steps), Asked: T, Events: ev.list(body, name)}
}

// looksBack reports an event that reads what has been recorded, or draws.
func looksBack(st grammar.Statement) bool {
	switch st := st.(type) {
	case *grammar.Expect, *grammar.Plot:
		return true
	case *grammar.Export:
		return st.What == "probes"
	}
	return false
}

// beforePhase refuses an event in the block of a phase that would read the phase
// before.
func (ev *events) beforePhase(st grammar.Statement, phase string) {
	word := st.Head().Keyword
	d := ev.c.Err(diag.BeforePhase, st.Head().At, "the block of `%s` happens before `%s` runs: this `%s` would read what came before", phase, phase, word)
	if word == "export" {
		d.WithHelp("write it after the phase")
	} else {
		d.WithHelp("write it after the phase, `%s … in %s`", word, phase)
	}
}

// connection resolves the label of a connection.
func (ev *events) connection(e *grammar.Expr) (*model.Connection, bool) {
	r, ok := ev.c.Reference(e, ev.s)
	if !ok {
		return nil, false
	}
	if r.Conn == nil || r.Slot != "" {
		ev.c.Err(diag.BadTarget, e.At, "`%s` is not a connection", e).WithPlace(r.Decl.At, "declared here").
			WithHelp("give the connection a label: `connect c: …`")
		return nil, false
	}
	return r.Conn, true
}

func (ev *events) freeze(at model.EventAt, st *grammar.Freeze) model.Event {
	f := &model.Freeze{EventAt: at, Thaw: st.Verb == "thaw"}
	for _, e := range ev.each(st.Targets) {
		if name, ok := e.IsName(); ok && name == "all" {
			f.Rules = ev.c.Model.Rules
			continue
		}
		conn, ok := ev.connection(e)
		if !ok {
			return nil
		}
		if len(conn.Rules) == 0 && ev.c.LacksRule(conn) {
			return nil
		}
		if len(conn.Rules) == 0 {
			ev.c.Err(diag.NothingToFreeze, e.At, "`%s` does not learn, nothing to %s", e, st.Verb).WithPlace(conn.At, "the connection")
			return nil
		}
		f.Rules = append(f.Rules, conn.Rules...)
	}
	return f
}

func (ev *events) set(at model.EventAt, st *grammar.Set) model.Event {
	c := ev.c
	name := st.Target.String()
	d := ev.s.Lookup(name)
	if d == nil || !d.Param {
		dg := c.Err(diag.UnknownParam, st.Target.At, "`%s` is not a `param`", name)
		otherwise := ""
		if d != nil {
			dg.WithPlace(d.At, "declared here")
			otherwise = "only `param` constants can change"
		}
		c.Near(dg, st.Target.At, name, c.ParamNames(), otherwise)
		return nil
	}
	v, ok := c.Constant(st.Value, ev.s)
	if !ok {
		return nil
	}
	if declared, ok := c.Constant(d.Expr, d.In); ok {
		if _, ok := c.Scalar(v, name, declared.Unit); !ok {
			return nil
		}
	}
	p := c.Model.Params[d.Index]
	if v.Num < p.Min || v.Num > p.Max {
		c.Err(diag.OutOfRange, st.Value.At, "`%s` = %g is %s", name, v.Num, p.Outside()).WithPlace(d.At, "declared here")
		return nil
	}
	c.Sets = append(c.Sets, Set{st.Target.At, p})
	x, ok := c.InRate().Expr(st.Value, ev.s)
	if !ok {
		return nil
	}
	return &model.Set{EventAt: at, Param: d.Index, Value: x.Elems[0]}
}

// hasWeights demands weights that can change or belong to neurons.
func (ev *events) hasWeights(conn *model.Connection, e *grammar.Expr) bool {
	if !conn.Fixed() {
		return true
	}
	if conn.Pre.Ensemble == nil {
		ev.c.Err(diag.NothingToSolve, e.At, "`%s` starts in a node and has no weights but its transform", e).WithPlace(conn.At, "the connection")
	} else {
		ev.c.Err(diag.NothingToSolve, e.At, "`%s` takes activities as they are and has no matrix of weights", e).WithPlace(conn.At, "the connection").
			WithHelp("a matrix as `transform` makes them weights")
	}
	return false
}

func (ev *events) scale(at model.EventAt, st *grammar.Scale) model.Event {
	conn, ok := ev.connection(st.Target)
	if !ok {
		return nil
	}
	if !ev.hasWeights(conn, st.Target) {
		return nil
	}
	v, ok := ev.c.Constant(st.By, ev.s)
	if !ok {
		return nil
	}
	by, ok := ev.c.Scalar(v, "the factor", catalog.Plain)
	if !ok {
		return nil
	}
	if by < 0 && conn.Full && conn.Pre.Ensemble.Dale != nil {
		ev.c.Err(diag.DaleClash, st.By.At, "a factor of %g would turn every excitatory neuron of `%s` inhibitory", by, conn.Pre.Ensemble.Name).
			WithPlace(conn.Pre.Ensemble.DaleAt, "its neurons have signs")
		return nil
	}
	x, ok := ev.c.InRate().Expr(st.By, ev.s)
	if !ok {
		return nil
	}
	conn.Changes = true
	return &model.Scale{EventAt: at, Connection: conn, By: x.Elems[0]}
}

func (ev *events) load(at model.EventAt, st *grammar.Load) model.Event {
	c := ev.c
	conn, ok := ev.connection(st.Target)
	if !ok {
		return nil
	}
	if !ev.hasWeights(conn, st.Target) {
		return nil
	}
	if st.File.Kind != grammar.String {
		c.Err(diag.Syntax, st.File.At, "expected a file name in quotes, found `%s`", st.File)
		return nil
	}
	o := c.Options("load", &st.Options, ev.s)
	l := &model.Load{EventAt: at, Connection: conn, File: st.File.Text, Match: true}
	if l.Scale, ok = o.Number("scale", catalog.Plain, 1); !ok {
		return nil
	}
	if l.Match, ok = o.Yes("match"); !ok {
		return nil
	}
	conn.Changes = true
	if ev.tables[path.Clean(l.File)] {
		return l // written by this experiment, read when it is there
	}
	if l.Table, ok = c.WeightTable(l.File, st.File.At); !ok {
		return nil
	}
	if conn.Full && !c.TableFits(conn, &model.Given{At: st.File.At, File: l.File, Table: l.Table}) {
		return nil
	}
	l.At = st.File.At
	return l
}

// inAfter reads the options `in PHASE` and `after TIME` of a statement that reads
// some analyses. One that reads weights alone needs no phase, and has no stretch
// of time.
func (ev *events) inAfter(o *values.Options, at diag.Span, read ...*model.Analysis) (phase string, after float64, ok bool) {
	c := ev.c
	inTime := readsTime(read)
	if opt, given := o.Get("in"); given {
		phase, _ = opt.Value.IsName()
		if !ev.ran[phase] {
			d := c.Err(diag.UnknownPhase, opt.Value.At, "no phase `%s` before this point of the experiment", opt.Value)
			otherwise := ""
			if len(ev.phases) > 0 {
				otherwise = "phases so far: " + strings.Join(ev.phases, ", ")
			}
			c.Near(d, opt.Value.At, phase, ev.phases, otherwise)
			return "", 0, false
		}
		if !inTime && phase != ev.phases[len(ev.phases)-1] {
			c.Err(diag.BadArgument, opt.NameAt, "weights and params are as they are at this place, not as they were in `%s`", phase).
				WithHelp("write the line behind that phase")
			return "", 0, false
		}
	} else if inTime && len(ev.phases) == 0 {
		ev.nothingRan(at)
		return "", 0, false
	}
	opt, given := o.Get("after")
	c.StructUse = c.Structural(at)
	after, ok = o.Number("after", catalog.Time, 0)
	if c.StructUse = nil; !ok {
		return "", 0, false
	}
	switch {
	case given && !inTime:
		c.Err(diag.BadArgument, opt.NameAt, "weights and params are as they are at this place: there is no `after`").WithHelp("delete `after %s`", opt.Value).
			WithFix(diag.Delete(opt.Span()))
		return "", 0, false
	case after < 0:
		c.Err(diag.OutOfRange, opt.Value.At, "`after` counts from the start of the phase, and is 0 or more")
		return "", 0, false
	}
	return phase, after, true
}

// nothingRan reports a line that reads what no phase has recorded.
func (ev *events) nothingRan(at diag.Span) {
	ev.c.Err(diag.UnknownPhase, at, "nothing has run yet at this point of the experiment").WithHelp("move it below a `phase` or a `run`")
}

// readsTime reports whether one of the analyses reads what was recorded in time.
func readsTime(list []*model.Analysis) bool {
	found := false
	for _, a := range list {
		a.Walk(func(x *model.Analysis) {
			found = found || x.Form == analyses.Samples || x.Form == analyses.Spikes
		})
	}
	return found
}
