package builder

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/nefc/nefc/compiler/activities"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/dists"
)

// populations chooses the numbers of every ensemble: its tuning, then
//
//  1. scaled encoders gain/radius·e
//  2. evaluation points, times the radius
//
// Streams of random numbers have names, so ensembles are drawn on all cores.
func (b *builder) populations() {
	made, wrong := make([]*graph.Population, len(b.m.Ensembles)), make([]*diag.Diagnostic, len(b.m.Ensembles))
	kernels.Parallel(len(made), func(i int) {
		made[i] = &graph.Population{Ensemble: b.m.Ensembles[i]}
		if wrong[i] = tuning(made[i]); wrong[i] == nil {
			made[i].Scaled = scaledEncoders(made[i])
			made[i].Points = sync.OnceValue(func() []float64 { return evaluationPoints(b.m.Ensembles[i]) })
		}
	})
	for i, p := range made {
		if wrong[i] != nil {
			b.diags.Add(wrong[i])
			continue
		}
		b.pop[p.Ensemble], b.own[p] = p, activities.Own(p)
		b.g.Populations = append(b.g.Populations, p)
	}
}

// evaluationPoints are those of an ensemble, times its radius.
func evaluationPoints(e *model.Ensemble) []float64 {
	points := draw(e.EvalPoints, e, rng.EvalPoints)
	if e.EvalPoints.Dist == nil {
		points = slices.Clone(points)
	}
	for i := range points {
		points[i] *= e.Radius
	}
	if e.EvalPoints.Dist != nil {
		inOrder(points, e.Dims)
	}
	return points
}

// inOrder sorts drawn points of one dimension: each neuron then fires along one stretch
// of them, and products of activities skip the rest.
func inOrder(points []float64, dims int) {
	if dims == 1 {
		slices.Sort(points)
	}
}

// maxDoubtful bounds how many numbers `nefc check` draws to see whether they make
// neurons; what is wrong with more is said when the model is built.
const maxDoubtful = 1 << 22

// doubtful chooses the tuning of the populations that tables are compared with,
// and tries those whose numbers might be impossible.
func (b *builder) doubtful() {
	compared := map[*model.Ensemble]bool{}
	for _, conn := range b.m.Connections {
		if conn.Weights != nil && conn.Weights.Table != nil || conn.Decoders != nil && conn.Decoders.Table != nil {
			compared[conn.Post.Ensemble] = true
			for _, e := range conn.Pre.Sources() {
				compared[e] = true
			}
		}
	}
	known, drawn := map[string]bool{}, 0
	for _, e := range b.m.Ensembles {
		if !compared[e] && (possible(e, known) || drawn > maxDoubtful) {
			continue
		}
		drawn += e.N * e.Dims
		p := &graph.Population{Ensemble: e}
		if wrong := tuning(p); wrong != nil {
			b.diags.Add(wrong)
		} else if compared[e] {
			b.pop[e] = p
		}
	}
}

// possible reports tuning that no draw can make impossible, as the defaults are:
// what the ends of the intervals allow is allowed between them. known remembers
// what was found out about intervals.
func possible(e *model.Ensemble, known map[string]bool) bool {
	_, scattered := e.Encoders.Dist.(dists.ScatteredHypersphere)
	if !scattered || e.Gain != nil || e.Bias != nil || e.MaxRates.Dist == nil || e.Intercepts.Dist == nil {
		return false
	}
	least, most := e.MaxRates.Bounds()
	first, last := e.Intercepts.Bounds()
	key := fmt.Sprint(e.Neurons, least, most, first, last)
	fine, ok := known[key]
	if !ok {
		gain, _, err := e.Neurons.GainBias([]float64{least, least, most, most}, []float64{first, last, first, last})
		fine = err == nil && !slices.ContainsFunc(gain, func(g float64) bool { return !isGain(g) })
		known[key] = fine
	}
	return fine
}

func isGain(g float64) bool { return g > 0 && !math.IsInf(g, 0) }

// tuning chooses what makes the tuning curves of a population:
//
//  1. encoders, as unit rows
//  2. gain and bias, given or from maximal rates and intercepts
//  3. signs: exactly round(dale·n) excitatory neurons (dale.go)
//
// What makes it impossible is returned.
func tuning(p *graph.Population) *diag.Diagnostic {
	e := p.Ensemble
	p.EncoderRows = draw(e.Encoders, e, rng.Encoders)
	if e.Normalize {
		if wrong := normalize(p); wrong != nil {
			return wrong
		}
	}
	if err := gainAndBias(p); err != nil {
		return diag.New(diag.ImpossibleTuning, e.At, "`%s`: %v", e.Name, err)
	}
	for i, g := range p.GainRow {
		if !isGain(g) {
			return noGain(e, i, g)
		}
	}
	if e.Dale != nil {
		p.Signs = signs(e)
	}
	p.Table = describe(p)
	return nil
}

