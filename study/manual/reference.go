package manual

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/stdlib"
)

// family is a page of the reference: what it lists, and what that is.
type family struct{ name, title, intro string }

// families are the pages of the reference, in order; their members are stdlib.Items.
var families = []family{
	{"statements", "Statements", "Each line of a model is a statement: a word, what it declares, then options of one word and one value each."},
	{"options", "Options", "All options, with the statements that take them."},
	{"slots", "Slots", "What stands behind the dot of an object: `pre.neurons`, `c.weights`."},
	{"neurons", "Neuron types", "`ensemble a 100 neurons lif(tau_rc=30ms)`"},
	{"synapses", "Synapses", "`connect a -> b synapse alpha(10ms)`; as functions in nodes and in analyses too."},
	{"solvers", "Solvers", "`connect a -> b solve nnls`: how decoders and weights are found."},
	{"transforms", "Transforms", "What `transform` can be beside numbers."},
	{"rules", "Learning rules", "`learn pes err = post - pre`, `learn bcm on c`."},
	{"distributions", "Distributions", "What `intercepts`, `max_rates`, `encoders` and others are drawn from."},
	{"processes", "Processes", "`node u = white(high=5Hz)`: signals in time that are drawn or read."},
	{"functions", "Functions", "In constants, on wires and in nodes."},
	{"words", "Words", "Names of numbers that the language brings."},
	{"analyses", "Analyses", "What `expect` and `plot` compute of recorded data."},
	{"plots", "Plots", "Kinds of `plot`."},
	{"std", "Library networks", "`use std/integrator` brings a template; `nefc explain std/integrator` prints it."},
}

// referencePages is a page for each family.
func referencePages(Sources) ([]*page, error) {
	items := map[string][]stdlib.Item{}
	for _, i := range stdlib.Items() {
		if i.Family != foreign {
			items[i.Family] = append(items[i.Family], i)
		}
	}
	var out []*page
	for _, f := range families {
		out = append(out, f.page(items[f.name]))
		delete(items, f.name)
	}
	for name := range items {
		return nil, fmt.Errorf("the family %s has no page", name)
	}
	return out, nil
}

// foreign is the family of words of other tools: docs/words.md lists them.
const foreign = "nengo"

// foreignWords are what the search finds of words of other tools.
func foreignWords(path string) []topic {
	var out []topic
	for _, i := range stdlib.Items() {
		if i.Family == foreign {
			out = append(out, topic{Title: i.Name, Path: path, Section: "Words of Nengo and others", Text: i.Doc})
		}
	}
	return out
}

// page lists the members of a family.
func (f family) page(items []stdlib.Item) *page {
	p := &page{source: "docs/reference/" + f.name + ".md", path: "reference/" + f.name + ".html", title: f.title}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n%s\n", f.title, f.intro, contents(items))
	seen := map[string]bool{}
	for _, i := range items {
		anchor := ""
		if !seen[i.Name] { // options of one name stand one below the other
			seen[i.Name] = true
			anchor = " {#" + i.Name + "}"
			p.topics = append(p.topics, topic{Title: i.Name, Path: p.path + "#" + i.Name, Section: f.title, Text: i.Doc})
		}
		fmt.Fprintf(&b, "\n## `%s`%s\n\n%s\n", i.Name, anchor, entry(i))
	}
	p.markdown = b.String()
	return p
}

// contents is a line of links to the members of a family.
func contents(items []stdlib.Item) string {
	var links []string
	seen := map[string]bool{}
	for _, i := range items {
		if !seen[i.Name] {
			seen[i.Name] = true
			links = append(links, fmt.Sprintf("[`%s`](#%s)", i.Name, i.Name))
		}
	}
	return strings.Join(links, " ")
}

// entry is what the manual says of an item.
func entry(i stdlib.Item) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", sentence(i.Doc))
	if form := grammar.Form(i.Name); form != "" && i.Family == "statements" {
		fmt.Fprintf(&b, "```\n%s\n```\n\n", form)
	}
	if details := i.Details(); len(details) > 0 {
		b.WriteString("| name | takes | |\n|---|---|---|\n")
		for _, d := range details {
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", d.Name, cell(d.Takes), cell(d.Doc))
		}
		b.WriteString("\n")
	}
	if i.Source != "" {
		fmt.Fprintf(&b, "Source: %s\n\n", sentence(i.Source))
	}
	fmt.Fprintf(&b, "```nef\n%s\n```\n", strings.TrimRight(i.Example, "\n"))
	return b.String()
}

// sentence is a description as Markdown, in which names are in backquotes already:
// what else Markdown would read as its own is escaped.
func sentence(text string) string {
	parts := strings.Split(text, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = markup.Replace(parts[i])
	}
	return strings.Join(parts, "`")
}

// markup is what plain words may hold that Markdown reads as its own.
var markup = strings.NewReplacer("*", `\*`, "_", `\_`, "<", "&lt;", "[", `\[`, "~", `\~`, "^", `\^`)

// cell is a description in a table.
func cell(text string) string { return strings.ReplaceAll(sentence(text), "|", `\|`) }
