package terminal

import (
	"cmp"
	"io"
	"os"
	"strings"
)

// UTF8 reports a terminal whose locale is one of UTF-8: it shows lines, arrows and
// Greek letters.
func UTF8() bool {
	locale := strings.ToUpper(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_CTYPE"), os.Getenv("LANG")))
	return strings.Contains(locale, "UTF-8") || strings.Contains(locale, "UTF8")
}

// Colours reports a terminal that is to show colours: NO_COLOR is not set.
func Colours(w io.Writer) bool { return Is(w) && os.Getenv("NO_COLOR") == "" }
