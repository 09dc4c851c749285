package expressions

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib/slots"
)

// Ref is a resolved reference to an object, one of its slots, or a part.
type Ref struct {
	At         diag.Span
	Decl       *outline.Decl
	Ensemble   *model.Ensemble
	Node       *model.Node
	Array      *EnsembleArray
	Connection *model.Connection
	rule       *model.Rule // of conn, in c.LABEL.delta; nil if none is named
	members    []int       // of array: the members in front of a slot, in p[0:2].neurons; nil for all
	Slot       string      // "" for the value
	Index      []int       // nil for all
	Size       int         // after indexing; of neurons or dimensions
}

// Name is the qualified name of the object.
func (r *Ref) Name() string {
	switch {
	case r.Ensemble != nil:
		return r.Ensemble.Name
	case r.Node != nil:
		return r.Node.Name
	case r.Connection != nil:
		return r.Connection.Name
	}
	return r.Decl.Name
}

// Reference resolves an expression that names an object; false after a
// diagnostic.
func (c *Resolver) Reference(e *grammar.Expr, s *outline.Scope) (*Ref, bool) {
	r, ok := c.resolve(e, s)
	if ok && r.Decl.Kind == outline.Group {
		c.Err(diag.BadIndex, e.At, "`%s` is a group of members", e).WithPlace(r.Decl.At, "declared here").WithHelp("pick one: `%s[0]`", e).
			WithFix(diag.Insert(e.At.End, "[0]").Maybe())
		return nil, false
	}
	return r, ok
}

// resolve is Reference, and also resolves groups.
func (c *Resolver) resolve(e *grammar.Expr, s *outline.Scope) (*Ref, bool) {
	switch e.Kind {
	case grammar.Name:
		d := s.Lookup(e.Text)
		if d == nil {
			c.Unknown(s, e.Text, e.At)
			return nil, false
		}
		return c.ReferenceTo(d, e.At)
	case grammar.Member:
		return c.dotted(e, s)
	case grammar.Index:
		r, ok := c.resolve(e.Args[0], s)
		if !ok {
			return nil, false
		}
		if r.Decl.Kind == outline.Group {
			return c.groupMember(r, e, s)
		}
		return c.indexed(r, e, s)
	}
	c.Err(diag.BadTarget, e.At, "expected an object, found `%s`", e).WithHelp("name an ensemble, a node or one of their slots")
	return nil, false
}

func (c *Resolver) ReferenceTo(d *outline.Decl, at diag.Span) (*Ref, bool) {
	switch d.Kind {
	case outline.Constant:
		c.Err(diag.BadTarget, at, "`%s` is a number, not an object", d.Name).WithPlace(d.At, "declared here")
		return nil, false
	case outline.Vocabulary:
		c.Err(diag.BadTarget, at, "`%s` is a vocabulary, not an object", d.Name).WithPlace(d.At, "declared here")
		return nil, false
	case outline.Group:
		return &Ref{At: at, Decl: d}, true
	case outline.Instance:
		if d.Failed {
			return nil, false
		}
		return &Ref{At: at, Decl: d}, true
	case outline.Connection:
		return c.connection(d, at)
	}
	if !c.Resolve(d) {
		return nil, false
	}
	r := &Ref{At: at, Decl: d}
	switch obj := c.Built[d].(type) {
	case *model.Ensemble:
		r.Ensemble, r.Size = obj, obj.Dims
	case *model.Node:
		r.Node, r.Size = obj, obj.Dims
	case *EnsembleArray:
		r.Array, r.Size = obj, obj.Size()
	}
	return r, true
}

// connection is the connection that a label names. Connections are made when all
// objects are, and those into the error of a rule when all rules are.
func (c *Resolver) connection(d *outline.Decl, at diag.Span) (*Ref, bool) {
	made, isBuilt := c.Built[d]
	if conn, ok := made.(*model.Connection); ok {
		return &Ref{At: at, Decl: d, Connection: conn, Size: conn.Post.Size}, true
	}
	switch {
	case d.Failed:
	case isBuilt:
		c.Err(diag.SeveralToTrain, at, "`%s` is several connections, one for each term of its wire: which is meant?", d.Name).WithPlace(d.At, "declared here").
			WithHelp("write a `connect` for each term, with a label of its own")
	default:
		c.Err(diag.NeuronsAndValues, at, "`%s` is a connection and nothing that can be read here", d.Name).WithPlace(d.At, "declared here").
			WithHelp("name the object it starts or ends in; probes and analyses record its slots")
	}
	return nil, false
}

