package compiler

import "github.com/nefc/nefc/compiler/builder"

// Fitted is how weights fit what they were solved for.
type Fitted = builder.Fitted

// Fitted is that of a connection of that name, with its weights W, at so many points and of
// so many rows at most; nil if nothing was solved.
func (c *Compiled) Fitted(connection string, W []float64, points, rows int) *Fitted {
	for _, l := range c.Graph.Links {
		if l.Name == connection && l.Fit != nil {
			return builder.Fit(l, W, points, rows)
		}
	}
	return nil
}
