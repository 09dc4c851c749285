package editor

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
)

// Objects are those of a model by name, for questions about one.
type Objects struct {
	Ensembles   map[string]*model.Ensemble
	Nodes       map[string]*model.Node
	Connections map[string]*model.Connection
	Arrays      map[string][]*model.Ensemble
	Rules       map[string]*model.Rule
	At          map[Place][]*model.Connection // by the line that made them
}

// Objects lists the objects; of a model with errors those that could be made.
func (m *Model) Objects() *Objects {
	m.listed.Do(func() {
		o := &Objects{map[string]*model.Ensemble{}, map[string]*model.Node{}, map[string]*model.Connection{}, map[string][]*model.Ensemble{},
			map[string]*model.Rule{}, map[Place][]*model.Connection{}}
		m.things = o
		if m.Model == nil {
			return
		}
		for _, e := range m.Model.Ensembles {
			o.Ensembles[e.Name] = e
			if e.Array != "" {
				o.Arrays[e.Array] = append(o.Arrays[e.Array], e)
			}
		}
		for _, n := range m.Model.Nodes {
			o.Nodes[n.Name] = n
		}
		for _, c := range m.Model.Connections {
			o.Connections[c.Name] = c
			o.At[PlaceOf(c.At)] = append(o.At[PlaceOf(c.At)], c)
		}
		for _, r := range m.Model.Rules {
			o.Rules[r.Name] = r
		}
	})
	return m.things
}

// Dims is how many numbers the value of an object has; 0 where that is not known.
func (m *Model) Dims(name string) int {
	o := m.Objects()
	if e := o.Ensembles[name]; e != nil {
		return e.Dims
	}
	if n := o.Nodes[name]; n != nil {
		return n.Dims
	}
	total := 0
	for _, e := range o.Arrays[name] {
		total += e.Dims
	}
	return total
}

// Summary says in a few words what a declaration is: 50 neurons, 2 dimensions.
func (m *Model) Summary(d *outline.Decl) string {
	o := m.Objects()
	switch {
	case o.Ensembles[d.Name] != nil:
		e := o.Ensembles[d.Name]
		return fmt.Sprintf("ensemble, %s, %s", count(e.N, "neuron"), count(e.Dims, "dimension"))
	case o.Arrays[d.Name] != nil:
		members := o.Arrays[d.Name]
		return fmt.Sprintf("array, %d × %s, %s", len(members), count(members[0].N, "neuron"), count(m.Dims(d.Name), "dimension"))
	case o.Nodes[d.Name] != nil:
		return fmt.Sprintf("%s, %s", o.Nodes[d.Name].Role, count(o.Nodes[d.Name].Dims, "dimension"))
	case o.Connections[d.Name] != nil:
		c := o.Connections[d.Name]
		return c.Pre.Name() + " -> " + c.Post.Name()
	case wires(d) != "":
		return wires(d)
	case d.Kind == outline.Constant && d.Expr != nil:
		return KindOf(d) + " = " + d.Expr.String()
	}
	if st, ok := d.Stmt.(*grammar.Instance); ok {
		return "instance of " + strings.Join(st.Template, ".")
	}
	return KindOf(d)
}

// wires is what a line of a connection says it leads from and to; "" for other lines.
func wires(d *outline.Decl) string {
	if st, ok := d.Stmt.(*grammar.Connect); ok && st.Source != nil && st.Target != nil {
		return st.Source.String() + " -> " + st.Target.String()
	}
	return ""
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// DocOf is the comment above the line that declares something.
func DocOf(d *outline.Decl) string {
	if d.Stmt == nil {
		return ""
	}
	return d.Stmt.Head().Doc
}
