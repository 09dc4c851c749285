// Package diag holds what every stage says about a model: positions in source
// text, diagnostics that point there, and the list of diagnostic codes. It
// imports nothing else of nefc, so every package may import it.
package diag

import (
	"fmt"
	"sort"
	"strings"
)

// Pos is a place in a source file. Offset counts bytes from 0, Line and Column
// count from 1, Column in characters (runes), as people do.
type Pos struct {
	Filename string
	Offset   int
	Line     int
	Column   int
}

// IsValid reports whether the position belongs to a file.
func (p Pos) IsValid() bool { return p.Line > 0 }

// String returns file:line:column.
func (p Pos) String() string { return fmt.Sprintf("%s:%d:%d", p.Filename, p.Line, p.Column) }

// Moved is the place so many bytes further on the same line, which are so many
// characters; both may be negative.
func (p Pos) Moved(bytes, columns int) Pos {
	p.Offset += bytes
	p.Column += columns
	return p
}

// Span is the text of a file from its start up to, not including, its end. Everything
// that is made of a text holds one or more, so it is half as large as two places.
type Span struct {
	Filename string `identity:"-"` // where something is written is not what it says
	start    point  `identity:"-"`
	end      point  `identity:"-"`
}

// point is a place within a file.
type point struct{ offset, line, column int32 }

func pointOf(p Pos) point { return point{int32(p.Offset), int32(p.Line), int32(p.Column)} }

func (p point) in(file string) Pos { return Pos{file, int(p.offset), int(p.line), int(p.column)} }

// Between is the text between two places of one file.
func Between(start, end Pos) Span { return Span{start.Filename, pointOf(start), pointOf(end)} }

// Start is where the text begins.
func (a Span) Start() Pos { return a.start.in(a.Filename) }

// End is the place just behind the text.
func (a Span) End() Pos { return a.end.in(a.Filename) }

// IsValid reports whether the text is in a file.
func (a Span) IsValid() bool { return a.start.line > 0 }

// From is the text as it is placed in a text that begins at a place of its file.
func (a Span) From(origin Pos) Span {
	move := func(p point) point {
		if int(p.line) == origin.Line {
			p.column = max(1, p.column-int32(origin.Column)+1)
		}
		return point{max(0, p.offset-int32(origin.Offset)), max(1, p.line-int32(origin.Line)+1), p.column}
	}
	a.start, a.end = move(a.start), move(a.end)
	return a
}

// Union returns the smallest span that covers a and b, which lie in one file.
func (a Span) Union(b Span) Span {
	switch {
	case !a.IsValid():
		return b
	case !b.IsValid():
		return a
	}
	if b.start.offset < a.start.offset {
		a.start = b.start
	}
	if b.end.offset > a.end.offset {
		a.end = b.end
	}
	return a
}

// Shift moves places further down, with the lines that they stand in.
type Shift struct{ Bytes, Lines int }

// Pos is where a place has come to.
func (s Shift) Pos(p Pos) Pos {
	p.Offset += s.Bytes
	p.Line += s.Lines
	return p
}

// Span is where a text has come to; one that is in no file stays there.
func (s Shift) Span(a Span) Span {
	if a.IsValid() {
		a.start, a.end = s.point(a.start), s.point(a.end)
	}
	return a
}

func (s Shift) point(p point) point {
	return point{p.offset + int32(s.Bytes), p.line + int32(s.Lines), p.column}
}

// Covers reports whether b lies within a.
func (a Span) Covers(b Span) bool {
	return a.Filename == b.Filename && a.start.offset <= b.start.offset && b.end.offset <= a.end.offset
}

// Severity says whether a diagnostic stops the run.
type Severity int

const (
	// Error stops the run.
	Error Severity = iota
	// Warning does not.
	Warning
)

// String returns "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Place is a second place that explains a diagnostic, such as the declaration.
type Place struct {
	Span  Span
	Label string
}

// Diagnostic is one sentence about one place of a model.
type Diagnostic struct {
	Severity Severity
	Code     Code
	Summary  string  // one line, in the user's words
	Subject  Span    // exactly the offending text
	Label    string  // printed beside the caret; may be empty
	Places   []Place // because of these
	Notes    []string
	Help     string // at most one, and only when it is right
	Fixes    []Fix  // ways out as edits; several are alternatives

	Undeclared bool // it is about a name that no statement declares which could be read
}

