package lower

import (
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/stdlib/slots"
)

// Params are the params of a model.
func Params(m *model.Model) []program.Param {
	var out []program.Param
	for _, p := range m.Params {
		out = append(out, program.Param{Name: p.Name, Value: p.Value})
	}
	return out
}

// signals lists those that change and are kept up to date.
func (l *lowerer) signals() {
	lagging := map[*graph.Signal]bool{}
	for _, p := range l.g.Populations {
		lagging[p.Output] = true
		for _, s := range p.States {
			lagging[s] = true
		}
	}
	for _, s := range l.g.Signals {
		if r, ok := l.arena.places[s]; ok && !s.Const && !s.Lasting && !lagging[s] {
			l.p.Signals = append(l.p.Signals, program.Signal{Name: s.Name, Range: r})
		}
	}
}

func (l *lowerer) populations() {
	for i, pop := range l.g.Populations {
		out := program.Population{Name: pop.Name, At: pop.At, N: pop.N, Dims: pop.Dims, Radius: pop.Radius, Neurons: pop.Neurons, Seed: pop.Seed,
			Encoders: pop.EncoderRows, Scaled: pop.Scaled, Gain: pop.GainRow, Bias: pop.BiasRow, Signs: pop.Signs, Table: pop.Table, Calibration: pop.Calibration,
			Output: l.arena.at(pop.Output)}
		if at := pop.Ensemble.Positions; at != nil {
			out.Positions = at.Of(pop.Ensemble)
		}
		for _, s := range pop.Ports {
			at := program.Range{}
			if s != nil {
				at = l.arena.at(s)
			}
			out.Ports = append(out.Ports, at)
		}
		for _, s := range pop.States {
			out.States = append(out.States, l.arena.at(s))
		}
		l.p.Populations = append(l.p.Populations, out)
		l.numbers[pop], l.ensembles[pop.Ensemble], l.outputs[pop.Output] = i, i, i
		if pop.Array != "" {
			input := pop.Array + ".input"
			l.members[input] = append(l.members[input], i)
		}
	}
}

// linkTable describes every link; the weights of those that learn are not in the
// arena.
func (l *lowerer) linkTable() {
	for i, link := range l.g.Links {
		l.links[link] = i
		W := link.Weights
		if !W.Const {
			l.weights[W] = i
		}
		out := program.Link{Name: link.Name, Rows: W.Rows, Cols: W.Cols, Weights: W.Init, Unit: link.Unit(), Kept: !W.Const, Seed: link.Seed, Full: link.Full,
			Bias: link.Bias, Signs: link.Signs, Magnitudes: link.Connection.Post.Magnitudes(), Mask: link.Mask, Thin: link.Thin, Release: link.Release, Fit: link.Fit,
			Sources: l.numbersOf(link.Pre), Target: numberOf(l.numbers, link.Post),
			Drives: l.drivenBy(link), Gains: link.Gains(W.Rows)}
		for _, r := range link.Learning {
			out.Rules = append(out.Rules, len(l.p.LinkRules))
			if r.Kind.Events != nil {
				out.Picks, out.Onto, out.Late = link.Connection.Pre.Index, link.Connection.Post.Index, link.Delay.In(l.g.Dt)
			}
			l.linkRules[r] = len(l.p.LinkRules)
			l.p.LinkRules = append(l.p.LinkRules, l.linkRule(r, i))
		}
		l.p.Links = append(l.p.Links, out)
	}
}

// numbersOf are the numbers of populations.
func (l *lowerer) numbersOf(list []*graph.Population) []int {
	out := make([]int, len(list))
	for i, p := range list {
		out[i] = l.numbers[p]
	}
	return out
}

// drivenBy lists the populations that a link ends in: an ensemble, or the members of
// an array.
func (l *lowerer) drivenBy(link *graph.Link) []int {
	switch post := link.Connection.Post; {
	case link.Post != nil:
		return []int{l.numbers[link.Post]}
	case post.Node != nil:
		return l.members[post.Node.Name]
	}
	return nil
}

