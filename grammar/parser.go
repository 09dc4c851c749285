package grammar

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/grammar/habits"
	"github.com/nefc/nefc/grammar/split"
	"github.com/nefc/nefc/grammar/token"
)

// Parse reads a source file. It returns as much of the file as could be read,
// and a diagnostic for each statement that could not; it never panics.
func Parse(name, src string) (*File, diag.List) {
	f := &File{Name: name, Source: src, Edition: edition.First()}
	if !isText(src) {
		at := diag.Pos{Filename: name, Line: 1, Column: 1}
		f.said.Add(diag.New(diag.StrayCharacter, diag.Between(at, at), "%s is not a text file (it holds bytes that are not UTF-8)", name))
		return f, f.said
	}
	e, unknown := editionOf(name, src)
	if unknown != nil {
		f.said.Add(unknown)
		return f, f.said
	}
	f.Edition = e
	p := &blockParser{parser: &parser{file: f, diags: &f.said}, words: split.Words{Edition: e}, top: true}
	split.New(name, src, e, &f.said).File(p)
	f.Body, f.cuts = p.body, p.cuts
	f.said.Sort()
	return f, f.said
}

// parser is what the parsers of all blocks of a file share.
type parser struct {
	file   *File
	diags  *diag.List
	stream stream
	said   int // how many diagnostics it has given
}

func (p *parser) report(d *diag.Diagnostic) {
	p.said++
	p.diags.Add(d)
}

// blockParser turns the statements of a block into those of the tree, as they are cut.
// What is parsed is not kept, so that of a long file there are never two forms at once.
type blockParser struct {
	*parser
	words  split.Words
	lines  *keyword    // what every line of the block is; nil in a block of statements
	open   *heading    // of the statement whose block is cut; nil outside
	closed token.Token // the brace that closed the statement before, if it has a block
	bad    bool        // that statement
	body   []Statement
	top    bool  // it is that of the file
	cuts   []cut // what body is made of; nil in other blocks
}

// heading is a statement whose block is still cut.
type heading struct {
	kw   *keyword     // nil if nothing will be made of it
	s    Statement    // nil if it is parsed with its block
	body *blockParser // of the block of s
	said int          // how many diagnostics there were before the block
}

// Enter parses the heading of a statement whose block holds statements. Those are
// parsed as well where the heading cannot be.
func (p *blockParser) Enter(r *split.Statement) split.Taker {
	p.open = &heading{}
	if !p.apart(r) {
		return nobody{}
	}
	kw := p.keyword(r)
	switch {
	case kw == nil && r.Bad:
		return nobody{}
	case kw == nil:
		return p.inside(r, p.lines)
	case kw.block != statementBlock:
		p.open.kw = kw
		return nil
	case !p.readable(r, kw):
		return nobody{}
	}
	inner := p.inside(r, kw.lines)
	if s := p.parse(r, kw); s != nil {
		p.open = &heading{kw, s, inner, p.said}
	}
	return inner
}

// inside is the parser of the block of a statement.
func (p *blockParser) inside(of *split.Statement, lines *keyword) *blockParser {
	return &blockParser{parser: p.parser, words: p.words.Inside(of), lines: lines}
}

// nobody takes statements that are not to be read.
type nobody struct{}

func (nobody) Take(*split.Statement)              {}
func (nobody) Enter(*split.Statement) split.Taker { return nobody{} }

// Take parses the next statement of the block.
func (p *blockParser) Take(r *split.Statement) {
	var s Statement
	switch h := p.open; {
	case h == nil && p.apart(r):
		if kw := p.keyword(r); kw != nil {
			s = p.statement(r, kw)
		}
	case h == nil, h.kw == nil:
	case h.s == nil:
		s = p.statement(r, h.kw)
	case p.contents(h):
		s = h.s
	}
	if s != nil {
		p.body = append(p.body, s)
	}
	if p.top {
		p.cuts = append(p.cuts, cutOf(r, s))
	}
	p.open, p.closed, p.bad = nil, token.Token{}, r.Bad
	if r.Block != nil {
		p.closed = r.Block.Close
	}
}

// apart reports a statement that does not follow a block on the same line; for another
// there is a diagnostic.
func (p *blockParser) apart(r *split.Statement) bool {
	t := r.Tokens[0]
	if !p.closed.Is("}") || r.Bad || p.closed.Pos.Line != t.Pos.Line {
		return true
	}
	if p.bad {
		return false
	}
	if t.Pos.Offset > p.closed.End().Offset+1 && p.words.Start(t.Text) {
		return true // written after a `;`
	}
	p.report(diag.New(diag.Syntax, t.Span(), "expected a new line after the block, found %s", t.Describe()))
	return false
}

