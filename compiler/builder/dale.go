package builder

import (
	"math"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/rng"
)

// signs marks exactly round(dale·n) neurons excitatory, chosen independently
// of tuning.
func signs(e *model.Ensemble) []int8 {
	out := make([]int8, e.N)
	excitatory := int(math.Round(*e.Dale * float64(e.N)))
	for k, i := range rng.Stream(e.Seed, e.Name, rng.Signs).Perm(e.N) {
		out[i] = -1
		if k < excitatory {
			out[i] = 1
		}
	}
	return out
}

// signsHold refuses given weights that break the signs of their neurons.
func (b *builder) signsHold(link *graph.Link, W []float64, at diag.Span) bool {
	if link.Signs == nil {
		return true
	}
	cols := len(link.Signs)
	for i, v := range W {
		if s := link.Signs[i%cols]; v*float64(s) < 0 {
			b.err(diag.DaleClash, at, "weight [%d, %d] is %g, but neuron %d of `%s` is %s", i/cols, i%cols, v, i%cols, link.Pre.Name, signName(s)).
				WithPlace(link.Pre.DaleAt, "its neurons have signs")
			return false
		}
	}
	return true
}

func pickSigns(signs []int8, index []int) []int8 {
	if signs == nil || index == nil {
		return signs
	}
	out := make([]int8, len(index))
	for k, i := range index {
		out[k] = signs[i]
	}
	return out
}

func signName(s int8) string {
	if s > 0 {
		return "excitatory"
	}
	return "inhibitory"
}
