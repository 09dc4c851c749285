package laws

import (
	"cmp"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
)

// slopes says how much a value grows with each element it reads. An element it
// does not depend on is absent; how it depends on one is NaN where nobody can
// say, which every sum and product hands on.
type slopes map[element]float64

// element is an element of a source of an expression.
type element struct{ src, index int }

// slopesOf returns how much e grows with what it reads. params are those of the
// model: their present values are what counts.
func slopesOf(e *code.Expr, params []*model.Param) slopes {
	s := slopes{}
	s.add(e, 1, params)
	return s
}

// add adds the slopes of k·e.
func (s slopes) add(e *code.Expr, k float64, params []*model.Param) {
	switch {
	case e.Kind == code.Input:
		s[element{e.Src, e.Index}] += k
		return
	case e.Kind == code.Unary && e.Op == "-":
		s.add(e.Args[0], -k, params)
		return
	case e.Kind == code.Weighted:
		for i, a := range e.Args {
			s.add(a, k*e.Weights[i], params)
		}
		return
	case e.Kind == code.Select:
		s.addEither(slopesOf(e.Args[1], params), slopesOf(e.Args[2], params), k)
		s.unknown(e.Args[0])
		return
	case e.Kind == code.Binary:
		a, b := e.Args[0], e.Args[1]
		switch e.Op {
		case "+":
			s.add(a, k, params)
			s.add(b, k, params)
			return
		case "-":
			s.add(a, k, params)
			s.add(b, -k, params)
			return
		case "*":
			if f, ok := factor(a, params); ok {
				s.add(b, k*f, params)
				s.unknown(a)
				return
			}
			if f, ok := factor(b, params); ok {
				s.add(a, k*f, params)
				s.unknown(b)
				return
			}
		case "/":
			if f, ok := factor(b, params); ok && f != 0 {
				s.add(a, k/f, params)
				s.unknown(b)
				return
			}
		}
	}
	s.unknown(e)
}

// unknown notes that nobody can say how the value grows with what e reads.
func (s slopes) unknown(e *code.Expr) {
	e.Walk(func(x *code.Expr) {
		if x.Kind == code.Input {
			s[element{x.Src, x.Index}] = math.NaN()
		}
	})
}

// addEither adds the slopes of a value that is sometimes a and sometimes b: a
// switch that is off (slope 0) changes no sign, two that differ are unknown.
func (s slopes) addEither(a, b slopes, k float64) {
	for at, x := range a {
		if y, both := b[at]; both && x != y {
			x = math.NaN()
		}
		s[at] += float64(k * x)
	}
	for at, y := range b {
		if _, both := a[at]; !both {
			s[at] += float64(k * y)
		}
	}
}

// factor is a number with the sign of an expression, whatever that reads, where
// it has one: the time counts as 1, a condition as met, and a switch that is off
// changes no sign.
func factor(e *code.Expr, params []*model.Param) (float64, bool) {
	switch e.Kind {
	case code.Const:
		return e.Num, true
	case code.Param:
		return params[e.Index].Value, true
	case code.Time, code.Step:
		return 1, true
	case code.Call:
		return 1, slices.Contains(notNegative, e.Fn.Name)
	case code.Select:
		a, okA := factor(e.Args[1], params)
		b, okB := factor(e.Args[2], params)
		return cmp.Or(a, b), okA && okB && a*b >= 0
	case code.Unary:
		if e.Op == "not" {
			return 1, true
		}
		v, ok := factor(e.Args[0], params)
		return -v, ok
	case code.Binary:
		a, okA := factor(e.Args[0], params)
		b, okB := factor(e.Args[1], params)
		switch e.Op {
		case "+":
			return a + b, okA && okB && a*b >= 0
		case "*":
			return a * b, okA && okB
		case "/":
			return a / b, okA && okB && b != 0
		case "<", ">", "<=", ">=", "==", "!=", "and", "or":
			return 1, true
		}
	}
	return 0, false
}

// notNegative are the functions that are never below 0.
var notNegative = []string{"abs", "exp", "sqrt"}
