package connections

import (
	"math"
	"slices"
	"strconv"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// mask reads which weights of a full matrix exist: candidates, the chance of each, and
// how many.
func (c *Connections) mask(conn *model.Connection, o *values.Options) bool {
	density, hasDensity := o.Get("density")
	strongest, hasStrongest := o.Get("strongest")
	if hasDensity && hasStrongest {
		c.BothDecide(density, strongest, "which weights of `"+conn.Name+"` exist").
			WithHelp("keep one of them: `density` chooses at random, `strongest` keeps the largest").
			WithFix(diag.Delete(strongest.Span())).WithFix(diag.Delete(density.Span()))
		return false
	}
	if !c.oneNumber(conn, o) || !c.candidates(conn, o) || !c.wraps(conn, o) {
		return false
	}
	if hasDensity {
		return c.densities(conn, o)
	}
	if hasStrongest {
		var ok bool
		if conn.FanIn, ok = o.Whole("strongest", 1, 0); ok && conn.FanIn > conn.Pre.Size {
			c.Err(diag.OutOfRange, strongest.Value.At, "`strongest` is %d, but `%s` has %d neurons", conn.FanIn, conn.Pre.Name(), conn.Pre.Size)
			return false
		}
		return ok
	}
	return c.degrees(conn, o)
}

// oneNumber refuses two options of which each says how many synapses there are.
func (c *Connections) oneNumber(conn *model.Connection, o *values.Options) bool {
	var given []values.Option
	for _, name := range []string{"density", "indegree", "outdegree", "strongest"} {
		if opt, ok := o.Get(name); ok {
			given = append(given, opt)
		}
	}
	if chance, ok := o.Get("probability"); ok && o.Has("strongest") {
		given = append(given, chance)
	}
	if len(given) < 2 {
		return true
	}
	c.Err(diag.TwoDegrees, given[1].Span(), "`%s` and `%s` both say how many synapses `%s` has", given[0].Name, given[1].Name, conn.Name).
		WithPlace(given[0].Span(), "given here").WithHelp("keep one of them").
		WithFix(diag.Delete(given[1].Span())).WithFix(diag.Delete(given[0].Span()))
	return false
}

// candidates reads which pairs may have a weight, and the chance of each.
func (c *Connections) candidates(conn *model.Connection, o *values.Options) bool {
	autapses, ok := o.Yes("autapses")
	if !ok {
		return false
	}
	conn.NoAutapses = o.Has("autapses") && !autapses
	if o.Has("wrap") {
		if conn.Wrap, ok = o.Yes("wrap"); !ok {
			return false
		}
	}
	if o.Has("release") {
		if conn.Release, ok = o.Fraction("release"); !ok || !c.releases(conn, o) {
			return false
		}
	}
	if !o.Has("probability") {
		return true
	}
	for k := range conn.Pre.Ends() {
		of := ofSource(conn, o, k)
		opt, _ := of.Get("probability")
		p, ok := c.pairs(conn, opt, k, catalog.Plain)
		if !ok || !c.isChance(p, opt) {
			return false
		}
		conn.Chance = append(conn.Chance, p)
	}
	return true
}

// wraps refuses to wrap distances that nobody measures.
func (c *Connections) wraps(conn *model.Connection, o *values.Options) bool {
	measured := func(p *model.Pairwise) bool { return p.MeasuresDistance() }
	opt, _ := o.Get("wrap")
	if !conn.Wrap || opt.Fallback || slices.ContainsFunc(conn.Chance, measured) || slices.ContainsFunc(conn.Delays, measured) {
		return true
	}
	c.Err(diag.NothingToSolve, opt.NameAt, "`wrap` is of distances, and nothing of `%s` depends on them", conn.Name).
		WithHelp("`probability exp(-(distance/0.3)^2)`").WithFix(diag.Delete(opt.Span()))
	return false
}

// isChance refuses what is no chance of a pair.
func (c *Connections) isChance(p *model.Pairwise, opt values.Option) bool {
	if p.Dist != nil {
		c.Err(diag.BadArgument, opt.Value.At, "`probability` is a chance, a matrix of them or an expression in distance, not a distribution").
			WithHelp("`probability 20%%`")
		return false
	}
	if p.Of == nil && p.Data == nil && p.Num == 0 {
		c.Err(diag.OutOfRange, opt.Value.At, "a `probability` of 0 is no connection at all")
		return false
	}
	for _, v := range append(p.Data, p.Num) {
		if !(v >= 0 && v <= 1) {
			c.Err(diag.OutOfRange, opt.Value.At, "`probability` is a fraction from 0 to 1, got %g", v)
			return false
		}
	}
	return true
}

// releases demands sources that spike.
func (c *Connections) releases(conn *model.Connection, o *values.Options) bool {
	opt, _ := o.Get("release")
	for _, e := range conn.Pre.Sources() {
		if !e.Neurons.Spiking() {
			c.Err(diag.NotSpiking, opt.NameAt, "`release` lets spikes pass; `%s` has rates: its neurons are %s", e.Name, e.Neurons).
				WithPlace(e.At, "neurons without spikes").WithFix(diag.Delete(opt.Span()))
			return false
		}
	}
	return true
}

// densities reads the share of each source's neurons that a target neuron keeps.
func (c *Connections) densities(conn *model.Connection, o *values.Options) bool {
	for k, end := range conn.Pre.Ends() {
		of := ofSource(conn, o, k)
		share, ok := of.Fraction("density")
		if ok && math.Round(share*float64(end.Size)) < 1 {
			opt, _ := of.Get("density")
			c.Err(diag.OutOfRange, opt.Value.At, "%g %% of %d neurons is no connection at all", 100*share, end.Size)
			return false
		}
		if !ok {
			return false
		}
		conn.Sparse = append(conn.Sparse, share)
	}
	return true
}

// degrees reads how many sources a target neuron has, or how many targets a source.
func (c *Connections) degrees(conn *model.Connection, o *values.Options) bool {
	for _, side := range []struct {
		name string
		to   *[]int
	}{{"indegree", &conn.InDegree}, {"outdegree", &conn.OutDegree}} {
		for k, end := range conn.Pre.Ends() {
			of := ofSource(conn, o, k)
			opt, given := of.Get(side.name)
			if !given {
				continue
			}
			n, ok := of.Whole(side.name, 0, 0)
			if !ok {
				return false
			}
			if n == 0 {
				c.Err(diag.OutOfRange, opt.Value.At, "an `%s` of 0 is no connection at all", side.name)
				return false
			}
			there := end.Size
			if side.name == "outdegree" {
				there = conn.Post.Size
			}
			if conn.NoAutapses && end.Ensemble == conn.Post.Ensemble {
				there--
			}
			if n > there {
				c.Err(diag.TooFewNeurons, opt.Value.At, "`%s` is %d, and there are %d neurons to choose from", side.name, n, there).
					WithPlace(end.Ensemble.At, "%d neurons", end.Ensemble.N).
					WithFix(diag.Replace(opt.Value.At, strconv.Itoa(there)).Maybe())
				return false
			}
			*side.to = append(*side.to, n)
		}
	}
	return true
}
