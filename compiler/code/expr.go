// Package code holds scalar expressions as data: what a node computes, what a
// connection's function is, what a learning rate depends on. Vectors are
// spelled out element by element before they get here, so every Expr is one
// number. Compile turns expressions into a flat program for a stack machine.
package code

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/functions"
)

// Kind says what an expression is.
type Kind int

// The kinds; the comment names the fields they use.
const (
	Const    Kind = iota // Num
	Input                // Src, Index: element Index of source number Src
	Time                 // seconds
	Step                 // dt, seconds
	Param                // Index: a param of the model
	Unary                // Op "-" or "not", Args[0]
	Binary               // Op, Args[0], Args[1]
	Select               // Args: condition, then, else
	Call                 // Fn, Args
	Weighted             // Σ Weights[i]·Args[i]
)

// Expr is a scalar expression.
type Expr struct {
	Kind    Kind
	Num     float64
	Src     int
	Index   int
	Op      string
	Fn      *functions.Func
	Args    []*Expr
	Weights []float64
	At      diag.Span // where it was written
}

// Number returns a constant.
func Number(v float64) *Expr { return &Expr{Kind: Const, Num: v} }

// Var returns an element of a source.
func Var(src, index int) *Expr { return &Expr{Kind: Input, Src: src, Index: index} }

// IsConst reports whether e is a constant, and which.
func (e *Expr) IsConst() (float64, bool) { return e.Num, e.Kind == Const }

// NewUnary applies - or not.
func NewUnary(op string, x *Expr) *Expr {
	return fold(&Expr{Kind: Unary, Op: op, Args: []*Expr{x}, At: x.At})
}

// NewBinary applies an operator. Squares and cubes become products, which is
// exact where a general power is not.
func NewBinary(op string, a, b *Expr, at diag.Span) *Expr {
	if v, ok := b.IsConst(); ok && op == "^" && (v == 2 || v == 3) {
		sq := NewBinary("*", a, a, at)
		if v == 2 {
			return sq
		}
		return NewBinary("*", sq, a, at)
	}
	return fold(&Expr{Kind: Binary, Op: op, Args: []*Expr{a, b}, At: at})
}

// NewSelect is if cond then a else b.
func NewSelect(cond, a, b *Expr, at diag.Span) *Expr {
	return fold(&Expr{Kind: Select, Args: []*Expr{cond, a, b}, At: at})
}

// NewCall applies a function.
func NewCall(fn *functions.Func, args []*Expr, at diag.Span) *Expr {
	return fold(&Expr{Kind: Call, Fn: fn, Args: args, At: at})
}

// NewWeighted is the sum of args, each times its weight. Sums over the same args may
// share the slice.
func NewWeighted(weights []float64, args []*Expr, at diag.Span) *Expr {
	return fold(&Expr{Kind: Weighted, Weights: weights, Args: args, At: at})
}

// fold replaces an operation on constants by its value.
func fold(e *Expr) *Expr {
	for _, a := range e.Args {
		if a.Kind != Const {
			return e
		}
	}
	return &Expr{Kind: Const, Num: e.Eval(nil), At: e.At}
}

// Env is what an expression may read.
type Env struct {
	T, Dt  float64
	In     func(src, index int) float64
	Params []float64
}

// Eval computes an expression directly; programs do it faster.
func (e *Expr) Eval(env *Env) float64 {
	switch e.Kind {
	case Const:
		return e.Num
	case Input:
		return env.In(e.Src, e.Index)
	case Time:
		return env.T
	case Step:
		return env.Dt
	case Param:
		return env.Params[e.Index]
	case Unary:
		return ApplyUnary(e.Op, e.Args[0].Eval(env))
	case Binary:
		return Apply(e.Op, e.Args[0].Eval(env), e.Args[1].Eval(env))
	case Select:
		return Choose(e.Args[0].Eval(env), e.Args[1].Eval(env), e.Args[2].Eval(env))
	case Weighted:
		sum := 0.0
		for i, a := range e.Args {
			sum += float64(e.Weights[i] * a.Eval(env))
		}
		return sum
	default:
		if e.Fn.F2 != nil {
			return e.Fn.F2(e.Args[0].Eval(env), e.Args[1].Eval(env))
		}
		return e.Fn.F1(e.Args[0].Eval(env))
	}
}

// function is what an operator or a call does with its arguments, of which there are one
// or two; nil for other expressions.
func (e *Expr) function() (one func(float64) float64, two func(a, b float64) float64) {
	switch e.Kind {
	case Unary:
		return unary[e.Op], nil
	case Binary:
		return nil, binary[e.Op]
	case Call:
		return e.Fn.F1, e.Fn.F2
	}
	return nil, nil
}

// Walk calls f for e and everything in it.
func (e *Expr) Walk(f func(*Expr)) {
	f(e)
	for _, a := range e.Args {
		a.Walk(f)
	}
}

// Sources returns the source numbers e reads, each once, in order of reading.
func (e *Expr) Sources() []int {
	var out []int
	e.Walk(func(x *Expr) {
		if x.Kind != Input {
			return
		}
		for _, s := range out {
			if s == x.Src {
				return
			}
		}
		out = append(out, x.Src)
	})
	return out
}

