package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/stdlib/slots"
)

// ref is a resolved reference to an object, one of its slots, or a part.
type ref struct {
	at    diag.Span
	decl  *decl
	ens   *model.Ensemble
	node  *model.Node
	array *ensembleArray
	conn  *model.Connection
	rule  *model.Rule // of conn, in c.LABEL.delta; nil if none is named
	some  []int       // of array: the members in front of a slot, in p[0:2].neurons; nil for all
	slot  string      // "" for the value
	index []int       // nil for all
	size  int         // after indexing; of neurons or dimensions
}

// name is the qualified name of the object.
func (r *ref) name() string {
	switch {
	case r.ens != nil:
		return r.ens.Name
	case r.node != nil:
		return r.node.Name
	case r.conn != nil:
		return r.conn.Name
	}
	return r.decl.name
}

// isRef reports whether an expression has the form of a reference: a name,
// with members and indices behind it.
func isRef(e *grammar.Expr) bool {
	switch e.Kind {
	case grammar.Name:
		return true
	case grammar.Member, grammar.Index:
		return isRef(e.Args[0])
	}
	return false
}

// rootDecl returns the declaration at the root of a reference, without a
// diagnostic.
func rootDecl(e *grammar.Expr, s *scope) *decl {
	for e.Kind != grammar.Name {
		e = e.Args[0]
	}
	return s.lookup(e.Text)
}

// reference resolves an expression that names an object; false after a
// diagnostic.
func (c *checker) reference(e *grammar.Expr, s *scope) (*ref, bool) {
	r, ok := c.refer(e, s)
	if ok && r.decl.kind == groupDecl {
		c.err(diag.BadIndex, e.At, "`%s` is a group of members", e).WithPlace(r.decl.at, "declared here").WithHelp("pick one: `%s[0]`", e).
			WithFix(diag.Insert(e.At.End, "[0]").Maybe())
		return nil, false
	}
	return r, ok
}

// refer is reference, and also resolves groups.
func (c *checker) refer(e *grammar.Expr, s *scope) (*ref, bool) {
	switch e.Kind {
	case grammar.Name:
		d := s.lookup(e.Text)
		if d == nil {
			c.unknown(s, e.Text, e.At)
			return nil, false
		}
		return c.declRef(d, e.At)
	case grammar.Member:
		return c.memberRef(e, s)
	case grammar.Index:
		r, ok := c.refer(e.Args[0], s)
		if !ok {
			return nil, false
		}
		if r.decl.kind == groupDecl {
			return c.member(r, e, s)
		}
		return c.indexRef(r, e, s)
	}
	c.err(diag.BadTarget, e.At, "expected an object, found `%s`", e).WithHelp("name an ensemble, a node or one of their slots")
	return nil, false
}

func (c *checker) declRef(d *decl, at diag.Span) (*ref, bool) {
	switch d.kind {
	case constDecl:
		c.err(diag.BadTarget, at, "`%s` is a number, not an object", d.name).WithPlace(d.at, "declared here")
		return nil, false
	case vocabDecl:
		c.err(diag.BadTarget, at, "`%s` is a vocabulary, not an object", d.name).WithPlace(d.at, "declared here")
		return nil, false
	case groupDecl:
		return &ref{at: at, decl: d}, true
	case instanceDecl:
		if d.failed {
			return nil, false
		}
		return &ref{at: at, decl: d}, true
	case connDecl:
		return c.connectionRef(d, at)
	}
	if !c.resolve(d) {
		return nil, false
	}
	r := &ref{at: at, decl: d}
	switch obj := c.made[d].(type) {
	case *model.Ensemble:
		r.ens, r.size = obj, obj.Dims
	case *model.Node:
		r.node, r.size = obj, obj.Dims
	case *ensembleArray:
		r.array, r.size = obj, obj.size()
	}
	return r, true
}

// connectionRef is the connection that a label names. Connections are made when all
// objects are, and those into the error of a rule when all rules are.
func (c *checker) connectionRef(d *decl, at diag.Span) (*ref, bool) {
	made, isMade := c.made[d]
	if conn, ok := made.(*model.Connection); ok {
		return &ref{at: at, decl: d, conn: conn, size: conn.Post.Size}, true
	}
	switch {
	case d.failed:
	case isMade:
		c.err(diag.SeveralToTrain, at, "`%s` is several connections, one for each term of its wire: which is meant?", d.name).WithPlace(d.at, "declared here").
			WithHelp("write a `connect` for each term, with a label of its own")
	default:
		c.err(diag.NeuronsAndValues, at, "`%s` is a connection and nothing that can be read here", d.name).WithPlace(d.at, "declared here").
			WithHelp("name the object it starts or ends in; probes and analyses record its slots")
	}
	return nil, false
}

