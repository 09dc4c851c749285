package vocabularies

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/pointers"
)

// drawing draws the random pointers of a vocabulary, one after the other.
type drawing struct {
	of    string // the vocabulary
	dims  int
	seed  int64
	how   string      // a word of the option `random`
	most  float64     // how alike two may be
	drawn [][]float64 // so far
	basis [][]float64 // of the space they span, where more are drawn at right angles to them
	alike float64     // the largest cosine between two of them
}

// drawing reads how a vocabulary draws.
func (c *Reader) drawing(d *outline.Decl, o *values.Options, dims int) (*drawing, bool) {
	out := &drawing{of: d.Name, dims: dims, seed: c.Model.Seed}
	if s, ok := o.Whole("seed", math.MinInt32, 0); o.Has("seed") && ok {
		out.seed = int64(s)
	}
	var okHow, okMost bool
	out.how, okHow = o.Word("random", "unit", "unit", "unitary", "orthonormal", "axes")
	out.most, okMost = o.Number("max_similarity", catalog.Plain, 0.1)
	return out, okHow && okMost
}

// pointer draws the next pointer, from a stream of its own; that of a unitary line
// keeps lengths, whatever the others do. nil if there is no room for it.
func (d *drawing) pointer(name string, unitary bool) []float64 {
	how := d.how
	if unitary {
		how = "unitary"
	}
	var x []float64
	alike := 0.0
	switch r := rng.Stream(d.seed, d.of+"."+name, rng.Pointer); {
	case (how == "axes" || how == "orthonormal") && len(d.drawn) == d.dims:
		return nil
	case how == "axes":
		x = make([]float64, d.dims)
		x[len(d.drawn)] = 1
	case how == "orthonormal":
		x, alike = pointers.Random(r, d.dims, d.drawn, d.most, func(v []float64) []float64 { return pointers.Orthogonal(v, d.basis) })
	case how == "unitary":
		x, alike = pointers.Random(r, d.dims, d.drawn, d.most, pointers.Unitary)
	default:
		x, alike = pointers.Random(r, d.dims, d.drawn, d.most, nil)
	}
	d.alike = max(d.alike, alike)
	d.drawn = append(d.drawn, x)
	if d.how == "orthonormal" {
		d.basis = append(d.basis, pointers.Orthogonal(x, d.basis))
	}
	return x
}

// tooAlike warns of random pointers that are more alike than an option allows: in few
// dimensions there is no room for many.
func (c *Reader) tooAlike(r *drawing, st *grammar.Vocab, o *values.Options) {
	opt, given := o.Get("max_similarity")
	if !given || r.alike <= r.most {
		return
	}
	possible := fmt.Sprintf("%.2g", math.Ceil(r.alike*100)/100)
	c.Diags.Add(diag.New(diag.OutOfRange, opt.Value.At,
		"random pointers of `%s` are alike up to %.2g: %d dimensions have no room for %d that differ more", st.Name, r.alike, r.dims, len(r.drawn)).
		AsWarning().WithHelp("more `dims`, or `max_similarity %s`", possible).
		WithFix(diag.Replace(opt.Value.At, possible).Maybe()))
}
