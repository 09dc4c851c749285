// Package script writes what was done by hand as a model has it: numbers, and lines of an
// experiment.
package script

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/token"
)

// IsName reports what an experiment can be called.
func IsName(text string) bool {
	toks := token.All("", text)
	return len(toks) == 2 && toks[0].Type == token.Ident && toks[0].Text == text
}

// Seconds writes how many seconds so many steps are, without the last digits of a product.
func Seconds(steps int, dt float64) string {
	x, _ := strconv.ParseFloat(strconv.FormatFloat(float64(steps)*dt, 'g', 12, 64), 64)
	return Number(x)
}

// Number writes a number as a model has it.
func Number(v float64) string {
	if v < 0 {
		return "-" + Number(-v)
	}
	return (&grammar.Expr{Kind: grammar.Number, Num: v}).String()
}

// Vector writes numbers as a model has them.
func Vector(v []float64) string {
	if len(v) == 1 {
		return Number(v[0])
	}
	var out []string
	for _, x := range v {
		out = append(out, Number(x))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// Share writes a share as a model has it; nothing for all.
func Share(share float64) string {
	if share == 1 {
		return ""
	}
	return " by " + Number(share)
}

// Index writes neurons as an index.
func Index[N int | int32](neurons []N) string {
	var out []string
	for _, i := range neurons {
		out = append(out, fmt.Sprint(i))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// Load writes that a table was.
func Load(connection, file string, match bool, scale float64) string {
	text := fmt.Sprintf("load weights %s from %q", connection, file)
	if !match {
		text += " match no"
	}
	if scale != 1 {
		text += " scale " + Number(scale)
	}
	return text
}
