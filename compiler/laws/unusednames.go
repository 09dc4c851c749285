package laws

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// mention is a name that a file declares, and whether the file mentions it
// again. what is empty for objects, whose use the model knows better.
type mention struct {
	what string
	name string
	st   grammar.Statement
	used bool
}

// mentions are the names of a block and of those around it; the language looks
// templates up apart from constants and objects.
type mentions struct {
	parent    *mentions
	names     map[string]*mention
	templates map[string][]*mention // several files may bring the same one
	all       *[]*mention           // in order of declaration
}

// newMentions is a block in which nothing is declared yet.
func newMentions(parent *mentions, all *[]*mention) *mentions {
	return &mentions{parent, map[string]*mention{}, map[string][]*mention{}, all}
}

// declare enters a name of a block, which hides that of a block around it.
func (m *mentions) declare(name, what string, st grammar.Statement) {
	m.names[name] = m.note(name, what, st)
}

// note adds a name that the file may mention.
func (m *mentions) note(name, what string, st grammar.Statement) *mention {
	d := &mention{what: what, name: name, st: st}
	*m.all = append(*m.all, d)
	return d
}

// name notes that the nearest declaration of a name is mentioned.
func (m *mentions) name(name string) {
	for p := m; p != nil; p = p.parent {
		if d := p.names[name]; d != nil {
			d.used = true
			return
		}
	}
}

// template notes that the nearest template of a name is mentioned.
func (m *mentions) template(name string) {
	for p := m; p != nil; p = p.parent {
		for _, d := range p.templates[name] {
			d.used = true
		}
		if len(p.templates[name]) > 0 {
			return
		}
	}
}

// unusedNames warns of the constants, templates, parameters and used files of a
// file that nothing in it mentions. It reads the text as written, so what stands
// in a branch that is not taken, or in a loop of no turns, counts.
func (c *Case) unusedNames(f *grammar.File) {
	m := newMentions(nil, new([]*mention))
	c.mentionsOf(f.Body, m)
	isLibrary := c.isLibrary()
	for _, d := range *m.all {
		if d.used || d.what == "" || isLibrary && d.what == "the template" {
			continue
		}
		at := d.st.Head().At
		what := fmt.Sprintf("%s `%s`", d.what, d.name)
		if st, ok := d.st.(*grammar.Template); ok && d.what == "the parameter" {
			what += fmt.Sprintf(" of `%s`", st.Name)
		}
		w := diag.New(diag.Unused, at, "%s is never used", what).WithHelp("delete it, or use it")
		switch d.st.(type) {
		case *grammar.Let, *grammar.Param, *grammar.Use:
			w.WithFix(diag.Delete(at).Maybe())
		}
		c.Diags.Add(w)
	}
}

// isLibrary reports a file whose templates are for others: it runs nothing, or
// only tests them.
func (c *Case) isLibrary() bool {
	for _, x := range c.Model.Experiments {
		if x.Name != "test" {
			return false
		}
	}
	return true
}

// mentionsOf notes what the statements of a block declare, then what they
// mention: order does not matter.
func (c *Case) mentionsOf(body []grammar.Statement, m *mentions) {
	for _, st := range body {
		c.declaredBy(st, m)
	}
	for _, st := range body {
		c.mentionedBy(st, m)
	}
}

// declaredBy notes the names that a statement declares.
func (c *Case) declaredBy(st grammar.Statement, m *mentions) {
	switch st := st.(type) {
	case *grammar.Let:
		m.declare(st.Name, "the constant", st)
	case *grammar.Param:
		m.declare(st.Name, "the param", st)
	case *grammar.Template:
		m.templates[st.Name] = append(m.templates[st.Name], m.note(st.Name, "the template", st))
	case *grammar.Use:
		c.usedFile(st, m)
	case *grammar.Ensemble:
		m.declare(expressions.RootName(st.Name), "", st)
	case *grammar.Array:
		m.declare(expressions.RootName(st.Name), "", st)
	case *grammar.Node:
		m.declare(expressions.RootName(st.Name), "", st)
	case *grammar.Vocab:
		m.declare(st.Name, "", st)
	}
}

// usedFile declares the templates that a used file brought: to mention one is to
// use the file.
func (c *Case) usedFile(st *grammar.Use, m *mentions) {
	if len(c.Outline.Brought[st]) == 0 {
		return
	}
	d := m.note(strings.Join(append(st.Relative, st.Path...), "/"), "the file", st)
	for _, name := range c.Outline.Brought[st] {
		m.templates[name] = append(m.templates[name], d)
	}
}

// mentionedBy notes the names that a statement mentions, and those of its block.
func (c *Case) mentionedBy(st grammar.Statement, m *mentions) {
	switch st := st.(type) {
	case *grammar.Template:
		in := newMentions(m, m.all)
		for _, p := range st.Params {
			in.declare(p.Name, "the parameter", st)
		}
		grammar.Walk(st, in.expr)
		c.mentionsOf(st.Body, in)
	case *grammar.For:
		grammar.Walk(st, m.expr)
		in := newMentions(m, m.all)
		in.declare(st.Name, "", st)
		c.mentionsOf(st.Body, in)
	case *grammar.Network:
		c.mentionsOf(st.Body, newMentions(m, m.all))
	case *grammar.Choose:
		grammar.Walk(st, m.expr)
		c.mentionsOf(st.Body, m)
	case *grammar.Vocab:
		grammar.Walk(st, m.expr)
		c.mentionsOf(st.Body, newMentions(m, m.all))
	case *grammar.Experiment:
		c.mentionsOf(st.Body, m)
	case *grammar.Phase:
		grammar.Walk(st, m.expr)
		c.mentionsOf(st.Body, m)
	case *grammar.Set:
		st.Value.Walk(m.expr) // to change a param is not to use it
	case *grammar.Instance:
		m.template(strings.Join(st.Template, "."))
		grammar.Walk(st, m.expr)
	default:
		grammar.Walk(st, m.expr)
	}
}

// expr notes the name that an expression is.
func (m *mentions) expr(e *grammar.Expr) {
	if name, ok := e.IsName(); ok {
		m.name(name)
	}
}
