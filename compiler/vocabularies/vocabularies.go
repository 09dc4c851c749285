// Package vocabularies reads the statement vocab: semantic pointers, vectors with names,
// drawn at random, taken from another vocabulary or made of others.
package vocabularies

import (
	"fmt"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Reader reads vocabularies; their lines hold constants.
type Reader struct{ *values.Evaluator }

// Provide lets an evaluator of constants know what vocabularies hold.
func Provide(ev *values.Evaluator) { ev.ReadVocab = (&Reader{ev}).vocab }

// vocab reads the options and the lines of a vocabulary.
func (c *Reader) vocab(d *outline.Decl) (*values.Vocabulary, bool) {
	st := d.Stmt.(*grammar.Vocab)
	o := c.Options("vocab", &st.Options, d.In)
	from, ok := c.origin(o)
	if !ok {
		return nil, false
	}
	v := &values.Vocabulary{Vector: map[string][]float64{}}
	if v.Dims, ok = c.pointerDims(d, o, from); !ok || !c.ConstantFits(d.At, len(st.Body)+len(from.names()), v.Dims) {
		return nil, false
	}
	draw, ok := c.drawing(d, o, v.Dims)
	if !ok {
		return nil, false
	}
	r := &pointerReader{c: c, v: v, of: d, in: d.In, at: map[string]*grammar.Pointer{}, evaluating: map[string]bool{}, draw: draw, from: from}
	if !r.read(st) {
		return nil, false
	}
	c.tooAlike(draw, st, o)
	return v, true
}

// pointerDims is how many dimensions the pointers of a vocabulary have: as many as those
// of another that it is a part of, else what `dims` says, else as many as those of one
// that it is like.
func (c *Reader) pointerDims(d *outline.Decl, o *values.Options, from *origin) (int, bool) {
	dims, ok := o.Whole("dims", 2, 0)
	switch opt, given := o.Get("dims"); {
	case !ok:
		return 0, false
	case from == nil && dims == 0:
		c.Err(diag.SizeUnknown, d.At, "how many dimensions have the pointers of `%s`?", d.Name).WithHelp("`vocab %s dims 64 { … }`", d.Name)
		return 0, false
	case from == nil, from.word == "like" && dims > 0:
		return dims, true
	case given && dims != from.vocab.Dims:
		c.Err(diag.SizeMismatch, opt.Value.At, "the pointers of `%s` have %d dimensions, not %d", from.decl.Name, from.vocab.Dims, dims).
			WithPlace(from.decl.At, "the vocabulary").WithFix(diag.Delete(opt.Span()))
		return 0, false
	}
	return from.vocab.Dims, true
}

// origin is the vocabulary that another one takes names from; nil for none.
type origin struct {
	word  string // `of`, which takes the pointers too, or `like`
	decl  *outline.Decl
	vocab *values.Vocabulary
}

// names are those that another vocabulary has without a line of its own.
func (from *origin) names() []string {
	if from == nil || from.word == "of" {
		return nil
	}
	return from.vocab.Names
}

// origin reads the options `of` and `like`.
func (c *Reader) origin(o *values.Options) (*origin, bool) {
	of, isOf := o.Get("of")
	opt, isLike := o.Get("like")
	switch {
	case isOf && isLike:
		c.BothDecide(of, opt, "where the names come from")
		return nil, false
	case !isOf && !isLike:
		return nil, true
	case isOf:
		opt = of
		c.drawsNothing(o.Own("random", "seed", "max_similarity"))
	}
	d, ok := c.VocabNamed(opt.Value, opt.In, fmt.Sprintf("`%s`", opt.Name))
	if !ok {
		return nil, false
	}
	v, ok := c.VocabValue(d)
	return &origin{opt.Name, d, v}, ok
}

// drawsNothing reports options about random pointers where there are none.
func (c *Reader) drawsNothing(given []values.Option) {
	for _, opt := range given {
		c.Err(diag.NothingToSolve, opt.NameAt, "nothing is drawn for a vocabulary that is a part of another: `%s` has no effect", opt.Name).
			WithFix(diag.Delete(opt.Span()))
	}
}
