package expand

import (
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib"
)

// declareTemplate makes a template known in its block.
func (c *Expander) declareTemplate(st *grammar.Template, s *outline.Scope) {
	if old, ok := s.Templates[st.Name]; ok {
		c.Err(diag.DeclaredTwice, st.At, "the template `%s` already exists", st.Name).WithPlace(old.Decl.At, "first declared here")
		return
	}
	s.AddTemplate(st.Name, &outline.Template{Decl: st, In: s})
}

// use makes the templates of a file known.
func (c *Expander) use(st *grammar.Use, s *outline.Scope) {
	file := c.used[st]
	if file == nil {
		s.Bad = true // the loader has said why
		return
	}
	inner := c.fileScope(file)
	last := st.Path[len(st.Path)-1]
	names := slices.Sorted(maps.Keys(inner.Templates))
	if len(names) == 0 {
		c.Err(diag.UnknownTemplate, st.At, "%s holds no template", file.Name).WithNote("`use` brings templates, nothing else")
		return
	}
	sole := inner.SoleTemplate()
	for _, name := range names {
		as := name
		switch {
		case st.As != "" && name == sole:
			as = st.As
		case st.As != "":
			as = st.As + "." + name
		}
		if old, ok := s.Templates[as]; ok && old.Decl != inner.Templates[name].Decl {
			c.Err(diag.DeclaredTwice, st.At, "the template `%s` already exists", as).WithPlace(old.Decl.At, "first declared here").
				WithHelp("`use … as NAME` gives the templates of %s another name", last)
			continue
		}
		s.AddTemplate(as, inner.Templates[name])
		c.Outline.Brought[st] = append(c.Outline.Brought[st], as)
	}
}

// fileScope is the scope of a used file: its templates and constants.
func (c *Expander) fileScope(file *grammar.File) *outline.Scope {
	if s := c.libraries[file]; s != nil {
		return s
	}
	s := c.newScope(nil, "", file)
	s.Library, c.libraries[file] = true, s
	s.Body = nil // its objects and experiments stay where they are
	c.declareNames(file.Body, s)
	c.editionDefaults(s)
	return s
}

// maxNested is how deep templates may stand in templates.
const maxNested = 64

// instance expands a template: its body becomes a scope of its own, with the
// arguments as constants.
func (c *Expander) instance(st *grammar.Instance, s *outline.Scope) {
	if st.Call.Kind != grammar.Call {
		c.Err(diag.Syntax, st.Call.At, "expected a name and arguments, such as `%s m()`", strings.Join(st.Template, "."))
		return
	}
	name, ok := c.declaredName(st.Call.Args[0], st.At, s)
	if !ok {
		return
	}
	d := &outline.Decl{Kind: outline.Instance, At: st.At, Stmt: st, In: s}
	if !c.add(s.Home(), name, d) {
		return
	}
	wanted := strings.Join(st.Template, ".")
	tmpl := s.FindTemplate(wanted)
	if tmpl == nil {
		d.Failed = true
		c.unknownTemplate(wanted, st, s)
		return
	}
	for _, t := range c.expanding {
		if t == tmpl.Decl {
			c.Err(diag.Cycle, st.At, "the template `%s` contains itself", wanted).WithPlace(tmpl.Decl.At, "its declaration")
			d.Failed = true
			return
		}
	}
	if len(c.expanding) >= maxNested {
		d.Failed = true
		c.Err(diag.TooDeep, st.At, "templates stand in templates more than %d deep", maxNested)
		return
	}
	c.inside(d, st, tmpl, s)
}

// inside makes the inside of an instance, whose arguments are read in s.
func (c *Expander) inside(d *outline.Decl, st *grammar.Instance, tmpl *outline.Template, s *outline.Scope) {
	c.Outline.Expanded[tmpl.Decl] = true
	if !c.Expands(st.At, report.ScopeBytes) {
		d.Failed = true
		return
	}
	inner := c.newScope(tmpl.In, d.Name+".", tmpl.In.File)
	inner.Body, inner.Instance = tmpl.Decl.Body, true
	if inner.Site = st.At; s.Site != (diag.Span{}) {
		inner.Site = s.Site
	}
	d.Inner, inner.Made = inner, d
	if !c.bindArguments(st, tmpl, inner, s) {
		inner.Bad, inner.Body, d.Failed = true, nil, true
		return
	}
	c.expanding = append(c.expanding, tmpl.Decl)
	c.declare(inner)
	c.expanding = c.expanding[:len(c.expanding)-1]
}

// unknownTemplate reports a template that nobody declared or brought.
func (c *Expander) unknownTemplate(name string, st *grammar.Instance, s *outline.Scope) {
	if s.Bad {
		return
	}
	var known []string
	for p := s; p != nil && c.SearchesNear(); p = p.Parent {
		known = append(known, slices.Sorted(maps.Keys(p.Templates))...)
	}
	at := st.KeywordAt()
	if s.File.Edition.IsEvent(name) {
		c.eventOutside(at, name, s)
		return
	}
	if whole := report.Head(at, name); c.Text(whole) == name {
		at = whole
	}
	d := c.Err(diag.UnknownTemplate, at, "no template `%s`", name)
	last := st.Template[len(st.Template)-1]
	if last != name && slices.Contains(known, last) {
		d.WithHelp("`use` brings a template under its own name: `%s`", last).WithFix(diag.Replace(at, last))
		return
	}
	if !c.SearchesNear() {
		return
	}
	prefixed := slices.ContainsFunc(known, func(k string) bool { return strings.HasSuffix(k, "."+last) })
	if network := stdlib.NetworkWith(s.File.Edition, last); network != "" && !prefixed {
		d.WithHelp("`use std/%s` brings `%s`", network, last)
		return
	}
	if meant.Module(st.Template[0]) {
		name = last // spa.State
	}
	c.Meant(d, at, name, append(known, s.File.Edition.Statements()...), "`use ./FILE` brings the templates of a file; `nefc list std` lists those of the library")
}

// bindArguments makes the arguments of an instance, given or by default, constants of
// its inside.
func (c *Expander) bindArguments(st *grammar.Instance, tmpl *outline.Template, inner, s *outline.Scope) bool {
	var known []string
	for _, p := range tmpl.Decl.Params {
		known = append(known, p.Name)
	}
	ok := true
	bind := func(name string, e *grammar.Expr, in *outline.Scope) {
		inner.Decls[name] = &outline.Decl{Kind: outline.Constant, Name: inner.Prefix + name, At: e.At, In: in, Expr: e}
	}
	for i, a := range st.Call.Args[1:] {
		name := st.Call.ArgNames[i]
		if name == "" && i < len(known) {
			name = known[i]
		}
		switch {
		case !slices.Contains(known, name):
			if d, at := c.WrongArgument(tmpl.Decl.Name, name, known, a.At); name != "" {
				c.Near(d, at, name, known, "")
			}
			ok = false
		case inner.Decls[name] != nil:
			c.Err(diag.OptionTwice, a.At, "`%s` is given twice", name)
			ok = false
		default:
			bind(name, a, s)
		}
	}
	for _, p := range tmpl.Decl.Params {
		if inner.Decls[p.Name] != nil {
			continue
		}
		if p.Default == nil {
			c.Err(diag.BadArgument, st.Call.At, "`%s` needs a value for `%s`", tmpl.Decl.Name, p.Name).WithPlace(tmpl.Decl.At, "the template")
			ok = false
			continue
		}
		bind(p.Name, p.Default, inner)
	}
	return ok
}