// Move puts all that the diagnostic points at elsewhere.
func (d *Diagnostic) Move(to func(Span) Span) {
	d.Subject = to(d.Subject)
	for i := range d.Places {
		d.Places[i].Span = to(d.Places[i].Span)
	}
	for _, f := range d.Fixes {
		for i := range f.Edits {
			f.Edits[i].At = to(f.Edits[i].At)
		}
	}
}

// New returns an error diagnostic.
func New(code Code, at Span, format string, args ...any) *Diagnostic {
	if Made != nil {
		Made()
	}
	return &Diagnostic{Severity: severityOf(code), Code: code, Subject: at, Summary: fmt.Sprintf(format, args...)}
}

// AsWarning makes the diagnostic one that does not stop the run.
func (d *Diagnostic) AsWarning() *Diagnostic {
	d.Severity = Warning
	return d
}

// WithLabel sets the text beside the caret.
func (d *Diagnostic) WithLabel(format string, args ...any) *Diagnostic {
	d.Label = fmt.Sprintf(format, args...)
	return d
}

// WithPlace adds a second place.
func (d *Diagnostic) WithPlace(at Span, format string, args ...any) *Diagnostic {
	if at.IsValid() {
		d.Places = append(d.Places, Place{at, fmt.Sprintf(format, args...)})
	}
	return d
}

// WithNote adds a line of explanation.
func (d *Diagnostic) WithNote(format string, args ...any) *Diagnostic {
	d.Notes = append(d.Notes, fmt.Sprintf(format, args...))
	return d
}

// WithHelp sets the way out.
func (d *Diagnostic) WithHelp(format string, args ...any) *Diagnostic {
	d.Help = fmt.Sprintf(format, args...)
	return d
}

// Error returns the diagnostic on one line, without its source.
func (d *Diagnostic) Error() string {
	return Visible(fmt.Sprintf("%s: %s[%s]: %s", d.Subject.Start(), d.Severity, d.Code, d.Summary))
}

// List is what a stage found. As an error it means at least one is an error.
type List []*Diagnostic

// AddOnce appends a warning unless the same line has one of its kind already:
// the members of an array, and the turns of a loop, share a line.
func (l *List) AddOnce(d *Diagnostic) {
	for _, old := range *l {
		if old.Code == d.Code && old.Subject == d.Subject {
			return
		}
	}
	l.Add(d)
}

// MaxKept is how many diagnostics a list keeps. Nobody reads more, and a file that
// is wrong in every line must not take forever.
const MaxKept = 1000

// Full reports a list that takes no more; the first error always finds a place.
func (l List) Full() bool { return len(l) >= MaxKept && l.HasErrors() }

// Add appends a diagnostic unless the list is full, or the same already stands at
// that place.
func (l *List) Add(d *Diagnostic) {
	if len(*l) >= MaxKept && (d.Severity != Error || l.HasErrors()) {
		return
	}
	for _, have := range *l {
		if have.Code == d.Code && have.Subject == d.Subject && have.Summary == d.Summary {
			return
		}
	}
	*l = append(*l, d)
}

// HasErrors reports whether one of the diagnostics is an error.
func (l List) HasErrors() bool {
	for _, d := range l {
		if d.Severity == Error {
			return true
		}
	}
	return false
}

// Sort puts the diagnostics in source order: by file in order of first
// appearance, then by offset; equal places keep their order.
func (l List) Sort() {
	rank := map[string]int{}
	for _, d := range l {
		if _, ok := rank[d.Subject.Filename]; !ok {
			rank[d.Subject.Filename] = len(rank)
		}
	}
	sort.SliceStable(l, func(i, j int) bool {
		a, b := l[i].Subject.Start(), l[j].Subject.Start()
		if a.Filename != b.Filename {
			return rank[a.Filename] < rank[b.Filename]
		}
		return a.Offset < b.Offset
	})
}

// Error returns all diagnostics, one line each.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}
