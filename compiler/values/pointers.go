package values

import (
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/pointers"
)

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

// read evaluates all lines, the random pointers first: others are made from them.
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
		name, _ := e.Args[0].IsName()
		if f := pointers.Functions[name]; f != nil && len(e.Args) == 2 {
			x, ok := r.expr(e.Args[1])
			if ok && x.vector != nil {
				return operand{vector: f(x.vector)}, true
			}
		}
	}
	return r.constant(e)
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
		if ok && len(data) != r.v.dims {
			r.c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, the pointers %d", e, len(data), r.v.dims)
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
