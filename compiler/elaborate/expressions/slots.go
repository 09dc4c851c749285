package expressions

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib/slots"
)

// slot resolves a name behind the dot of an object that is no instance: a slot, or a
// rule of a connection.
func (c *Resolver) slot(r *Ref, name string, at diag.Span) (*Ref, bool) {
	kind, list := r.available()
	name = c.slotOfToday(list, name, at)
	have, entry := slots.Names(list), slots.Among(list, name)
	if r.Connection != nil && r.Slot == "" && r.rule == nil {
		for _, rule := range r.Connection.Rules {
			if rule.Name == name {
				r.rule = rule
				return r, true
			}
		}
	}
	switch {
	case r.Array != nil && r.Array.Neurons == 0 && name != "input":
		c.Err(diag.UnknownSlot, at, "`%s` is direct: it has no neurons", r.Array.Name).WithPlace(r.Array.At, "declared here").
			WithHelp("delete `neurons direct`")
		return nil, false
	case r.Node != nil && r.Node.Direct && name == "input":
		return r, true
	case r.Node != nil && r.Node.Direct:
		c.Err(diag.UnknownSlot, at, "`%s` is direct: it has no neurons and no `.%s`", r.Node.Name, name).WithPlace(r.Node.At, "declared here").
			WithHelp("delete `neurons direct`")
		return nil, false
	}
	if entry == nil || r.Slot != "" {
		c.noSlot(r, kind, name, have, at)
		return nil, false
	}
	if !c.slotFits(r, entry, name, at) {
		return nil, false
	}
	r.Slot = entry.Name
	r.sizeOfSlot(entry)
	return r, true
}

// slotFits refuses spikes of neurons that have none, and neurons of a dimension.
func (c *Resolver) slotFits(r *Ref, entry *slots.Slot, name string, at diag.Span) bool {
	if entry.From == slots.Spikes && !r.Ensemble.Neurons.Spiking() {
		c.Err(diag.UnknownSlot, at, "`%s` has rates, not spikes: its neurons are `%s`", r.Ensemble.Name, r.Ensemble.Neurons).
			WithPlace(r.Ensemble.At, "declared here").
			WithHelp("`%s.neurons` records the rates", r.Ensemble.Name).WithFix(diag.Replace(report.Tail(at, name), "neurons").Maybe())
		return false
	}
	if r.Ensemble != nil && r.Ensemble.Positions == nil && len(entry.Shape) == 2 && entry.Shape[1] == slots.Axes {
		c.Err(diag.NoPositions, at, "`%s` has no positions", r.Ensemble.Name).WithPlace(r.Ensemble.At, "declared here").
			WithFix(diag.Insert(r.Ensemble.At.End(), " positions sheet(2)").Maybe())
		return false
	}
	if r.Index != nil && (r.Array != nil || r.Ensemble != nil && entry.From != slots.Input) {
		object, _, _ := strings.Cut(c.Text(at), "[")
		all := object + "." + name
		c.Err(diag.UnknownSlot, at, "a dimension of `%s` has no `.%s`: its neurons represent all dimensions", object, name).
			WithPlace(r.Decl.At, "declared here").WithHelp("`%s` is that of all neurons, `%s[0]` of the first", all, all).
			WithFix(diag.Replace(at, all).Maybe()).WithFix(diag.Replace(at, all+"[0]").Maybe())
		return false
	}
	return true
}

// sizeOfSlot sets how many neurons or dimensions a slot has.
func (r *Ref) sizeOfSlot(entry *slots.Slot) {
	switch {
	case r.Ensemble != nil && entry.Shape == nil, r.Ensemble != nil && entry.Shape[0] == slots.Neurons:
		r.Size = r.Ensemble.N
	case r.Array != nil:
		r.ofMembers()
	case r.Connection != nil && entry.From == slots.Error:
		r.Size = ErrorSize(r.Connection)
	case r.Connection != nil && entry.From == slots.Activities:
		r.Size = r.Connection.Pre.Size
	}
}

// available lists what may stand behind the dot of an object, and the word for its
// kind.
func (r *Ref) available() (kind string, have []*slots.Slot) {
	switch {
	case r.Ensemble != nil:
		return "ensembles", slots.OfEnsemble(r.Ensemble.Neurons)
	case r.Array != nil:
		return "arrays", slots.Of(slots.Array)
	case r.Connection != nil:
		return "connections", slots.OfConnections()
	}
	return "nodes", nil
}

// Entry describes the slot that a reference names, or the object as a whole.
func (r *Ref) Entry() *slots.Slot {
	if _, list := r.available(); r.Slot != "" {
		return slots.Among(list, r.Slot)
	}
	return slots.Whole
}

// noSlot reports a slot that an object does not have.
func (c *Resolver) noSlot(r *Ref, kind, name string, have []string, at diag.Span) {
	if r.Ensemble != nil && r.Slot == "" && slots.IsPort(name) {
		c.noPort(r, name, at)
		return
	}
	if r.Connection != nil && c.LacksRule(r.Connection) {
		return // it may be the label of the rule that is in error
	}
	d := c.Err(diag.UnknownSlot, at, "%s have no `.%s`", kind, name)
	switch {
	case r.Array != nil && r.Array.memberHas(name):
		d.WithHelp("each member has: `%s[0].%s`", r.Array.Name, name)
		if whole := r.Array.Name + "." + name; c.Text(at) == whole {
			d.WithFix(diag.Replace(at, r.Array.Name+"[0]."+name).Maybe())
		}
	case r.Slot == "" && len(have) > 0:
		if near := c.Meant(d, report.Tail(at, name), name, have, "slots are "+Dotted(have)); near != "" && meant.Find(name) == nil {
			d.WithHelp("did you mean `.%s`?", near)
		}
	case len(have) > 0:
		d.WithHelp("slots are %s", Dotted(have))
	}
}

// noPort reports an input that other neurons have.
func (c *Resolver) noPort(r *Ref, name string, at diag.Span) {
	e, inputs := r.Ensemble, "one input, their current"
	var others []string
	for _, p := range e.Neurons.Ports()[1:] {
		others = append(others, "`."+p.Name+"`")
	}
	if others != nil {
		inputs = "the inputs " + strings.Join(others, ", ")
	}
	d := c.Err(diag.NoSuchPort, at, "`%s` has no `.%s`: its neurons have %s", e.Name, name, inputs).WithPlace(e.At, "declared here")
	for _, b := range slots.Brought() {
		if b.Name == name {
			kind, _, _ := strings.Cut(b.Neurons, "(")
			d.WithHelp("`neurons %s` have it", kind)
		}
	}
	d.WithFix(diag.Replace(report.Tail(at, name), "neurons").Maybe())
}

// Dotted lists slots as they are written behind an object.
func Dotted(names []string) string {
	out := ""
	for _, n := range names {
		out += " ." + n
	}
	return out[1:]
}

// ProperNames lists slots by name in order, those with two names once.
func ProperNames(list []*slots.Slot) []string {
	var out []string
	for _, s := range list {
		if s.Same == "" {
			out = append(out, s.Name)
		}
	}
	slices.Sort(out)
	return out
}
