package expand

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// choiceIn is a choose statement and the block that it stands in.
type choiceIn struct {
	st *grammar.Choose
	in *outline.Scope
}

// choose expands the rules of action. What stands behind it sees ordinary objects and
// wires:
//
//	choose act { start when U send v.B -> x send vision -> y }
//
// becomes an action_selection `act` of the library with one utility for each rule, and
//
//	connect U -> act.start.utility synapse 5ms
//	connect v.B*act.start -> x synapse 10ms
//
// and, for the value, a gate of the library that the rule opens:
//
//	connect vision -> act.start.to_y.u synapse 5ms
//	connect act.start.to_y.y -> y synapse 10ms
//
// `act` is an output, and `act.start` an element of it; both also have parts with names.
func (c *Expander) choose(*outline.Scope) {
	own := map[*outline.Scope]bool{}
	for _, w := range c.choices {
		if c.TooMuch() {
			return
		}
		x := &choice{Expander: c, st: w.st, s: w.in, o: c.Options("choose", &w.st.Options, w.in)}
		if !own[x.s] {
			own[x.s], x.s.Body = true, slices.Clip(x.s.Body) // of a loop: each turn adds lines of its own
		}
		if x.declare() {
			for i, r := range x.st.Rules() {
				if x.rule(i, r); c.TooMuch() {
					return
				}
			}
			x.judge()
		}
	}
}

// choice is one choose statement that is being expanded.
type choice struct {
	*Expander
	st        *grammar.Choose
	s         *outline.Scope // it stands in
	o         *values.Options
	name      *grammar.Expr  // of the choice, as written
	inner     *outline.Scope // of the choice
	constants []*grammar.ActionRule
}

// declare makes the choice as a whole: the network of the library and its output; false
// after a diagnostic.
func (x *choice) declare() bool {
	name, ok := x.declaredName(x.st.Name, x.st.At, x.s)
	if !ok {
		return false
	}
	x.name = x.st.Name
	at := x.st.At
	d := &outline.Decl{Kind: outline.Object, At: at, Stmt: x.st, In: x.s, Expr: memberOf(x.name, "y", x.name.At)}
	if !x.add(x.s.Home(), name, d) {
		return false
	}
	for _, r := range x.st.Rules() {
		d.Labels = append(d.Labels, r.Name)
	}
	made := instanceOf("action_selection", x.name, at)
	give(made, "k", number(len(d.Labels), at))
	giveOptions(made, x.o, "n", "thalamus_n", "threshold", "mutual_inhibition", "bias")
	parts := x.fileScope(x.choiceParts[x.st])
	x.inside(d, made, parts.Templates["action_selection"], x.s)
	if d.Failed {
		return false
	}
	x.inner = d.Inner
	x.inner.Body = slices.Clip(x.inner.Body) // of a template, which other choices are made of too
	x.inner.Decls["utility"].Labels = d.Labels
	return true
}

// rule makes rule i: its utility, and what it sends.
func (x *choice) rule(i int, r *grammar.ActionRule) {
	name, utility := nameAt(r.Name, r.NameAt()), nameAt("utility", r.Utility.At)
	if old := x.inner.Decls[r.Name]; old != nil && !isRule(old) {
		x.Err(diag.DeclaredTwice, r.NameAt(), "`%s.%s` is a part of every choice", x.name, r.Name).WithHelp("choose another name")
		return
	}
	d := &outline.Decl{Kind: outline.Object, At: r.At, Stmt: r, In: x.inner, Whole: x.inner.Made, Index: i}
	if !x.add(x.inner, r.Name, d) || !x.Expands(r.At, report.RuleBytes) {
		return
	}
	d.Inner = x.newScope(x.inner, d.Name+".", nil)
	d.Inner.File, d.Inner.Instance, d.Inner.Made, d.Inner.Site = x.inner.File, true, d, x.inner.Site
	in := &grammar.Input{Stmt: grammar.Stmt{At: r.Utility.At, Keyword: "input"}, Name: utility}
	in.Options.List = []*grammar.Option{optionOf("dims", number(1, r.Utility.At))}
	x.add(d.Inner, "utility", &outline.Decl{Kind: outline.Object, At: r.Utility.At, Stmt: in, In: d.Inner})
	of, to := part(name, "utility"), indexOf(nameAt("utility", diag.Span{}), i)
	x.inner.Body = append(x.inner.Body, wire(r, r.Utility.At, of, to, nameAt("none", r.At)))
	x.utility(r)
	x.sends(r, d)
}

