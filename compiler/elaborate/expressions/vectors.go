package expressions

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
)

// Vector is an expression spelled out element by element.
type Vector struct {
	Elements []*code.Expr
	List     bool // written as a vector, or the value of an object
}

// number is a vector of one constant.
func number(v float64, where diag.Span) Vector {
	return Vector{Elements: []*code.Expr{at(code.Number(v), where)}}
}

// at says where an expression was written.
func at(e *code.Expr, where diag.Span) *code.Expr {
	e.At = where
	return e
}

// spell turns a constant into a vector.
func spell(v values.Value, where diag.Span) Vector {
	if !v.Vec {
		return number(v.Num, where)
	}
	out := Vector{List: true}
	for _, x := range v.Elements() {
		out.Elements = append(out.Elements, spell(x, where).Elements...)
	}
	return out
}
