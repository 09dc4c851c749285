package experiments

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/components"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// choices are the kinds of component that a swept param stands for; none for numbers. A
// time constant becomes a choice where synapses are among its values.
func (tl *timeline) choices(st *grammar.Sweep, d *outline.Decl) []string {
	if chosen := tl.c.ChoiceOf(d); chosen != nil {
		return chosen.Kinds
	}
	synapse := func(e *grammar.Expr) bool {
		return slices.Contains(components.Choices(e, tl.s), components.SynapseKind)
	}
	if d != nil && d.Param && tl.c.unitOf(d) == catalog.Time && slices.ContainsFunc(sweptExprs(st), synapse) {
		return []string{components.SynapseKind}
	}
	return nil
}

// sweptExprs are the values of a sweep as written.
func sweptExprs(st *grammar.Sweep) []*grammar.Expr {
	if e := st.From.Strip(); e.Kind == grammar.Vector {
		return e.Args
	}
	return []*grammar.Expr{st.From}
}

// sweepChoices reads the components that a param stands for over the cells.
func (tl *timeline) sweepChoices(st *grammar.Sweep, kinds []string) {
	if tl.sweptBefore(st) {
		return
	}
	if st.To != nil {
		tl.c.Err(diag.BadArgument, st.From.At.Union(st.To.At), "`%s` stands for %s, no number", st.Name, components.KindsText(kinds))
		return
	}
	s := model.Sweep{Param: st.Name}
	for k, e := range sweptExprs(st) {
		shared := components.Shared(kinds, components.ChoicesOrTime(tl.c.Evaluator, e, tl.s))
		if len(shared) == 0 {
			called := values.CalledBy(e)
			d := tl.c.Err(diag.BadArgument, e.At, "`%s` stands for %s, which `%s` is not", st.Name, components.KindsText(kinds), e)
			tl.c.Meant(d, called.At, called.String(), components.NamesOf(kinds), "")
			return
		}
		kinds = shared
		text := e.String()
		if strings.ContainsAny(text, `/\"`) {
			tl.c.Err(diag.BadArgument, e.At, "a cell cannot be called `%s=%s`: its folder would be another", st.Name, text).
				WithHelp("write it without slashes and quotes")
			return
		}
		s.Values, s.Words, s.Texts = append(s.Values, float64(k)), append(s.Words, text), append(s.Texts, text)
	}
	tl.addSweep(st, s)
}
