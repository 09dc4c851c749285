package grammar

import (
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// maxTerms is how many terms a sum, and factors a product, may have: each is one
// deeper in the tree.
const maxTerms = 20000

// Kind says what an expression is.
type Kind uint8

// The kinds of expression; the comment says what Text and Args hold.
const (
	Number   Kind = iota // Num
	Quantity             // Num, Text is the unit
	String               // Text without quotes
	Name                 // Text
	Unary                // Text is - or not; Args[0]
	Binary               // Text is the operator; Args[0], Args[1]
	If                   // Args: condition, then, else
	Call                 // Args[0] is what is called; then the arguments, named in ArgNames
	Index                // Args[0] is what is indexed; then the items
	Slice                // Args[0], Args[1], each may be nil: an item lo:hi
	Member               // Args[0], Text is the name behind the dot
	Vector               // Args are the elements
	Paren                // Args[0]
	FromFile             // Text is the path of from "path", without quotes
)

// Expr is an expression as written.
type Expr struct {
	Kind     Kind
	Chained  bool  // an `and` that was written as one chain, a < b < c
	OpAt     int32 // the offset of the operator of a Unary or Binary
	At       diag.Span
	Text     string
	Num      float64
	Args     []*Expr
	ArgNames []string // parallel to Args[1:] of a Call; "" for a positional one

	habit *diag.Diagnostic // it is written as in another language, and read as what was meant
}

// Span is the text the expression was read from.
func (e *Expr) Span() diag.Span { return e.At }

// Strip removes parentheses around an expression.
func (e *Expr) Strip() *Expr {
	for e.Kind == Paren {
		e = e.Args[0]
	}
	return e
}

// IsName reports whether the expression is just a name, and which.
func (e *Expr) IsName() (string, bool) {
	if e != nil && e.Kind == Name {
		return e.Text, true
	}
	return "", false
}

// String prints the expression as the formatter would, on one line.
func (e *Expr) String() string {
	var b strings.Builder
	e.write(&b)
	return b.String()
}

func (e *Expr) write(b *strings.Builder) {
	x := e.Args
	switch e.Kind {
	case Number:
		writeAll(b, e.numText())
	case Quantity:
		writeAll(b, e.numText(), e.Text)
	case String:
		writeAll(b, token.Quote(e.Text))
	case FromFile:
		writeAll(b, "from ", token.Quote(e.Text))
	case Unary:
		sign := e.Text
		if sign == "not" {
			sign += " "
		}
		writeAll(b, sign, x[0])
	case Binary:
		e.writeBinary(b)
	case If:
		writeAll(b, "if ", x[0], " then ", x[1], " else ", x[2])
	case Call:
		writeAll(b, x[0], "(")
		writeArgs(b, x[1:], e.ArgNames)
		writeAll(b, ")")
	case Index:
		writeAll(b, x[0], "[")
		writeArgs(b, x[1:], nil)
		writeAll(b, "]")
	case Slice:
		writeAll(b, x[0], ":", x[1])
	case Member:
		writeAll(b, x[0], ".", e.Text)
	case Vector:
		writeAll(b, "[")
		writeArgs(b, x, nil)
		writeAll(b, "]")
	case Paren:
		writeAll(b, "(", x[0], ")")
	default:
		writeAll(b, e.Text)
	}
}

func (e *Expr) writeBinary(b *strings.Builder) {
	op, left, right := e.Text, e.Args[0], e.Args[1]
	if e.Chained {
		op, right = right.Text, right.Args[1]
	}
	if !token.Tight[op] {
		op = " " + op + " "
	}
	writeAll(b, left, op, right)
}

func (e *Expr) numText() string { return strconv.FormatFloat(e.Num, 'g', -1, 64) }

// writeAll writes words and expressions, one behind the other; a bound of a slice
// may be nil.
func writeAll(b *strings.Builder, parts ...any) {
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			b.WriteString(p)
		case *Expr:
			if p != nil {
				p.write(b)
			}
		}
	}
}

func writeArgs(b *strings.Builder, args []*Expr, names []string) {
	for i, a := range args {
		if i > 0 {
			writeAll(b, ", ")
		}
		if names != nil && names[i] != "" {
			writeAll(b, names[i], "=")
		}
		writeAll(b, a)
	}
}
