package expressions

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
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
	Part       *model.Joint // of the source of the connection, in c.a.weights; nil for all
	rule       *model.Rule  // of the connection, in c.LABEL.delta; nil if none is named
	members    []int        // of the array, in front of a slot, as in p[0:2].neurons; nil for all
	Slot       string       // "" for the value
	Index      []int        // nil for all
	Size       int          // after indexing; of neurons or dimensions
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
			WithFix(diag.Insert(e.At.End(), "[0]").Maybe())
		return nil, false
	}
	return r, ok
}

// sizeOf is how many numbers an object, a part of it or a slot is.
func (c *Resolver) sizeOf(e *grammar.Expr, s *outline.Scope) (int, bool) {
	r, ok := c.Reference(e, s)
	if !ok {
		return 0, false
	}
	return r.Size, true
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

// ReferenceTo is a reference to the whole of what a declaration became; false after a
// diagnostic, now or earlier.
func (c *Resolver) ReferenceTo(d *outline.Decl, at diag.Span) (*Ref, bool) {
	switch d.Kind {
	case outline.Constant:
		c.Err(diag.BadTarget, at, "`%s` is a number, not an object", d.Name).WithPlace(d.At, "declared here")
		return nil, false
	case outline.Vocabulary:
		c.Err(diag.BadTarget, at, "`%s` is a vocabulary, not an object", d.Name).WithPlace(d.At, "declared here").
			WithHelp("`similarity(x, %s)` compares what was recorded of `x` with each of its pointers, and `argmax` of that counts them from 0", d.Name)
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
	if d.Whole != nil {
		r.Index, r.Size = []int{d.Index}, 1
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
		c.Err(diag.SeveralToTrain, at, "`%s` is several connections, one for each term of its wire: which is meant?", d.Name).
			WithPlace(d.At, "declared here").
			WithHelp("write a `connect` for each term, with a label of its own")
	default:
		c.Err(diag.NeuronsAndValues, at, "`%s` is a connection and nothing that can be read here", d.Name).WithPlace(d.At, "declared here").
			WithHelp("name the object it starts or ends in; probes and analyses record its slots")
	}
	return nil, false
}

// dotted resolves base.name: a member of an instance, or a slot.
func (c *Resolver) dotted(e *grammar.Expr, s *outline.Scope) (*Ref, bool) {
	if part := c.declOf(e, s); part != nil {
		return c.ReferenceTo(part, e.At)
	}
	if r, isPart := c.partWeights(e, s); isPart {
		return r, r != nil
	}
	r, ok := c.PopulationReference(e.Args[0], s)
	if !ok {
		return nil, false
	}
	if r.Decl.Inner != nil && e.Args[0].Kind != grammar.Index {
		c.noPart(r.Decl, e)
		return nil, false
	}
	r.At = e.At
	return c.slot(r, e.Text, e.At)
}

// noPart reports base.name where base has no part of that name.
func (c *Resolver) noPart(d *outline.Decl, e *grammar.Expr) {
	if d.Inner.Bad {
		return
	}
	what := "the instance"
	if d.Kind == outline.Object {
		what = "declared here"
	}
	dg := c.Err(diag.UnknownName, e.At, "`%s` has nothing called `%s`", e.Args[0], e.Text).WithPlace(d.At, "%s", what)
	if near := c.Near(dg, report.Tail(e.At, e.Text), e.Text, c.MemberNames(d.Inner), d.Inner.Inventory()); near != "" {
		dg.WithHelp("did you mean `%s.%s`?", e.Args[0], near)
	}
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

// indexed resolves the index behind an object or a slot.
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
		c.Err(diag.BadIndex, e.At, "`%s` is rows of a matrix; their elements cannot be picked", e.Args[0]).
			WithHelp("`%s` is a row for each neuron", e.Args[0]).
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
