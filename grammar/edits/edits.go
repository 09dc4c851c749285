// Package edits changes texts at random, as somebody does who types, for tests of what
// reads a text while it is written.
package edits

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"github.com/nefc/nefc/grammar/token"
)

// signs are what is typed that a text may not have: brackets alone, letters of other scripts,
// the ends of lines of other systems.
var signs = []string{"{", "}", "(", ")", "[", "]", "\"", "#", ".", ",", "->", "𝔸", "é", "e\u0301", "\r\n", "\n", ";", "1e999ms", "-", "=",
	"nef 1\n", "**", "not "}

// Random replaces a stretch of a text: words that are there by others, by nothing, or by a letter.
func Random(r *rand.Rand, text string) (start, end int, insert string) {
	toks := token.All("", text)
	t := toks[r.IntN(len(toks))]
	start, end = t.Pos.Offset, t.End().Offset
	other := toks[r.IntN(len(toks))].Text
	switch r.IntN(7) {
	case 0:
		return start, end, ""
	case 1:
		return start, end, other
	case 2:
		return start, start, other + " "
	case 3:
		return start, start, signs[r.IntN(len(signs))]
	case 4:
		lines := strings.SplitAfter(text, "\n")
		return start, start, "\n" + lines[r.IntN(len(lines))]
	case 5:
		end = min(len(text), start+r.IntN(60))
		for !utf8.RuneStart((text + "x")[end]) {
			end++
		}
		return start, end, ""
	}
	if end > start {
		_, size := utf8.DecodeLastRuneInString(text[start:end])
		return end - size, end, ""
	}
	return start, end, "x"
}

// Apply is a text with a stretch of it replaced.
func Apply(text string, start, end int, insert string) string {
	return text[:start] + insert + text[end:]
}
