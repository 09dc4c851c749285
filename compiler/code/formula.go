package code

import (
	"math"
	"reflect"
	"strconv"
	"strings"
)

// How strongly the parts of a formula are bound.
const (
	boundChoice = iota
	boundLogic
	boundCompare
	boundSum
	boundProduct
	boundSign
	boundPower
	boundAtom
)

var bindings = map[string]int{"or": boundLogic, "and": boundLogic, "+": boundSum, "-": boundSum, "*": boundProduct, "/": boundProduct, "^": boundPower}

// Formula writes the expression as people write formulas, for reading: x² − 0.5·t.
// name gives an input its name.
func (e *Expr) Formula(name func(src, index int) string) string {
	text, _ := e.formula(name)
	return text
}

// Times is the expression multiplied by a number.
func (e *Expr) Times(factor float64) *Expr {
	switch factor {
	case 1:
		return e
	case -1:
		return NewUnary("-", e)
	}
	return NewBinary("*", Number(factor), e, e.At)
}

// formula also says how strongly the text is bound.
func (e *Expr) formula(name func(src, index int) string) (string, int) {
	switch e.Kind {
	case Const:
		return constant(e.Num)
	case Input:
		return name(e.Src, e.Index), boundAtom
	case Time:
		return "t", boundAtom
	case Step:
		return "dt", boundAtom
	case Param:
		return "p" + strconv.Itoa(e.Index), boundAtom
	case Unary:
		if e.Op == "-" {
			return "−" + e.Args[0].inside(boundSign, name), boundSign
		}
		return e.Op + " " + e.Args[0].inside(boundSign, name), boundLogic
	case Binary:
		return e.operation(name)
	case Select:
		return "if " + e.Args[0].Formula(name) + " then " + e.Args[1].Formula(name) + " else " + e.Args[2].Formula(name), boundChoice
	}
	parts := make([]string, len(e.Args))
	for i, a := range e.Args {
		parts[i] = a.Formula(name)
	}
	return e.Fn.Name + "(" + strings.Join(parts, ", ") + ")", boundAtom
}

// constant writes a number; π where it is one or a simple multiple.
func constant(v float64) (string, int) {
	for _, k := range []float64{1, 2, 4} {
		if v == k*math.Pi {
			return strings.TrimPrefix(strconv.Itoa(int(k)), "1") + "π", boundAtom
		}
	}
	text := strconv.FormatFloat(math.Abs(v), 'g', 6, 64)
	if v < 0 {
		return "−" + text, boundSign
	}
	return text, boundAtom
}

// operation writes a binary operation; a product of equals is a power.
func (e *Expr) operation(name func(src, index int) string) (string, int) {
	a, b := e.Args[0], e.Args[1]
	bound, known := bindings[e.Op]
	if !known {
		bound = boundCompare
	}
	switch {
	case e.Op == "*" && reflect.DeepEqual(a, b):
		return a.inside(boundAtom, name) + "²", boundPower
	case e.Op == "*" && a.Kind == Binary && a.Op == "*" && reflect.DeepEqual(a.Args[0], b) && reflect.DeepEqual(a.Args[1], b):
		return b.inside(boundAtom, name) + "³", boundPower
	case e.Op == "*":
		return a.inside(bound, name) + "·" + b.inside(bound+1, name), bound
	case e.Op == "/", e.Op == "^":
		return a.inside(bound, name) + e.Op + b.inside(bound+1, name), bound
	case e.Op == "-":
		return a.inside(bound, name) + " − " + b.inside(bound+1, name), bound
	case e.Op == "+":
		return a.inside(bound, name) + " + " + b.inside(bound, name), bound
	}
	return a.inside(bound+1, name) + " " + e.Op + " " + b.inside(bound+1, name), bound
}

// inside writes a part of an operation, in parentheses if it is bound less strongly.
func (e *Expr) inside(bound int, name func(src, index int) string) string {
	text, own := e.formula(name)
	if own < bound {
		return "(" + text + ")"
	}
	return text
}
