package laws

import (
	"runtime"

	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/size"
)

// memory refuses a model whose run needs more than it may use.
func memory(c *Case) {
	bytes, largest := c.Model.Needs(runtime.GOMAXPROCS(0))
	if c.Model.Bytes = bytes; !(float64(bytes) <= float64(c.MaxMemory)) {
		d := c.Err(diag.TooLarge, largest.At, "this run needs %s, it may use %s", bytes, size.Bytes(c.MaxMemory)).
			WithNote("the largest part is %s, %s", largest.What(), largest.Bytes).WithHelp("make it smaller, or allow more with `--max-memory`")
		if largest.Delay > c.longest() {
			d.WithHelp("a `delay` of %s is longer than the whole run, in which nothing would arrive: make it shorter", values.TimeText(largest.Delay))
		} else if largest.Delay > 0 {
			d.WithHelp("each step of a `delay` is kept: make it shorter than %s, or allow more with `--max-memory`", values.TimeText(largest.Delay))
		}
	}
}

// longest is how long the longest experiment runs, s.
func (c *Case) longest() (seconds float64) {
	for _, x := range c.Model.Experiments {
		seconds = max(seconds, float64(x.Steps())*x.Dt)
	}
	return seconds
}
