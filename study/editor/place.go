package editor

import (
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// Place is a stretch of a file, in bytes, up to and not including its end.
type Place struct {
	File       string
	Start, End int
}

// PlaceOf is where a span lies.
func PlaceOf(at diag.Span) Place {
	return Place{filepath.Clean(at.Filename), at.Start().Offset, at.End().Offset}
}

// holds reports an offset that lies in the stretch, or at its end.
func (p Place) holds(offset int) bool { return p.Start <= offset && offset <= p.End }

// Edit replaces the text of a place; of an empty one, it inserts.
type Edit struct {
	At   Place
	Text string
}

// word is the first time that a name stands in a stretch of a text as a word, from an
// offset on. It is empty if the name is not there as written.
func word(text string, within Place, name string) Place {
	if within.Start < 0 || within.End > len(text) || within.Start > within.End || name == "" {
		return Place{File: within.File}
	}
	for from := within.Start; ; {
		i := strings.Index(text[from:within.End], name)
		if i < 0 {
			return Place{File: within.File}
		}
		start := from + i
		if token.IsWhole(text, start, start+len(name)) {
			return Place{within.File, start, start + len(name)}
		}
		from = start + len(name)
	}
}