// memberRef resolves base.name: a member of an instance, or a slot.
func (c *checker) memberRef(e *grammar.Expr, s *scope) (*ref, bool) {
	r, ok := c.populationRef(e.Args[0], s)
	if !ok {
		return nil, false
	}
	at := e.At
	if r.decl.kind == instanceDecl {
		inner := r.decl.inner
		d, ok := inner.decls[e.Text]
		if !ok {
			if !inner.bad {
				dg := c.err(diag.UnknownName, at, "`%s` has nothing called `%s`", e.Args[0], e.Text).WithPlace(r.decl.at, "the instance")
				if near := c.near(dg, tail(at, e.Text), e.Text, c.memberNames(inner), inner.inventory()); near != "" {
					dg.WithHelp("did you mean `%s.%s`?", e.Args[0], near)
				}
			}
			return nil, false
		}
		return c.declRef(d, at)
	}
	r.at = at
	return c.slotRef(r, e.Text, at)
}

// populationRef is reference where a population is meant, as in front of a dot:
// there an index of an array picks members, not dimensions.
func (c *checker) populationRef(e *grammar.Expr, s *scope) (*ref, bool) {
	if e.Kind == grammar.Index {
		r, ok := c.refer(e.Args[0], s)
		switch {
		case !ok:
			return nil, false
		case r.decl.kind == groupDecl:
			return c.member(r, e, s)
		case r.array != nil && r.slot == "" && r.index == nil:
			return c.arrayMembers(r, e, s)
		}
		return c.indexRef(r, e, s)
	}
	return c.reference(e, s)
}

func (c *checker) slotRef(r *ref, name string, at diag.Span) (*ref, bool) {
	kind, list := r.slots()
	have, entry := slots.Names(list), slots.Among(list, name)
	if r.conn != nil && r.slot == "" && r.rule == nil {
		for _, rule := range r.conn.Rules {
			if rule.Name == name {
				r.rule = rule
				return r, true
			}
		}
	}
	if r.array != nil && r.array.neurons == 0 && name != "input" {
		c.err(diag.UnknownSlot, at, "`%s` is direct: it has no neurons", r.array.name).WithPlace(r.array.at, "declared here").
			WithHelp("delete `neurons direct`")
		return nil, false
	}
	if r.node != nil && r.node.Direct && name == "input" {
		return r, true
	}
	if r.node != nil && r.node.Direct {
		c.err(diag.UnknownSlot, at, "`%s` is direct: it has no neurons and no `.%s`", r.node.Name, name).WithPlace(r.node.At, "declared here").
			WithHelp("delete `neurons direct`")
		return nil, false
	}
	if entry == nil || r.slot != "" {
		c.noSlot(r, kind, name, have, at)
		return nil, false
	}
	if entry.From == slots.Spikes && !r.ens.Neurons.Spiking() {
		c.err(diag.UnknownSlot, at, "`%s` has rates, not spikes: its neurons are `%s`", r.ens.Name, r.ens.Neurons).WithPlace(r.ens.At, "declared here").
			WithHelp("`%s.neurons` records the rates", r.ens.Name).WithFix(diag.Replace(tail(at, name), "neurons"))
		return nil, false
	}
	if r.index != nil && (r.array != nil || r.ens != nil && entry.From != slots.Input) {
		object, _, _ := strings.Cut(c.text(at), "[")
		all := object + "." + name
		c.err(diag.UnknownSlot, at, "a dimension of `%s` has no `.%s`: its neurons represent all dimensions", object, name).
			WithPlace(r.decl.at, "declared here").WithHelp("`%s` is that of all neurons, `%s[0]` of the first", all, all).
			WithFix(diag.Replace(at, all).Maybe()).WithFix(diag.Replace(at, all+"[0]").Maybe())
		return nil, false
	}
	r.slot = entry.Name
	switch {
	case r.ens != nil && entry.Shape == nil, r.ens != nil && entry.Shape[0] == slots.Neurons:
		r.size = r.ens.N
	case r.array != nil:
		r.ofMembers()
	case r.conn != nil && entry.From == slots.Error:
		r.size = errorSize(r.conn)
	case r.conn != nil && entry.From == slots.Activities:
		r.size = r.conn.Pre.Size
	}
	return r, true
}

// slots lists what may stand behind the dot of an object, and the word for its
// kind.
func (r *ref) slots() (kind string, have []*slots.Slot) {
	switch {
	case r.ens != nil:
		return "ensembles", slots.OfEnsemble(r.ens.Neurons)
	case r.array != nil:
		return "arrays", slots.Of(slots.Array)
	case r.conn != nil:
		return "connections", slots.OfConnections()
	}
	return "nodes", nil
}

// entry describes the slot that a reference names, or the object as a whole.
func (r *ref) entry() *slots.Slot {
	if _, list := r.slots(); r.slot != "" {
		return slots.Among(list, r.slot)
	}
	return slots.Whole
}

