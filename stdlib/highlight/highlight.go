// Package highlight says what the pieces of a model's text are, for pages that show
// it in colours: words that start statements, options, numbers, strings, comments.
// It goes by words alone, so it has an answer for text with mistakes too. Editors get
// grammars that are made of the same words by makegrammars.
package highlight

//go:generate go run ./makegrammars ../../editors

import (
	"html"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/stdlib/statements"
)

// Kind is what a piece of text is.
type Kind int

// The kinds. Plain is the rest: names, signs, spaces.
const (
	Plain Kind = iota
	Word       // starts a statement
	Option
	Number // with its unit
	String
	Comment
)

// String names the kind as a class of HTML.
func (k Kind) String() string {
	return [...]string{"plain", "word", "option", "number", "string", "comment"}[k]
}

// Piece is a stretch of text.
type Piece struct {
	Kind Kind
	Text string
}

// Pieces cuts the text of a model; the pieces one after the other are the text.
func Pieces(src string) []Piece {
	var out []Piece
	p := painter{scan: token.NewScanner("", src), words: edition.Newest()}
	done := 0
	for t := p.scan.Next(); t.Type != token.EOF; t = p.scan.Next() {
		kind := p.kind(t)
		if kind == Plain {
			continue
		}
		if t.Pos.Offset > done {
			out = append(out, Piece{Plain, src[done:t.Pos.Offset]})
		}
		out = append(out, Piece{kind, t.Text})
		done = t.Pos.Offset + len(t.Text)
	}
	if done < len(src) {
		out = append(out, Piece{Plain, src[done:]})
	}
	return out
}

// HTML is the text with a span for each piece that is not plain, its class the kind.
func HTML(src string) string {
	var b strings.Builder
	for _, p := range Pieces(src) {
		if p.Kind == Plain {
			b.WriteString(html.EscapeString(p.Text))
			continue
		}
		b.WriteString(`<span class="` + p.Kind.String() + `">` + html.EscapeString(p.Text) + `</span>`)
	}
	return b.String()
}

// painter knows where in a statement a token stands.
type painter struct {
	scan  *token.Scanner
	words *edition.Edition
	last  token.Token // before this one, comments and line ends left out
	place int         // of the token in its line: 0 starts a statement or an option on a line of its own
	depth int         // of brackets
}

// kind classifies the next token.
func (p *painter) kind(t token.Token) Kind {
	switch t.Type {
	case token.Comment:
		return Comment
	case token.Newline:
		if p.depth == 0 {
			p.place = 0
		}
		return Plain
	}
	kind := p.visible(t)
	p.last, p.place = t, p.place+1
	switch {
	case t.Is("{"), t.Is("}"), t.Is(";"):
		p.place = 0
	case t.Is("("), t.Is("["):
		p.depth++
	case t.Is(")"), t.Is("]"):
		p.depth = max(0, p.depth-1)
	}
	return kind
}

// visible classifies a token that is neither a comment nor the end of a line.
func (p *painter) visible(t token.Token) Kind {
	switch t.Type {
	case token.Number, token.Quantity:
		return Number
	case token.String:
		return String
	case token.Ident:
		switch {
		case p.place == 0 && p.words.Starts(t.Text, true):
			return Word
		case p.place != 1 && p.depth == 0 && !p.operand() && optionNames()[t.Text]:
			return Option
		}
	}
	return Plain
}

// operand reports a token that an operator, a comma or a dot asks for.
func (p *painter) operand() bool {
	last := p.last
	return p.place > 0 && last.Type == token.Punct && !last.Is(")") && !last.Is("]")
}

// Options are the options of all statements, sorted.
func Options() []string { return slices.Sorted(maps.Keys(optionNames())) }

// optionNames are the options of all statements.
var optionNames = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, s := range statements.Table {
		for _, o := range s.Options() {
			names[o.Name] = true
		}
	}
	return names
})