// isRule reports the declaration of a rule.
func isRule(d *outline.Decl) bool {
	_, ok := d.Stmt.(*grammar.ActionRule)
	return ok && d.Kind == outline.Object
}

// whole is a rule as its choice knows it: act.start.
func (x *choice) whole(r *grammar.ActionRule) *grammar.Expr {
	return memberOf(x.name, r.Name, r.NameAt())
}

// line adds a line to the block that the choice stands in.
func (x *choice) line(st *grammar.Connect) { x.s.Body = append(x.s.Body, st) }

// synapse is an option of the choice that is a synapse, or else so many milliseconds.
func (x *choice) synapse(option string, otherwise float64, at diag.Span) *grammar.Expr {
	if opt, given := x.o.Get(option); given {
		return opt.Value
	}
	return milliseconds(otherwise, at)
}

// utility connects what a rule is worth.
func (x *choice) utility(r *grammar.ActionRule) {
	if x.s.IsConstant(r.Utility) && !x.constantUtility(r) {
		return
	}
	to := part(x.whole(r), "utility")
	x.line(wire(r, r.Utility.At, r.Utility, to, x.synapse("utility_synapse", 5, r.Utility.At)))
}

// sends connects what a rule sends: constants through transforms, values through gates.
func (x *choice) sends(r *grammar.ActionRule, d *outline.Decl) {
	sent := map[string]*grammar.Send{}
	for _, send := range r.Sends.List {
		to := send.Target.String()
		first := sent[to]
		switch {
		case first != nil:
			x.Err(diag.DeclaredTwice, send.At, "`%s` sends to `%s` twice", r.Name, to).WithPlace(first.At, "first here").
				WithHelp("send the sum: `send %s + %s -> %s`", first.Value, send.Value, to)
		case !values.IsRef(send.Target) || values.RootDecl(send.Target, x.s) == nil:
			x.line(wire(r, send.At, send.Value, send.Target, x.synapse("synapse", 10, send.At))) // which says what is wrong with the target
		case x.s.IsConstant(send.Value):
			x.line(wire(r, send.At, times(send.Value, x.whole(r)), send.Target, x.synapse("synapse", 10, send.At)))
		default:
			x.gate(r, send, d)
		}
		sent[to] = send
	}
}

// gate sends a value: through a gate of the library that the rule opens.
func (x *choice) gate(r *grammar.ActionRule, send *grammar.Send, of *outline.Decl) {
	at := send.At
	name := "to_" + strings.NewReplacer(".", "_", "[", "_", "]", "", ":", "_", ", ", "_").Replace(send.Target.String())
	d := &outline.Decl{Kind: outline.Instance, At: at, Stmt: r, In: x.inner}
	if !x.add(of.Inner, name, d) {
		return
	}
	made := instanceOf("gate", nameAt(name, at), at)
	give(made, "d", lengthOf(send.Target))
	giveOptions(made, x.o, "channel_n", "gate_n", "gate_threshold", "route_inhibition")
	x.inside(d, made, x.inner.Parent.Templates["gate"], x.s)
	if d.Failed {
		return
	}
	gate := part(x.whole(r), name)
	x.line(wire(r, at, send.Value, part(gate, "u"), milliseconds(5, at)))
	x.line(wire(r, at, x.whole(r), part(gate, "open"), nameAt("none", at)))
	x.line(wire(r, at, part(gate, "y"), send.Target, x.synapse("synapse", 10, at)))
}
