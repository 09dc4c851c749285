package values

import (
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/size"
)

// BytesPerNumber is what every float64 takes.
const BytesPerNumber = 8

// TooLarge refuses an object that alone exceeds the memory for a run.
func (c *Evaluator) TooLarge(at diag.Span, what string, numbers float64) bool {
	if numbers*BytesPerNumber <= float64(c.MaxMemory) {
		return false
	}
	c.Err(diag.TooLarge, at, "this run needs %s (%s), it may use %s", size.Bytes(numbers*BytesPerNumber), what, size.Bytes(c.MaxMemory)).
		WithHelp("make it smaller, or allow more with `--max-memory`")
	return true
}

// maxConstant bounds how many numbers a constant may hold.
const maxConstant = 1 << 20

// ConstantFits refuses a matrix that is too large for a constant.
func (c *Evaluator) ConstantFits(at diag.Span, rows, cols int) bool {
	if float64(rows)*float64(cols) > maxConstant {
		c.Err(diag.TooLarge, at, "%d×%d numbers are too many for a constant", rows, cols).WithHelp("read them from a file: `from \"m.npy\"`")
		return false
	}
	return c.Expands(at, report.NumberBytes*float64(rows)*float64(cols))
}
