package connections

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
)

// keepConnection adds a connection to the model and to its block. A label names it
// if its wire has no other terms.
func (c *Connections) keepConnection(conn *model.Connection, s *outline.Scope, d *outline.Decl, lone bool) {
	c.Model.Connections = append(c.Model.Connections, conn)
	if s != nil {
		c.ConnectionsIn[s.Home()] = append(c.ConnectionsIn[s.Home()], conn)
	}
	if d == nil {
		return
	}
	c.Built[d] = nil // several
	if lone {
		c.Built[d] = conn
		if line, ok := d.Stmt.(*grammar.Connect); ok {
			c.Lines[conn] = line
		}
	}
}
