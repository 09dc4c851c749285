package split

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// hidden reports a character in a comment or a string that makes the text look
// other than it is read: one that turns the direction of writing, with which a
// comment can pose as a statement, or that controls a terminal. Elsewhere they are
// no tokens.
func hidden(t *token.Token, diags *diag.List) {
	if t.Type != token.Comment && t.Type != token.String && !(t.Type == token.Invalid && strings.HasPrefix(t.Text, `"`)) {
		return
	}
	i := strings.IndexFunc(t.Text, func(r rune) bool { return turnsDirection(r) || controls(r) })
	if i < 0 {
		return
	}
	r, size := utf8.DecodeRuneInString(t.Text[i:])
	what := "controls a terminal and is no text"
	if turnsDirection(r) {
		what = "turns the direction of the text, so that it does not look as it is read"
	}
	at := t.Pos
	at.Offset += i
	at.Column += utf8.RuneCountInString(t.Text[:i])
	end := at
	end.Offset, end.Column = end.Offset+size, end.Column+1
	diags.Add(diag.New(diag.StrayCharacter, diag.Between(at, end), "%U %s", r, what).WithFix(diag.Delete(diag.Between(at, end))))
}

// turnsDirection says whether a character embeds, overrides or isolates a
// direction of writing, or ends that.
func turnsDirection(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// controls says whether a character controls a terminal; a tab and a line end of
// Windows are text.
func controls(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\r' }
