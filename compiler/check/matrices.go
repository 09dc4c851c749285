package check

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/functions"
	"github.com/nefc/nefc/stdlib/pointers"
)

// matrixCall evaluates the constant functions that make or measure vectors and
// matrices. found is false for other names.
func (c *checker) matrixCall(name string, e *grammar.Expr, s *scope) (v value, found, ok bool) {
	args := e.Args[1:]
	list := functions.FindList(name)
	if list == nil {
		return value{}, false, false
	}
	if len(args) != list.Args {
		d := c.err(diag.BadArgument, e.At, "`%s` takes %s, not %d", name, arguments(list.Args), len(args)).WithHelp("%s", list.Doc)
		if name == "zeros" && len(args) == 2 {
			matrix := fmt.Sprintf("matrix(%s, %s, 0)", args[0], args[1])
			d.WithHelp("`zeros` is a vector; a matrix is `%s`", matrix).WithFix(diag.Replace(e.At, matrix))
		}
		return value{}, true, false
	}
	switch name {
	case "matrix", "vector":
		v, ok = c.comprehension(name, args, s)
	case "zeros", "eye":
		v, ok = c.plainMatrix(name, args[0], s)
	default:
		v, ok = c.ofMatrices(name, args, s)
	}
	return v, true, ok
}

// arguments says how many.
func arguments(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", n)
}

// maxConstant bounds how many numbers a constant may hold.
const maxConstant = 1 << 20

// constantFits refuses a matrix that is too large for a constant.
func (c *checker) constantFits(at diag.Span, rows, cols int) bool {
	if float64(rows)*float64(cols) > maxConstant {
		c.err(diag.TooLarge, at, "%d×%d numbers are too many for a constant", rows, cols).WithHelp("read them from a file: `from \"m.npy\"`")
		return false
	}
	return c.expands(at, numberBytes*float64(rows)*float64(cols))
}

// evaluateEach evaluates matrix(m, n, e), whose element [i, j] is e, or
// vector(n, e), whose element i is e.
func (c *checker) evaluateEach(name string, args []*grammar.Expr, s *scope) (value, bool) {
	size := []int{1, 1}
	for k, a := range args[:len(args)-1] {
		v, ok := c.constant(a, s)
		if !ok {
			return value{}, false
		}
		at := k
		if name == "vector" {
			at = 1
		}
		if size[at], ok = c.whole(v, "a size", 1); !ok {
			return value{}, false
		}
	}
	body := args[len(args)-1]
	if !c.constantFits(body.At, size[0], size[1]) {
		return value{}, false
	}
	el := &speller{c: c, place: inConstant, bound: map[string]vector{"i": {elems: []*code.Expr{code.Var(0, 0)}}, "j": {elems: []*code.Expr{code.Var(0, 1)}}}}
	if name == "vector" {
		delete(el.bound, "j")
	}
	spelled, ok := el.expr(body, s)
	if !ok {
		return value{}, false
	}
	if len(spelled.elems) != 1 {
		c.err(diag.SizeMismatch, body.At, "an element is one number, `%s` has %d", body, len(spelled.elems))
		return value{}, false
	}
	prog := code.Compile(spelled.elems, func(_, k int) int { return k })
	in, stack, out := make([]float64, 2), make([]float64, prog.Depth), make([]float64, 1)
	m := value{vec: true}
	for i := range size[0] {
		row := value{vec: true, list: make([]value, size[1])}
		for j := range size[1] {
			in[0], in[1] = float64(i), float64(j)
			if name == "vector" {
				in[0] = float64(j)
			}
			prog.Run(0, 0, in, nil, stack, out)
			if el.missed != nil {
				c.err(diag.BadIndex, el.missed.At, "`%s` has no such element at i = %d, j = %d", el.missed.Args[0], i, j)
				return value{}, false
			}
			if out[0]-out[0] != 0 {
				c.err(diag.OutOfRange, body.At, "`%s` is not finite at i = %d, j = %d", body, i, j)
				return value{}, false
			}
			row.list[j].num = out[0]
		}
		m.list = append(m.list, row)
	}
	if name == "vector" {
		return m.list[0], true
	}
	return m, true
}

// plainMatrix is zeros(n) or eye(n).
func (c *checker) plainMatrix(name string, arg *grammar.Expr, s *scope) (value, bool) {
	v, ok := c.constant(arg, s)
	if !ok {
		return value{}, false
	}
	n, ok := c.whole(v, "the size of `"+name+"`", 1)
	if !ok {
		return value{}, false
	}
	rows := n
	if name == "zeros" {
		rows = 1
	}
	if !c.constantFits(arg.At, rows, n) {
		return value{}, false
	}
	if name == "zeros" {
		return value{vec: true, list: make([]value, n)}, true
	}
	return square(n, func(int) float64 { return 1 }), true
}

// transposed turns rows into columns; a vector is a row.
func transposed(v value, flat []float64) value {
	rows, cols := len(v.list), 1
	if v.list[0].vec {
		cols = len(v.list[0].list)
	} else {
		rows, cols = 1, rows
	}
	out := value{vec: true}
	for j := range cols {
		column := make([]float64, rows)
		for i := range column {
			column[i] = flat[i*cols+j]
		}
		out.list = append(out.list, numbersValue(column))
	}
	return out
}

// ofMatrices measures or combines vectors and matrices.
func (c *checker) ofMatrices(name string, args []*grammar.Expr, s *scope) (value, bool) {
	var vs []value
	var flat [][]float64
	for _, a := range args {
		v, ok := c.constant(a, s)
		if !ok {
			return value{}, false
		}
		if !v.vec || len(v.list) == 0 {
			c.err(diag.BadArgument, a.At, "`%s` takes a vector or a matrix, `%s` is a number", name, a)
			return value{}, false
		}
		data, ok := c.numbers(v, name, catalog.Plain)
		if !ok || !c.expands(a.At, numberBytes*float64(len(data))) {
			return value{}, false
		}
		vs, flat = append(vs, v), append(flat, data)
	}
	switch name {
	case "rows", "len":
		return value{num: float64(len(vs[0].list))}, true
	case "cols":
		return value{num: float64(max(1, len(vs[0].list[0].list)))}, true
	case "transpose":
		return transposed(vs[0], flat[0]), true
	case "diag":
		if !c.constantFits(args[0].At, len(flat[0]), len(flat[0])) {
			return value{}, false
		}
		return square(len(flat[0]), func(i int) float64 { return flat[0][i] }), true
	case "inverse":
		return numbersValue(pointers.Inverse(flat[0])), true
	case "norm":
		return value{num: math.Sqrt(pointers.Dot(flat[0], flat[0]))}, true
	case "sum":
		total := 0.0
		for _, x := range flat[0] {
			total += x
		}
		return value{num: total}, true
	}
	if len(flat[0]) != len(flat[1]) {
		c.err(diag.SizeMismatch, args[1].At, "`%s` has %d elements, `%s` has %d", args[0], len(flat[0]), args[1], len(flat[1]))
		return value{}, false
	}
	if name == "dot" {
		return value{num: pointers.Dot(flat[0], flat[1])}, true
	}
	return numbersValue(pointers.Bind(flat[0], flat[1])), true
}
