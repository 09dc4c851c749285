// Package diff says what differs between two models. In go two checked models, of
// files or as they were at a revision of a git repository; out come the objects that
// were added, changed and removed, whether populations keep their neurons, and what
// would be solved again. Formatting, comments and the order of lines make no
// difference.
package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/neurons"
)

// What became of an object.
type What int

// The kinds of changes.
const (
	Added What = iota
	Changed
	Removed
)

// String is the kind in words.
func (w What) String() string { return [...]string{"added", "changed", "removed"}[w] }

// Change is what became of an object.
type Change struct {
	What     What
	Object   model.Object
	How      string // the fields that differ, in words
	Resolved bool   // its weights or decoders are solved again
}

// Difference is what differs between two models.
type Difference struct {
	Changes   []Change
	Unchanged int       // objects
	Strangers diag.List // tables that do not belong to the neurons of the second model
}

// Models compares two models.
func Models(was, is *Model) *Difference {
	d := &Difference{Strangers: is.Strangers}
	before, old := was.Objects(), byID(was.Objects())
	solved := resolved(old, is.Model)
	for _, o := range is.Objects() {
		earlier, ok := old[o.ID]
		delete(old, o.ID)
		again := o.Kind == "connect" && solved[o.Name]
		switch {
		case !ok:
			d.Changes = append(d.Changes, Change{What: Added, Object: o})
		case earlier.Hash != o.Hash && again:
			d.Changes = append(d.Changes, Change{Changed, o, changes(earlier, o) + "; re-solved", true})
		case earlier.Hash != o.Hash:
			d.Changes = append(d.Changes, Change{Changed, o, changes(earlier, o), false})
		case again:
			d.Changes = append(d.Changes, Change{Changed, o, "re-solved: its neurons or points are others", true})
		default:
			d.Unchanged++
		}
	}
	for _, o := range before {
		if _, gone := old[o.ID]; gone {
			d.Changes = append(d.Changes, Change{What: Removed, Object: o})
		}
	}
	return d
}

func byID(objects []model.Object) map[string]model.Object {
	out := map[string]model.Object{}
	for _, o := range objects {
		out[o.ID] = o
	}
	return out
}

// resolved names the connections of a model whose weights or decoders would be
// solved again: they, or an ensemble they are solved for, are not as before.
func resolved(before map[string]model.Object, m *model.Model) map[string]bool {
	changed := map[string]bool{}
	for _, o := range m.Objects() {
		changed[o.Kind+" "+o.Name] = before[o.ID].Hash != o.Hash
	}
	out := map[string]bool{}
	for _, c := range m.Connections {
		if c.Solver == nil {
			continue
		}
		asked := c.Pre.Sources()
		if c.Full {
			asked = append(asked, c.Post.Ensemble)
		}
		for _, e := range asked {
			out[c.Name] = out[c.Name] || changed["ensemble "+e.Name]
		}
		out[c.Name] = out[c.Name] || changed["connect "+c.Name] || changed["seed "]
	}
	return out
}

// keepsNeurons reports a field of an ensemble that may change while its neurons stay
// the same, as what their states start from.
func keepsNeurons(word string) bool {
	return slices.Contains([]string{"eval_points", "n_eval_points", "dale"}, word) ||
		slices.ContainsFunc(neurons.States(), func(s neurons.KeptState) bool { return s.Name == word })
}

// changes says which fields of an object differ, and whether a population keeps
// its neurons. Fields that read the same, and differ, are only told where nothing
// else is: drawn numbers are others for more neurons.
func changes(before, after model.Object) string {
	old := map[string]model.Field{}
	for _, f := range before.Fields {
		old[f.Word] = f
	}
	var list, hidden []string
	keeps := true
	differ := func(word, was, is string) {
		keeps = keeps && keepsNeurons(word)
		if was == is {
			hidden = append(hidden, fmt.Sprintf("another %s, %s", word, is))
			return
		}
		list = append(list, fmt.Sprintf("%s %s → %s", word, was, is))
	}
	for _, f := range after.Fields {
		was, ok := old[f.Word]
		delete(old, f.Word)
		if !ok {
			differ(f.Word, "none", f.Text)
		} else if was.Hash != f.Hash {
			differ(f.Word, was.Text, f.Text)
		}
	}
	for _, f := range before.Fields {
		if _, gone := old[f.Word]; gone {
			differ(f.Word, f.Text, "none")
		}
	}
	if len(list) == 0 {
		list = hidden
	}
	if after.Kind == "ensemble" {
		return strings.Join(list, ", ") + "; same neurons: " + map[bool]string{true: "yes", false: "no"}[keeps]
	}
	return strings.Join(list, ", ")
}
