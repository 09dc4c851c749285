package grammar

import "strings"

// About is the comment that a model begins with, in one line: that above or below its line `nef 1`. It is "" for a model
// that begins with a statement.
func About(text string) string {
	var out []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		comment, is := strings.CutPrefix(line, "#")
		switch {
		case is:
			out = append(out, strings.TrimSpace(comment))
		case len(out) > 0, line != "" && !strings.HasPrefix(line, "nef "):
			return strings.Join(out, " ")
		}
	}
	return strings.Join(out, " ")
}
