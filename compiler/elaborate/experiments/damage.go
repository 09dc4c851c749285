package experiments

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// lesion reads which neurons fall silent.
func (tl *timeline) lesion(at model.EventAt, st *grammar.Lesion) model.Event {
	if tl.meansAll(st.Target, "populations", "lesion") {
		return nil
	}
	r, ok := tl.c.Neurons(st.Target, tl.s)
	if !ok {
		return nil
	}
	l := &model.Lesion{EventAt: at}
	if l.Ensembles, l.Neurons = r.Populations(); l.Ensembles == nil {
		tl.noNeurons(r, st.Target)
		return nil
	}
	if l.Neurons != nil && st.By != nil {
		tl.c.Err(diag.BadArgument, st.By.At, "`%s` says which neurons, `by` would say how many of all", st.Target).
			WithHelp("keep one of them: `lesion %s`", st.Target)
		return nil
	}
	if l.By, l.Text, ok = tl.share("lesion", st.By, func(d *diag.Diagnostic, n float64) {
		if len(l.Ensembles) == 1 && n == math.Trunc(n) && n > 1 && n <= float64(l.Ensembles[0].N) {
			some := fmt.Sprintf("lesion %s[0:%g]", st.Target, n)
			d.WithHelp("%g %% is `by %g%%`; so many of its neurons are `%s`", n, n, some).WithFix(diag.Replace(st.At, some).Maybe())
		}
	}); !ok {
		return nil
	}
	return l
}

// meansAll refuses `all`, where each has its own line.
func (tl *timeline) meansAll(e *grammar.Expr, what, verb string) bool {
	if name, ok := e.IsName(); !ok || name != "all" || tl.s.Lookup("all") != nil {
		return false
	}
	tl.c.Err(diag.BadTarget, e.At, "`%s` takes one of the %s, not all", verb, what).
		WithHelp("a line for each; `heal all` brings all back")
	return true
}

// noNeurons refuses to silence what has no neurons.
func (tl *timeline) noNeurons(r *expressions.Ref, e *grammar.Expr) {
	d := tl.c.Err(diag.NoNeuronsThere, e.At, "`%s` has no neurons that could be lost", e).WithPlace(r.Decl.At, "declared here")
	switch {
	case r.Connection != nil && r.Slot == "":
		d.WithHelp("`cut %s` cuts its synapses", e)
	case r.Node != nil && r.Node.Direct || r.Array != nil && r.Array.Neurons == 0:
		d.WithHelp("delete `neurons direct`")
	case r.Node != nil && r.Slot == "" && r.Index == nil:
		d.WithHelp("`set %s = 0` holds a node at 0", e)
	case r.Decl.Inner != nil:
		nameNeurons(d, r.Decl.Inner, e)
	case r.Connection != nil:
		d.WithHelp("`cut` cuts the synapses of a connection")
	case r.Node != nil && r.Array == nil:
		d.WithHelp("`set` holds a node: `set %s = …`", r.Node.Name)
	default:
		d.WithFix(diag.Replace(e.At, r.Name()).Maybe())
	}
}

// nameNeurons says which members of an instance, or of a network, have neurons.
func nameNeurons(d *diag.Diagnostic, inner *outline.Scope, e *grammar.Expr) {
	for _, name := range slices.Sorted(maps.Keys(inner.Decls)) {
		switch inner.Decls[name].Stmt.(type) {
		case *grammar.Ensemble, *grammar.Array:
			d.WithFix(diag.Insert(e.At.End(), "."+name).Maybe())
		}
	}
}

