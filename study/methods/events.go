package methods

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/study/readable"
)

// happening is what an event changes, in words; "" for one that only looks.
func (d *describer) happening(e model.Event, x *model.Experiment) string {
	switch e := e.(type) {
	case *model.Phase:
		return d.phase(e, x)
	case *model.Freeze:
		return named(map[bool]string{false: "freeze ", true: "thaw "}[e.Thaw], e.Rules, e.Nodes)
	case *model.Clamp:
		return fmt.Sprintf("hold %s at %s", e.Node.Written(), signed(e.Text))
	case *model.Reset:
		return "reset " + e.What
	case *model.Set:
		return fmt.Sprintf("set %s = %s", d.model.Params[e.Param].Name, signed(e.Text))
	case *model.Scale:
		return fmt.Sprintf("scale %s by %s", e.Connection.Name, signed(e.Text))
	case *model.Lesion:
		return lesion(e)
	case *model.Cut:
		return fmt.Sprintf("cut %s%s", by(e.Text), e.Connection.Name)
	case *model.Heal:
		return heal(e)
	case *model.Load:
		return fmt.Sprintf("load %s from %s", e.Connection.Name, e.File)
	}
	return ""
}

// phase is the name of a phase with its time, until when, and what happens as it begins.
func (d *describer) phase(p *model.Phase, x *model.Experiment) string {
	text := p.Name + " " + readable.Seconds(float64(p.Steps)*x.Dt)
	if p.Until != nil {
		text += " or until " + signed(p.Until.Text)
	}
	var inside []string
	for _, e := range p.Events {
		if s := d.happening(e, x); s != "" {
			inside = append(inside, s)
		}
	}
	if len(inside) > 0 {
		text += " (" + strings.Join(inside, ", ") + ")"
	}
	return text
}

// named lists the connections of rules, and nodes.
func named(what string, rules []*model.Rule, nodes []*model.Node) string {
	var names []string
	for _, r := range rules {
		names = append(names, r.FullName())
	}
	for _, n := range nodes {
		names = append(names, n.Written())
	}
	if names == nil {
		return ""
	}
	slices.Sort(names)
	return what + strings.Join(slices.Compact(names), ", ")
}

// lesion says which neurons are silenced.
func lesion(e *model.Lesion) string {
	var names []string
	for _, of := range e.Ensembles {
		names = append(names, of.Name)
	}
	if e.Neurons != nil {
		return fmt.Sprintf("silence %d neurons of %s", len(e.Neurons), strings.Join(names, ", "))
	}
	return "silence " + by(e.Text) + strings.Join(names, ", ")
}

// by is the share of something; "" for all.
func by(text string) string {
	if text == "" {
		return ""
	}
	return signed(text) + " of "
}

// heal says what comes back.
func heal(e *model.Heal) string {
	var names []string
	for _, of := range e.Ensembles {
		names = append(names, of.Name)
	}
	for _, c := range e.Connections {
		names = append(names, c.Name)
	}
	if e.All {
		names = []string{"all"}
	}
	return "heal " + strings.Join(names, ", ")
}

// signed writes minus signs.
func signed(text string) string { return strings.ReplaceAll(text, "-", "−") }
