package vocabularies

import (
	"maps"
	"slices"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/pointers"
)

// pointerReader evaluates the lines of a vocabulary.
type pointerReader struct {
	c          *Reader
	v          *values.Vocabulary
	of         *outline.Decl // that vocabulary
	in         *outline.Scope
	at         map[string]*grammar.Pointer
	evaluating map[string]bool
	draw       *drawing
	from       *origin
}

// read evaluates all lines, the random pointers first: others are made from them.
func (r *pointerReader) read(st *grammar.Vocab) bool {
	lines, ok := r.lines(st)
	if !ok || !r.c.Expands(r.of.At, report.CompareBytes*float64(r.v.Dims)*r.comparisons(lines)) {
		return false
	}
	for _, p := range lines {
		if p.Value == nil && r.isPart() {
			if ok := r.taken(p); !ok {
				return false
			}
		} else if unitary := isDrawnUnitary(p.Value); p.Value == nil || unitary {
			if r.v.Vector[p.Name] = r.draw.pointer(p.Name, unitary); r.v.Vector[p.Name] == nil {
				r.c.Err(diag.OutOfRange, p.At, "%d pointers at right angles fill %[1]d dimensions; there is no room for `%s`", r.v.Dims, p.Name)
				return false
			}
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

// comparisons is how many pairs of random pointers there are, each of which is kept apart.
func (r *pointerReader) comparisons(lines []*grammar.Pointer) float64 {
	drawn := 0.0
	for _, p := range lines {
		if p.Value == nil && !r.isPart() || isDrawnUnitary(p.Value) {
			drawn++
		}
	}
	return drawn * (drawn - 1) / 2
}

// lines are those of the block, behind the names of a vocabulary that this one is like,
// which may have a line too.
func (r *pointerReader) lines(st *grammar.Vocab) ([]*grammar.Pointer, bool) {
	var written, lines []*grammar.Pointer
	for _, s := range st.Body {
		p, ok := s.(*grammar.Pointer)
		if !ok {
			continue // reported by the parser
		}
		if old := r.at[p.Name]; old != nil {
			r.c.Err(diag.DeclaredTwice, p.At, "the pointer `%s` already exists", p.Name).WithPlace(old.At, "first declared here")
			return nil, false
		}
		r.at[p.Name] = p
		written = append(written, p)
	}
	behind := map[string]bool{}
	for _, name := range r.from.names() {
		if r.at[name] == nil {
			r.at[name] = &grammar.Pointer{Name: name, Stmt: st.Stmt}
		}
		behind[name] = true
		lines = append(lines, r.at[name])
	}
	for _, p := range written {
		if !behind[p.Name] {
			lines = append(lines, p)
		}
	}
	return lines, true
}

// isPart reports a vocabulary whose pointers are those of another.
func (r *pointerReader) isPart() bool { return r.from != nil && r.from.word == "of" }

// taken is a line that takes the pointer of its name from another vocabulary.
func (r *pointerReader) taken(p *grammar.Pointer) bool {
	v := r.from.vocab
	if r.v.Vector[p.Name] = v.Vector[p.Name]; r.v.Vector[p.Name] != nil {
		return true
	}
	d := r.c.Err(diag.UnknownName, p.At, "`%s` has no pointer `%s`", r.from.decl.Name, p.Name).WithPlace(r.from.decl.At, "the vocabulary")
	r.c.Near(d, p.At, p.Name, v.Names, v.List())
	return false
}

// isDrawnUnitary reports `A = unitary()`, a random pointer that keeps lengths.
func isDrawnUnitary(e *grammar.Expr) bool {
	if e == nil || e.Kind != grammar.Call {
		return false
	}
	name, args, _, _ := values.NameAndArgs(e)
	return name == "unitary" && len(args) == 0
}

// pointer evaluates the line of a name; a circle is NEF018.
func (r *pointerReader) pointer(name string, at diag.Span) ([]float64, bool) {
	p := r.at[name]
	switch {
	case r.v.Vector[name] != nil:
		return r.v.Vector[name], true
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
		r.c.Err(diag.SizeMismatch, at, "`%s` is a number, a pointer has %d dimensions", p.Value, r.v.Dims)
		return nil, false
	}
	r.v.Vector[name] = x.vector
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
		if r.isPart() && r.from.vocab.Vector[e.Text] != nil {
			return operand{vector: r.from.vocab.Vector[e.Text]}, true
		}
	case grammar.Member:
		if name, ok := e.Args[0].IsName(); ok && r.in.Lookup(name) == r.of {
			return r.member(e)
		}
	case grammar.Unary:
		x, ok := r.expr(e.Args[0])
		switch {
		case e.Text != "-":
			return r.noPointer(e)
		case x.vector != nil:
			return operand{vector: pointers.Scaled(x.vector, -1)}, ok
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
		if x, found, ok := r.call(e); found {
			return x, ok
		}
	}
	return r.constant(e)
}

// member refuses `v.A` within the braces of v, where pointers have no other name than A.
func (r *pointerReader) member(e *grammar.Expr) (operand, bool) {
	if r.at[e.Text] == nil {
		d := r.c.Err(diag.UnknownName, e.At, "`%s` has no pointer `%s`", e.Args[0], e.Text)
		r.c.Near(d, e.At, e.Text, slices.Sorted(maps.Keys(r.at)), "")
		return operand{}, false
	}
	r.c.Err(diag.BadArgument, e.At, "inside the braces of `%s` a pointer is called by its name alone", e.Args[0]).
		WithFix(diag.Replace(e.At, e.Text))
	return operand{}, false
}

// call evaluates a function of one pointer; found is false for other calls, which hold
// no pointer of the vocabulary.
func (r *pointerReader) call(e *grammar.Expr) (x operand, found, ok bool) {
	name, args, _, _ := values.NameAndArgs(e)
	switch f := pointers.Functions[name]; {
	case f != nil && len(args) == 1:
		x, ok = r.expr(args[0])
		if !ok || x.vector == nil {
			return x, !ok, false
		}
		return operand{vector: f(x.vector)}, true, true
	case name == "bind" && len(args) == 2:
		r.c.Err(diag.BadArgument, e.At, "inside the braces of a vocabulary `*` binds").
			WithFix(diag.Replace(e.At, factor(args[0])+"*"+factor(args[1])))
		return operand{}, true, false
	}
	if method := e.Args[0]; method.Kind == grammar.Member && len(e.Args) == 1 && pointers.Functions[method.Text] != nil {
		r.c.Err(diag.BadArgument, e.At, "functions stand in front of what they change").
			WithFix(diag.Replace(e.At, method.Text+"("+method.Args[0].Strip().String()+")"))
		return operand{}, true, false
	}
	return operand{}, false, false
}

// factor is an operand as it stands in a product.
func factor(e *grammar.Expr) string {
	if e.Kind == grammar.Binary && e.Text != "*" && e.Text != "^" {
		return "(" + e.String() + ")"
	}
	return e.String()
}

// constant evaluates what holds no pointer of the vocabulary: a number, or a vector
// of as many dimensions.
func (r *pointerReader) constant(e *grammar.Expr) (operand, bool) {
	v, ok := r.c.Constant(e, r.in)
	if !ok {
		return operand{}, false
	}
	if v.Vec {
		data, ok := r.c.Numbers(v, "a pointer", catalog.Plain)
		if ok && len(data) != r.v.Dims {
			r.c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, the pointers %d", e, len(data), r.v.Dims)
			return operand{}, false
		}
		return operand{vector: data}, ok
	}
	return operand{number: v.Num}, true
}

// combine is a pointer or a number made from two.
func (r *pointerReader) combine(e *grammar.Expr, a, b operand) (operand, bool) {
	both := a.vector != nil && b.vector != nil
	switch {
	case both && e.Text == "*":
		if !r.c.Expands(e.At, report.BindBytes*float64(r.v.Dims)*float64(r.v.Dims)) {
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
	case a.vector != nil && b.vector == nil && e.Text == "^":
		return r.power(e, a.vector, b.number)
	case a.vector == nil && b.vector != nil && e.Text == "*":
		return operand{vector: pointers.Scaled(b.vector, a.number)}, true
	case a.vector == nil && b.vector == nil:
		v, ok := r.c.CombineNumbers(e, values.Value{Num: a.number}, values.Value{Num: b.number})
		return operand{number: v.Num}, ok
	}
	return r.noPointer(e)
}

// power is a pointer bound k times by itself.
func (r *pointerReader) power(e *grammar.Expr, a []float64, k float64) (operand, bool) {
	v, ok := pointers.Power(a, k)
	if !ok {
		r.c.Err(diag.OutOfRange, e.At,
			"`%s` has no power %g: a fraction needs a pointer whose sum is not negative, nor that with every second sign changed", e.Args[0], k).
			WithHelp("`%s^2` has every power", e.Args[0])
	}
	return operand{vector: v}, ok
}

// noPointer says that an expression is none of pointers.
func (r *pointerReader) noPointer(e *grammar.Expr) (operand, bool) {
	r.c.Err(diag.BadArgument, e.At, "`%s` makes no pointer", e).
		WithHelp("pointers are added, subtracted, bound (`A*B`, `A^2`) and scaled (`2*A`)")
	return operand{}, false
}
