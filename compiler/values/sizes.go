package values

import (
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
