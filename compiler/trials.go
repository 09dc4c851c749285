package compiler

import (
	"slices"
	"sort"
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/experiments"
	"github.com/nefc/nefc/compiler/expand"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// tryIdle returns the errors within what a file has and does not build: templates, and loops.
func (c *Checked) tryIdle(in expand.Input, results string) diag.List {
	return append(c.tryTemplates(in, results), c.tryLoops(in, results)...)
}

// tryTemplates checks an instance of each template that the file makes none of, and returns the
// errors within. Warnings tell how an instance stands in a model, and so do sizes that
// come from outside: neither is known here. A default that the template itself refuses is
// there to be given.
func (c *Checked) tryTemplates(in expand.Input, results string) diag.List {
	in, idle := c.idle(in)
	if !idle {
		return nil
	}
	tried := &Checked{}
	var found diag.List
	wrong := tried.frontEnd(in, experiments.Input{Out: results})
	asWritten(wrong, tried.Outline, true)
	for _, d := range wrong {
		t := within(c.File, d.Subject)
		if d.Severity == diag.Error && d.Code != diag.SizeUnknown && t != nil && !c.Outline.Expanded[t] && !refuses(t, d) {
			found = append(found, d)
		}
	}
	c.Outline.Tried = tried.Outline
	return found
}

// tryLoops checks a turn of each loop that has none, and returns the errors within that hang on
// no number: bounds may be such that there is no turn because there could be none.
func (c *Checked) tryLoops(in expand.Input, results string) diag.List {
	in.Turn = c.Outline.Turnless
	if len(in.Turn) == 0 {
		return nil
	}
	tried := &Checked{}
	var found diag.List
	for _, d := range tried.frontEnd(in, experiments.Input{Out: results}) {
		inside := func(st *grammar.For) bool { return holds(st.Body, d.Subject) }
		if slices.Contains(ofWords, d.Code) && slices.ContainsFunc(in.Turn, inside) && !strings.Contains(c.textAt(d.Subject), "[") {
			found = append(found, d)
		}
	}
	return found
}

// ofWords are the codes of errors that are so whatever the numbers are.
var ofWords = []diag.Code{diag.UnknownName, diag.UnknownOption, diag.OptionTwice, diag.UnknownSlot, diag.UnknownTemplate, diag.HidesBuiltin,
	diag.UnitMissing, diag.WrongUnit, diag.UnknownUnit, diag.MixedUnits, diag.NotWritable, diag.NoSuchPort}

// holds reports a place within statements, or within the blocks of these.
func holds(body []grammar.Statement, at diag.Span) bool {
	return slices.ContainsFunc(body, func(st grammar.Statement) bool {
		of := st.Head().At
		b := grammar.BlockOf(st)
		return of.Filename == at.Filename && of.Start().Offset <= at.Start().Offset && at.End().Offset <= of.End().Offset ||
			b != nil && holds(b.Body, at)
	})
}

// textAt is what stands at a place of the file.
func (c *Checked) textAt(at diag.Span) string {
	if at.Filename != c.File.Name {
		return ""
	}
	return c.File.Source[at.Start().Offset:at.End().Offset]
}

// idle is what an instance of each template that nobody builds is made from.
func (c *Checked) idle(in expand.Input) (of expand.Input, idle bool) {
	in.Try = c.Outline.Idle()
	in.Main, in.Set, in.Seed = seenByTemplates(in.Main), nil, nil
	return in, len(in.Try) > 0
}

// refuses reports an error of a template about its own parameters.
func refuses(t *grammar.Template, d *diag.Diagnostic) bool {
	return d.Code == diag.BadArgument && d.Subject.End().Offset <= t.At.End().Offset
}

// seenByTemplates is a file of what the inside of a template can name.
func seenByTemplates(f *grammar.File) *grammar.File {
	out := *f
	out.Body = nil
	for _, st := range f.Body {
		switch st.(type) {
		case *grammar.Use, *grammar.Template, *grammar.Defaults, *grammar.Param, *grammar.Let, *grammar.Vocab:
			out.Body = append(out.Body, st)
		}
	}
	return &out
}

// within is the template of a file that a place lies inside; nil if it lies in none.
func within(f *grammar.File, at diag.Span) *grammar.Template {
	behind := sort.Search(len(f.Body), func(i int) bool { return f.Body[i].Head().At.Start().Offset > at.Start().Offset })
	if at.Filename != f.Name || behind == 0 {
		return nil
	}
	t, _ := f.Body[behind-1].(*grammar.Template)
	return t
}
