package check

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// What templates, loops, arrays, constants and lists make of a text may be much
// more than the text. Everything made is counted, by about the bytes it takes
// while a model is checked, so that checking takes no longer and no more memory
// than for a long text.
const (
	maxExpansion = 256e6

	scopeBytes      = 2000 // a block: an instance, a network, a turn of a loop
	declBytes       = 400  // a name
	ensembleBytes   = 2500
	connectionBytes = 900
	elementBytes    = 250 // an element of an expression
	constantBytes   = 64  // evaluating a part of a constant
	numberBytes     = 16  // of a constant or a matrix
	bindBytes       = 0.2 // a product while two pointers are bound
)

// maxKept bounds the memory, of about valueBytes a number, of constants that are
// kept once they are evaluated; others are evaluated again.
const (
	maxKept    = 64e6
	valueBytes = 140
)

// maxNested is how deep templates may stand in templates.
const maxNested = 64

// expands counts what is made; false, after one diagnostic, if that is too much.
func (c *checker) expands(at diag.Span, bytes float64) bool {
	c.expansion += bytes
	if c.expansion <= maxExpansion {
		return true
	}
	if !c.tooMany {
		c.tooMany = c.asides == 0
		c.err(diag.TooLarge, at, "templates, loops, arrays and lists make more than %s of this model", model.Bytes(maxExpansion)).
			WithHelp("make fewer turns, members or elements; many numbers belong in a file")
	}
	return false
}
