package connections

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
)

// keep adds a connection of a line to the model and to its block. A label names it
// if the line makes no others.
func (c *Connections) keep(conn *model.Connection, line *Line, alone bool) {
	c.Model.Connections = append(c.Model.Connections, conn)
	if line.Block != nil {
		home := line.Block.Home()
		c.ConnectionsIn[home] = append(c.ConnectionsIn[home], conn)
	}
	if line.Decl == nil {
		return
	}
	c.Built[line.Decl] = nil // several
	if alone {
		c.Built[line.Decl] = conn
		if st, ok := line.Decl.Stmt.(*grammar.Connect); ok {
			c.Statements[conn] = st
		}
	}
}
