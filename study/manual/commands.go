package manual

import (
	"fmt"
	"strings"
)

// commandPages is a page with the help of all commands.
func commandPages(s Sources) ([]*page, error) {
	p := &page{source: "docs/reference/commands.md", path: "reference/commands.html", title: "Commands"}
	var b strings.Builder
	b.WriteString("# Commands\n\n`nefc COMMAND --help` prints the same.\n\n| command | |\n|---|---|\n")
	for _, c := range s.Commands {
		fmt.Fprintf(&b, "| [`nefc %s`](#%s) | %s |\n", c.Name, c.Name, cell(c.Summary))
	}
	for _, c := range s.Commands {
		p.topics = append(p.topics, topic{Title: "nefc " + c.Name, Path: p.path + "#" + c.Name, Section: "Commands", Text: c.Summary})
		fmt.Fprintf(&b, "\n## `nefc %s` {#%s}\n\n%s\n\n```\nnefc %s %s\n\n%s", c.Name, c.Name, sentence(c.Summary), c.Name, c.Args, c.Help)
		if c.Flags != "" {
			fmt.Fprintf(&b, "\n%s", c.Flags)
		}
		b.WriteString("```\n")
	}
	p.markdown = b.String()
	return []*page{p}, nil
}
