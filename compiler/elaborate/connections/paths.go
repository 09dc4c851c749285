package connections

import (
	"fmt"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/synapses"
)

// PathsAsked is what a line says of the synapses and delays of a connection between
// neurons, where these are not the same for all. Which neurons excite is known once every
// connection has said what it knows of signs.
type PathsAsked struct {
	Conn    *model.Connection
	Sources []SourcePaths
	BySign  *values.Option // the first option that tells signs apart; nil for none
}

// SourcePaths are those of one source.
type SourcePaths struct {
	Delay         model.Delay
	All, Exc, Inh synapses.Synapse
}

// paths reads synapses and delays by source and sign.
func (c *Connections) paths(conn *model.Connection, line *Line) bool {
	o, asked := line.Options, PathsAsked{Conn: conn}
	for _, name := range []string{"exc_synapse", "inh_synapse"} {
		if opt, ok := o.Get(name); ok && asked.BySign == nil {
			asked.BySign = &opt
		}
	}
	if asked.BySign == nil && (conn.Pre.Joint == nil || len(o.Lists()) == 0) {
		return true
	}
	if !c.listsFit(conn, o) {
		return false
	}
	for k := range conn.Pre.Ends() {
		of := ofSource(conn, o, k)
		all, ok := c.Synapse(of, "synapse", line.Synapse)
		exc, okExc := c.Synapse(of, "exc_synapse", all)
		inh, okInh := c.Synapse(of, "inh_synapse", all)
		delay, pairs, okDelay := c.delay(conn, of, k)
		if !ok || !okExc || !okInh || !okDelay {
			return false
		}
		if pairs != nil {
			if conn.Delays == nil {
				conn.Delays = make([]*model.Pairwise, len(conn.Pre.Ends()))
			}
			conn.Delays[k] = pairs
		}
		asked.Sources = append(asked.Sources, SourcePaths{delay, all, exc, inh})
	}
	c.PathsAsked = append(c.PathsAsked, asked)
	return true
}

// ofSource are the options of one source of a connection.
func ofSource(conn *model.Connection, o *values.Options, source int) *values.Options {
	if conn.Pre.Joint == nil {
		return o
	}
	return o.Of(source)
}

// listsFit demands a value for each source of options that are lists.
func (c *Connections) listsFit(conn *model.Connection, o *values.Options) bool {
	n := len(conn.Pre.Ends())
	for _, opt := range o.Lists() {
		if k := len(opt.Value.Args); k != n {
			c.Err(diag.BadArgument, opt.Value.At, "`%s` lists %d values, `%s` is %s", opt.Name, k, conn.Pre.Name(), populations(n)).
				WithHelp("one value is that of all")
			return false
		}
	}
	return true
}

// ownDelay reads the delay of a connection, of its first source if it has several.
func (c *Connections) ownDelay(conn *model.Connection, o *values.Options) bool {
	d, pairs, ok := c.delay(conn, o, 0)
	if !ok {
		return false
	}
	conn.Delay = d
	if pairs == nil {
		return true
	}
	if conn.Delays == nil {
		conn.Delays = make([]*model.Pairwise, len(conn.Pre.Ends()))
	}
	conn.Delays[0] = pairs
	return true
}

// delay reads the option `delay` of one source: a time for all, or one for each synapse.
func (c *Connections) delay(conn *model.Connection, o *values.Options, source int) (d model.Delay, pairs *model.Pairwise, ok bool) {
	opt, given := o.Get("delay")
	if given && c.isOfPairs(opt) {
		if !(conn.Pre.Neurons && conn.Post.Neurons) {
			c.Err(diag.DelaysOfWire, opt.Value.At, "delays of single synapses need neurons at both ends").
				WithHelp("one time for the wire: `delay 2ms`; or `a.neurons -> b.neurons`")
			return d, nil, false
		}
		pairs, ok = c.pairs(conn, opt, source, catalog.Time)
		return d, pairs, ok
	}
	if d.Time, ok = o.Number("delay", catalog.Time, 0); !ok {
		return d, nil, false
	}
	switch {
	case given && !(d.Time > 0):
		c.Err(diag.OutOfRange, opt.Value.At, "`delay` must be above 0").
			WithHelp("without a delay, leave it out").WithFix(diag.Delete(opt.Span()).Maybe())
		return d, nil, false
	case given:
		c.Lasts("`delay`", d.Time, opt.Value.At)
	}
	return d, nil, true
}

// isOfPairs recognises a delay that is not one number.
func (c *Connections) isOfPairs(opt values.Option) bool {
	if opt.From {
		return true
	}
	e, s := c.Deref(opt.Value, opt.In)
	file, _ := values.NpyFile(e)
	name, _, _, _ := values.NameAndArgs(e)
	return file != nil || name == "matrix" || e.Kind == grammar.Vector && len(e.Args) > 0 && e.Args[0].Strip().Kind == grammar.Vector ||
		mentions(e, distance) || c.IsDistribution(e, s)
}

// Paths are those that were asked for, now that signs are known; false after a
// diagnostic. Neurons without a sign have one path, where a defaults line alone tells
// signs apart, and so have those of one sign.
func (c *Connections) Paths(asked PathsAsked) (out []model.Path, ok bool) {
	sources := asked.Conn.Pre.Sources()
	table := asked.Conn.Weights != nil && asked.Conn.Weights.Table != nil && asked.Conn.Weights.Table.Signs != nil
	for k, s := range asked.Sources {
		dale := sources[k].Dale
		switch signed := dale != nil || table; {
		case asked.BySign != nil && signed && !table && (*dale == 0 || *dale == 1):
			out = append(out, model.Path{Source: k, Synapse: map[float64]synapses.Synapse{0: s.Inh, 1: s.Exc}[*dale], Delay: s.Delay})
		case asked.BySign != nil && signed:
			out = append(out, model.Path{Source: k, Sign: 1, Synapse: s.Exc, Delay: s.Delay}, model.Path{Source: k, Sign: -1, Synapse: s.Inh, Delay: s.Delay})
		case asked.BySign != nil && !asked.BySign.Fallback:
			c.Err(diag.NothingToSolve, asked.BySign.NameAt, "`%s` needs signs; the neurons of `%s` have none", asked.BySign.Name, sources[k].Name).
				WithPlace(sources[k].At, "declared here").WithHelp("`ensemble %s … dale 0.8` gives them signs", sources[k].Name)
			return nil, false
		default:
			out = append(out, model.Path{Source: k, Synapse: s.All, Delay: s.Delay})
		}
	}
	return out, true
}

// populations counts them in words.
func populations(n int) string {
	if n == 1 {
		return "1 population"
	}
	return fmt.Sprintf("%d populations", n)
}
