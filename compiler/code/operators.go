package code

import "github.com/nefc/nefc/internal/libm"

// binary says what each binary operator makes of two numbers; the answer of a
// comparison is 1 or 0.
var binary = map[string]func(a, b float64) float64{
	"+":   func(a, b float64) float64 { return a + b },
	"-":   func(a, b float64) float64 { return a - b },
	"*":   func(a, b float64) float64 { return a * b },
	"/":   func(a, b float64) float64 { return a / b },
	"^":   libm.Pow,
	"==":  func(a, b float64) float64 { return Truth(a == b) },
	"!=":  func(a, b float64) float64 { return Truth(a != b) },
	"<":   func(a, b float64) float64 { return Truth(a < b) },
	">":   func(a, b float64) float64 { return Truth(a > b) },
	"<=":  func(a, b float64) float64 { return Truth(a <= b) },
	">=":  func(a, b float64) float64 { return Truth(a >= b) },
	"and": func(a, b float64) float64 { return Truth(a != 0 && b != 0) },
	"or":  func(a, b float64) float64 { return Truth(a != 0 || b != 0) },
}

// unary says what each unary operator makes of a number.
var unary = map[string]func(x float64) float64{
	"-":   func(x float64) float64 { return -x },
	"not": func(x float64) float64 { return Truth(x == 0) },
}

// Apply applies a binary operator.
func Apply(op string, a, b float64) float64 { return binary[op](a, b) }

// ApplyUnary applies a unary operator.
func ApplyUnary(op string, x float64) float64 { return unary[op](x) }

// Choose is `if cond then a else b`.
func Choose(cond, a, b float64) float64 {
	if cond != 0 {
		return a
	}
	return b
}

// Truth is 1 for true and 0 for false.
func Truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Compare applies a comparison to two numbers.
func Compare(op string, a, b float64) bool { return Apply(op, a, b) != 0 }

// IsOperator reports a binary operator.
func IsOperator(op string) bool { return binary[op] != nil }

// Comparisons lists those that compare two numbers.
var Comparisons = map[string]bool{"==": true, "!=": true, "<": true, ">": true, "<=": true, ">=": true}

// Answers reports an operator whose value is a truth.
func Answers(op string) bool { return Comparisons[op] || op == "and" || op == "or" || op == "not" }
