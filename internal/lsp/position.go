// Package lsp holds the messages of the Language Server Protocol 3.17 that nefc
// exchanges with editors, as Go structs, and converts places of a text: the protocol
// counts lines and UTF-16 code units from 0, nefc counts bytes. It is the one place that
// knows UTF-16.
package lsp

import (
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Position is a place between two characters of a text.
type Position struct {
	Line      int `json:"line"`
	Character int `json:"character"` // in UTF-16 code units from the start of the line
}

// Range is a stretch of text, up to and not including its end.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// Lines is a text with the offsets at which its lines begin.
type Lines struct {
	Text   string
	starts []int
	marks  []mark // in order; the first at the start
}

// mark is a place of a text with the UTF-16 code units in front of it. From mark to mark are
// apart bytes or a few more, so that a place in a line without end is found as soon as in any other.
type mark struct{ offset, units int }

const apart = 1024

// NewLines finds the lines of a text. As the protocol has it, \n, \r\n and \r end them.
func NewLines(text string) *Lines {
	l := &Lines{Text: text, starts: []int{0}, marks: []mark{{}}}
	units, last := 0, 0
	for i, r := range text {
		if i-last >= apart {
			l.marks, last = append(l.marks, mark{i, units}), i
		}
		units += unitsOf(r)
		if r == '\n' || r == '\r' && !strings.HasPrefix(text[i+1:], "\n") {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// units counts the code units in front of a byte.
func (l *Lines) units(offset int) int {
	m := l.marks[sort.Search(len(l.marks), func(i int) bool { return l.marks[i].offset > offset })-1]
	return m.units + Units(l.Text[m.offset:offset])
}

// Position is where a byte stands; that of the end for one behind the text.
func (l *Lines) Position(offset int) Position {
	offset = max(0, min(offset, len(l.Text)))
	line := sort.SearchInts(l.starts, offset+1) - 1
	start := l.starts[line]
	if offset-start <= apart {
		return Position{line, Units(l.Text[start:offset])} // nearer than a mark, mostly
	}
	return Position{line, l.units(offset) - l.units(start)}
}

// Range is where the bytes from start to end stand.
func (l *Lines) Range(start, end int) Range { return Range{l.Position(start), l.Position(end)} }

// Offset is the byte that stands at a place. Behind the end of a line it is that end,
// behind the last line the end of the text, within a character the byte behind it.
func (l *Lines) Offset(p Position) int {
	if p.Line < 0 {
		return 0
	}
	if p.Line >= len(l.starts) {
		return len(l.Text)
	}
	at, end := l.starts[p.Line], l.lineEnd(p.Line)
	units := l.units(at)
	wanted := units + max(0, p.Character)
	if i := sort.Search(len(l.marks), func(i int) bool { return l.marks[i].units > wanted }); l.marks[i-1].offset > at {
		at, units = min(end, l.marks[i-1].offset), l.marks[i-1].units
	}
	for units < wanted && at < end {
		r, size := utf8.DecodeRuneInString(l.Text[at:end])
		units += unitsOf(r)
		at += size
	}
	return at
}

// Span is where the bytes of a range stand.
func (l *Lines) Span(r Range) (start, end int) {
	start, end = l.Offset(r.Start), l.Offset(r.End)
	return start, max(start, end)
}

// lineEnd is the offset of the end of a line, in front of what ends it.
func (l *Lines) lineEnd(line int) int {
	if line+1 == len(l.starts) {
		return len(l.Text)
	}
	end := l.starts[line+1] - 1
	if end > l.starts[line] && l.Text[end] == '\n' && l.Text[end-1] == '\r' {
		end--
	}
	return end
}

// Units counts the UTF-16 code units of a text.
func Units(text string) int {
	n := 0
	for _, r := range text {
		n += unitsOf(r)
	}
	return n
}

// unitsOf is 2 for characters beyond the basic plane, 1 for others and for bytes that are
// no character.
func unitsOf(r rune) int { return max(1, utf16.RuneLen(r)) }
