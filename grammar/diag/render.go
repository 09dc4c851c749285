package diag

import (
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxShown is how many diagnostics are printed before "and 7 more".
const maxShown = 20

// Sources maps file names to their text, for printing the lines diagnostics
// point at. A file that is missing is named without its line.
type Sources map[string]string

// Line returns a 1-based line of a file, "" if there is none.
func (s Sources) Line(file string, n int) string {
	text, _ := s.line(file, n)
	return text
}

// line returns the 1-based line of a file, tabs as one blank each so that
// carets stay below what they point at.
func (s Sources) line(file string, n int) (string, bool) {
	text, ok := s[file]
	if !ok {
		return "", false
	}
	for ; n > 1; n-- {
		i := strings.IndexByte(text, '\n')
		if i < 0 {
			return "", false
		}
		text = text[i+1:]
	}
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return strings.Map(printable, strings.TrimRight(text, "\r")), true
}

// printable shows what is no text as blanks, so that a strange file cannot
// disturb the terminal.
func printable(r rune) rune {
	if !isText(r) {
		return ' '
	}
	return r
}

// isText is false for control characters, those that turn the direction of
// writing or cannot be seen, and broken text.
func isText(r rune) bool {
	return !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) && r != utf8.RuneError
}

// Visible writes what is no text in escapes, \x1b or \u202e: the names of files,
// columns and arrays come from outside and are printed in a terminal.
func Visible(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return !isText(r) }) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if isText(r) {
			b.WriteString(s[:n])
		} else {
			quoted := strconv.QuoteToASCII(s[:n])
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		s = s[n:]
	}
	return b.String()
}

// maxWidth is how much of a long line is shown; window cuts it around a mark.
const maxWidth = 160

func window(text string, marks []mark) (string, []mark) {
	runes := []rune(text)
	if len(runes) <= maxWidth {
		return text, marks
	}
	from := max(0, min(marks[0].span.Start().Column-1-maxWidth/3, len(runes)-maxWidth))
	out := string(runes[from : from+maxWidth])
	shifted := make([]mark, len(marks))
	for i, m := range marks {
		start, end := m.span.Start(), m.span.End()
		start.Column = max(1, start.Column-from)
		end.Column = max(1, min(end.Column-from, maxWidth+1))
		m.span = Between(start, end)
		shifted[i] = m
	}
	return out, shifted
}

// Style colours the parts of a diagnostic; the zero Style prints plain text.
type Style struct{ Error, Warning, Accent, Bold, Reset string }

// Colours is the style for a terminal.
var Colours = Style{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m"}

// Render writes the diagnostics in the form of language.md §12.
func Render(w io.Writer, list List, src Sources, st Style) {
	shown := list
	if len(shown) > maxShown {
		shown = shown[:maxShown]
	}
	for i, d := range shown {
		if i > 0 {
			fmt.Fprintln(w)
		}
		renderOne(w, d, src, st)
	}
	switch rest := len(list) - len(shown); {
	case len(list) >= MaxKept:
		fmt.Fprintf(w, "\nand %d more, or even more than that\n", rest)
	case rest > 0:
		fmt.Fprintf(w, "\nand %d more\n", rest)
	}
}

func renderOne(w io.Writer, d *Diagnostic, src Sources, st Style) {
	colour := st.Error
	if d.Severity == Warning {
		colour = st.Warning
	}
	fmt.Fprintf(w, "%s%s[%s]%s%s: %s%s\n", colour, d.Severity, d.Code, st.Reset, st.Bold, Visible(d.Summary), st.Reset)
	if d.Subject.IsValid() {
		width := len(fmt.Sprint(d.Subject.Start().Line))
		for _, p := range d.Places {
			width = max(width, len(fmt.Sprint(p.Span.Start().Line)))
		}
		gutter := strings.Repeat(" ", width)
		fmt.Fprintf(w, "%s%s-->%s %s\n", gutter, st.Accent, st.Reset, Visible(d.Subject.Start().String()))
		fmt.Fprintf(w, "%s %s|%s\n", gutter, st.Accent, st.Reset)
		renderPlaces(w, d, src, st, width)
	}
	for _, n := range d.Notes {
		fmt.Fprintf(w, "  %s=%s note: %s\n", st.Accent, st.Reset, Visible(n))
	}
	if way := d.Way(); way != "" {
		fmt.Fprintf(w, "  %s=%s help: %s\n", st.Accent, st.Reset, Visible(way))
	}
}

// mark is an underline below a source line.
type mark struct {
	span  Span
	label string
	char  string
}

// renderPlaces prints the subject's line first, then one block per line of the
// second places, in order of appearance.
func renderPlaces(w io.Writer, d *Diagnostic, src Sources, st Style, width int) {
	type lineKey struct {
		file string
		line int
	}
	order := []lineKey{}
	marks := map[lineKey][]mark{}
	add := func(m mark) {
		k := lineKey{m.span.Filename, m.span.Start().Line}
		if _, ok := marks[k]; !ok {
			order = append(order, k)
		}
		marks[k] = append(marks[k], m)
	}
	add(mark{d.Subject, d.Label, "^"})
	for _, p := range d.Places {
		add(mark{p.Span, p.Label, "-"})
	}
	file := d.Subject.Filename
	for _, k := range order {
		if k.file != file {
			fmt.Fprintf(w, "%s%s:::%s %s:%d\n", strings.Repeat(" ", width), st.Accent, st.Reset, Visible(k.file), k.line)
			file = k.file
		}
		text, ok := src.line(k.file, k.line)
		if !ok {
			continue
		}
		text, marks[k] = window(text, marks[k])
		fmt.Fprintf(w, "%s%*d |%s %s\n", st.Accent, width, k.line, st.Reset, text)
		for _, row := range underlines(text, marks[k]) {
			fmt.Fprintf(w, "%s %s|%s %s\n", strings.Repeat(" ", width), st.Accent, st.Reset, row)
		}
	}
}

// underlines lays the marks of one line out; labels that would cover a later
// mark get a row of their own.
func underlines(text string, marks []mark) []string {
	sort.SliceStable(marks, func(i, j int) bool { return marks[i].span.Start().Column < marks[j].span.Start().Column })
	first := ""
	var rest []string
	for i, m := range marks {
		from := m.span.Start().Column - 1
		to := utf8.RuneCountInString(text)
		if m.span.End().Line == m.span.Start().Line {
			to = m.span.End().Column - 1
		}
		pad := from - utf8.RuneCountInString(first)
		if pad < 0 { // overlaps an earlier mark
			rest = append(rest, strings.Repeat(" ", from)+strings.Repeat(m.char, max(1, to-from))+spaced(m.label))
			continue
		}
		first += strings.Repeat(" ", pad) + strings.Repeat(m.char, max(1, to-from))
		if i == len(marks)-1 {
			first += spaced(m.label)
		} else if m.label != "" {
			rest = append(rest, strings.Repeat(" ", from)+Visible(m.label))
		}
	}
	return append([]string{first}, rest...)
}

func spaced(label string) string {
	if label == "" {
		return ""
	}
	return " " + Visible(label)
}
