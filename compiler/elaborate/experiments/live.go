package experiments

import (
	"github.com/nefc/nefc/compiler/elaborate/probes"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Live is what those who drive a model by hand ask of it beside its text: what is
// computed for them, what they may hold and change. Nothing else becomes another number.
type Live struct {
	Dt      float64  // s, of the steps
	Watched []string // analyses; each reads what every step gives
	Held    []string // nodes that may be held
	Changed []string // connections whose weights may change
}

// Follow prepares the model for somebody who drives it.
func (c *Experiments) Follow(s *outline.Scope) {
	live := c.in.Live
	if live == nil {
		return
	}
	tl := &timeline{c: c, s: s, e: &model.Experiment{Dt: live.Dt}, ran: map[string]bool{}}
	for _, text := range live.Watched {
		a, ok := tl.watched(text, s)
		if !ok {
			return
		}
		c.Model.Watches = append(c.Model.Watches, a)
	}
	for _, name := range live.Held {
		e, ok := c.alone(name)
		if !ok {
			return
		}
		r, ok := c.Reference(e, s)
		if !ok {
			return
		}
		if r.Node == nil {
			c.Err(diag.BadTarget, e.At, "`%s` is not a node, and only nodes are held", e).WithPlace(r.Decl.At, "declared here")
			return
		}
		if !tl.mayBeHeld(r, e) {
			return
		}
	}
	for _, name := range live.Changed {
		if e, ok := c.alone(name); ok {
			if conn, ok := tl.connection(e); ok && tl.hasWeights(conn, e) {
				conn.Changes = true
			}
		}
	}
}

// NameOf is what messages call an expression that is no part of a file.
func NameOf(text string) string { return "`" + text + "`" }

// alone reads an expression that is no part of a file.
func (c *Experiments) alone(text string) (*grammar.Expr, bool) {
	e, diags := grammar.Expression(NameOf(text), text)
	c.Diags = append(c.Diags, diags...)
	return e, e != nil
}

// watched reads an analysis of what every step gives.
func (tl *timeline) watched(text string, s *outline.Scope) (*model.Analysis, bool) {
	e, ok := tl.c.alone(text)
	if !ok {
		return nil, false
	}
	r := tl.reader(s)
	r.live = true
	a, ok := r.read(e)
	if !ok {
		return nil, false
	}
	a.Walk(func(x *model.Analysis) {
		if x.Kind == model.AFiltered && ok {
			ok = false
			tl.c.Err(diag.BadArgument, x.At, "what is watched is filtered as a whole: give the watch a `synapse`")
		}
	})
	return a, ok
}

// reads reports a probe that an analysis of that reader may take samples from.
func (r *analysisReader) reads(p *model.Probe) bool {
	return !r.bare && !r.live || probes.Unfiltered(p, r.dt)
}
