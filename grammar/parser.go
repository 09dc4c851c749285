package grammar

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/nefc/nefc/grammar/diag"
)

func diagPos(p lexer.Position) diag.Pos { return diag.Pos(p) }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Parse reads a source file. It returns as much of the file as could be read,
// and a diagnostic for each statement that could not; it never panics.
func Parse(name, src string) (*File, diag.List) {
	f := &File{Name: name, Source: src}
	var diags diag.List
	if !utf8.ValidString(src) || strings.ContainsRune(src, 0) {
		at := diag.Pos{Filename: name, Line: 1, Column: 1}
		diags.Add(diag.New(diag.StrayCharacter, diag.Span{Start: at, End: at}, "%s is not a text file (it holds bytes that are not UTF-8)", name))
		return f, diags
	}
	p := &blockParser{diags: &diags, stream: &stream{}}
	cut := newSplitter(name, src, &diags)
	cut.file(&rawBlock{}, func(r *raw) {
		p.add(r)
		cut.spare = r.toks
	})
	f.Body = p.body
	diags.Sort()
	return f, diags
}

// blockParser turns the raw statements of a block into statements. What is parsed
// is not kept, so that of a long file there are never two forms at once.
type blockParser struct {
	diags    *diag.List
	stream   *stream
	pointers bool  // in the block of a vocabulary
	closed   Token // the brace that closed the statement before, if it has a block
	bad      bool  // that statement
	body     []Statement
}

// add parses the next raw statement of the block.
func (p *blockParser) add(r *raw) {
	if !p.closed.is("}") || r.bad || p.closed.Pos.Line != r.toks[0].Pos.Line || p.separated(r) {
		if s := p.statement(r); s != nil {
			p.body = append(p.body, s)
		}
	}
	if p.closed, p.bad = (Token{}), r.bad; r.block != nil {
		p.closed = r.block.close
	}
}

// block parses the statements in the braces of one.
func (p *blockParser) block(b *rawBlock, pointers bool) []Statement {
	inner := &blockParser{diags: p.diags, stream: p.stream, pointers: pointers}
	for _, r := range b.items {
		inner.add(r)
	}
	return inner.body
}

// separated reports a statement that follows a block on the same line.
func (p *blockParser) separated(r *raw) bool {
	t := r.toks[0]
	if p.bad {
		return false
	}
	if t.Pos.Offset > p.closed.End().Offset+1 && keywords[t.Text] != nil {
		return true // written after a `;`
	}
	p.diags.Add(diag.New(diag.Syntax, t.Span(), "expected a new line after the block, found %s", describe(t.Token)))
	return false
}

// statement parses one raw statement and the statements in its block.
func (p *blockParser) statement(r *raw) Statement {
	kw := p.keyword(r)
	if kw == nil {
		if r.block != nil && !r.bad {
			p.block(r.block, p.pointers)
		}
		return nil
	}
	if r.block != nil && kw.block == noBlock {
		p.diags.Add(diag.New(diag.NoBlock, r.block.open.Span(), "`%s` takes no block", r.toks[0].Text).WithHelp("the form is `%s`", kw.form))
		return nil
	}
	if r.bad || kw.block == optionBlock && r.unclosed() {
		return nil
	}
	if d := foreignRange(r); d != nil {
		p.diags.Add(d)
		return nil
	}
	if d := foreignDict(r); d != nil && kw.block != statementBlock {
		p.diags.Add(d)
		r.bad = true
		return nil
	}
	s, err := kw.parse(p.stream.of(r, kw))
	if err != nil {
		p.diags.Add(p.explain(r, kw, err))
		if r.block != nil && kw.block == statementBlock {
			p.block(r.block, p.pointers)
		}
		return nil
	}
	p.habits(s)
	head := s.Head()
	head.Keyword = r.toks[0].Text
	head.At = r.toks[0].Span().Union(r.toks[len(r.toks)-1].Span())
	if kw.block == optionBlock && r.block != nil {
		head.At = head.At.Union(r.block.close.Span())
	}
	head.Doc = docComment(r)
	if b := blockOf(s); b != nil {
		if r.block == nil {
			if _, phase := s.(*Phase); !phase {
				p.diags.Add(diag.New(diag.Syntax, head.At, "expected `{` with the contents of `%s`", r.toks[0].Text).WithHelp("the form is `%s`", kw.form))
				return nil
			}
			return s
		}
		_, vocab := s.(*Vocab)
		found := len(*p.diags)
		b.Body = p.block(r.block, vocab)
		if vocab && len(b.Body) == 0 {
			if len(*p.diags) == found {
				p.diags.Add(diag.New(diag.Syntax, head.At, "expected at least one pointer in the braces").WithHelp("the form is `%s`", kw.form))
			}
			return nil
		}
	}
	return s
}