// statement parses a statement, with the options in its block.
func (p *blockParser) statement(r *split.Statement, kw *keyword) Statement {
	if !p.readable(r, kw) {
		return nil
	}
	s := p.parse(r, kw)
	if nef, ok := s.(*Nef); ok {
		return p.edition(nef)
	}
	if s != nil && BlockOf(s) != nil && !mayLackBlock(s) {
		p.report(diag.New(diag.Syntax, s.Head().At, "expected `{` with the contents of `%s`", r.Tokens[0].Text).
			WithHelp("the form is `%s`", kw.form))
		return nil
	}
	return s
}

// parse gives the tokens of a statement to its production; nil after a diagnostic.
func (p *blockParser) parse(r *split.Statement, kw *keyword) Statement {
	s, err := kw.parse(p.stream.of(r, kw))
	if err != nil {
		if !p.diags.Full() { // explaining is long
			p.report(p.explain(r, kw, err))
		}
		return nil
	}
	p.foreign(s)
	head := s.Head()
	head.Keyword = r.Tokens[0].Text
	head.At = r.Tokens[0].Span().Union(r.Tokens[len(r.Tokens)-1].Span())
	if kw.block == optionBlock && r.Block != nil {
		head.At = head.At.Union(r.Block.Close.Span())
	}
	head.Doc = docComment(r)
	return s
}

// readable reports a statement that its production can be given; for another there
// is a diagnostic.
func (p *blockParser) readable(r *split.Statement, kw *keyword) bool {
	if r.Block != nil && kw.block == noBlock {
		p.report(diag.New(diag.NoBlock, r.Block.Open.Span(), "`%s` takes no block", r.Tokens[0].Text).WithHelp("the form is `%s`", kw.form))
		return false
	}
	if r.Bad || kw.block == optionBlock && r.Unclosed() {
		return false
	}
	if d := habits.Range(r); d != nil {
		p.report(d)
		return false
	}
	if d := habits.Dict(r); d != nil && kw.block != statementBlock {
		p.report(d)
		r.Bad = true
		return false
	}
	return true
}

// contents puts what was parsed of a block into its statement; false after a diagnostic
// that leaves nothing of it.
func (p *blockParser) contents(h *heading) bool {
	BlockOf(h.s).Body = h.body.body
	if h.kw.lines == nil || len(h.body.body) > 0 {
		return true
	}
	if p.said == h.said {
		p.report(diag.New(diag.Syntax, h.s.Head().At, "expected at least one %s in the braces", h.kw.lines.name).
			WithHelp("the form is `%s`", h.kw.form))
	}
	return false
}

// mayLackBlock reports a statement that says enough without braces: a phase, or a
// vocabulary that has the names of another one.
func mayLackBlock(s Statement) bool {
	switch s := s.(type) {
	case *Phase:
		return true
	case *Vocab:
		return s.Options.Get("like") != nil
	}
	return false
}

// docComment is the text of the comment lines directly above a statement.
func docComment(r *split.Statement) string {
	if r.BlankAfter {
		return ""
	}
	var lines []string
	for i, c := range r.Comments {
		if i > 0 && r.Comments[i-1].Pos.Line+1 != c.Pos.Line {
			lines = nil // only the lines directly above
		}
		lines = append(lines, strings.TrimSpace(strings.TrimPrefix(c.Text, "#")))
	}
	return strings.Join(lines, "\n")
}

// keyword finds the production for a statement by its first word; nil after a
// diagnostic.
func (p *blockParser) keyword(r *split.Statement) *keyword {
	first := r.Tokens[0]
	if first.Type != token.Ident {
		if d := habits.Comment(first.Token); d != nil {
			p.report(d)
		} else if !r.Bad {
			p.report(diag.New(diag.Syntax, first.Span(), "a statement starts with a word, found %s", first.Describe()))
		}
		return nil
	}
	if p.lines != nil && !r.Bad {
		return p.lines
	}
	if p.starts(r) {
		return keywords[first.Text]
	}
	if r.Bad {
		return nil
	}
	if isInstance(r.Tokens) {
		return instance
	}
	if p.diags.Full() {
		return nil
	}
	d := diag.New(diag.UnknownStatement, first.Span(), "`%s` does not start a statement", first.Text)
	habits.Start(d, r.Tokens, p.words.Edition.Statements())
	p.report(d)
	return nil
}

