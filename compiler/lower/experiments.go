package lower

import (
	"fmt"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/model"
)

// experiments lowers those of the time step of the program, and what is watched: objects
// become their numbers in it.
func (l *lowerer) experiments() {
	x := &experiments{populations: l.ensembles, links: map[*model.Connection]int{}, rules: map[*model.Rule]int{},
		probes: map[*model.Probe]int{}, holds: l.holds}

	for i, link := range l.g.Links {
		x.links[link.Connection] = i
	}
	for i, r := range l.g.Model.Rules {
		x.rules[r] = i
	}
	for i, p := range l.g.Probes {
		x.probes[p.Probe] = i
	}
	for _, a := range l.g.Model.Watches {
		lowered := x.analysis(a, map[*model.Analysis]*events.Analysis{})
		l.p.Watches = append(l.p.Watches, &events.Watched{Analysis: lowered, Measure: measure(a), Condition: a.IsCondition()})
	}
	for _, e := range l.g.Model.Experiments {
		if e.Dt == l.g.Dt {
			l.p.Experiments = append(l.p.Experiments, &events.Experiment{Name: e.Name, Events: x.list(e.Events), Rounded: rounded(l.g.Model, e)})
		}
	}
}

// experiments holds the numbers of what events and analyses refer to.
type experiments struct {
	populations map[*model.Ensemble]int
	links       map[*model.Connection]int
	rules       map[*model.Rule]int
	probes      map[*model.Probe]int
	holds       map[*model.Node]int
}

func (x *experiments) list(list []model.Event) []events.Event {
	var out []events.Event
	for _, e := range list {
		out = append(out, x.event(e))
	}
	return out
}

// event lowers one event.
func (x *experiments) event(e model.Event) events.Event {
	switch e := e.(type) {
	case *model.Phase:
		return &events.Phase{Name: e.Name, Steps: e.Steps, Asked: e.Asked, Until: x.until(e.Until), Events: x.list(e.Events)}
	case *model.Freeze:
		out := &events.Freeze{Thaw: e.Thaw}
		for _, r := range e.Rules {
			out.Rules = append(out.Rules, x.rules[r])
		}
		for _, n := range e.Nodes {
			out.Holds = append(out.Holds, x.holds[n])
		}
		return out
	case *model.Reset:
		return &events.Reset{What: e.What}
	case *model.Set:
		return &events.Set{Param: e.Param, Value: e.Value}
	case *model.Clamp:
		return &events.Clamp{Hold: x.holds[e.Node], Values: e.Values}
	case *model.Scale:
		return &events.Scale{Link: x.links[e.Connection], By: e.By}
	case *model.Lesion:
		out := &events.Lesion{At: e.At, Neurons: e.Neurons, By: e.By}
		for _, ens := range e.Ensembles {
			out.Populations = append(out.Populations, x.populations[ens])
		}
		return out
	case *model.Cut:
		return &events.Cut{At: e.At, Link: x.links[e.Connection], By: e.By}
	case *model.Heal:
		out := &events.Heal{All: e.All}
		for _, ens := range e.Ensembles {
			out.Populations = append(out.Populations, x.populations[ens])
		}
		for _, c := range e.Connections {
			out.Links = append(out.Links, x.links[c])
		}
		return out
	case *model.Load:
		return &events.Load{At: e.At, Link: x.links[e.Connection], File: e.File, Table: e.Table, Match: e.Match, Scale: e.Scale}
	case *model.Expect:
		return x.expect(e)
	case *model.Plot:
		return x.plot(e)
	case *model.Export:
		return x.export(e)
	}
	panic(fmt.Sprintf("nefc: lower: no event %T", e))
}

