package laws

import (
	"github.com/nefc/nefc/grammar/diag"
)

// structuralParams refuses a set of a param that shapes the model.
func structuralParams(c *Case) {
	for _, s := range c.Sets {
		if s.Param.Structural != nil {
			c.Err(diag.UnknownParam, s.At, "`%s` changes the structure of the model, it cannot be set while it runs", s.Param.Name).
				WithPlace(*s.Param.Structural, "used here").WithHelp("sweep it, or give it with `--set %s=…`", s.Param.Name)
		}
	}
}
