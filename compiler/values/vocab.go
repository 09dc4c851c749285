package values

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/rng"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/pointers"
)

// vocabulary is a list of semantic pointers: vectors with names.
type vocabulary struct {
	dims   int
	Names  []string
	vector map[string][]float64
}

// value is the vocabulary as a matrix, one pointer a row.
func (v *vocabulary) value() Value {
	out := Value{Vec: true}
	for _, name := range v.Names {
		out.List = append(out.List, numbersValue(v.vector[name]))
	}
	return out
}

// VocabValue evaluates a vocabulary when it is first needed.
func (c *Evaluator) VocabValue(d *outline.Decl) (*vocabulary, bool) {
	if v := c.Vocabs[d]; v != nil || d.Failed {
		return v, !d.Failed
	}
	v, ok := c.vocab(d, d.Stmt.(*grammar.Vocab))
	if d.Failed = !ok; ok {
		c.Vocabs[d] = v
	}
	return v, ok
}

// vocab reads the options and the lines of a vocabulary.
func (c *Evaluator) vocab(d *outline.Decl, st *grammar.Vocab) (*vocabulary, bool) {
	o := c.Options("vocab", &st.Options, d.In)
	v := &vocabulary{vector: map[string][]float64{}}
	var ok bool
	if v.dims, ok = o.Whole("dims", 2, 0); !ok {
		return nil, false
	}
	if v.dims == 0 {
		c.Err(diag.SizeUnknown, d.At, "how many dimensions have the pointers of `%s`?", st.Name).WithHelp("`vocab %s dims 64 { … }`", st.Name)
		return nil, false
	}
	if !c.ConstantFits(d.At, len(st.Body), v.dims) {
		return nil, false
	}
	seed := c.Model.Seed
	if s, ok := o.Whole("seed", math.MinInt32, 0); o.Has("seed") && ok {
		seed = int64(s)
	}
	most, ok := o.Number("max_similarity", catalog.Plain, 0.1)
	if !ok {
		return nil, false
	}
	r := &pointerReader{c: c, v: v, in: d.In, at: map[string]*grammar.Pointer{}, evaluating: map[string]bool{}}
	r.draw = func(name string) []float64 {
		x, alike := pointers.Random(rng.Stream(seed, d.Name+"."+name, rng.Pointer), v.dims, r.drawn, most)
		r.alike = max(r.alike, alike)
		return x
	}
	if !r.read(st) {
		return v, false
	}
	if opt, given := o.Get("max_similarity"); given && r.alike > most { // in few dimensions there is no room for many
		c.Diags.Add(diag.New(diag.OutOfRange, opt.Value.At, "random pointers of `%s` are alike up to %.2g: %d dimensions have no room for %d that differ more",
			st.Name, r.alike, v.dims, len(r.drawn)).AsWarning().WithHelp("more `dims`, or `max_similarity %.2g`", math.Ceil(r.alike*100)/100).
			WithFix(diag.Replace(opt.Value.At, fmt.Sprintf("%.2g", math.Ceil(r.alike*100)/100)).Maybe()))
	}
	return v, true
}

// OnlyVocabulary is the name of the vocabulary of some dimensions that can be named in a scope; "" if there is none or
// more than one.
func (c *Evaluator) OnlyVocabulary(s *outline.Scope, dims int) string {
	found := ""
	for ; s != nil; s = s.Parent {
		for name, d := range s.Decls {
			if d.Kind != outline.Vocabulary {
				continue
			}
			v, ok := c.VocabValue(d)
			switch {
			case !ok || v.dims != dims:
			case found != "":
				return ""
			default:
				found = name
			}
		}
	}
	return found
}