// linkRule describes a rule that changes the weights of a link.
func (l *lowerer) linkRule(r *graph.LinkRule, link int) program.LinkRule {
	out := program.LinkRule{Name: r.FullName(), At: r.At, Kind: r.Kind, Link: link, Options: r.Numbers, Min: perHz(r.Link, r.Min), Max: perHz(r.Link, r.Max), KeepDale: r.KeepDale,
		Rate: compileRate(r.Rate), Encode: r.Encode}
	for _, part := range []struct {
		s *graph.Signal
		r *program.Range
	}{{r.Activities, &out.Activities}, {r.Error, &out.Error}, {r.PostRates, &out.PostRates}, {r.Theta, &out.Theta}, {r.Gate, &out.Gate}} {
		if part.s != nil {
			*part.r = l.arena.at(part.s)
		}
	}
	for _, row := range r.Moving {
		d := row.Population.Dims
		E := l.arena.at(row.Population.EncoderSignal)
		out.Moving = append(out.Moving, program.EncoderRow{At: row.At, Encoder: program.Range{Off: E.Off + row.Neuron*d, Len: d}, Factor: row.Factor})
	}
	return out
}

// perHz is a bound as it is written, per Hz.
func perHz(link *graph.Link, bound *float64) *float64 {
	if bound == nil || link.Jump == 1 {
		return bound
	}
	v := *bound * link.Jump
	return &v
}

// compileRate compiles a learning rate, which reads params only.
func compileRate(rate *code.Expr) *code.Program {
	return code.Compile([]*code.Expr{rate}, func(_, i int) int { return i })
}

// encoderRules describes every rule that changes encoders, by population.
func (l *lowerer) encoderRules() {
	for i, r := range l.g.Encoders {
		out := program.EncoderRule{Name: r.FullName(), At: r.At, Tuned: l.tuned(r.Population), PostRates: l.arena.at(r.PostRates), Rate: compileRate(r.Rate)}
		l.p.Tuned[out.Tuned].Rules = append(l.p.Tuned[out.Tuned].Rules, i)
		if r.Gate != nil {
			out.Gate = l.arena.at(r.Gate)
		}
		l.encoders[r] = i
		l.p.EncoderRules = append(l.p.EncoderRules, out)
	}
}

// tuned describes a population whose encoders rules change.
func (l *lowerer) tuned(p *graph.Population) int {
	i := l.numbers[p]
	if k := slices.IndexFunc(l.p.Tuned, func(t program.Tuned) bool { return t.Population == i }); k >= 0 {
		return k
	}
	l.p.Tuned = append(l.p.Tuned, program.Tuned{Population: i, Encoders: l.arena.at(p.EncoderSignal), Input: l.arena.at(p.Input)})
	return len(l.p.Tuned) - 1
}

// rules lists those of the model, in its order.
func (l *lowerer) rules() {
	at := map[*model.Rule]program.Rule{}
	for r, i := range l.linkRules {
		at[r.Rule] = program.Rule{Name: r.FullName(), LinkRule: i, EncoderRule: -1}
	}
	for i, r := range l.g.Encoders {
		at[r.Rule] = program.Rule{Name: r.FullName(), LinkRule: -1, EncoderRule: i}
	}
	for _, r := range l.g.Model.Rules {
		l.p.Rules = append(l.p.Rules, at[r])
	}
}

// numberOf is the number of an object, -1 for none.
func numberOf[T comparable](numbers map[T]int, object T) int {
	if i, ok := numbers[object]; ok {
		return i
	}
	return -1
}

// probes describes what is sampled: a signal, spikes, weights, or what a rule keeps.
func (l *lowerer) probes() {
	for _, p := range l.g.Probes {
		out := program.Probe{Name: p.Name, At: p.At, Implicit: p.Implicit, Every: p.Every, Shape: p.Slot.Shape, Size: p.Slot.Size,
			Index: p.Index, Spikes: -1, Link: -1, LinkRule: -1, EncoderRule: -1}
		switch {
		case p.Signal != nil:
			out.From = l.arena.at(p.Signal)
		case p.Spikes != nil:
			out.Spikes = l.numbers[p.Spikes]
		case p.Rule != nil:
			out.LinkRule = l.linkRules[p.Rule]
			if p.Slot.Entry().From == slots.Kept {
				out.Kept = p.Slot.Name
			}
		case p.Encoder != nil:
			out.EncoderRule = l.encoders[p.Encoder]
		default:
			out.Link, out.Part = l.links[p.Link], partOf(l.ensembles, p.Slot.Part)
		}
		l.p.Probes = append(l.p.Probes, out)
	}
}
