package builder

import (
	"math"
	"slices"

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
			if link.Jumps {
				v /= b.jumps(link)[i%cols]
			}
			b.wrongSign(link, i/cols, i%cols, v, at)
			return false
		}
	}
	return true
}

// filledSignsHold refuses one number for all weights that exist, v as it is written, which
// breaks the sign of a neuron.
func (b *builder) filledSignsHold(link *graph.Link, v float64) bool {
	conn := link.Connection
	if link.Signs == nil || conn.Post.Magnitudes() {
		return true
	}
	chosen := link.Chosen
	if chosen == nil {
		chosen = everyColumn(conn.Post.Size, conn.Pre.Size)
	}
	for i, list := range chosen {
		for _, j := range list {
			if v*float64(link.Signs[j]) < 0 {
				b.wrongSign(link, i, int(j), v, conn.Weights.At)
				return false
			}
		}
	}
	return true
}

// wrongSign reports a weight, as it is written, that its neuron cannot have.
func (b *builder) wrongSign(link *graph.Link, i, j int, v float64, at diag.Span) {
	p, k := sourceOf(link, j)
	what := "weight"
	if link.Jumps {
		what = "jump"
	}
	d := b.err(diag.DaleClash, at, "%s [%d, %d] is %.6g, but neuron %d of `%s` is %s", what, i, j, v, k, p.Name, signName(link.Signs[j])).
		WithPlace(p.DaleAt, "its neurons have signs")
	switch side := map[bool]string{true: "above", false: "below"}[link.Signs[j] > 0]; {
	case slices.Contains(link.Signs, -link.Signs[j]) && link.Connection.Weights != nil && link.Connection.Weights.Fill:
		d.WithHelp("one number has one sign: a population of `dale 1` and one of `dale 0`, each with a connection, or `solve nnls` instead of `weights`")
	case slices.Contains(link.Signs, -link.Signs[j]):
		d.WithHelp("columns of excitatory neurons are above 0, those of inhibitory ones below: `solve nnls` finds such weights")
	case link.Connection.Weights.Fill:
		d.WithHelp("weights of %s neurons are %s 0: a minus before this one makes it so", signName(link.Signs[j]), side).
			WithFix(diag.Insert(at.Start(), "-(").And(diag.Insert(at.End(), ")")).Maybe())
	default:
		d.WithHelp("weights of %s neurons are %s 0", signName(link.Signs[j]), side)
	}
}

// sourceOf is the population that a column of a link belongs to, and which of the
// neurons that it reads there.
func sourceOf(link *graph.Link, column int) (p *graph.Population, k int) {
	for i, end := range link.Connection.Pre.Ends() {
		if column < end.Size {
			return link.Pre[i], column
		}
		column -= end.Size
	}
	panic("nefc: builder: a link has fewer columns")
}

// signsOf are those of the neurons that a link reads, 0 for one without; nil if none has
// a sign.
func signsOf(link *graph.Link) []int8 {
	var out []int8
	signed := false
	for i, end := range link.Connection.Pre.Ends() {
		signs := pickSigns(link.Pre[i].Signs, end.Index)
		signed = signed || signs != nil
		if signs == nil {
			signs = make([]int8, end.Size)
		}
		out = append(out, signs...)
	}
	if !signed {
		return nil
	}
	return out
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
