package diag

import (
	"fmt"
	"slices"
	"strings"
)

// Edit replaces the text of a span; of an empty span, it inserts.
type Edit struct {
	At   Span
	Text string
}

// Meets reports two edits of which one changes what the other does.
func (e Edit) Meets(other Edit) bool {
	return e.At.Filename == other.At.Filename && e.At.Start().Offset <= other.At.End().Offset && other.At.Start().Offset <= e.At.End().Offset
}

// Fix is a way out of a diagnostic as changes of the source: with all its edits
// made, that diagnostic is gone and no other has come. A diagnostic may have
// several, of which one is chosen.
type Fix struct {
	Edits    []Edit
	Guess    bool // likely, not certain, as what a misspelt name means: a person decides
	Respells bool // it says what was written in the words of today, and nothing else: nobody need decide
}

// Replace is the fix that writes text in place of a span.
func Replace(at Span, text string) Fix { return Fix{Edits: []Edit{{at, text}}} }

// Insert is the fix that writes text at a place.
func Insert(at Pos, text string) Fix { return Replace(Between(at, at), text) }

// Delete is the fix that removes a span.
func Delete(at Span) Fix { return Replace(at, "") }

// And is both fixes as one.
func (f Fix) And(other Fix) Fix {
	return Fix{Edits: append(slices.Clone(f.Edits), other.Edits...), Guess: f.Guess || other.Guess, Respells: f.Respells && other.Respells}
}

// Maybe is the fix as one that a person has to choose.
func (f Fix) Maybe() Fix {
	f.Guess = true
	return f
}

// Respelling is the fix as one that changes how something is written, never what it
// means.
func (f Fix) Respelling() Fix {
	f.Respells = true
	return f
}

// WithFix adds a way out. Without other words it is printed as the help.
func (d *Diagnostic) WithFix(f Fix) *Diagnostic {
	d.Fixes = append(d.Fixes, f)
	return d
}

// Way is the help line: what was written for it, or else what the fixes say.
func (d *Diagnostic) Way() string {
	if d.Help != "" || d.Label != "" {
		return d.Help
	}
	var way, before string
	for i, f := range d.Fixes {
		verb, what := f.words()
		if i > 0 {
			way += ", or "
		}
		if verb != before {
			way += verb + " "
		}
		way, before = way+what, verb
	}
	if before == didYouMean {
		way += "?"
	}
	return way
}

const didYouMean = "did you mean"

// String says what the fix does: write `radius`.
func (f Fix) String() string {
	verb, what := f.words()
	if f.Guess && verb == didYouMean {
		verb = "write"
	}
	return verb + " " + what
}

// words says what a fix does.
func (f Fix) words() (verb, what string) {
	var texts []string
	for _, e := range f.Edits {
		if text := strings.TrimSpace(e.Text); text != "" {
			texts = append(texts, "`"+text+"`")
		}
	}
	what = strings.Join(texts, " and ")
	switch {
	case what == "":
		return "delete", "it"
	case f.Guess:
		return didYouMean, what
	case f.Edits[0].At.Start() == f.Edits[0].At.End():
		return "add", what
	}
	return "write", what
}

// Apply makes the edits of fixes in the texts of files. It fails where two
// overlap, or where the text is not the one they were made for.
func Apply(src Sources, fixes ...Fix) (Sources, error) {
	byFile := map[string][]Edit{}
	for _, f := range fixes {
		for _, e := range f.Edits {
			byFile[e.At.Filename] = append(byFile[e.At.Filename], e)
		}
	}
	out := Sources{}
	for name, text := range src {
		out[name] = text
	}
	for name, edits := range byFile {
		text, ok := src[name]
		if !ok {
			return nil, fmt.Errorf("there is no text of %s to change", name)
		}
		changed, err := applyTo(text, edits)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = changed
	}
	return out, nil
}

func applyTo(text string, edits []Edit) (string, error) {
	slices.SortStableFunc(edits, func(a, b Edit) int { return a.At.Start().Offset - b.At.Start().Offset })
	var b strings.Builder
	from := 0
	for _, e := range edits {
		start, end := e.At.Start().Offset, e.At.End().Offset
		if start < from || end < start || end > len(text) {
			return "", fmt.Errorf("the change at %d to %d does not fit the text", start, end)
		}
		b.WriteString(text[from:start])
		b.WriteString(e.Text)
		from = end
	}
	b.WriteString(text[from:])
	return b.String(), nil
}