func (x *experiments) expect(e *model.Expect) *events.Expect {
	lowered := map[*model.Analysis]*events.Analysis{} // Measured is a part of Cond
	out := &events.Expect{At: e.At, Cond: x.analysis(e.Cond, lowered), Text: e.Text, Measured: x.analysis(e.Measured, lowered), MeasuredText: e.MeasuredText,
		Phase: e.Phase, After: e.After, Because: e.Because, When: x.analysis(e.When, lowered)}
	for _, t := range e.Terms {
		out.Terms = append(out.Terms, events.Term{Text: t.Text, Of: x.analysis(t.Of, lowered), Pool: t.Pool, Share: t.Share})
	}
	return out
}

func (x *experiments) until(u *model.Until) *events.Until {
	if u == nil {
		return nil
	}
	return &events.Until{Cond: x.analysis(u.Cond, map[*model.Analysis]*events.Analysis{}), Text: u.Text, Steps: u.Steps}
}

func (x *experiments) plot(e *model.Plot) *events.Plot {
	out := &events.Plot{Kind: e.Kind, To: e.To, Style: e.Style, Phase: e.Phase, After: e.After, Over: e.Over != ""}
	for i := range e.Items {
		out.Items = append(out.Items, *x.item(&e.Items[i]))
	}
	if e.Against != nil {
		out.Against = x.item(e.Against)
	}
	return out
}

func (x *experiments) item(i *model.PlotItem) *events.PlotItem {
	out := &events.PlotItem{Text: i.Text, Ideal: ideal(i.Analysis), Analysis: x.analysis(i.Analysis, map[*model.Analysis]*events.Analysis{}),
		Population: numberOf(x.populations, i.Ensemble), Neurons: i.Neurons, Link: numberOf(x.links, i.Connection), Part: partOf(x.populations, i.Part)}
	if i.Analysis != nil {
		out.Measure = measure(i.Analysis)
	}
	return out
}

func (x *experiments) export(e *model.Export) *events.Export {
	out := &events.Export{What: e.What, Link: -1, Part: partOf(x.populations, e.Part), To: e.To}
	for _, c := range e.Connections { // there is one at most
		out.Link = x.links[c]
	}
	for _, p := range e.Probes {
		out.Probes = append(out.Probes, x.probes[p])
	}
	for _, ens := range e.Ensembles {
		out.Populations = append(out.Populations, x.populations[ens])
	}
	return out
}

// kinds are those of analyses; weights that never change are lowered to constants.
var kinds = map[model.AnalysisKind]events.Kind{model.ANumber: events.Number, model.AParam: events.Param, model.ASeries: events.Series,
	model.AWeights: events.Weights, model.AUnary: events.Unary, model.ABinary: events.Binary, model.ACall: events.Call, model.ATime: events.Time,
	model.AFiltered: events.Filtered}

// analysis lowers an analysis once: parts that it shares with another stay shared.
func (x *experiments) analysis(a *model.Analysis, lowered map[*model.Analysis]*events.Analysis) *events.Analysis {
	if a == nil {
		return nil
	}
	if out := lowered[a]; out != nil {
		return out
	}
	out := &events.Analysis{Kind: kinds[a.Kind], At: a.At, Num: a.Num, Param: a.Param, Op: a.Op, Probe: numberOf(x.probes, a.Probe), Index: a.Index,
		Link: numberOf(x.links, a.Connection), Part: partOf(x.populations, a.Part), Synapse: a.Synapse, Vectors: a.Vectors, Names: a.Names, Phase: a.Phase, Form: a.Form, D: a.D}
	if c := a.Connection; c != nil && c.Fixed() {
		rows, cols, W := c.FixedWeights()
		out.Kind, out.Fixed = events.Constant, &events.Matrix{Rows: rows, Cols: cols, Data: W}
	}
	for _, arg := range a.Args {
		out.Args = append(out.Args, x.analysis(arg, lowered))
	}
	lowered[a] = out
	return out
}

// partOf lowers a part of the source of a connection; nil for all of it.
func partOf(populations map[*model.Ensemble]int, j *model.Joint) *events.Part {
	if j == nil {
		return nil
	}
	return &events.Part{Name: j.Text, Population: populations[j.Source.Ensemble], From: j.Column, Cols: j.Source.Size}
}