// cut reads which synapses are cut.
func (tl *timeline) cut(at model.EventAt, st *grammar.Cut) model.Event {
	if tl.meansAll(st.Target, "connections", "cut") || tl.isNeurons(st) {
		return nil
	}
	conn, ok := tl.connection(st.Target)
	if !ok {
		return nil
	}
	if d := tl.withoutWeights(conn, st.Target); d != nil {
		if n := conn.Pre.Node; n != nil && n.Kind != model.PassThrough {
			d.WithHelp("`set %s = 0` holds the node at 0", n.Written())
		}
		return nil
	}
	if st.By != nil && !conn.Full && !conn.OntoNeurons {
		d := tl.c.Err(diag.PartOfDecoded, st.By.At, "`%s` is a decoded wire and has no synapses of which a part could be cut", conn.Name).
			WithPlace(conn.At, "the connection")
		if e := conn.Pre.Ensemble; e != nil {
			d.WithHelp("`lesion %s by %s` loses neurons of its source; `cut %s` cuts all of it", e.Name, st.By, conn.Name).
				WithFix(diag.Replace(st.At, "lesion "+e.Name+" by "+st.By.String()).Maybe())
		}
		return nil
	}
	c := &model.Cut{EventAt: at, Connection: conn}
	if c.By, c.Text, ok = tl.share("cut", st.By, nil); !ok {
		return nil
	}
	conn.Changes = true
	return c
}

// isNeurons refuses to cut what is lesioned, or held.
func (tl *timeline) isNeurons(st *grammar.Cut) bool {
	d := tl.s.Named(st.Target)
	if d == nil {
		return false
	}
	switch object := tl.c.Built[d].(type) {
	case *model.Ensemble:
		way := strings.Replace(tl.c.Text(st.At), "cut", "lesion", 1)
		tl.notCut(st, d).WithHelp("`%s` silences neurons", way).WithFix(diag.Replace(st.At, way).Maybe())
	case *model.Node:
		tl.notCut(st, d).WithHelp("`set %s = 0` holds a node at 0", object.Name)
	default:
		return false
	}
	return true
}

func (tl *timeline) notCut(st *grammar.Cut, d *outline.Decl) *diag.Diagnostic {
	return tl.c.Err(diag.BadTarget, st.Target.At, "`%s` is not a connection", st.Target).WithPlace(d.At, "declared here")
}

// share reads which share of all is meant, which params may decide; nil for all.
// More than a share is refused, with what else may help.
func (tl *timeline) share(verb string, e *grammar.Expr, more func(d *diag.Diagnostic, v float64)) (by *code.Expr, text string, ok bool) {
	if e == nil {
		return nil, "", true
	}
	v, ok := tl.c.ScalarOf(e, tl.s, "the share", catalog.Plain)
	if !ok {
		return nil, "", false
	}
	if !(v >= 0 && v <= 1) {
		d := tl.c.Err(diag.ShareOutside, e.At, "`%s` takes a share from 0 to 1, got %g", verb, v).
			WithHelp("20 %% is `by 20%%` or `by 0.2`")
		if more != nil {
			more(d, v)
		}
		return nil, "", false
	}
	x, ok := tl.c.InRate().Expr(e, tl.s)
	if !ok {
		return nil, "", false
	}
	return x.Elements[0], e.String(), true
}

// heal reads what comes back.
func (tl *timeline) heal(at model.EventAt, st *grammar.Heal) model.Event {
	h := &model.Heal{EventAt: at}
	for _, e := range tl.each(st.Targets) {
		if name, ok := e.IsName(); ok && name == "all" {
			h.All = true
			continue
		}
		r, ok := tl.c.Neurons(e, tl.s)
		if !ok {
			return nil
		}
		if r.Connection != nil && r.Slot == "" {
			if !tl.hasWeights(r.Connection, e) {
				return nil
			}
			h.Connections = append(h.Connections, r.Connection)
			continue
		}
		populations, some := r.Populations()
		if populations == nil {
			tl.noNeurons(r, e)
			return nil
		}
		if some != nil {
			tl.c.Err(diag.BadTarget, e.At, "`%s` are some of its neurons: an ensemble is healed as a whole", e).
				WithPlace(r.Decl.At, "declared here").WithHelp("another `lesion` replaces the one before")
			return nil
		}
		h.Ensembles = append(h.Ensembles, populations...)
	}
	return h
}
