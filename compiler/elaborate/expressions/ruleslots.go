package expressions

import (
	"slices"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/stdlib/slots"
)

// LacksRule reports a connection that has no rule because one is in error.
func (c *Resolver) LacksRule(conn *model.Connection) bool {
	if c.RuleFailed[conn] {
		return true
	}
	for _, s := range c.Outline.Scopes {
		if c.RuleFailed[s] && slices.Contains(c.ConnectionsIn[s], conn) {
			return true
		}
	}
	return false
}

// ProperNames lists slots by name in order, those with two names once.
func ProperNames(list []*slots.Slot) []string {
	var out []string
	for _, s := range list {
		if s.Same == "" {
			out = append(out, s.Name)
		}
	}
	slices.Sort(out)
	return out
}
