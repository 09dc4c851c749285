package laws

import (
	"runtime"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/size"
)

// memory refuses a model whose run needs more than it may use.
func memory(c *Case) {
	bytes, largest := c.Model.Needs(runtime.GOMAXPROCS(0))
	if c.Model.Bytes = bytes; !(float64(bytes) <= float64(c.MaxMemory)) {
		c.Err(diag.TooLarge, largest.At, "this run needs %s, it may use %s", bytes, size.Bytes(c.MaxMemory)).
			WithNote("the largest part is %s, %s", largest.What(), largest.Bytes).WithHelp("make it smaller, or allow more with `--max-memory`")
	}
}
