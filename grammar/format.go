package grammar

import (
	"strings"
	"unicode/utf8"

	"github.com/nefc/nefc/grammar/diag"
)

// maxLine is the length beyond which options move into a { } block.
const maxLine = 100

// Format prints a file in the canonical layout: two blanks of indentation, no
// alignment, every comment and single blank line kept, one-line blocks kept,
// options of lines over 100 characters in a { } block. The file must have been
// parsed without a diagnostic.
func Format(f *File) string {
	p := &printer{unary: map[int]bool{}, option: map[int]bool{}}
	p.marks(f.Body)
	top := &rawBlock{}
	newSplitter(f.Name, f.Source, new(diag.List)).file(top, top.add)
	p.block(top, 0)
	return p.b.String()
}

// printer writes tokens. unary and option hold the offsets of unary signs and
// of option names, which only the syntax tree knows.
type printer struct {
	b      strings.Builder
	unary  map[int]bool
	option map[int]bool
}

func (p *printer) marks(body []Statement) {
	for _, s := range body {
		Walk(s, func(e *Expr) {
			if e.Kind == Unary {
				p.unary[e.OpAt.Offset] = true
			}
		})
		if opts := OptionsOf(s); opts != nil {
			for _, o := range opts.List {
				p.option[o.NameAt.Start.Offset] = true
			}
		}
		if b := blockOf(s); b != nil {
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
func (p *printer) block(b *rawBlock, indent int) {
	for i, r := range b.items {
		if r.blankBefore && i > 0 {
			p.line(0, "")
		}
		p.comments(r.comments, indent)
		if r.blankAfter {
			p.line(0, "")
		}
		p.statement(r, indent)
	}
	if b.blankTail && len(b.items) > 0 {
		p.line(0, "")
	}
	p.comments(b.tail, indent)
}

// comments prints comment lines and the single blank lines between them.
func (p *printer) comments(comments []Token, indent int) {
	for i, c := range comments {
		if i > 0 && c.Pos.Line > comments[i-1].Pos.Line+1 {
			p.line(0, "")
		}
		p.line(indent, c.Text)
	}
}

func (p *printer) statement(r *raw, indent int) {
	trailing := ""
	if r.trailing != nil {
		trailing = "  " + r.trailing.Text
	}
	head := p.tokens(r.toks, indent)
	switch {
	case r.block == nil:
		if fits(head, indent) || !p.breakOptions(r, indent, trailing) {
			p.line(indent, head+trailing)
		}
	case len(r.block.items) == 0 && len(r.block.tail) == 0:
		p.line(indent, head+" { }"+trailing)
	default:
		if one, ok := p.oneLine(r.block); ok && fits(head+one, indent) {
			p.line(indent, head+one+trailing)
			return
		}
		p.line(indent, head+" {")
		p.lines(r.block, indent+1)
		p.line(indent, "}"+trailing)
	}
}

func fits(text string, indent int) bool {
	return utf8.RuneCountInString(text)+2*indent <= maxLine
}

// lines prints a block over several lines; in a block of options every option
// gets a line of its own.
func (p *printer) lines(b *rawBlock, indent int) {
	split := &rawBlock{tail: b.tail, blankTail: b.blankTail}
	for _, r := range b.items {
		parts := p.optionRuns(r.toks)
		if len(parts) < 2 || len(parts[0]) == 0 || !p.option[r.toks[0].Pos.Offset] {
			split.items = append(split.items, r)
			continue
		}
		for i, toks := range parts {
			item := &raw{toks: toks}
			if i == 0 {
				item.comments, item.blankBefore, item.blankAfter = r.comments, r.blankBefore, r.blankAfter
			}
			if i == len(parts)-1 {
				item.trailing = r.trailing
			}
			split.items = append(split.items, item)
		}
	}
	p.block(split, indent)
}

// optionRuns cuts tokens before every option name.
func (p *printer) optionRuns(toks []rawTok) [][]rawTok {
	var runs [][]rawTok
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
func (p *printer) breakOptions(r *raw, indent int, trailing string) bool {
	runs := p.optionRuns(r.toks)
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
func (p *printer) oneLine(b *rawBlock) (string, bool) {
	if !b.oneLine || len(b.tail) > 0 {
		return "", false
	}
	parts, length := make([]string, len(b.items)), 0
	for i, r := range b.items {
		if length > maxLine {
			return "", false
		}
		if len(r.comments) > 0 || r.trailing != nil {
			return "", false
		}
		parts[i] = p.tokens(r.toks, 0)
		length += len(parts[i])
		if r.block == nil {
			continue
		}
		if len(r.block.items) == 0 {
			parts[i] += " { }"
			continue
		}
		inner, ok := p.oneLine(r.block)
		if !ok {
			return "", false
		}
		parts[i] += inner
	}
	return " { " + strings.Join(parts, "; ") + " }", true
}

// tokens prints the tokens of a statement; line breaks inside brackets or
// after an operator stay, indented by one more step.
func (p *printer) tokens(toks []rawTok, indent int) string {
	var b strings.Builder
	depth := 0
	for i, t := range toks {
		if i > 0 {
			if t.newline {
				b.WriteString("\n" + strings.Repeat("  ", indent+1))
			} else if p.spaced(toks, i, depth) {
				b.WriteByte(' ')
			}
		}
		b.WriteString(t.Text)
		switch {
		case t.is("("), t.is("["):
			depth++
		case t.is(")"), t.is("]"):
			depth--
		}
	}
	return b.String()
}

// spaced reports whether a blank stands between toks[i-1] and toks[i].
func (p *printer) spaced(toks []rawTok, i, depth int) bool {
	a, b := toks[i-1].Token, toks[i].Token
	touching := a.End().Offset == b.Pos.Offset
	path := toks[0].Text == "use"
	switch {
	case b.Type == tokComment:
		return true
	case a.is("("), a.is("["), b.is(")"), b.is("]"), b.is(","):
		return false
	case path && (a.Type == tokPunct || b.Type == tokPunct):
		return i == 1
	case a.is("."), b.is("."):
		return false
	case b.is(":"), a.is(":"):
		return a.is(":") && depth == 0 && !rangeStatement[toks[0].Text]
	case a.is(","):
		return true
	case a.is("="), b.is("="):
		return depth == 0
	case a.is("-") && p.unary[a.Pos.Offset]:
		return false
	case a.Type == tokPunct && tight[a.Text]:
		return false
	case b.Type == tokPunct && tight[b.Text]:
		return false
	case b.is("("), b.is("["):
		return !touching || a.Type == tokPunct && !a.is(")") && !a.is("]")
	}
	return true
}

// rangeStatement are the statements whose : outside brackets is a range, not
// the end of a label.
var rangeStatement = map[string]bool{"for": true, "seeds": true, "sweep": true}
