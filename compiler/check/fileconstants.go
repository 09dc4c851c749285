package check

import (
	"github.com/nefc/nefc/grammar/diag"
)

// maxFileConstant bounds how many numbers of a file become a constant; options
// that take an array read larger ones.
const maxFileConstant = 1 << 20

// fileConstant is an array of a file as a constant: one number, or lists in as
// many levels as it has axes. A file is read once.
func (c *checker) fileConstant(ref string, at diag.Span) (value, bool) {
	path, _ := splitRef(ref)
	key := at.Start.Filename + "\x00" + ref
	if v, ok := c.fileValues[key]; ok {
		return v, true
	}
	a, _, _, ok := c.readShaped(ref, at, func(rows, cols int) bool {
		if float64(rows)*float64(cols) <= maxFileConstant {
			return true
		}
		c.err(diag.TooLarge, at, "%q holds %d×%d numbers, too many for a constant", path, rows, cols).
			WithHelp("an option reads it: `transform from \"…\"`, `encoders from \"…\"`")
		return false
	})
	if !ok {
		return value{}, false
	}
	v := nested(a.Shape, a.Floats)
	if c.fileValues != nil {
		c.fileValues[key] = v
	}
	return v, true
}

// nested is an array as lists of lists.
func nested(shape []int, data []float64) value {
	if len(shape) == 0 {
		return value{num: data[0]}
	}
	out, each := value{vec: true}, len(data)/shape[0]
	for i := range shape[0] {
		out.list = append(out.list, nested(shape[1:], data[i*each:(i+1)*each]))
	}
	return out
}
