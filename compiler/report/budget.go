package report

import (
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/size"
)

// maxExpansion is the budget, in bytes: what templates, loops, arrays, constants
// and lists make of a text may be much more than the text. Everything made is
// counted, by about the bytes it takes while a model is checked, so that checking
// takes no longer and no more memory than for a long text. The statements of a text
// count too, up to half of it, so that all together stays below the memory that
// `nefc check` keeps to; close to that, garbage is collected again and again.
const maxExpansion = 160e6

// What each thing takes, about (B).
const (
	textBytes       = 50   // a byte of text: its tokens and statements
	ScopeBytes      = 2000 // a block: an instance, a network, a turn of a loop
	DeclBytes       = 400  // a name
	EnsembleBytes   = 2500 // an ensemble or a node in its place
	ConnectionBytes = 900  // a connection
	RuleBytes       = 8000 // a rule of action: its block, what it is worth and its wires
	ElementBytes    = 250  // an element of an expression
	ConstantBytes   = 64   // evaluating a part of a constant
	NumberBytes     = 16   // of a constant or a matrix
	BindBytes       = 0.2  // a product while two pointers are bound
	CompareBytes    = 0.1  // a dimension of two random pointers that are kept apart
)

// Expands counts what is made, at a place; it returns false, after one diagnostic,
// if that is too much.
func (c *Reporter) Expands(at diag.Span, bytes float64) bool {
	c.expansion += bytes
	if c.expansion+min(textBytes*float64(c.text), maxExpansion/2) <= maxExpansion {
		return true
	}
	if !c.tooMany {
		c.tooMany = c.asides == 0
		c.Err(diag.TooLarge, at, "templates, loops, arrays and lists make more than %s of this model", size.Bytes(maxExpansion)).
			WithHelp("make fewer turns, members or elements; many numbers belong in a file")
	}
	return false
}

// TooMuch reports that more is made than is allowed, and that it was said: what
// would be read next would only take long.
func (c *Reporter) TooMuch() bool { return c.tooMany }
