package learning

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/rules"
)

// refusesSpikes is refusal for rules that follow spikes: those of the neurons on both
// sides of weights.
func (c *Rules) refusesSpikes(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
	pre, post := conn.Pre.Ensemble, conn.Post.Ensemble
	switch {
	case conn.Pre.Joint == nil && len(conn.Paths) > 1 && takesConductances(conn.Post):
		return c.Draft(diag.WrongRule, st.At, "`%s` follows spikes into one input; the neurons of `%s` excite and inhibit", kind.Name, pre.Name).
			WithPlace(conn.At, "this connection").WithHelp("an ensemble with `dale 1` and another with `dale 0` learn by themselves")
	case conn.Pre.Joint != nil || len(conn.Paths) > 1:
		return c.Draft(diag.WrongRule, st.At, "`%s` follows spikes of one population through one synapse; `%s` has several", kind.Name, conn.Name).
			WithPlace(conn.At, "this connection").WithHelp("connections of one source each learn by themselves")
	case !conn.Full && !conn.Pre.Neurons && pre != nil:
		return c.withoutSynapses(st, kind, conn)
	case !conn.Full:
		return c.needsNeurons(st, kind, conn)
	case !pre.Neurons.Spiking():
		return c.silent(st, kind, conn, pre, "source")
	case !post.Neurons.Spiking():
		return c.silent(st, kind, conn, post, "target")
	case kind.Inhibitory && !inhibits(conn):
		return c.excites(st, kind, conn)
	}
	return nil
}

// withoutSynapses refuses a wire that is decoded.
func (c *Rules) withoutSynapses(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
	d := c.Draft(diag.NoSynapses, st.At, "`%s` changes synapses between neurons; `%s` is decoded and has none", kind.Name, conn.Name).
		WithPlace(conn.At, "this connection")
	if conn.Post.Ensemble != nil {
		d.WithHelp("`%s.neurons -> %s.neurons` connects neurons", conn.Pre.Ensemble.Name, conn.Post.Ensemble.Name)
	}
	return d
}

// silent refuses neurons on one side that have rates.
func (c *Rules) silent(st *grammar.Learn, kind *rules.Rule, conn *model.Connection, e *model.Ensemble, side string) *diag.Diagnostic {
	return c.Draft(diag.NotSpiking, st.At, "`%s` follows spikes; `%s`, the %s of `%s`, has rates: its neurons are %s", kind.Name, e.Name, side, conn.Name, e.Neurons).
		WithPlace(e.At, "neurons without spikes").
		WithHelp("`neurons lif` spikes, and `poisson_spiking(…)` makes spikes of rates")
}

// inhibits reports a connection that only lowers what it ends in.
func inhibits(conn *model.Connection) bool {
	if conn.Post.Port != "" {
		kind := conn.Post.Ensemble.Neurons
		return kind.Ports()[neurons.PortOf(kind, conn.Post.Port)].Sign < 0
	}
	return conn.Pre.Ensemble.Dale != nil && *conn.Pre.Ensemble.Dale == 0
}

// takesConductances reports neurons of which the signs of a source choose the input.
func takesConductances(e model.Endpoint) bool {
	_, _, ok := e.BySign()
	return ok
}

// excites refuses a connection that does not only inhibit.
func (c *Rules) excites(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
	pre := conn.Pre.Ensemble
	if conn.Post.Port != "" {
		return c.Draft(diag.NotInhibitory, st.At, "`%s` balances by inhibition; `%s` does not inhibit", kind.Name, conn.Post.Name()).
			WithPlace(conn.At, "this connection")
	}
	d := c.Draft(diag.NotInhibitory, st.At, "`%s` balances by inhibition; not all neurons of `%s` inhibit", kind.Name, pre.Name)
	fix := diag.Insert(pre.At.End(), " dale 0")
	if pre.Dale == nil {
		d.WithPlace(pre.At, "its neurons have no signs")
	} else {
		fix = diag.Replace(pre.DaleAt, "dale 0")
		d.WithPlace(pre.DaleAt, "%g %% of its neurons excite", 100**pre.Dale)
	}
	if w := conn.Weights; w != nil && w.Fill && w.Data[0] > 0 && !conn.Post.Magnitudes() && c.IsLiteral(w.At) {
		fix = fix.And(diag.Replace(w.At, "-"+c.Text(w.At))) // weights of inhibitory neurons are below 0
	}
	return d.WithFix(fix.Maybe())
}

// magnitudes checks the bounds of a rule whose weights are magnitudes: a `max` where its
// changes are shares of that, and none below 0.
func (c *Rules) magnitudes(r *model.Rule, o *values.Options) bool {
	if r.Max == nil && r.Kind.NeedsMax {
		largest := " max 1e-3"
		if conn := r.Connection; conn.Jumps && (conn.Post.Magnitudes() || takesConductances(conn.Post)) {
			largest = " max 1nS"
		}
		c.Err(diag.MaxMissing, r.At, "`%s` needs `max`: its changes are shares of the largest weight", r.Kind.Name).
			WithHelp("`max` is a magnitude in the unit of `%s`", r.Connection.Name).
			WithFix(diag.Insert(r.At.End(), largest).Maybe())
		return false
	}
	for _, name := range [...]string{"min", "max"} {
		opt, given := o.Get(name)
		if !given {
			continue
		}
		if v := *map[string]*float64{"min": r.Min, "max": r.Max}[name]; v < 0 || name == "max" && v == 0 {
			c.Err(diag.OutOfRange, opt.Value.At, "`%s` bounds magnitudes, got %g", name, v).
				WithHelp("weights of inhibitory neurons are negative, their magnitudes are not")
			return false
		}
	}
	return true
}
