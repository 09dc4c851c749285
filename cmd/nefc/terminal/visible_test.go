package terminal

import (
	"bytes"
	"io"
	"testing"
)

// What a terminal would obey is written in escapes; lines, tabs and letters of
// any script stay.
func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"a\tü Ω\n":               "a\tü Ω\n",
		"\x1b[31mred\x07\r":      `\x1b[31mred\a\r`,
		"a\u202eb\u2066c\u0085d": `a\u202eb\u2066c\u0085d`,
	} {
		var b bytes.Buffer
		if n, err := io.WriteString(Visible{&b}, text); n != len(text) || err != nil || b.String() != want {
			t.Errorf("%q is written as %q, %d, %v", text, b.String(), n, err)
		}
	}
}
