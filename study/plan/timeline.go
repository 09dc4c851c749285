package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
)

// Stretch is a phase in the timeline of an experiment, with what changes at its start;
// the last one may be what changes behind the last phase, without a name.
type Stretch struct {
	Name    string
	Seconds float64 // at most
	Until   string  // when it ends early; "" for not
	Changes []Change
}

// Change is an event before a phase.
type Change struct {
	What    string // c frozen
	Lasting bool   // from here on; else for this phase
}

// String writes a change with how long it lasts.
func (c Change) String() string {
	if c.Lasting {
		return c.What + " (from here on)"
	}
	return c.What + " (this phase)"
}

// timeline lists the phases of an experiment.
func timeline(m *model.Model, e *model.Experiment) []Stretch {
	var out []Stretch
	var changes []Change
	for _, event := range e.Events {
		p, ok := event.(*model.Phase)
		if !ok {
			changes = append(changes, changesOf(m, event, true)...)
			continue
		}
		s := Stretch{Name: p.Name, Seconds: float64(p.Steps) * e.Dt, Changes: changes}
		if u := p.Until; u != nil {
			s.Until = fmt.Sprintf("%s over %.12gs", u.Text, float64(u.Steps)*e.Dt)
		}
		for _, inside := range p.Events {
			s.Changes = append(s.Changes, changesOf(m, inside, false)...)
		}
		out, changes = append(out, s), nil
	}
	if changes != nil {
		out = append(out, Stretch{Changes: changes})
	}
	return out
}

// changesOf says what an event changes, which stands between phases or in the block of
// one: there freezes last for the phase, all else lasts from there on.
func changesOf(m *model.Model, event model.Event, between bool) []Change {
	what := ""
	lasting := true
	switch e := event.(type) {
	case *model.Freeze:
		what, lasting = frozen(e), between
	case *model.Reset:
		what = e.What + " reset"
	case *model.Set:
		what = m.Params[e.Param].Name + " = " + e.Text
	case *model.Clamp:
		what = e.Node.Written() + " held at " + e.Text
	case *model.Scale:
		what = e.Connection.Name + " × " + e.Text
	case *model.Lesion:
		what, lasting = lesioned(e), between
	case *model.Cut:
		what, lasting = e.Connection.Name+" cut"+share(e.By != nil, e.Text), between
	case *model.Heal:
		what, lasting = healed(e), between
	case *model.Load:
		what = fmt.Sprintf("weights of %s from %s", e.Connection.Name, e.File)
	default:
		return nil
	}
	return []Change{{what, lasting}}
}

// lesioned names the populations of a lesion, and how much of them it takes.
func lesioned(e *model.Lesion) string {
	var names []string
	for _, x := range e.Ensembles {
		names = append(names, x.Name)
	}
	of := share(e.By != nil, e.Text)
	if e.Neurons != nil {
		of = fmt.Sprintf(" of %d neurons", len(e.Neurons))
	}
	return strings.Join(names, ", ") + " lesioned" + of
}

func share(some bool, text string) string {
	if !some {
		return ""
	}
	return " by " + text
}

func healed(e *model.Heal) string {
	if e.All {
		return "everything healed"
	}
	var names []string
	for _, x := range e.Ensembles {
		names = append(names, x.Name)
	}
	for _, c := range e.Connections {
		names = append(names, c.Name)
	}
	return strings.Join(names, ", ") + " healed"
}

// frozen names the connections whose rules stop or go on, each once, and the nodes.
func frozen(e *model.Freeze) string {
	var names []string
	for _, r := range e.Rules {
		if !slices.Contains(names, r.Connection.Name) {
			names = append(names, r.Connection.Name)
		}
	}
	for _, n := range e.Nodes {
		names = append(names, n.Written())
	}
	return strings.Join(names, ", ") + map[bool]string{true: " thawed", false: " frozen"}[e.Thaw]
}
