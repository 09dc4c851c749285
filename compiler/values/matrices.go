package values

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/stdlib/pointers"
)

// MatrixCall evaluates the constant functions that make or measure vectors and
// matrices. found is false for other names.
func (c *Evaluator) MatrixCall(name string, e *grammar.Expr, s *outline.Scope) (v Value, found, ok bool) {
	args := e.Args[1:]
	list := functions.FindList(name)
	if list == nil {
		return Value{}, false, false
	}
	if name == "translate" {
		v, ok = c.translation(e, s)
		return v, true, ok
	}
	if len(args) != list.Args {
		d := c.Err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, report.Arguments(list.Args), len(args)).WithHelp("%s", list.Doc)
		if name == "zeros" && len(args) == 2 {
			matrix := fmt.Sprintf("matrix(%s, %s, 0)", args[0], args[1])
			d.WithHelp("`zeros` is a vector; a matrix is `%s`", matrix).WithFix(diag.Replace(e.At, matrix))
		}
		return Value{}, true, false
	}
	switch name {
	case "matrix", "vector":
		v, ok = c.comprehension(name, e, s)
	case "zeros", "eye":
		v, ok = c.plainMatrix(name, args[0], s)
	case "vocab_dims":
		v, ok = c.vocabDims(e, s)
	default:
		v, ok = c.ofMatrices(name, args, s)
	}
	return v, true, ok
}

// comprehension is matrix(m, n, e) or vector(n, e), which is known once loops and
// templates are laid out.
func (c *Evaluator) comprehension(name string, e *grammar.Expr, s *outline.Scope) (Value, bool) {
	if c.Comprehension == nil {
		c.Err(diag.SizeUnknown, e.At, "`%s` has no elements yet while the seed, loops and templates are laid out", e).
			WithHelp("write a number, or the elements: `[0, 1, 2]`")
		return Value{}, false
	}
	return c.Comprehension(name, e.Args[1:], s)
}

// plainMatrix is zeros(n) or eye(n).
func (c *Evaluator) plainMatrix(name string, arg *grammar.Expr, s *outline.Scope) (Value, bool) {
	n, ok := c.WholeOf(arg, s, "the size of `"+name+"`", 1)
	if !ok {
		return Value{}, false
	}
	rows := n
	if name == "zeros" {
		rows = 1
	}
	if !c.ConstantFits(arg.At, rows, n) {
		return Value{}, false
	}
	if name == "zeros" {
		return Vector(make([]float64, n)), true
	}
	return square(n, func(int) float64 { return 1 }), true
}

// transposed turns rows into columns; a vector is a row.
func transposed(v Value, flat []float64) Value {
	rows, cols := 1, v.Len()
	if first := v.Element(0); first.Vec {
		rows, cols = cols, first.Len()
	}
	out := make([]float64, rows*cols)
	for k := range out {
		out[k] = flat[k%rows*cols+k/rows]
	}
	return Matrix(cols, out)
}

// ofMatrices measures or combines vectors and matrices.
func (c *Evaluator) ofMatrices(name string, args []*grammar.Expr, s *outline.Scope) (Value, bool) {
	var vs []Value
	var flat [][]float64
	if name == "len" && isObject(args[0], s) {
		return c.lengthOfObject(args[0], s)
	}
	for _, a := range args {
		v, ok := c.Constant(a, s)
		if !ok {
			return Value{}, false
		}
		if !v.Vec || v.Len() == 0 {
			c.Err(diag.BadArgument, a.At, "`%s` takes a vector or a matrix, `%s` is a number", name, a)
			return Value{}, false
		}
		data, ok := c.Numbers(v, name, catalog.Plain)
		if !ok || !c.Expands(a.At, report.NumberBytes*float64(len(data))) {
			return Value{}, false
		}
		vs, flat = append(vs, v), append(flat, data)
	}
	if len(args) == 1 {
		return c.ofMatrix(name, args[0].At, vs[0], flat[0])
	}
	a, b := flat[0], flat[1]
	if len(a) != len(b) {
		c.Err(diag.SizeMismatch, args[1].At, "`%s` has %d elements, `%s` has %d", args[0], len(a), args[1], len(b))
		return Value{}, false
	}
	if name == "dot" {
		return Value{Num: pointers.Dot(a, b)}, true
	}
	return Vector(pointers.Bind(a, b)), true
}

// isObject reports an expression that names an object, a part of it or a slot.
func isObject(e *grammar.Expr, s *outline.Scope) bool {
	if !IsRef(e) {
		return false
	}
	d := RootDecl(e, s)
	return d != nil && d.Kind != outline.Constant && d.Kind != outline.Vocabulary
}

// lengthOfObject is how many dimensions an object has, which is known once objects are
// made.
func (c *Evaluator) lengthOfObject(e *grammar.Expr, s *outline.Scope) (Value, bool) {
	if c.SizeOf == nil {
		c.Err(diag.SizeUnknown, e.At, "the size of `%s` is not known while loops and templates are laid out", e).
			WithHelp("name the number: `let d = 64`, and use it for both")
		return Value{}, false
	}
	n, ok := c.SizeOf(e, s)
	return Value{Num: float64(n)}, ok
}

// ofMatrix measures or changes one vector or matrix, whose numbers are flat.
func (c *Evaluator) ofMatrix(name string, at diag.Span, v Value, flat []float64) (Value, bool) {
	switch name {
	case "rows", "len":
		return Value{Num: float64(v.Len())}, true
	case "cols":
		return Value{Num: float64(max(1, v.Element(0).Len()))}, true
	case "transpose":
		return transposed(v, flat), true
	case "diag":
		if !c.ConstantFits(at, len(flat), len(flat)) {
			return Value{}, false
		}
		return square(len(flat), func(i int) float64 { return flat[i] }), true
	case "inverse", "normalized", "unitary":
		return Vector(pointers.Functions[name](flat)), true
	case "norm":
		return Value{Num: math.Sqrt(pointers.Dot(flat, flat))}, true
	case "sum":
		total := 0.0
		for _, x := range flat {
			total += x
		}
		return Value{Num: total}, true
	}
	panic("values: there is no function " + name)
}