// noGain reports a gain that is none: given, drawn, or the only one that leads to the rates
// that are asked for.
func noGain(e *model.Ensemble, neuron int, gain float64) *diag.Diagnostic {
	if e.Gain != nil || e.Bias != nil {
		return diag.New(diag.ImpossibleTuning, e.At, "neuron %d of `%s` has gain %g; gains must be above 0", neuron, e.Name, gain)
	}
	return diag.New(diag.ImpossibleTuning, e.At, "no gain lets neuron %d of `%s` fire as its `max_rates` say: with its time constants any current is too weak or too strong", neuron, e.Name).
		WithNote("its neurons are %s", e.Neurons).
		WithHelp("time constants of membranes (`tau_rc`, or c/g_leak) are some milliseconds")
}

// scaledEncoders are gain/radius·e, or those that were learned.
func scaledEncoders(p *graph.Population) []float64 {
	if p.Ensemble.Scaled != nil {
		return p.Ensemble.Scaled
	}
	out := make([]float64, p.N*p.Dims)
	for i, v := range p.EncoderRows {
		out[i] = v * (p.GainRow[i/p.Dims] / p.Radius)
	}
	return out
}

// gainAndBias finds gains and biases from the two that are given of gain, bias,
// max_rates r and intercepts c. J_r is the current at which a neuron fires at r,
// J_0 the one at which it starts to:
//
//	gain + bias = J_r,   gain·c + bias = J_0
func gainAndBias(p *graph.Population) (err error) {
	e := p.Ensemble
	gain, bias := draw(e.Gain, e, rng.Gain), draw(e.Bias, e, rng.Bias)
	rates, intercepts := draw(e.MaxRates, e, rng.MaxRates), draw(e.Intercepts, e, rng.Intercepts)
	if gain == nil && bias == nil {
		p.GainRow, p.BiasRow, err = e.Neurons.GainBias(rates, intercepts)
		return err
	}
	if gain == nil || bias == nil {
		if rates == nil { // any rate within reach gives the same J_0
			rates = make([]float64, e.N)
			for i := range rates {
				rates[i] = activities.WithinReach(e.Neurons)
			}
		}
		// With intercepts of 0, bias is J_0 and gain is J_r - J_0.
		above, start, err := e.Neurons.GainBias(rates, make([]float64, e.N))
		if err != nil {
			return err
		}
		gain, bias = complete(gain, bias, intercepts, above, start)
	}
	p.GainRow, p.BiasRow = gain, bias
	return nil
}

// complete solves for the gain or the bias that is nil.
func complete(gain, bias, intercepts, above, start []float64) (g, b []float64) {
	out := make([]float64, len(start))
	for i := range out {
		reached := above[i] + start[i]
		switch {
		case bias == nil && intercepts != nil:
			out[i] = start[i] - float64(gain[i]*intercepts[i])
		case bias == nil:
			out[i] = reached - gain[i]
		case intercepts != nil:
			out[i] = (start[i] - bias[i]) / intercepts[i]
		default:
			out[i] = reached - bias[i]
		}
	}
	if bias == nil {
		return gain, out
	}
	return out, bias
}

// draw returns the numbers of an array option: those given, or a sample from
// the stream of the object and purpose; nil for no option.
func draw(a *model.Array, e *model.Ensemble, purpose string) []float64 {
	if a == nil {
		return nil
	}
	if a.Dist == nil {
		return a.Data
	}
	return a.Dist.Sample(rng.Stream(e.Seed, e.Name, purpose), a.Rows, a.Cols)
}

// normalize makes encoders unit rows.
func normalize(p *graph.Population) *diag.Diagnostic {
	e := p.Ensemble
	rows := append([]float64(nil), p.EncoderRows...)
	for i := range e.N {
		row := rows[i*e.Dims : (i+1)*e.Dims]
		sum := 0.0
		for _, v := range row {
			sum += float64(v * v)
		}
		norm := math.Sqrt(sum)
		if !(norm > 0) {
			return diag.New(diag.ImpossibleTuning, e.Encoders.At, "neuron %d of `%s` has an encoder of length 0", i, e.Name)
		}
		if norm != 1 {
			for j := range row {
				row[j] /= norm
			}
		}
	}
	p.EncoderRows = rows
	return nil
}

// describe makes what a weight table says of a population.
func describe(p *graph.Population) *weightfile.Population {
	e := p.Ensemble
	text := func(a *model.Array, fallback string) string {
		if a == nil {
			return fallback
		}
		if a.ReadFrom != "" {
			return "from a file"
		}
		return a.Text
	}
	return (&weightfile.Population{Name: e.Name, Neurons: e.N, Dims: e.Dims, Radius: e.Radius, Seed: e.Seed, Type: e.Neurons.String(),
		MaxRates: text(e.MaxRates, "given by gain or bias"), Intercepts: text(e.Intercepts, "given by gain or bias"),
		Encoders: p.EncoderRows, Gain: p.GainRow, Bias: p.BiasRow, Scaled: e.Scaled}).Seal()
}