// dotted resolves base.name: a member of an instance, or a slot.
func (c *Resolver) dotted(e *grammar.Expr, s *outline.Scope) (*Ref, bool) {
	r, ok := c.PopulationReference(e.Args[0], s)
	if !ok {
		return nil, false
	}
	at := e.At
	if r.Decl.Kind == outline.Instance {
		inner := r.Decl.Inner
		d, ok := inner.Decls[e.Text]
		if !ok {
			if !inner.Bad {
				dg := c.Err(diag.UnknownName, at, "`%s` has nothing called `%s`", e.Args[0], e.Text).WithPlace(r.Decl.At, "the instance")
				if near := c.Near(dg, report.Tail(at, e.Text), e.Text, c.MemberNames(inner), inner.Inventory()); near != "" {
					dg.WithHelp("did you mean `%s.%s`?", e.Args[0], near)
				}
			}
			return nil, false
		}
		return c.ReferenceTo(d, at)
	}
	r.At = at
	return c.slot(r, e.Text, at)
}

// PopulationReference is Reference where a population is meant, as in front of a dot:
// there an index of an array picks members, not dimensions.
func (c *Resolver) PopulationReference(e *grammar.Expr, s *outline.Scope) (*Ref, bool) {
	if e.Kind == grammar.Index {
		r, ok := c.resolve(e.Args[0], s)
		switch {
		case !ok:
			return nil, false
		case r.Decl.Kind == outline.Group:
			return c.groupMember(r, e, s)
		case r.Array != nil && r.Slot == "" && r.Index == nil:
			return c.arrayMembers(r, e, s)
		}
		return c.indexed(r, e, s)
	}
	return c.Reference(e, s)
}

