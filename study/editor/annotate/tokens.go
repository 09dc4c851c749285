package annotate

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/stdlib/highlight"
	"github.com/nefc/nefc/study/editor"
	"github.com/nefc/nefc/study/editor/pages"
)

// TokenKinds are what words can mean, in the order in which Token.Kind counts them.
var TokenKinds = []string{"keyword", "option", "number", "string", "comment", "population", "node", "instance", "wire", "rule", "param",
	"constant", "port", "template", "vocabulary", "pointer", "phase", "unit", "slot"}

// Token is a word with what it means.
type Token struct {
	At       editor.Place
	Kind     int // of TokenKinds
	Declares bool
}

// highlighted are the meanings of words that their place in the line tells.
var highlighted = map[highlight.Kind]string{highlight.Word: "keyword", highlight.Option: "option", highlight.Number: "number",
	highlight.String: "string", highlight.Comment: "comment"}

// Tokens are the words of a file with what they mean: names by what they name, others by
// their place in the line.
func Tokens(w *editor.Workspace, file string) []Token {
	text, ok := w.Text(file)
	if !ok {
		return nil
	}
	names := meanings(w, file)
	var out []Token
	offset := 0
	for _, p := range highlight.Pieces(text) {
		end := offset + len(p.Text)
		if p.Kind == highlight.Plain {
			out = append(out, namesIn(file, text[offset:end], offset, names)...)
		} else if t, ok := names[offset]; ok && t.At.End == end {
			out = append(out, t)
		} else {
			out = append(out, pieces(editor.Place{File: file, Start: offset, End: end}, p)...)
		}
		offset = end
	}
	return out
}

// pieces are the tokens of a stretch of one kind; a number and its unit are two.
func pieces(at editor.Place, p highlight.Piece) []Token {
	kind := slices.Index(TokenKinds, highlighted[p.Kind])
	if digits := token.NumberLen(p.Text); p.Kind == highlight.Number && digits < len(p.Text) && digits > 0 {
		unit := Token{At: editor.Place{File: at.File, Start: at.Start + digits, End: at.End}, Kind: slices.Index(TokenKinds, "unit")}
		at.End = unit.At.Start
		return []Token{{At: at, Kind: kind}, unit}
	}
	return []Token{{At: at, Kind: kind}}
}

// shownAs are the kinds of names that look like others.
var shownAs = strings.NewReplacer("group", "population", "probe", "node")

// meanings are the names of a file by where they begin.
func meanings(w *editor.Workspace, file string) map[int]Token {
	out := map[int]Token{}
	add := func(n *editor.Named, at editor.Place, declares bool) {
		kind := slices.Index(TokenKinds, shownAs.Replace(n.Kind))
		if _, known := out[at.Start]; at.File == file && !known && kind >= 0 {
			out[at.Start] = Token{at, kind, declares}
		}
	}
	users := w.Users(file)
	for i := len(users) - 1; i >= 0; i-- {
		m := w.Declared(users[i])
		if m == nil {
			continue
		}
		for _, n := range m.Names() {
			add(n, n.At, true)
			for _, u := range n.Uses {
				add(n, u, false)
			}
		}
	}
	return out
}

// namesIn are the tokens in a stretch of text that is nothing but names and signs.
func namesIn(file, text string, from int, names map[int]Token) []Token {
	var out []Token
	toks := token.All(file, text)
	for i, t := range toks {
		start := from + t.Pos.Offset
		if found, ok := names[start]; ok && t.Type == token.Ident && found.At.End == start+len(t.Text) {
			out = append(out, found)
		} else if t.Type == token.Ident && i > 0 && toks[i-1].Is(".") {
			if _, ok := pages.Item(t.Text, "slots"); ok {
				at := editor.Place{File: file, Start: start, End: start + len(t.Text)}
				out = append(out, Token{At: at, Kind: slices.Index(TokenKinds, "slot")})
			}
		}
	}
	return out
}
