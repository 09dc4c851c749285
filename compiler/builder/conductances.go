package builder

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/conductances"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
)

// inputsOf are the H of the neurons that the rows of a link drive; nil where they take a
// current.
func (b *builder) inputsOf(link *graph.Link) []neurons.H {
	if _, _, ok := link.Connection.Post.BySign(); !ok {
		return nil
	}
	all := b.conductive(link.Post)
	out := make([]neurons.H, link.Connection.Post.Size)
	for i := range out {
		_, k := link.Target(i)
		out[i] = all[k]
	}
	return out
}

// conducts are H as solvers ask for them.
func conducts(list []neurons.H) []solvers.Inputs {
	var out []solvers.Inputs
	for _, h := range list {
		out = append(out, h)
	}
	return out
}

// conductive are the H of all neurons of a population: given, or found once.
func (b *builder) conductive(p *graph.Population) []neurons.H {
	if b.inputs[p] != nil {
		return b.inputs[p]
	}
	out := make([]neurons.H, p.N)
	if given := draw(p.Ensemble.H, p.Ensemble, "h"); given != nil {
		for i := range out {
			h := given[6*i : 6*i+6]
			out[i] = neurons.H{B0: h[0] / h[1], B1: 1, B2: h[2] / h[1], A0: h[3] / h[1], A1: h[4] / h[1], A2: h[5] / h[1]}
		}
		p.Calibration = &neurons.Calibration{H: out[0]}
	} else {
		p.Calibration = conductances.Of(p.Neurons.(neurons.Conductive), highestRate(p), b.g.Dt, b.cache)
		for i := range out {
			out[i] = p.Calibration.H
		}
		b.roughly(p)
	}
	b.inputs[p] = out
	return out
}

// rough is the error of rates, as a share of the highest, from which on H is said to fit
// badly.
const rough = 0.1

// roughly warns where H tells rates badly.
func (b *builder) roughly(p *graph.Population) {
	c := p.Calibration
	if c.Exc == 0 || c.RMSE <= float64(rough*c.Highest) {
		return
	}
	d := diag.New(diag.PoorCalibration, p.At, "the rates that the conductances of `%s` give are known to %.2g Hz only, where the highest is %.3g Hz",
		p.Name, c.RMSE, c.Highest)
	if c.Highest == 0 {
		d = diag.New(diag.PoorCalibration, p.At, "`%s` did not fire within a second at any of the conductances that were tried, up to %.3g and %.3g nS", p.Name, 1.1*c.Exc, c.Inh)
	}
	b.diags.AddOnce(d.WithHelp("%s", b.steadier(p)))
}

// slow is how long (s) a dendrite may take to follow within the second of a calibration.
const slow = 0.2

// steadier is what makes rates known better.
func (b *builder) steadier(p *graph.Population) string {
	t, stepped := p.Neurons.(neurons.Substepped)
	sum := p.Calibration.Exc + p.Calibration.Inh
	if stepped && t.Lag() > slow {
		return fmt.Sprintf("a smaller `c_dend`: its dendrite takes %.3g s to follow, and rates are those of a second", t.Lag())
	}
	if !stepped || sum <= t.Stable(b.g.Dt) {
		return "lower `max_rates`, more `substeps`, or a larger `g_couple`"
	}
	if n := t.SubstepsFor(sum, b.g.Dt); n <= neurons.MostSubsteps {
		return fmt.Sprintf("`substeps=%d`: its voltages leap beyond where these conductances draw them", n)
	}
	return "no number of `substeps` is enough for such conductances: a smaller `g_couple`, or a shorter `dt`"
}

// highestRate is that of the tuning of a population: the highest there may be, so that
// another seed changes nothing.
func highestRate(p *graph.Population) float64 {
	if p.MaxRates != nil {
		if _, hi := p.MaxRates.Bounds(); !math.IsInf(hi, 1) && hi < p.Neurons.MaxRate() {
			return hi
		}
	}
	rates := make([]float64, p.N)
	p.Neurons.Rates(highestCurrents(p), rates)
	return slices.Max(rates)
}

// highestCurrents are those of each neuron at one radius.
func highestCurrents(p *graph.Population) []float64 {
	out := make([]float64, p.N)
	for i, gain := range p.GainRow {
		out[i] = gain + p.BiasRow[i]
	}
	return out
}

// withinReach refuses rates that no conductances give.
func (b *builder) withinReach(link *graph.Link, inputs []neurons.H) bool {
	if inputs == nil {
		return true
	}
	currents := highestCurrents(link.Post)
	for i, h := range inputs {
		_, k := link.Target(i)
		if J, rate := currents[k:k+1], []float64{0}; J[0] > h.Most() {
			link.Post.Neurons.Rates(J, rate)
			b.diags.Add(conductances.OutOfReach(link.Post.Ensemble, rate[0], J[0], h))
			return false
		}
	}
	return true
}
