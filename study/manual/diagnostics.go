package manual

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// diagnosticPages is a list of all diagnostics, and a page for each.
func diagnosticPages(Sources) ([]*page, error) {
	list := &page{source: "docs/reference/diagnostics.md", path: "reference/diagnostics.html", title: "Diagnostics"}
	var index strings.Builder
	index.WriteString("# Diagnostics\n\nEvery message has a code, and every code a page: a wrong model, the right one, and why.\n\n| code | |\n|---|---|\n")
	out := []*page{list}
	for _, d := range diag.Pages() {
		name := d.Code + ".md"
		fmt.Fprintf(&index, "| [%s](%s) | %s |\n", d.Code, name, cell(d.Title))
		out = append(out, diagnosticPage(d))
	}
	list.markdown = index.String()
	return out, nil
}

func diagnosticPage(d diag.Page) *page {
	p := &page{source: "docs/reference/" + d.Code + ".md", path: "reference/" + d.Code + ".html", title: d.Code + ": " + d.Title}
	p.topics = []topic{{Title: d.Code, Path: p.path, Section: "Diagnostics", Text: d.Title}}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s\n\n%s\n", d.Code, sentence(d.Title), sentence(d.Why))
	for _, m := range []struct{ title, text string }{{"Wrong", d.Wrong}, {"Right", d.Right}} {
		if m.text != "" {
			fmt.Fprintf(&b, "\n## %s\n\n```nef\n%s\n```\n", m.title, strings.TrimRight(m.text, "\n"))
		}
	}
	p.markdown = b.String()
	return p
}
