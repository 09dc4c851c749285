package expand

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// declare enters the names of a block: templates and constants first, since
// order does not matter, then objects; instances are expanded on the way.
func (c *Expander) declare(s *outline.Scope) {
	c.declareNames(s.Body, s)
	if s.Instance && !c.Requirements(s) {
		s.Bad, s.Body = true, nil
		return
	}
	if s == c.Outline.Top {
		c.editionDefaults(s)
		c.readSeed(s)
	}
	for _, st := range s.Body {
		c.declareObject(st, s)
	}
}

// declareNames enters templates and constants.
func (c *Expander) declareNames(body []grammar.Statement, s *outline.Scope) {
	for _, st := range body {
		switch st := st.(type) {
		case *grammar.Use:
			c.use(st, s)
		case *grammar.Template:
			c.declareTemplate(st, s)
		case *grammar.Defaults:
			c.DefaultsLine(st, s)
		case *grammar.Param:
			c.declareConst(st, st.Name, st.Value, s)
		case *grammar.Let:
			c.declareConst(st, st.Name, st.Value, s)
		case *grammar.Vocab:
			c.add(s, st.Name, &outline.Decl{Kind: outline.Vocabulary, At: st.At, Stmt: st, In: s})
		}
	}
}

func (c *Expander) declareConst(st grammar.Statement, name string, e *grammar.Expr, s *outline.Scope) {
	d := &outline.Decl{Kind: outline.Constant, At: st.Head().At, Stmt: st, In: s, Expr: e}
	c.hidesWord(d, name)
	if c.add(s, name, d) {
		e.Walk(c.FilesExist)
		if p, ok := st.(*grammar.Param); ok && !s.Library {
			c.param(p, d, s)
		}
	}
}

func (c *Expander) declareObject(st grammar.Statement, s *outline.Scope) {
	head := st.Head()
	object := func(name string, at diag.Span) {
		c.add(s.Home(), name, &outline.Decl{Kind: outline.Object, At: at, Stmt: st, In: s})
	}
	switch st := st.(type) {
	case *grammar.Ensemble:
		c.declareNamed(st.Name, object, head.At, s)
	case *grammar.Node:
		c.declareNamed(st.Name, object, head.At, s)
	case *grammar.Signal:
		c.declareNamed(st.Name, object, head.At, s)
	case *grammar.Input:
		c.port(st, s, st.Name, object)
	case *grammar.Output:
		c.port(st, s, st.Name, object)
	case *grammar.Connect:
		if st.Label != nil {
			c.declareNamed(st.Label.Name, func(name string, at diag.Span) {
				c.add(s.Home(), name, &outline.Decl{Kind: outline.Connection, At: at, Stmt: st, In: s})
			}, head.At, s)
		}
	case *grammar.Learn:
		if st.ErrorName != nil {
			c.declareNamed(st.ErrorName.Name, object, head.At, s)
		}
	case *grammar.Instance:
		c.instance(st, s)
	case *grammar.Array:
		c.declareNamed(st.Name, object, head.At, s)
	case *grammar.Network:
		c.network(st, s)
	case *grammar.For:
		c.loop(st, s)
	case *grammar.Expect:
		if !s.Instance { // there it was checked first
			c.Err(diag.Syntax, head.KeywordAt(), "`expect` belongs in an experiment, or in a template about its arguments").
				WithHelp("write `experiment main { … }` around the events")
		}
	case *grammar.Phase, *grammar.Freeze, *grammar.Reset, *grammar.Set, *grammar.Scale, *grammar.Load, *grammar.Seeds,
		*grammar.Dt, *grammar.Sweep, *grammar.Plot, *grammar.Export:
		c.eventOutside(head.KeywordAt(), head.Keyword)
	case *grammar.Run, *grammar.Experiment, *grammar.Seed:
		if s != c.Outline.Top {
			c.Err(diag.Syntax, head.KeywordAt(), "`%s` belongs at the top of the file", head.Keyword).WithHelp("move it out of the block")
		}
	}
}

// eventOutside reports an event that stands outside of experiments.
func (c *Expander) eventOutside(at diag.Span, word string) {
	c.Err(diag.Syntax, at, "`%s` belongs in an experiment", word).WithHelp("write `experiment main { … }` around the events")
}

// declareNamed declares NAME, or a member NAME[i] of a group.
func (c *Expander) declareNamed(name *grammar.Expr, object func(string, diag.Span), at diag.Span, s *outline.Scope) {
	if n, ok := c.declaredName(name, at, s); ok {
		c.Outline.Names[outline.NameIn{Written: name, In: s}] = n
		object(n, at)
	}
}

func (c *Expander) port(st grammar.Statement, s *outline.Scope, name *grammar.Expr, object func(string, diag.Span)) {
	head := st.Head()
	if !s.Home().Instance {
		c.Err(diag.Syntax, head.KeywordAt(), "`%s` belongs in a template", head.Keyword).
			WithHelp("outside a template, `node %s dims 1` or `signal %s = …` does this", name, name)
		s.Home().Decls[name.String()] = &outline.Decl{Kind: outline.Object, At: head.At, In: s, Failed: true}
		return
	}
	c.declareNamed(name, object, head.At, s)
}

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

// editionDefaults makes known what the options of a file are by the edition that it is
// written in, where its own lines say nothing.
func (c *Expander) editionDefaults(s *outline.Scope) {
	e := s.File.Edition
	f, _ := grammar.Parse(fmt.Sprintf("nef %d", e.Number), e.Defaults)
	c.Files[f.Name] = f
	c.declareNames(f.Body, s)
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
	if !c.Expands(st.At, report.ScopeBytes) {
		d.Failed = true
		return
	}
	inner := c.newScope(tmpl.In, s.Prefix+name+".", tmpl.In.File)
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
		c.eventOutside(at, name)
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
	c.Meant(d, at, name, append(known, s.File.Edition.Statements()...), "`use std/"+name+"` or `use ./FILE` brings templates")
}

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
