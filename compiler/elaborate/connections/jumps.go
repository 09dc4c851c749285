package connections

import (
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// ofSpikes demands of `units jump` that spikes of one population arrive at another; on a
// defaults line it is of the connections that do.
func (c *Connections) ofSpikes(conn *model.Connection, line *Line) bool {
	if !conn.Jumps {
		return true
	}
	opt, _ := line.Options.Get("units")
	wrong := ""
	switch {
	case !conn.Pre.Neurons && !line.activities:
		wrong = "`" + line.Carries.String() + "` is a value"
	case !conn.Post.Neurons || conn.Pre.Node != nil || line.currents:
		wrong = "not every end of `" + line.Carries.String() + " -> " + conn.Post.Name() + "` is the neurons of one population"
	default:
		for _, e := range conn.Pre.Sources() {
			if !e.Neurons.Spiking() {
				wrong = "the neurons of `" + e.Name + "` have rates"
			}
		}
	}
	if wrong == "" {
		return true
	}
	if opt.Fallback {
		conn.Jumps = false
		return true
	}
	c.Err(diag.NoJump, opt.Span(), "`units jump` is what a spike adds to neurons at once: %s", wrong).WithFix(diag.Delete(opt.Span()))
	return false
}

// jumpsOfGiven refuses `units jump` of weights that are not numbers of the line: those of
// tables, and solved ones, are per Hz.
func (c *Connections) jumpsOfGiven(conn *model.Connection, o *values.Options) bool {
	if !conn.Jumps || conn.Weights != nil && conn.Weights.Table == nil {
		return true
	}
	opt, _ := o.Get("units")
	if opt.Fallback && conn.Weights == nil {
		conn.Jumps = false
		return true
	}
	what := "solved weights"
	if conn.Weights != nil {
		what = "weights of a table"
	}
	c.Err(diag.NoJump, opt.Span(), "`units jump`: %s of `%s` are per Hz", what, conn.Name).WithFix(diag.Delete(opt.Span()).Maybe())
	return false
}

// WeightUnit is the unit that weights of a connection are written in: conductances, where
// they are, may be quantities.
func (c *Connections) WeightUnit(conn *model.Connection, e *grammar.Expr, s *outline.Scope) (unit catalog.Unit, ok bool) {
	unit = c.unitIn(e, s)
	if unit == catalog.Plain {
		return catalog.Plain, true
	}
	if !conn.Post.Neurons || unitOf(conn.Post) != catalog.Conductance.Base() {
		if unit > catalog.Frequency {
			c.weightOfNoUnit(conn, e, unit)
			return 0, false
		}
		return catalog.Plain, true
	}
	switch {
	case unit == catalog.Conductance && conn.Jumps:
		return catalog.Conductance, true
	case unit == catalog.Conductance:
		c.Err(diag.WrongUnit, e.At, "`%s` is a conductance; weights of `%s` are nS per Hz", e, conn.Name).
			WithHelp("`units jump`: `%s` is what each spike adds", e)
	case conn.Jumps:
		c.Err(diag.WrongUnit, e.At, "`%s` is a %s; weights of `%s` are conductances, what each spike adds", e, unit, conn.Name).
			WithHelp("in nS, as in `0.1nS`")
	default:
		c.Err(diag.WrongUnit, e.At, "`%s` is a %s; weights of `%s` are nS per Hz", e, unit, conn.Name).
			WithHelp("a plain number, or with `units jump` a conductance, as in `0.1nS`")
	}
	return 0, false
}

// weightOfNoUnit refuses a quantity of membranes as a weight of what has no such unit.
func (c *Connections) weightOfNoUnit(conn *model.Connection, e *grammar.Expr, unit catalog.Unit) {
	d := c.Err(diag.WrongUnit, e.At, "`%s` is a %s; weights of `%s` are plain numbers", e, unit, conn.Name)
	switch {
	case !conn.Post.Neurons:
		d.WithHelp("they are what a rate of 1 Hz adds to the value")
	case conn.Jumps:
		d.WithHelp("they are what each spike adds; a neuron fires when it gets to 1")
	default:
		d.WithHelp("they are currents per Hz, where 1 is the least current at which a neuron fires")
	}
}

// unitIn is that of a constant, or of the first number with one in a distribution of some.
func (c *Connections) unitIn(e *grammar.Expr, s *outline.Scope) catalog.Unit {
	if v, ok := c.Peek(e, s); ok {
		for v.Vec && v.Len() > 0 {
			v = v.Element(0)
		}
		return v.Unit
	}
	for _, a := range e.Args {
		if unit := c.unitIn(a, s); unit != catalog.Plain {
			return unit
		}
	}
	return catalog.Plain
}

// drawnWeights draws the weights of a connection from a distribution, if the option is one.
func (c *Connections) drawnWeights(conn *model.Connection, opt values.Option) (drawn, ok bool) {
	if opt.From {
		return false, true
	}
	e, s := c.Deref(opt.Value, opt.In)
	if !c.IsDistribution(e, s) {
		return false, true
	}
	unit, ok := c.WeightUnit(conn, e, s)
	if !ok {
		return false, false
	}
	d, isDrawn, ok := c.Distribution(e, s, unit)
	rows, cols := conn.Post.Size, conn.Pre.Size
	switch {
	case !ok || !isDrawn:
		return isDrawn, ok
	case !c.transformFits(e.At, rows, cols) || !c.ChoiceFits(d, "weights", cols, e.At):
		return true, false
	}
	conn.Weights = &model.Given{At: e.At, Data: c.drawn(d, rows, cols, conn), Rows: rows, Cols: cols}
	return true, true
}