// noSlot reports a slot that an object does not have.
func (c *checker) noSlot(r *ref, kind, name string, have []string, at diag.Span) {
	d := c.err(diag.UnknownSlot, at, "%s have no `.%s`", kind, name)
	switch {
	case r.array != nil && r.array.memberHas(name):
		d.WithHelp("each member has: `%s[0].%s`", r.array.name, name)
		if whole := r.array.name + "." + name; c.text(at) == whole {
			d.WithFix(diag.Replace(at, r.array.name+"[0]."+name).Maybe())
		}
	case r.slot == "" && len(have) > 0:
		if near := c.meant(d, tail(at, name), name, have, "slots are "+dotted(have)); near != "" && meant.Find(name) == nil {
			d.WithHelp("did you mean `.%s`?", near)
		}
	case len(have) > 0:
		d.WithHelp("slots are %s", dotted(have))
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

// ruleOf is the rule whose slot a reference means: the one it names, or the only
// one that has it.
func (c *checker) ruleOf(r *ref, e *grammar.Expr) (*model.Rule, bool) {
	conn := r.conn
	candidates := withSlot(conn, r.slot)
	switch {
	case r.rule != nil:
		return r.rule, true
	case len(conn.Rules) == 1:
		return conn.Rules[0], true
	case len(candidates) == 1:
		return candidates[0], true
	case len(conn.Rules) == 0:
		if !c.lacksRule(conn) {
			c.err(diag.NothingToTrain, e.At, "`%s` does not learn, it has no `.%s`", conn.Name, r.slot).WithPlace(conn.At, "the connection").
				WithHelp("add `learn pes on %s`", conn.Name)
		}
		return nil, false
	case len(candidates) == 0:
		var have []*slots.Slot
		for _, rule := range conn.Rules {
			have = append(have, slots.OfRule(rule.Kind)...)
		}
		c.err(diag.UnknownSlot, e.At, "no rule on `%s` has a `.%s`", conn.Name, r.slot).WithPlace(conn.At, "the connection").
			WithHelp("their slots are %s", dotted(slices.Compact(properNames(have))))
		return nil, false
	}
	d := c.err(diag.SeveralToTrain, e.At, "`%s` has %d rules: whose `.%s`?", conn.Name, len(candidates), r.slot)
	var ways []string
	for _, rule := range candidates {
		d.WithPlace(rule.At, "the rule `%s`", rule.Name)
		way := fmt.Sprintf("%s.%s.%s", conn.Name, rule.Name, r.slot)
		d.WithFix(diag.Replace(e.At, way).Maybe())
		ways = append(ways, "`"+way+"`")
	}
	d.WithHelp("write %s", strings.Join(ways, " or "))
	return nil, false
}

func dotted(names []string) string {
	out := ""
	for _, n := range names {
		out += " ." + n
	}
	return out[1:]
}

// errorSize is the size of the error of a rule on a connection: that of its
// output, or, into neurons, that of the ensemble or array they represent.
func errorSize(conn *model.Connection) int {
	targets := conn.Post.Targets()
	if targets == nil {
		return conn.Post.Size
	}
	return len(targets) * targets[0].Dims
}

func (c *checker) indexRef(r *ref, e *grammar.Expr, s *scope) (*ref, bool) {
	if r.decl.kind == instanceDecl {
		c.err(diag.BadIndex, e.At, "`%s` is an instance and has no elements", e.Args[0])
		return nil, false
	}
	entry := r.entry()
	if r.conn != nil && !entry.Picked {
		c.err(diag.BadIndex, e.At, "elements of `%s` cannot be picked here", e.Args[0])
		return nil, false
	}
	if r.index != nil && entry.HoldsRows() {
		c.err(diag.BadIndex, e.At, "`%s` is rows of a matrix; their elements cannot be picked", e.Args[0]).WithHelp("`%s` is a row for each neuron", e.Args[0]).
			WithFix(diag.Replace(e.At, e.Args[0].String()).Maybe())
		return nil, false
	}
	unit := "dimensions"
	if (r.ens != nil || r.array != nil) && entry.From != slots.Value && entry.From != slots.Input {
		unit = "neurons"
	}
	idx, ok := c.indices(e.Args[1:], r.size, e.Args[0].String(), unit, s)
	if !ok {
		return nil, false
	}
	if r.index != nil {
		for i, k := range idx {
			idx[i] = r.index[k]
		}
	}
	r.index, r.size, r.at = idx, len(idx), e.At
	return r, true
}

// picked returns the index list of a reference, also where it is all.
func (r *ref) picked(total int) []int {
	if r.index != nil {
		return r.index
	}
	all := make([]int, total)
	for i := range all {
		all[i] = i
	}
	return all
}