// blockOf returns where the statements in the braces go, or nil.
func blockOf(s Statement) *Block {
	switch s := s.(type) {
	case *Template:
		return &s.Block
	case *Network:
		return &s.Block
	case *For:
		return &s.Block
	case *Experiment:
		return &s.Block
	case *Phase:
		return &s.Block
	case *Vocab:
		return &s.Block
	}
	return nil
}

// docComment is the text of the comment lines directly above a statement.
func docComment(r *raw) string {
	if r.blankAfter {
		return ""
	}
	var lines []string
	for i, c := range r.comments {
		if i > 0 && r.comments[i-1].Pos.Line+1 != c.Pos.Line {
			lines = nil // only the lines directly above
		}
		lines = append(lines, strings.TrimSpace(strings.TrimPrefix(c.Text, "#")))
	}
	return strings.Join(lines, "\n")
}

// keyword finds the production for a statement by its first word; nil after a
// diagnostic.
func (p *blockParser) keyword(r *raw) *keyword {
	first := r.toks[0]
	if first.Type != tokIdent {
		if d := foreignComment(first.Token); d != nil {
			p.diags.Add(d)
		} else if !r.bad {
			p.diags.Add(diag.New(diag.Syntax, first.Span(), "a statement starts with a word, found %s", describe(first.Token)))
		}
		return nil
	}
	if p.pointers && !r.bad {
		return pointer
	}
	if kw := keywords[first.Text]; kw != nil {
		return kw
	}
	if r.bad {
		return nil
	}
	if isInstance(r.toks) {
		return instance
	}
	if p.diags.Full() {
		return nil
	}
	d := diag.New(diag.UnknownStatement, first.Span(), "`%s` does not start a statement", first.Text)
	foreignStart(d, r.toks)
	p.diags.Add(d)
	return nil
}

// isInstance reports whether tokens look like TEMPLATE NAME(…).
func isInstance(toks []rawTok) bool {
	i := 1
	for i+1 < len(toks) && toks[i].is(".") && toks[i+1].Type == tokIdent {
		i += 2
	}
	if i+1 >= len(toks) || toks[i].Type != tokIdent {
		return false
	}
	switch next := toks[i+1]; {
	case next.is("("):
		return next.Pos.Offset == toks[i].End().Offset
	case next.is("["):
		for _, t := range toks[i+1:] {
			if t.is("(") {
				return true
			}
		}
	}
	return false
}

// explain turns an error of participle into a diagnostic.
func (p *blockParser) explain(r *raw, kw *keyword, err error) *diag.Diagnostic {
	var syntax *syntaxError
	if errors.As(err, &syntax) {
		if d := foreignLine(r, Token{Pos: syntax.diag.Subject.Start}); d != nil && len(syntax.diag.Fixes) == 0 {
			return d
		}
		if syntax.diag.Way() == "" && syntax.diag.Code == diag.Syntax {
			syntax.diag.WithHelp("the form is `%s`", kw.form)
		}
		return syntax.diag
	}
	at := r.toks[0].Span()
	summary := err.Error()
	var unexpected *participle.UnexpectedTokenError
	if errors.As(err, &unexpected) {
		t := Token{unexpected.Unexpected.Type, unexpected.Unexpected.Value, diag.Pos(unexpected.Unexpected.Pos)}
		if d := foreignLine(r, t); d != nil {
			return d
		}
		at = t.Span()
		summary = "unexpected " + describe(t)
		if want := expected(unexpected); want != "" {
			summary = fmt.Sprintf("expected %s, found %s", want, describe(t))
		}
		if to, ok := nothingBeforeTo(r.toks, t); ok {
			at, summary = to.Span(), "what? nothing stands in front of `to`"
		}
	}
	return diag.New(diag.Syntax, at, "%s", summary).WithHelp("the form is `%s`", kw.form)
}

// nothingBeforeTo finds the `to` of a line that says where something is written,
// but not what: the `to` was read as the name of it, and its file is too much.
func nothingBeforeTo(toks []rawTok, file Token) (rawTok, bool) {
	i := slices.IndexFunc(toks, func(t rawTok) bool { return t.Pos == file.Pos })
	if i < 2 || file.Type != tokString || toks[i-1].Text != "to" {
		return rawTok{}, false
	}
	switch toks[i-2].Text {
	case "plot", "weights", "probes", "tuning":
		return toks[i-1], true
	}
	return rawTok{}, false
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
