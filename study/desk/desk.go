// Package desk answers what an editor in a live page asks of the text that is written there:
// what is wrong, what can be written at a place, what stands there, where it is declared,
// how the text is laid out. The answers are objects for JSON; places are bytes of the text,
// from 0 (docs/protocol.md).
package desk

import (
	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/study/editor"
	"github.com/nefc/nefc/study/editor/complete"
	"github.com/nefc/nefc/study/editor/describe"
)

// most is how many completions an answer has; an editor asks again as more is typed.
const most = 200

// stretch is a place in the text.
type stretch struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// edit replaces a stretch.
type edit struct {
	stretch
	Text string `json:"text"`
}

// completion is something that can be written.
type completion struct {
	edit
	Label   string `json:"label"`
	Kind    string `json:"kind"`
	Detail  string `json:"detail,omitempty"`
	Doc     string `json:"doc,omitempty"` // Markdown
	Snippet bool   `json:"snippet,omitempty"`
}

// desk holds the text that is written.
type desk struct{ files *editor.Workspace }

// New answers for one client.
func New() serve.Desk {
	d := desk{editor.New()}
	return serve.Desk{"check": d.check, "complete": d.complete, "hover": d.hover, "declaration": d.declaration, "format": d.format}
}

// take is the text as it is now.
func (d desk) take(q serve.Question) { d.files.Set(q.Path, q.Text) }

// check lists what is wrong with the text, warnings too, as --json does; each with its ways out.
func (d desk) check(q serve.Question) any {
	d.take(q)
	out := []any{}
	m := d.files.Model(q.Path)
	if m == nil {
		return map[string]any{"diagnostics": out}
	}
	for file, list := range d.files.Findings([]string{q.Path}) {
		for _, x := range list {
			if file == q.Path {
				out = append(out, x.JSON(m.Sources))
			}
		}
	}
	return map[string]any{"diagnostics": out}
}

// complete lists what can be written at a place, the best first.
func (d desk) complete(q serve.Question) any {
	d.take(q)
	out := []completion{}
	for _, c := range complete.At(d.files, q.Path, q.At) {
		if len(out) == most {
			break
		}
		out = append(out, completion{edit{stretch{c.At.Start, c.At.End}, c.Insert}, c.Label, c.Kind, c.Detail, c.Doc, c.Snippet})
	}
	return map[string]any{"completions": out}
}

// hover tells of what stands at a place, as Markdown; of nothing where there is nothing to say.
func (d desk) hover(q serve.Question) any {
	d.take(q)
	h := describe.At(d.files, q.Path, q.At, nil)
	if h == nil {
		return nil
	}
	return struct {
		stretch
		Text string `json:"text"`
	}{stretch{h.At.Start, h.At.End}, h.Text}
}

// declaration is where what stands at a place is declared, if that is in this text.
func (d desk) declaration(q serve.Question) any {
	d.take(q)
	for _, at := range d.files.Definition(q.Path, q.At) {
		if at.File == q.Path {
			return stretch{at.Start, at.End}
		}
	}
	return nil
}

// format lists the edits that lay the text out as `nefc fmt` does.
func (d desk) format(q serve.Question) any {
	d.take(q)
	out := []edit{}
	for _, e := range d.files.Format(q.Path) {
		out = append(out, edit{stretch{e.At.Start, e.At.End}, e.Text})
	}
	return map[string]any{"edits": out}
}
