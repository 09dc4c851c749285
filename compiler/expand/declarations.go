package expand

import (
	"fmt"

	"github.com/nefc/nefc/compiler/outline"
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

// editionDefaults makes known what the options of a file are by the edition that it is
// written in, where its own lines say nothing.
func (c *Expander) editionDefaults(s *outline.Scope) {
	e := s.File.Edition
	f, _ := grammar.Parse(fmt.Sprintf("nef %d", e.Number), e.Defaults)
	c.Knows(f)
	c.declareNames(f.Body, s)
}

// declareConst enters a constant; the params of a used file are constants.
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

// declareObject enters what a statement declares besides constants, and refuses
// statements that do not belong where they stand.
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
	case *grammar.Choose:
		c.choices = append(c.choices, choiceIn{st, s})
	case *grammar.Network:
		c.network(st, s)
	case *grammar.For:
		c.loop(st, s)
	case *grammar.Expect:
		if !s.Instance { // there it was checked first
			c.intoExperiment(c.Err(diag.Syntax, head.KeywordAt(), "`expect` belongs in an experiment, or in a template about its arguments"), s)
		}
	case *grammar.Phase, *grammar.Freeze, *grammar.Reset, *grammar.Set, *grammar.Scale, *grammar.Lesion, *grammar.Cut,
		*grammar.Heal, *grammar.Load, *grammar.Seeds,
		*grammar.Dt, *grammar.Sweep, *grammar.Plot, *grammar.Export:
		c.eventOutside(head.KeywordAt(), head.Keyword, s)
	case *grammar.Run, *grammar.Experiment, *grammar.Seed:
		if s != c.Outline.Top {
			c.Err(diag.Syntax, head.KeywordAt(), "`%s` belongs at the top of the file", head.Keyword).WithHelp("move it out of the block")
		}
	}
}

// eventOutside reports an event that stands outside of experiments.
func (c *Expander) eventOutside(at diag.Span, word string, s *outline.Scope) {
	c.intoExperiment(c.Err(diag.Syntax, at, "`%s` belongs in an experiment", word), s)
}

// intoExperiment says where an event of a block goes: experiments are at the top only.
func (c *Expander) intoExperiment(d *diag.Diagnostic, s *outline.Scope) {
	if s != c.Outline.Top {
		d.WithHelp("move it out of the block, into an `experiment main { … }` at the top of the file")
		return
	}
	d.WithHelp("write `experiment main { … }` around the events")
}

// declareNamed declares NAME, or a member NAME[i] of a group.
func (c *Expander) declareNamed(name *grammar.Expr, object func(string, diag.Span), at diag.Span, s *outline.Scope) {
	if n, ok := c.declaredName(name, at, s); ok {
		c.Outline.Names[outline.NameIn{Written: name, In: s}] = n
		object(n, at)
	}
}

// port enters a port of a template.
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
