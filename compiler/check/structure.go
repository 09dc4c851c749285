package check

import (
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// declare enters the names of a block: templates and constants first, since
// order does not matter, then objects; instances are expanded on the way.
func (c *checker) declare(s *scope) {
	c.declareNames(s.body, s)
	if s.instance && !c.requirements(s) {
		s.bad, s.body = true, nil
		return
	}
	if s == c.outline.top {
		c.readSeed(s)
	}
	for _, st := range s.body {
		c.declareObject(st, s)
	}
}

// declareNames enters templates and constants.
func (c *checker) declareNames(body []grammar.Statement, s *scope) {
	for _, st := range body {
		switch st := st.(type) {
		case *grammar.Use:
			c.use(st, s)
		case *grammar.Template:
			c.declareTemplate(st, s)
		case *grammar.Defaults:
			c.defaultsLine(st, s)
		case *grammar.Param:
			c.declareConst(st, st.Name, st.Value, s)
		case *grammar.Let:
			c.declareConst(st, st.Name, st.Value, s)
		case *grammar.Vocab:
			c.add(s, st.Name, &decl{kind: vocabDecl, at: st.At, stmt: st, in: s})
		}
	}
}

func (c *checker) declareConst(st grammar.Statement, name string, e *grammar.Expr, s *scope) {
	d := &decl{kind: constDecl, at: st.Head().At, stmt: st, in: s, expr: e}
	c.hidesWord(d, name)
	if c.add(s, name, d) {
		e.Walk(c.filesExist)
		if p, ok := st.(*grammar.Param); ok && !s.library {
			c.param(p, d, s)
		}
	}
}

func (c *checker) declareObject(st grammar.Statement, s *scope) {
	head := st.Head()
	object := func(name string, at diag.Span) {
		c.add(s.home(), name, &decl{kind: objectDecl, at: at, stmt: st, in: s})
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
				c.add(s.home(), name, &decl{kind: connDecl, at: at, stmt: st, in: s})
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
		if !s.instance { // there it was checked first
			c.err(diag.Syntax, head.KeywordAt(), "`expect` belongs in an experiment, or in a template about its arguments").
				WithHelp("write `experiment main { … }` around the events")
		}
	case *grammar.Phase, *grammar.Freeze, *grammar.Reset, *grammar.Set, *grammar.Scale, *grammar.Load, *grammar.Seeds,
		*grammar.Dt, *grammar.Sweep, *grammar.Plot, *grammar.Export:
		c.err(diag.Syntax, head.KeywordAt(), "`%s` belongs in an experiment", head.Keyword).WithHelp("write `experiment main { … }` around the events")
	case *grammar.Run, *grammar.Experiment, *grammar.Seed:
		if s != c.outline.top {
			c.err(diag.Syntax, head.KeywordAt(), "`%s` belongs at the top of the file", head.Keyword).WithHelp("move it out of the block")
		}
	}
}

// declareNamed declares NAME, or a member NAME[i] of a group.
func (c *checker) declareNamed(name *grammar.Expr, object func(string, diag.Span), at diag.Span, s *scope) {
	if n, ok := c.declaredName(name, at, s); ok {
		c.outline.names[nameIn{name, s}] = n
		object(n, at)
	}
}

// labelOf is the name that a label gave; ok is false after a diagnostic.
func (c *checker) labelOf(l *grammar.Label, s *scope) (name string, ok bool) {
	if l == nil {
		return "", true
	}
	name, ok = c.outline.names[nameIn{l.Name, s}]
	return name, ok
}

func (c *checker) port(st grammar.Statement, s *scope, name *grammar.Expr, object func(string, diag.Span)) {
	head := st.Head()
	if !s.home().instance {
		c.err(diag.Syntax, head.KeywordAt(), "`%s` belongs in a template", head.Keyword).
			WithHelp("outside a template, `node %s dims 1` or `signal %s = …` does this", name, name)
		s.home().decls[name.String()] = &decl{kind: objectDecl, at: head.At, in: s, failed: true}
		return
	}
	c.declareNamed(name, object, head.At, s)
}

func (c *checker) declareTemplate(st *grammar.Template, s *scope) {
	if old, ok := s.templates[st.Name]; ok {
		c.err(diag.DeclaredTwice, st.At, "the template `%s` already exists", st.Name).WithPlace(old.decl.At, "first declared here")
		return
	}
	s.addTemplate(st.Name, &template{st, s})
}

// use makes the templates of a file known.
func (c *checker) use(st *grammar.Use, s *scope) {
	file := c.used[st]
	if file == nil {
		s.bad = true // the loader has said why
		return
	}
	inner := c.fileScope(file)
	last := st.Path[len(st.Path)-1]
	names := slices.Sorted(maps.Keys(inner.templates))
	if len(names) == 0 {
		c.err(diag.UnknownTemplate, st.At, "%s holds no template", file.Name).WithNote("`use` brings templates, nothing else")
		return
	}
	sole := inner.soleTemplate()
	for _, name := range names {
		as := name
		switch {
		case st.As != "" && name == sole:
			as = st.As
		case st.As != "":
			as = st.As + "." + name
		}
		if old, ok := s.templates[as]; ok && old.decl != inner.templates[name].decl {
			c.err(diag.DeclaredTwice, st.At, "the template `%s` already exists", as).WithPlace(old.decl.At, "first declared here").
				WithHelp("`use … as NAME` gives the templates of %s another name", last)
			continue
		}
		s.addTemplate(as, inner.templates[name])
		c.outline.brought[st] = append(c.outline.brought[st], as)
	}
}

// soleTemplate is the name of the only template that a file itself declares;
// what it uses does not count. "" if there are several.
func (s *scope) soleTemplate() string {
	sole := ""
	for name, t := range s.templates {
		switch {
		case t.in != s:
		case sole != "":
			return ""
		default:
			sole = name
		}
	}
	return sole
}

// fileScope is the scope of a used file: its templates and constants.
func (c *checker) fileScope(file *grammar.File) *scope {
	if s := c.libraries[file]; s != nil {
		return s
	}
	s := c.newScope(nil, "", file)
	s.library, c.libraries[file] = true, s
	s.body = nil // its objects and experiments stay where they are
	c.declareNames(file.Body, s)
	return s
}

// instance expands a template: its body becomes a scope of its own, with the
// arguments as constants.
func (c *checker) instance(st *grammar.Instance, s *scope) {
	if st.Call.Kind != grammar.Call {
		c.err(diag.Syntax, st.Call.At, "expected a name and arguments, such as `%s m()`", strings.Join(st.Template, "."))
		return
	}
	name, ok := c.declaredName(st.Call.Args[0], st.At, s)
	if !ok {
		return
	}
	d := &decl{kind: instanceDecl, at: st.At, stmt: st, in: s}
	if !c.add(s.home(), name, d) {
		return
	}
	wanted := strings.Join(st.Template, ".")
	tmpl := s.findTemplate(wanted)
	if tmpl == nil {
		d.failed = true
		c.unknownTemplate(wanted, st, s)
		return
	}
	for _, t := range c.expanding {
		if t == tmpl.decl {
			c.err(diag.Cycle, st.At, "the template `%s` contains itself", wanted).WithPlace(tmpl.decl.At, "its declaration")
			d.failed = true
			return
		}
	}
	if len(c.expanding) >= maxNested {
		d.failed = true
		c.err(diag.TooDeep, st.At, "templates stand in templates more than %d deep", maxNested)
		return
	}
	if !c.expands(st.At, scopeBytes) {
		d.failed = true
		return
	}
	inner := c.newScope(tmpl.in, s.prefix+name+".", tmpl.in.file)
	inner.body, inner.instance = tmpl.decl.Body, true
	if inner.site = st.At; s.site != (diag.Span{}) {
		inner.site = s.site
	}
	d.inner, inner.made = inner, d
	if !c.bindArguments(st, tmpl, inner, s) {
		inner.bad, inner.body, d.failed = true, nil, true
		return
	}
	c.expanding = append(c.expanding, tmpl.decl)
	c.declare(inner)
	c.expanding = c.expanding[:len(c.expanding)-1]
}

// addTemplate makes a template known in a block; most blocks have none.
func (s *scope) addTemplate(name string, t *template) {
	if s.templates == nil {
		s.templates = map[string]*template{}
	}
	s.templates[name] = t
}

func (s *scope) findTemplate(name string) *template {
	for p := s; p != nil; p = p.parent {
		if t := p.templates[name]; t != nil {
			return t
		}
	}
	return nil
}

func (c *checker) unknownTemplate(name string, st *grammar.Instance, s *scope) {
	if s.bad {
		return
	}
	var known []string
	for p := s; p != nil && c.searchesNear(); p = p.parent {
		known = append(known, slices.Sorted(maps.Keys(p.templates))...)
	}
	at := st.KeywordAt()
	if whole := head(at, name); c.text(whole) == name {
		at = whole
	}
	d := c.err(diag.UnknownTemplate, at, "no template `%s`", name)
	last := st.Template[len(st.Template)-1]
	if last != name && slices.Contains(known, last) {
		d.WithHelp("`use` brings a template under its own name: `%s`", last).WithFix(diag.Replace(at, last))
		return
	}
	c.meant(d, at, name, append(known, grammar.Keywords()...), "`use std/"+name+"` or `use ./FILE` brings templates")
}

func (c *checker) bindArguments(st *grammar.Instance, tmpl *template, inner, s *scope) bool {
	var known []string
	for _, p := range tmpl.decl.Params {
		known = append(known, p.Name)
	}
	ok := true
	bind := func(name string, e *grammar.Expr, in *scope) {
		inner.decls[name] = &decl{kind: constDecl, name: inner.prefix + name, at: e.At, in: in, expr: e}
	}
	for i, a := range st.Call.Args[1:] {
		name := st.Call.ArgNames[i]
		if name == "" && i < len(known) {
			name = known[i]
		}
		switch {
		case !slices.Contains(known, name):
			if d, at := c.wrongArgument(tmpl.decl.Name, name, known, a.At); name != "" {
				c.near(d, at, name, known, "")
			}
			ok = false
		case inner.decls[name] != nil:
			c.err(diag.OptionTwice, a.At, "`%s` is given twice", name)
			ok = false
		default:
			bind(name, a, s)
		}
	}
	for _, p := range tmpl.decl.Params {
		if inner.decls[p.Name] != nil {
			continue
		}
		if p.Default == nil {
			c.err(diag.BadArgument, st.Call.At, "`%s` needs a value for `%s`", tmpl.decl.Name, p.Name).WithPlace(tmpl.decl.At, "the template")
			ok = false
			continue
		}
		bind(p.Name, p.Default, inner)
	}
	return ok
}
