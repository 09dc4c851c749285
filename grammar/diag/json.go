package diag

import "strings"

// jsonPlace is a span in --json.
type jsonPlace struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Label     string `json:"label,omitempty"`
}

// jsonDiagnostic holds the stable fields of a diagnostic in --json.
type jsonDiagnostic struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	jsonPlace
	Places []jsonPlace `json:"places,omitempty"`
	Notes  []string    `json:"notes,omitempty"`
	Help   string      `json:"help,omitempty"`
	Fixes  []jsonFix   `json:"fixes,omitempty"`

	Rendered string `json:"rendered"`
}

// jsonFix is a way out as edits. Offsets count bytes, from 0.
type jsonFix struct {
	Guess    bool       `json:"guess,omitempty"`
	Respells bool       `json:"respells,omitempty"`
	Edits    []jsonEdit `json:"edits"`
}

// jsonEdit is a replacement of text.
type jsonEdit struct {
	File  string `json:"file"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

func fixJSON(f Fix) jsonFix {
	out := jsonFix{Guess: f.Guess, Respells: f.Respells}
	for _, e := range f.Edits {
		out.Edits = append(out.Edits, jsonEdit{e.At.Filename, e.At.Start().Offset, e.At.End().Offset, e.Text})
	}
	return out
}

func toJSON(s Span, label string) jsonPlace {
	return jsonPlace{s.Filename, s.Start().Line, s.Start().Column, s.End().Line, s.End().Column, label}
}

// JSON is the diagnostic as an object for --json; with the texts it points at it can be
// printed as it is.
func (d *Diagnostic) JSON(src Sources) any {
	var text strings.Builder
	renderOne(&text, d, src, Style{})
	out := jsonDiagnostic{Severity: d.Severity.String(), Code: d.Code.String(), Message: d.Summary,
		jsonPlace: toJSON(d.Subject, d.Label), Notes: d.Notes, Help: d.Way(), Rendered: text.String()}
	for _, p := range d.Places {
		out.Places = append(out.Places, toJSON(p.Span, p.Label))
	}
	for _, f := range d.Fixes {
		out.Fixes = append(out.Fixes, fixJSON(f))
	}
	return out
}