// starts reports a statement that its first word makes one. Events outside of an
// experiment are left to later stages, unless they are names of templates.
func (p *blockParser) starts(r *split.Statement) bool {
	word, e := r.Tokens[0].Text, p.words.Edition
	if e.IsEvent(word) && !p.words.InExperiment || e.IsBraced(word) {
		return !isWholeInstance(r.Tokens)
	}
	return p.words.Start(word)
}

// isStatement reports a word that starts statements somewhere.
func (p *blockParser) isStatement(word string) bool { return p.words.Edition.Starts(word, true) }

// explain turns an error of participle into a diagnostic.
func (p *blockParser) explain(r *split.Statement, kw *keyword, err error) *diag.Diagnostic {
	var syntax *syntaxError
	if errors.As(err, &syntax) {
		if d := habits.Line(r, syntax.diag.Subject.Start(), p.isStatement); d != nil && len(syntax.diag.Fixes) == 0 {
			return d
		}
		if d := tooFew(r.Tokens, kw); d != nil {
			return d
		}
		if syntax.diag.Way() == "" && syntax.diag.Code == diag.Syntax {
			syntax.diag.WithHelp("the form is `%s`", kw.form)
		}
		return syntax.diag
	}
	at := r.Tokens[0].Span()
	summary := err.Error()
	var unexpected *participle.UnexpectedTokenError
	if errors.As(err, &unexpected) {
		t := ours(unexpected.Unexpected)
		if d := habits.Pointers(r); kw.name == "pointer" && d != nil {
			return d
		}
		if d := habits.Line(r, t.Pos, p.isStatement); d != nil {
			return d
		}
		at = t.Span()
		summary = "unexpected " + t.Describe()
		if want := expected(unexpected); want != "" {
			summary = fmt.Sprintf("expected %s, found %s", want, t.Describe())
		}
		if d := noPlot(r.Tokens, kw, t); d != nil {
			return d
		}
		if to, ok := nothingBeforeTo(r.Tokens, t); ok {
			at, summary = to.Span(), "what? nothing stands in front of `to`"
		}
	}
	return diag.New(diag.Syntax, at, "%s", summary).WithHelp("the form is `%s`", kw.form)
}

// tooFew reports a number of neurons below 0, which was read as a difference: ensemble e -5.
func tooFew(toks []split.Token, kw *keyword) *diag.Diagnostic {
	if len(toks) < 4 || toks[0].Text != "ensemble" && toks[0].Text != "array" || toks[2].Text != "-" || toks[3].Type != token.Number {
		return nil
	}
	at := diag.Between(toks[2].Pos, toks[3].Span().End())
	return diag.New(diag.Syntax, at, "the number of neurons is at least 1, got -%s", toks[3].Text).WithHelp("the form is `%s`", kw.form).
		WithFix(diag.Replace(at, toks[3].Text).Maybe())
}

// noPlot reports a word that stands for a kind of plot and is none: the word behind it was
// read as the first option, and its `to` as the value.
func noPlot(toks []split.Token, kw *keyword, unexpected token.Token) *diag.Diagnostic {
	if len(toks) < 5 || toks[0].Text != "plot" || toks[1].Type != token.Ident || toks[2].Type != token.Ident || toks[3].Text != "to" ||
		toks[4].Pos != unexpected.Pos {
		return nil
	}
	return diag.New(diag.Syntax, toks[1].Span(), "there is no plot `%s`", toks[1].Text).
		WithHelp("the kinds are %s", strings.Join(PlotKinds, ", "))
}

// nothingBeforeTo finds the `to` of a line that says where something is written,
// but not what: the `to` was read as the name of it, and its file is too much.
func nothingBeforeTo(toks []split.Token, file token.Token) (split.Token, bool) {
	i := slices.IndexFunc(toks, func(t split.Token) bool { return t.Pos == file.Pos })
	if i < 2 || file.Type != token.String || toks[i-1].Text != "to" {
		return split.Token{}, false
	}
	switch toks[i-2].Text {
	case "plot", "weights", "probes", "tuning":
		return toks[i-1], true
	}
	return split.Token{}, false
}

// expected puts participle's expectation, which it tells as text only, into words:
// its first literal.
func expected(u *participle.UnexpectedTokenError) string {
	msg := u.Message()
	i := strings.Index(msg, "(expected ")
	if i < 0 {
		return ""
	}
	want := strings.TrimSuffix(msg[i+len("(expected "):], ")")
	switch {
	case strings.HasPrefix(want, "<ident>"), strings.HasPrefix(want, "<Ident>"):
		return "a name"
	case strings.HasPrefix(want, `"`):
		if j := strings.IndexByte(want[1:], '"'); j >= 0 {
			return "`" + want[1:1+j] + "`"
		}
	}
	return ""
}
