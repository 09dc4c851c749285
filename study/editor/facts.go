package editor

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
)

// objects are those of a model by name, for questions about one.
type objects struct {
	ensembles   map[string]*model.Ensemble
	nodes       map[string]*model.Node
	connections map[string]*model.Connection
	arrays      map[string][]*model.Ensemble
	rules       map[string]*model.Rule
	at          map[Place][]*model.Connection // by the line that made them
}

// objects lists the objects; of a model with errors those that could be made.
func (m *Model) objects() *objects {
	m.listed.Do(func() {
		o := &objects{map[string]*model.Ensemble{}, map[string]*model.Node{}, map[string]*model.Connection{}, map[string][]*model.Ensemble{},
			map[string]*model.Rule{}, map[Place][]*model.Connection{}}
		m.things = o
		if m.Model == nil {
			return
		}
		for _, e := range m.Model.Ensembles {
			o.ensembles[e.Name] = e
			if e.Array != "" {
				o.arrays[e.Array] = append(o.arrays[e.Array], e)
			}
		}
		for _, n := range m.Model.Nodes {
			o.nodes[n.Name] = n
		}
		for _, c := range m.Model.Connections {
			o.connections[c.Name] = c
			o.at[PlaceOf(c.At)] = append(o.at[PlaceOf(c.At)], c)
		}
		for _, r := range m.Model.Rules {
			o.rules[r.Name] = r
		}
	})
	return m.things
}

// dims is how many numbers the value of an object has; 0 where that is not known.
func (m *Model) dims(name string) int {
	o := m.objects()
	if e := o.ensembles[name]; e != nil {
		return e.Dims
	}
	if n := o.nodes[name]; n != nil {
		return n.Dims
	}
	total := 0
	for _, e := range o.arrays[name] {
		total += e.Dims
	}
	return total
}

// summary says in a few words what a declaration is: 50 neurons, 2 dimensions.
func (m *Model) summary(d *outline.Decl) string {
	o := m.objects()
	switch {
	case o.ensembles[d.Name] != nil:
		e := o.ensembles[d.Name]
		return fmt.Sprintf("ensemble, %s, %s", count(e.N, "neuron"), count(e.Dims, "dimension"))
	case o.arrays[d.Name] != nil:
		members := o.arrays[d.Name]
		return fmt.Sprintf("array, %d × %s, %s", len(members), count(members[0].N, "neuron"), count(m.dims(d.Name), "dimension"))
	case o.nodes[d.Name] != nil:
		return fmt.Sprintf("%s, %s", o.nodes[d.Name].Role, count(o.nodes[d.Name].Dims, "dimension"))
	case o.connections[d.Name] != nil:
		c := o.connections[d.Name]
		return c.Pre.Name() + " -> " + c.Post.Name()
	case d.Kind == outline.Constant && d.Expr != nil:
		return kindOf(d) + " = " + d.Expr.String()
	}
	if st, ok := d.Stmt.(*grammar.Instance); ok {
		return "instance of " + strings.Join(st.Template, ".")
	}
	return kindOf(d)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// docOf is the comment above the line that declares something.
func docOf(d *outline.Decl) string {
	if d.Stmt == nil {
		return ""
	}
	return d.Stmt.Head().Doc
}
