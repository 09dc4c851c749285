package values

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
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

func numbersValue(data []float64) Value {
	out := Value{Vec: true, List: make([]Value, len(data))}
	for i, x := range data {
		out.List[i].Num = x
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

// pointerReader evaluates the lines of a vocabulary.
type pointerReader struct {
	c          *Evaluator
	v          *vocabulary
	in         *outline.Scope
	at         map[string]*grammar.Pointer
	evaluating map[string]bool
	drawn      [][]float64 // random pointers so far, in order of their lines
	alike      float64     // the largest cosine between two of them
	draw       func(name string) []float64
}

func (r *pointerReader) read(st *grammar.Vocab) bool {
	var lines []*grammar.Pointer
	for _, s := range st.Body {
		p, ok := s.(*grammar.Pointer)
		if !ok {
			continue // reported by the parser
		}
		if old := r.at[p.Name]; old != nil {
			r.c.Err(diag.DeclaredTwice, p.At, "the pointer `%s` already exists", p.Name).WithPlace(old.At, "first declared here")
			return false
		}
		r.at[p.Name] = p
		lines = append(lines, p)
	}
	for _, p := range lines {
		if p.Value == nil {
			r.v.vector[p.Name] = r.draw(p.Name)
			r.drawn = append(r.drawn, r.v.vector[p.Name])
		}
	}
	for _, p := range lines {
		if _, ok := r.pointer(p.Name, p.At); !ok {
			return false
		}
		r.v.Names = append(r.v.Names, p.Name)
	}
	return true
}

// pointer evaluates the line of a name; a circle is NEF018.
func (r *pointerReader) pointer(name string, at diag.Span) ([]float64, bool) {
	p := r.at[name]
	switch {
	case r.v.vector[name] != nil:
		return r.v.vector[name], true
	case r.evaluating[name]:
		r.c.Err(diag.Cycle, p.At, "the pointer `%s` is defined by itself", name)
		return nil, false
	}
	r.evaluating[name] = true
	x, ok := r.expr(p.Value)
	if !ok {
		return nil, false
	}
	if x.vector == nil {
		r.c.Err(diag.SizeMismatch, at, "`%s` is a number, a pointer has %d dimensions", p.Value, r.v.dims)
		return nil, false
	}
	r.v.vector[name] = x.vector
	return x.vector, true
}

// operand is a number, or a vector if that is not nil.
type operand struct {
	number float64
	vector []float64
}

// expr evaluates an expression of pointers: `+` and `-` superpose, `*` binds
// (or scales, by a number), `/` divides by a number; inverse, unitary and
// normalized change one pointer.
func (r *pointerReader) expr(e *grammar.Expr) (operand, bool) {
	switch e.Kind {
	case grammar.Paren:
		return r.expr(e.Args[0])
	case grammar.Name:
		if r.at[e.Text] != nil {
			v, ok := r.pointer(e.Text, e.At)
			return operand{vector: v}, ok
		}
	case grammar.Unary:
		x, ok := r.expr(e.Args[0])
		if ok && e.Text == "-" && x.vector != nil {
			return operand{vector: pointers.Scaled(x.vector, -1)}, true
		}
		if e.Text != "-" {
			return r.noPointer(e)
		}
		return operand{number: -x.number}, ok
	case grammar.Binary:
		a, okA := r.expr(e.Args[0])
		b, okB := r.expr(e.Args[1])
		if !okA || !okB {
			return operand{}, false
		}
		return r.combine(e, a, b)
	case grammar.Call:
		name, _ := e.Args[0].IsName()
		if f := pointers.Functions[name]; f != nil && len(e.Args) == 2 {
			x, ok := r.expr(e.Args[1])
			if ok && x.vector != nil {
				return operand{vector: f(x.vector)}, true
			}
		}
	}
	v, ok := r.c.Constant(e, r.in)
	if !ok {
		return operand{}, false
	}
	if v.Vec {
		data, ok := r.c.Numbers(v, "a pointer", catalog.Plain)
		if ok && len(data) != r.v.dims {
			r.c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, the pointers %d", e, len(data), r.v.dims)
			return operand{}, false
		}
		return operand{vector: data}, ok
	}
	return operand{number: v.Num}, true
}

func (r *pointerReader) combine(e *grammar.Expr, a, b operand) (operand, bool) {
	both := a.vector != nil && b.vector != nil
	switch {
	case both && e.Text == "*":
		if !r.c.Expands(e.At, report.BindBytes*float64(r.v.dims)*float64(r.v.dims)) {
			return operand{}, false
		}
		return operand{vector: pointers.Bind(a.vector, b.vector)}, true
	case both && e.Text == "+":
		return operand{vector: pointers.Sum(a.vector, b.vector)}, true
	case both && e.Text == "-":
		return operand{vector: pointers.Sum(a.vector, pointers.Scaled(b.vector, -1))}, true
	case a.vector != nil && b.vector == nil && e.Text == "*":
		return operand{vector: pointers.Scaled(a.vector, b.number)}, true
	case a.vector != nil && b.vector == nil && e.Text == "/" && b.number != 0:
		return operand{vector: pointers.Scaled(a.vector, 1/b.number)}, true
	case a.vector == nil && b.vector != nil && e.Text == "*":
		return operand{vector: pointers.Scaled(b.vector, a.number)}, true
	case a.vector == nil && b.vector == nil:
		v, ok := r.c.combineNumbers(e, Value{Num: a.number}, Value{Num: b.number})
		return operand{number: v.Num}, ok
	}
	return r.noPointer(e)
}

// noPointer says that an expression is none of pointers.
func (r *pointerReader) noPointer(e *grammar.Expr) (operand, bool) {
	r.c.Err(diag.BadArgument, e.At, "`%s` makes no pointer", e).WithHelp("pointers are added, subtracted, bound (`A*B`) and scaled (`2*A`)")
	return operand{}, false
}

// vocabMember is `v.RED`, one pointer.
func (c *Evaluator) vocabMember(d *outline.Decl, e *grammar.Expr) (Value, bool) {
	v, ok := c.VocabValue(d)
	if !ok {
		return Value{}, false
	}
	if data, ok := v.vector[e.Text]; ok {
		return numbersValue(data), true
	}
	dg := c.Err(diag.UnknownName, e.At, "`%s` has no pointer `%s`", e.Args[0], e.Text).WithPlace(d.At, "the vocabulary")
	if near := c.Near(dg, report.Tail(e.At, e.Text), e.Text, v.Names, ""); near != "" {
		dg.WithHelp("did you mean `%s.%s`?", e.Args[0], near)
	}
	return Value{}, false
}

// PlainProduct warns of a product of two pointers outside of a vocabulary: it is
// taken element by element there, and binds nothing.
func (c *Evaluator) PlainProduct(e *grammar.Expr, s *outline.Scope) {
	if e.Text != "*" || !isPointer(e.Args[0], s) || !isPointer(e.Args[1], s) {
		return
	}
	c.Diags.Add(diag.New(diag.PlainProduct, e.At, "`%s` multiplies element by element and binds nothing", e).
		WithNote("`*` binds inside the braces of a `vocab`; elsewhere `bind` does").
		WithFix(diag.Replace(e.At, fmt.Sprintf("bind(%s, %s)", e.Args[0].Strip(), e.Args[1].Strip())).Maybe()))
}

// isPointer reports a pointer of a vocabulary, a constant that is one, or sums,
// products and inverses of some.
func isPointer(e *grammar.Expr, s *outline.Scope) bool {
	switch e = e.Strip(); e.Kind {
	case grammar.Member:
		return vocabOf(e, s) != nil
	case grammar.Name:
		d := s.Lookup(e.Text)
		return d != nil && d.Kind == outline.Constant && vocabOf(d.Expr.Strip(), d.In) != nil
	case grammar.Unary:
		return isPointer(e.Args[0], s)
	case grammar.Binary:
		return (e.Text == "+" || e.Text == "-" || e.Text == "*") && isPointer(e.Args[0], s) && isPointer(e.Args[1], s)
	case grammar.Call:
		name, _ := e.Args[0].IsName()
		return (name == "bind" || name == "inverse") && len(e.Args) > 1 && isPointer(e.Args[1], s)
	}
	return false
}