func (c *Resolver) slot(r *Ref, name string, at diag.Span) (*Ref, bool) {
	kind, list := r.available()
	have, entry := slots.Names(list), slots.Among(list, name)
	if r.Connection != nil && r.Slot == "" && r.rule == nil {
		for _, rule := range r.Connection.Rules {
			if rule.Name == name {
				r.rule = rule
				return r, true
			}
		}
	}
	if r.Array != nil && r.Array.Neurons == 0 && name != "input" {
		c.Err(diag.UnknownSlot, at, "`%s` is direct: it has no neurons", r.Array.Name).WithPlace(r.Array.At, "declared here").
			WithHelp("delete `neurons direct`")
		return nil, false
	}
	if r.Node != nil && r.Node.Direct && name == "input" {
		return r, true
	}
	if r.Node != nil && r.Node.Direct {
		c.Err(diag.UnknownSlot, at, "`%s` is direct: it has no neurons and no `.%s`", r.Node.Name, name).WithPlace(r.Node.At, "declared here").
			WithHelp("delete `neurons direct`")
		return nil, false
	}
	if entry == nil || r.Slot != "" {
		c.noSlot(r, kind, name, have, at)
		return nil, false
	}
	if entry.From == slots.Spikes && !r.Ensemble.Neurons.Spiking() {
		c.Err(diag.UnknownSlot, at, "`%s` has rates, not spikes: its neurons are `%s`", r.Ensemble.Name, r.Ensemble.Neurons).WithPlace(r.Ensemble.At, "declared here").
			WithHelp("`%s.neurons` records the rates", r.Ensemble.Name).WithFix(diag.Replace(report.Tail(at, name), "neurons").Maybe())
		return nil, false
	}
	if r.Index != nil && (r.Array != nil || r.Ensemble != nil && entry.From != slots.Input) {
		object, _, _ := strings.Cut(c.Text(at), "[")
		all := object + "." + name
		c.Err(diag.UnknownSlot, at, "a dimension of `%s` has no `.%s`: its neurons represent all dimensions", object, name).
			WithPlace(r.Decl.At, "declared here").WithHelp("`%s` is that of all neurons, `%s[0]` of the first", all, all).
			WithFix(diag.Replace(at, all).Maybe()).WithFix(diag.Replace(at, all+"[0]").Maybe())
		return nil, false
	}
	r.Slot = entry.Name
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
	return r, true
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

// withSlot lists the rules of a connection that have a slot.
func withSlot(conn *model.Connection, slot string) []*model.Rule {
	var out []*model.Rule
	for _, rule := range conn.Rules {
		if slots.Among(slots.OfRule(rule.Kind), slot) != nil {
			out = append(out, rule)
		}
	}
	return out
}

// RuleOf is the rule whose slot a reference means: the one it names, or the only
// one that has it.
func (c *Resolver) RuleOf(r *Ref, e *grammar.Expr) (*model.Rule, bool) {
	conn := r.Connection
	candidates := withSlot(conn, r.Slot)
	switch {
	case r.rule != nil:
		return r.rule, true
	case len(conn.Rules) == 1:
		return conn.Rules[0], true
	case len(candidates) == 1:
		return candidates[0], true
	case len(conn.Rules) == 0:
		if !c.LacksRule(conn) {
			c.Err(diag.NothingToTrain, e.At, "`%s` does not learn, it has no `.%s`", conn.Name, r.Slot).WithPlace(conn.At, "the connection").
				WithHelp("add `learn pes on %s`", conn.Name)
		}
		return nil, false
	case len(candidates) == 0:
		var have []*slots.Slot
		for _, rule := range conn.Rules {
			have = append(have, slots.OfRule(rule.Kind)...)
		}
		c.Err(diag.UnknownSlot, e.At, "no rule on `%s` has a `.%s`", conn.Name, r.Slot).WithPlace(conn.At, "the connection").
			WithHelp("their slots are %s", Dotted(slices.Compact(ProperNames(have))))
		return nil, false
	}
	d := c.Err(diag.SeveralToTrain, e.At, "`%s` has %d rules: whose `.%s`?", conn.Name, len(candidates), r.Slot)
	for _, rule := range candidates {
		d.WithPlace(rule.At, "the rule `%s`", rule.Name).
			WithFix(diag.Replace(e.At, fmt.Sprintf("%s.%s.%s", conn.Name, rule.Name, r.Slot)).Maybe())
	}
	return nil, false
}

func Dotted(names []string) string {
	out := ""
	for _, n := range names {
		out += " ." + n
	}
	return out[1:]
}

// ErrorSize is the size of the error of a rule on a connection: that of its
// output, or, into neurons, that of the ensemble or array they represent.
func ErrorSize(conn *model.Connection) int {
	targets := conn.Post.Targets()
	if targets == nil {
		return conn.Post.Size
	}
	return len(targets) * targets[0].Dims
}

func (c *Resolver) indexed(r *Ref, e *grammar.Expr, s *outline.Scope) (*Ref, bool) {
	if r.Decl.Kind == outline.Instance {
		c.Err(diag.BadIndex, e.At, "`%s` is an instance and has no elements", e.Args[0])
		return nil, false
	}
	entry := r.Entry()
	if r.Connection != nil && !entry.Picked {
		c.Err(diag.BadIndex, e.At, "elements of `%s` cannot be picked here", e.Args[0])
		return nil, false
	}
	if r.Index != nil && entry.HoldsRows() {
		c.Err(diag.BadIndex, e.At, "`%s` is rows of a matrix; their elements cannot be picked", e.Args[0]).WithHelp("`%s` is a row for each neuron", e.Args[0]).
			WithFix(diag.Replace(e.At, e.Args[0].String()).Maybe())
		return nil, false
	}
	unit := "dimensions"
	if (r.Ensemble != nil || r.Array != nil) && entry.From != slots.Value && entry.From != slots.Input {
		unit = "neurons"
	}
	idx, ok := c.Indices(e.Args[1:], r.Size, e.Args[0].String(), unit, s)
	if !ok {
		return nil, false
	}
	if r.Index != nil {
		for i, k := range idx {
			idx[i] = r.Index[k]
		}
	}
	r.Index, r.Size, r.At = idx, len(idx), e.At
	return r, true
}

// picked returns the index list of a reference, also where it is all.
func (r *Ref) picked(total int) []int {
	if r.Index != nil {
		return r.Index
	}
	all := make([]int, total)
	for i := range all {
		all[i] = i
	}
	return all
}