// Replace returns e with every input replaced.
func (e *Expr) Replace(in func(src, index int) *Expr) *Expr {
	if e.Kind == Input {
		return in(e.Src, e.Index)
	}
	if len(e.Args) == 0 {
		return e
	}
	c := *e
	c.Args = make([]*Expr, len(e.Args))
	for i, a := range e.Args {
		c.Args[i] = a.Replace(in)
	}
	return fold(&c)
}

// Addends takes e apart: it follows sums, signs and constant factors, and calls f for
// each addend that is none of these, with the factor that it has. k is the factor of e
// itself.
func (e *Expr) Addends(k float64, f func(factor float64, addend *Expr)) {
	if e.Kind == Unary && e.Op == "-" {
		e.Args[0].Addends(-k, f)
		return
	}
	if e.Kind == Weighted {
		for i, a := range e.Args {
			if e.Weights[i] != 0 {
				a.Addends(k*e.Weights[i], f)
			}
		}
		return
	}
	if e.Kind != Binary {
		f(k, e)
		return
	}
	a, b := e.Args[0], e.Args[1]
	switch {
	case e.Op == "+":
		a.Addends(k, f)
		b.Addends(k, f)
	case e.Op == "-":
		a.Addends(k, f)
		b.Addends(-k, f)
	case e.Op == "*" && a.Kind == Const:
		b.Addends(k*a.Num, f)
	case e.Op == "*" && b.Kind == Const:
		a.Addends(k*b.Num, f)
	case e.Op == "/" && b.Kind == Const:
		a.Addends(k/b.Num, f)
	default:
		f(k, e)
	}
}

// Linear returns the coefficients of e as a linear form of the inputs of one
// source, e = Σ coef[i]·in[i] + constant; ok is false if e is not linear.
func (e *Expr) Linear(size int) (coef []float64, constant float64, ok bool) {
	switch e.Kind {
	case Const:
		return make([]float64, size), e.Num, true
	case Input:
		coef = make([]float64, size)
		coef[e.Index] = 1
		return coef, 0, true
	case Unary:
		if e.Op == "-" {
			coef, constant, ok = e.Args[0].Linear(size)
			return scale(coef, -1), -constant, ok
		}
	case Binary:
		return e.linearBinary(size)
	case Weighted:
		return e.linearSum(size)
	}
	return nil, 0, false
}

func (e *Expr) linearSum(size int) (coef []float64, constant float64, ok bool) {
	coef = make([]float64, size)
	for i, a := range e.Args {
		c, k, ok := a.Linear(size)
		if !ok {
			return nil, 0, false
		}
		for j, v := range c {
			coef[j] += float64(e.Weights[i] * v)
		}
		constant += float64(e.Weights[i] * k)
	}
	return coef, constant, true
}

func (e *Expr) linearBinary(size int) ([]float64, float64, bool) {
	a, ka, okA := e.Args[0].Linear(size)
	b, kb, okB := e.Args[1].Linear(size)
	if !okA || !okB {
		return nil, 0, false
	}
	factorA, constA := e.Args[0].IsConst()
	factorB, constB := e.Args[1].IsConst()
	switch {
	case e.Op == "+", e.Op == "-":
		sign := 1.0
		if e.Op == "-" {
			sign = -1
		}
		for i := range a {
			a[i] += float64(sign * b[i])
		}
		return a, ka + float64(sign*kb), true
	case e.Op == "*" && constA:
		return scale(b, factorA), factorA * kb, true
	case e.Op == "*" && constB:
		return scale(a, factorB), factorB * ka, true
	case e.Op == "/" && constB:
		for i := range a {
			a[i] /= factorB
		}
		return a, ka / factorB, true
	}
	return nil, 0, false
}

func scale(v []float64, f float64) []float64 {
	for i := range v {
		v[i] *= f
	}
	return v
}

// Format prints the expression; name gives an input its name.
func (e *Expr) Format(name func(src, index int) string) string {
	arg := func(i int) string { return e.Args[i].Format(name) }
	switch e.Kind {
	case Const:
		return strconv.FormatFloat(e.Num, 'g', -1, 64)
	case Input:
		return name(e.Src, e.Index)
	case Time:
		return "t"
	case Step:
		return "dt"
	case Param:
		return fmt.Sprintf("param[%d]", e.Index)
	case Unary:
		return "(" + e.Op + " " + arg(0) + ")"
	case Binary:
		return "(" + arg(0) + " " + e.Op + " " + arg(1) + ")"
	case Select:
		return "(if " + arg(0) + " then " + arg(1) + " else " + arg(2) + ")"
	case Weighted:
		parts := make([]string, len(e.Args))
		for i, w := range e.Weights {
			parts[i] = strconv.FormatFloat(w, 'g', -1, 64) + "*" + arg(i)
		}
		return "(" + strings.Join(parts, " + ") + ")"
	default:
		parts := make([]string, len(e.Args))
		for i := range e.Args {
			parts[i] = arg(i)
		}
		return e.Fn.Name + "(" + strings.Join(parts, ", ") + ")"
	}
}
