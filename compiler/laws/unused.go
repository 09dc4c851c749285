package laws

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// unused warns of what changes nothing: objects nobody reads, and names of
// constants and templates nobody mentions.
func unused(c *Case) {
	c.unusedNames(c.Outline.File)
	if len(c.Model.Experiments) > 0 {
		read := c.objectsRead()
		for _, x := range c.Model.Experiments {
			noteEvents(x.Events, read)
		}
		c.unusedObjects(read)
		c.idleRules(read)
	}
}

// objects is a set of ensembles and nodes.
type objects map[any]bool

// add adds what is not nil.
func (o objects) add(e *model.Ensemble, n *model.Node) {
	if e != nil {
		o[e] = true
	}
	if n != nil {
		o[n] = true
	}
}

// objectsRead are those that a connection, a node or a probe reads.
func (c *Case) objectsRead() objects {
	read := objects{}
	for _, conn := range c.Model.Connections {
		for _, end := range conn.Pre.Ends() {
			read.add(end.Ensemble, end.Node)
		}
	}
	for _, n := range c.Model.Nodes {
		for _, r := range n.Reads {
			if !r.Previous {
				read.add(r.Ensemble, r.Node)
			}
		}
	}
	for _, p := range c.Model.Probes {
		read.add(p.Slot.Ensemble, p.Slot.Node)
		if p.Slot.Connection != nil {
			read.add(p.Slot.Connection.Post.Ensemble, p.Slot.Connection.Post.Node)
		}
	}
	return read
}

// unusedObjects warns of objects nobody reads: of arrays none of whose members is read.
func (c *Case) unusedObjects(read objects) {
	arrays := map[string]bool{}
	for _, e := range c.Model.Ensembles {
		arrays[e.Array] = arrays[e.Array] || read[e]
	}
	for _, e := range c.Model.Ensembles {
		if e.Array == "" && !read[e] {
			c.neverRead(e.Name, e.At)
		} else if used, ok := arrays[e.Array]; e.Array != "" && ok && !used {
			c.neverRead(e.Array, e.At)
			delete(arrays, e.Array) // said once
		}
	}
	for _, n := range c.Model.Nodes {
		if !read[n] && n.Kind != model.External && (n.Role == "node" || n.Role == "signal" || n.Direct) {
			c.neverRead(n.Name, n.At)
		}
	}
}

// neverRead warns of one object.
func (c *Case) neverRead(name string, at diag.Span) {
	c.Diags.Add(diag.New(diag.Unused, at, "`%s` is never read", name).WithHelp("connect it, `probe %s`, or delete it", name))
}

// noteEvents adds what plots and exports show.
func noteEvents(list []model.Event, read objects) {
	for _, e := range list {
		switch e := e.(type) {
		case *model.Phase:
			noteEvents(e.Events, read)
		case *model.Plot:
			for _, item := range e.Items {
				read.add(item.Ensemble, nil)
				if item.Connection != nil {
					read.add(item.Connection.Post.Ensemble, nil)
				}
			}
		case *model.Export:
			for _, x := range e.Ensembles {
				read.add(x, nil)
			}
			for _, conn := range e.Connections {
				read.add(conn.Post.Ensemble, nil)
			}
		}
	}
}
