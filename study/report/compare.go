package report

import (
	"strings"

	"github.com/nefc/nefc/internal/linediff"
	"github.com/nefc/nefc/study/diff"
)

// difference says what differs between the models of two runs.
func difference(a, b *source, labels [2]string) *Difference {
	d := &Difference{Labels: labels, Lines: lines(a.texts[a.path], b.texts[b.path])}
	if a.checked == nil || b.checked == nil {
		d.Why = "The models cannot be compared object by object: " + missing(a, b, labels)
		return d
	}
	found := diff.Models(&diff.Model{Model: a.checked.Model}, &diff.Model{Model: b.checked.Model})
	d.Unchanged, d.Changes = found.Unchanged, []Change{}
	for _, c := range found.Changes {
		d.Changes = append(d.Changes, Change{c.What.String(), c.Object.Kind, c.Object.Name, c.How})
	}
	return d
}

// missing says which of two models is not known as it ran.
func missing(a, b *source, labels [2]string) string {
	var names []string
	for i, s := range []*source{a, b} {
		if s.checked == nil {
			names = append(names, "that of "+labels[i])
		}
	}
	return strings.Join(names, " and ") + " is no longer there as it ran. `nefc run --report` keeps it."
}

// mostLinesCompared bounds the time that comparing texts takes.
const mostLinesCompared = 3000

// lines are those that differ between two texts, with their sign.
func lines(a, b string) [][2]string {
	out := [][2]string{}
	if max(strings.Count(a, "\n"), strings.Count(b, "\n")) > mostLinesCompared {
		return out
	}
	for line := range strings.Lines(linediff.Of(a, b)) {
		number, rest, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		if rest != "" {
			out = append(out, [2]string{rest[:1], number + "  " + rest[1:]})
		}
	}
	return out
}
