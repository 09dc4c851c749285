package editor

import (
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/format"
)

// Format is what lays a file out as `nefc fmt` does, in as small edits as lines allow: an
// editor keeps what stands between. Nothing for a file that cannot be read whole.
func (w *Workspace) Format(file string) []Edit {
	text, ok := w.Text(file)
	if !ok {
		return nil
	}
	f, diags := grammar.Parse(file, text)
	if len(diags) > 0 {
		return nil
	}
	return differences(file, text, format.File(f))
}

// FormatRange is Format for the lines that lie in a stretch.
func (w *Workspace) FormatRange(at Place) []Edit {
	var out []Edit
	end := max(at.End, at.Start+1) // without a selection, the line of the place
	for _, e := range w.Format(at.File) {
		inserts := e.At.Start == e.At.End && at.Start <= e.At.Start && e.At.Start <= at.End
		if inserts || e.At.Start < end && at.Start < e.At.End {
			out = append(out, e)
		}
	}
	return out
}

// FormatTyped is Format for the line that ends in front of a place: what was typed there
// ended it. The line of the place itself stays as it is.
func (w *Workspace) FormatTyped(file string, offset int) []Edit {
	text, ok := w.Text(file)
	if !ok || offset > len(text) {
		return nil
	}
	end := offset
	if i := strings.LastIndexByte(text[:offset], '\n'); i >= 0 && strings.TrimSpace(text[i:offset]) == "" {
		end = i + 1 // the cursor is on a new line
	}
	start := strings.LastIndexByte(strings.TrimRight(text[:end], "\n"), '\n') + 1
	var out []Edit
	for _, e := range w.Format(file) {
		if e.At.Start >= start && e.At.End <= end && e.At.Start < e.At.End {
			out = append(out, e)
		}
	}
	return out
}

// differences are edits of whole lines that make one text of another. Lines of the same words are an edit each, so
// that a selection takes in no more than its own; others are matched greedily: the next ones that are equal, within
// a few lines of each other.
func differences(file, before, after string) []Edit {
	a, b := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	var out []Edit
	offset := 0
	for i, j := 0, 0; i < len(a) || j < len(b); {
		if i < len(a) && j < len(b) && a[i] == b[j] {
			offset += len(a[i])
			i, j = i+1, j+1
			continue
		}
		di, dj := 1, 1
		if i == len(a) || j == len(b) || words(a[i]) != words(b[j]) {
			di, dj = nextEqual(a[i:], b[j:])
		}
		removed := strings.Join(a[i:i+di], "")
		out = append(out, Edit{Place{file, offset, offset + len(removed)}, strings.Join(b[j:j+dj], "")})
		offset += len(removed)
		i, j = i+di, j+dj
	}
	return out
}

// words are a line without its blanks.
func words(line string) string { return strings.Join(strings.Fields(line), "") }

// near is how far lines that are equal are looked for.
const near = 50

// nextEqual is how many lines to pass over in two texts up to lines that are equal; all of
// them if there are none near.
func nextEqual(a, b []string) (di, dj int) {
	for far := 1; far <= 2*near; far++ {
		for di := max(0, far-near); di <= min(far, near); di++ {
			if dj := far - di; di < len(a) && dj < len(b) && a[di] == b[dj] && strings.TrimSpace(a[di]) != "" {
				return di, dj
			}
		}
	}
	return len(a), len(b)
}
