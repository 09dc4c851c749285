package expressions

import (
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib/slots"
)

// slotOfToday is the name of a slot that an object has under a name of earlier
// versions, which is still understood and warned of; any other name stays.
func (c *Resolver) slotOfToday(list []*slots.Slot, name string, at diag.Span) string {
	now, earlier := meant.Earlier(name)
	if !earlier || slots.Among(list, name) != nil || slots.Among(list, now) == nil {
		return name
	}
	d := c.Draft(diag.EarlierWord, at, "`.%s` is called `.%s` now", name, now)
	c.Diags.AddOnce(d.WithFix(diag.Replace(report.Tail(at, name), now).Respelling()))
	return now
}
