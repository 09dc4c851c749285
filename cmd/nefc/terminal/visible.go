// Package terminal is what nefc shows people: text that no name from outside can
// disturb, and bars of progress.
package terminal

import (
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"

	"github.com/nefc/nefc/grammar/diag"
)

// Visible is a stream for people: names of files, columns and arrays come from
// outside, and what in them would move the cursor, colour the screen or turn the
// direction of writing is written in escapes.
type Visible struct{ io.Writer }

// Write writes text, lines and tabs as they are.
func (v Visible) Write(b []byte) (int, error) {
	text := string(b)
	if strings.ContainsFunc(text, disturbs) {
		var out strings.Builder
		for _, r := range text {
			if disturbs(r) {
				out.WriteString(diag.Visible(string(r)))
			} else {
				out.WriteRune(r)
			}
		}
		text = out.String()
	}
	if _, err := io.WriteString(v.Writer, text); err != nil {
		return 0, err
	}
	return len(b), nil
}

// disturbs is about characters that a terminal obeys.
func disturbs(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r)
}

// Raw is the stream itself, for what is escaped already or must keep its bytes.
func Raw(w io.Writer) io.Writer {
	if v, ok := w.(Visible); ok {
		return v.Writer
	}
	return w
}

// Is reports a stream that a person watches.
func Is(w io.Writer) bool {
	f, ok := Raw(w).(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
