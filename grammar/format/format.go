// Package format prints a model in the one layout that all have.
package format

import (
	"strings"
	"unicode/utf8"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/split"
	"github.com/nefc/nefc/grammar/token"
)

// maxLine is the length beyond which options move into a { } block.
const maxLine = 100

// File prints a file in the canonical layout: two blanks of indentation, no
// alignment, every comment and single blank line kept, one-line blocks kept,
// options of lines over 100 characters in a { } block. The file must have been
// parsed without a diagnostic.
func File(f *grammar.File) string {
	p := &printer{unary: map[int]bool{}, option: map[int]bool{}}
	p.marks(f.Body)
	p.block(f.Split(), 0)
	return p.b.String()
}

// printer writes tokens. unary and option hold the offsets of unary signs and
// of what may move into a block, the names of options and `send`, which only the
// syntax tree knows.
type printer struct {
	b      strings.Builder
	unary  map[int]bool
	option map[int]bool
}

func (p *printer) marks(body []grammar.Statement) {
	for _, s := range body {
		grammar.Walk(s, func(e *grammar.Expr) {
			if e.Kind == grammar.Unary {
				p.unary[int(e.OpAt)] = true
			}
		})
		if opts := grammar.OptionsOf(s); opts != nil {
			for _, o := range opts.List {
				p.option[o.NameAt.Start().Offset] = true
			}
		}
		if rule, ok := s.(*grammar.ActionRule); ok {
			for _, send := range rule.Sends.List {
				p.option[send.At.Start().Offset] = true
			}
		}
		if b := grammar.BlockOf(s); b != nil {
			p.marks(b.Body)
		}
	}
}

func (p *printer) line(indent int, text string) {
	if text != "" {
		p.b.WriteString(strings.Repeat("  ", indent))
		p.b.WriteString(text)
	}
	p.b.WriteByte('\n')
}

// block prints the statements of a block, each on its own line.
func (p *printer) block(b *split.Block, indent int) {
	for i, r := range b.Items {
		if r.BlankBefore && i > 0 {
			p.line(0, "")
		}
		p.comments(r.Comments, indent)
		if r.BlankAfter {
			p.line(0, "")
		}
		p.statement(r, indent)
	}
	if b.BlankTail && len(b.Items) > 0 {
		p.line(0, "")
	}
	p.comments(b.Tail, indent)
}

// comments prints comment lines and the single blank lines between them.
func (p *printer) comments(comments []token.Token, indent int) {
	for i, c := range comments {
		if i > 0 && c.Pos.Line > comments[i-1].Pos.Line+1 {
			p.line(0, "")
		}
		p.line(indent, c.Text)
	}
}

func (p *printer) statement(r *split.Statement, indent int) {
	trailing := ""
	if r.Trailing != nil {
		trailing = "  " + r.Trailing.Text
	}
	head := p.tokens(r.Tokens, indent)
	switch {
	case r.Block == nil:
		if fits(head, indent) || !p.breakOptions(r, indent, trailing) {
			p.line(indent, head+trailing)
		}
	case len(r.Block.Items) == 0 && len(r.Block.Tail) == 0:
		p.line(indent, head+" { }"+trailing)
	default:
		if one, ok := p.oneLine(r.Block); ok && fits(head+one, indent) {
			p.line(indent, head+one+trailing)
			return
		}
		p.line(indent, head+" {")
		p.lines(r.Block, indent+1)
		p.line(indent, "}"+trailing)
	}
}

func fits(text string, indent int) bool {
	return utf8.RuneCountInString(text)+2*indent <= maxLine
}

// lines prints a block over several lines; in a block of options every option
// gets a line of its own.
func (p *printer) lines(b *split.Block, indent int) {
	apart := &split.Block{Tail: b.Tail, BlankTail: b.BlankTail}
	for _, r := range b.Items {
		parts := p.optionRuns(r.Tokens)
		if len(parts) < 2 || len(parts[0]) == 0 || !p.option[r.Tokens[0].Pos.Offset] {
			apart.Items = append(apart.Items, r)
			continue
		}
		for i, toks := range parts {
			item := &split.Statement{Tokens: toks}
			if i == 0 {
				item.Comments, item.BlankBefore, item.BlankAfter = r.Comments, r.BlankBefore, r.BlankAfter
			}
			if i == len(parts)-1 {
				item.Trailing = r.Trailing
			}
			apart.Items = append(apart.Items, item)
		}
	}
	p.block(apart, indent)
}

