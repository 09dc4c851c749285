package token

import (
	"strings"
	"unicode/utf8"

	"github.com/nefc/nefc/grammar/diag"
)

// Find is where a word or a name stands within a span of a source text, the
// first time; the span if it is not there as written.
func Find(source string, within diag.Span, name string) diag.Span {
	if within.End().Offset > len(source) {
		return within
	}
	text := source[within.Start().Offset:within.End().Offset]
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 || name == "" {
			return within
		}
		i += from
		if IsWhole(text, i, i+len(name)) {
			start := after(within.Start(), text[:i])
			return diag.Between(start, after(start, name))
		}
		from = i + len(name)
	}
}

// IsWhole reports a stretch of text that no letters touch.
func IsWhole(text string, i, j int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	behind, _ := utf8.DecodeRuneInString(text[j:])
	return identLen("_"+string(before)) == 1 && identLen("_"+string(behind)) == 1
}

// after is the place behind a text that begins at a place.
func after(p diag.Pos, text string) diag.Pos {
	p.Offset += len(text)
	if i := strings.LastIndexByte(text, '\n'); i >= 0 {
		p.Line += strings.Count(text, "\n")
		p.Column, text = 1, text[i+1:]
	}
	p.Column += utf8.RuneCountInString(text)
	return p
}

// FindAll is wherever a name stands in a source text, but in comments and
// strings. It may be no name of the language, such as my-pop.
func FindAll(source, file, name string) []diag.Span {
	var out []diag.Span
	toks := All(file, source)
	for i, t := range toks {
		if t.Type != Ident || !strings.HasPrefix(source[t.Pos.Offset:], name) || i > 0 && toks[i-1].Is(".") {
			continue
		}
		end := t.Pos.Offset + len(name)
		if IsWhole(source, t.Pos.Offset, end) && !strings.HasPrefix(source[end:], "-") {
			out = append(out, diag.Between(t.Pos, after(t.Pos, name)))
		}
	}
	return out
}