// ensembles makes the signals and operators of every population:
//
//	J = bias + E·x (+ what arrives at the neurons),   out = neurons(J, other ports)
func (b *builder) ensembles() {
	inWeights := map[*model.Ensemble]weightfile.Bias{} // which part of their bias
	for _, conn := range b.m.Connections {
		if conn.Bias != weightfile.Intrinsic {
			inWeights[conn.Post.Ensemble] = conn.Bias
		}
	}
	reached := b.portsReached()
	for _, p := range b.g.Populations {
		e := p.Ensemble
		p.Input = b.signal(e.Name+".in", e.Dims, 1)
		current := b.signal(e.Name+".neurons.in", e.N, 1)
		p.Output = b.signal(e.Name+".neurons.out", e.N, 1)
		b.reset(p.Input, e.At)
		bias := make([]float64, e.N)
		for i, all := range p.BiasRow {
			bias[i] = inWeights[e].Kept(all)
		}
		biasSignal := b.constant(e.Name+".bias", e.N, 1, bias)
		b.op(graph.Op{Kind: graph.Copy, Sets: []*graph.Signal{current}, Reads: []*graph.Signal{biasSignal}, Tag: e.Name + " bias", At: e.At})
		enc := b.constant(e.Name+".encoders", e.N, e.Dims, p.Scaled)
		p.EncoderSignal = enc
		if b.encodersLearn(e) {
			enc.Const, enc.Lasting = false, true
		}
		b.op(graph.Op{Kind: graph.DotInc, Incs: []*graph.Signal{current}, Reads: []*graph.Signal{enc, p.Input}, Tag: e.Name + " encoding", At: e.At})
		p.Ports, p.Sums = []*graph.Signal{current}, []*graph.Signal{current}
		for _, port := range e.Neurons.Ports()[1:] {
			b.port(p, port, reached[e])
		}
		sets := []*graph.Signal{p.Output}
		for _, st := range e.Neurons.States() {
			s := b.signal(e.Name+".neurons."+st.Name, e.N, 1)
			s.Init = draw(e.Initial[st.Name], e, st.Name)
			p.States = append(p.States, s)
			sets = append(sets, s)
		}
		b.op(graph.Op{Kind: graph.SimNeurons, Sets: sets, Reads: slices.Clone(p.Ports), Neurons: e.Neurons, Tag: e.Name + " neurons", At: e.At})
	}
}

// givenTables compares the populations of given weight tables with the ones
// just built; signs are taken over where none were declared.
func (b *builder) givenTables() {
	for _, conn := range b.m.Connections {
		for _, g := range []*model.Given{conn.Weights, conn.Decoders} {
			if g != nil && g.Table != nil {
				b.belongsHere(conn, g)
			}
		}
	}
}

// belongsHere reports a table of other neurons (NEF061).
func (b *builder) belongsHere(conn *model.Connection, g *model.Given) {
	post := b.pop[conn.Post.Ensemble]
	var sources []*graph.Population
	for _, e := range conn.Pre.Sources() {
		if b.pop[e] == nil {
			return
		}
		sources = append(sources, b.pop[e])
	}
	if conn.Post.Neurons && post == nil {
		return
	}
	t := g.Table
	if conn.Match {
		if there := t.Presynaptic(); len(there) != len(sources) {
			b.err(diag.OtherNeurons, g.At, "%q is of %d populations, `%s` of %d", g.File, len(there), conn.Name, len(sources))
			return
		}
		for i, pre := range sources {
			b.sameNeurons(t, t.Presynaptic()[i], pre, g)
		}
		if conn.Post.Neurons && t.Post != nil {
			b.sameNeurons(t, t.Post, post, g)
		}
	}
	if !conn.Full || t.Signs == nil || conn.Pre.Joint != nil {
		return
	}
	pre := sources[0]
	if pre.Signs == nil {
		pre.Signs = t.Signs
		return
	}
	for i, s := range pre.Signs {
		if s != t.Signs[i] && conn.Match {
			b.err(diag.OtherNeurons, g.At, "%q has other signs", g.File).
				WithPlace(pre.DaleAt, "neuron %d is %s here, %s there", i, signName(s), signName(t.Signs[i])).
				WithHelp("delete `dale` here: the signs are taken from the table").WithFix(diag.Delete(pre.DaleAt))
			return
		}
	}
}

func (b *builder) sameNeurons(t *weightfile.Table, there *weightfile.Population, here *graph.Population, g *model.Given) {
	differences := there.Differences(here.Table)
	if len(differences) == 0 {
		return
	}
	d := b.err(diag.OtherNeurons, g.At, "%q belongs to other neurons", g.File).
		WithPlace(here.At, "%s (%s, experiment %s)", differences, t.Model, t.Experiment).
		WithNote("weights only mean something together with the tuning of both populations")
	if there.Radius != here.Radius && len(differences) == 1 {
		d.WithHelp("add `radius %g`, or `tuning from %q` to take the neurons from the table", there.Radius, g.File)
	} else if there.Seed != here.Seed && len(differences) == 1 {
		d.WithHelp("write `seed %d`, or `tuning from %q` to take the neurons from the table", there.Seed, g.File)
	} else {
		d.WithHelp("`tuning from %q` takes the neurons from the table; `match no` accepts the difference", g.File)
	}
}