// optionRuns cuts tokens before every option name.
func (p *printer) optionRuns(toks []split.Token) [][]split.Token {
	var runs [][]split.Token
	start := 0
	for i, t := range toks {
		if i > start && p.option[t.Pos.Offset] {
			runs = append(runs, toks[start:i])
			start = i
		}
	}
	return append(runs, toks[start:])
}

// breakOptions prints a long line with its options in a block; false if it has
// none.
func (p *printer) breakOptions(r *split.Statement, indent int, trailing string) bool {
	runs := p.optionRuns(r.Tokens)
	if len(runs) < 2 {
		return false
	}
	p.line(indent, p.tokens(runs[0], indent)+" {")
	for _, run := range runs[1:] {
		p.line(indent+1, p.tokens(run, indent+1))
	}
	p.line(indent, "}"+trailing)
	return true
}

// oneLine prints a block that was written on one line, unless it holds comments
// or is too long for one.
func (p *printer) oneLine(b *split.Block) (string, bool) {
	if !b.OneLine || len(b.Tail) > 0 {
		return "", false
	}
	parts, length := make([]string, len(b.Items)), 0
	for i, r := range b.Items {
		if length > maxLine {
			return "", false
		}
		if len(r.Comments) > 0 || r.Trailing != nil {
			return "", false
		}
		parts[i] = p.tokens(r.Tokens, 0)
		length += len(parts[i])
		if r.Block == nil {
			continue
		}
		if len(r.Block.Items) == 0 {
			parts[i] += " { }"
			continue
		}
		inner, ok := p.oneLine(r.Block)
		if !ok {
			return "", false
		}
		parts[i] += inner
	}
	return " { " + strings.Join(parts, "; ") + " }", true
}

// tokens prints the tokens of a statement; line breaks inside brackets or
// after an operator stay, indented by one more step.
func (p *printer) tokens(toks []split.Token, indent int) string {
	var b strings.Builder
	depth := 0
	for i, t := range toks {
		if i > 0 {
			if t.Newline {
				b.WriteString("\n" + strings.Repeat("  ", indent+1))
			} else if p.spaced(toks, i, depth) {
				b.WriteByte(' ')
			}
		}
		b.WriteString(t.Text)
		switch {
		case t.Is("("), t.Is("["):
			depth++
		case t.Is(")"), t.Is("]"):
			depth--
		}
	}
	return b.String()
}

// spaced reports whether a blank stands between toks[i-1] and toks[i].
func (p *printer) spaced(toks []split.Token, i, depth int) bool {
	a, b := toks[i-1].Token, toks[i].Token
	touching := a.End().Offset == b.Pos.Offset
	path := toks[0].Text == "use"
	switch {
	case b.Type == token.Comment:
		return true
	case a.Is("("), a.Is("["), b.Is(")"), b.Is("]"), b.Is(","):
		return false
	case path && (a.Type == token.Punct || b.Type == token.Punct):
		return i == 1
	case a.Is("."), b.Is("."):
		return false
	case b.Is(":"), a.Is(":"):
		return a.Is(":") && depth == 0 && !rangeStatement[toks[0].Text]
	case a.Is(","):
		return true
	case a.Is("="), b.Is("="):
		return depth == 0
	case a.Is("-") && p.unary[a.Pos.Offset]:
		return false
	case a.Type == token.Punct && token.Tight[a.Text]:
		return false
	case b.Type == token.Punct && token.Tight[b.Text]:
		return false
	case b.Is("("), b.Is("["):
		return !touching || a.Type == token.Punct && !a.Is(")") && !a.Is("]")
	}
	return true
}

// rangeStatement are the statements whose : outside brackets is a range, not
// the end of a label.
var rangeStatement = map[string]bool{"for": true, "seeds": true, "sweep": true}
