package builder

import (
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/linalg"
	"github.com/nefc/nefc/stdlib/synapses"
	"github.com/nefc/nefc/stdlib/transforms"
)

// connections builds every wire:
//
//  1. the signal the weights are applied to: activities, or a node's value
//  2. the weights: given, solved, decoders after the transform
//  3. weighted = W·a, first the weights, then the synapse
//  4. the synapse, whose output is read one step later
//  5. the increment of the target: its input, its current, or an error
//  6. learning
func (b *builder) connections() {
	for _, r := range b.m.Rules {
		if !r.Kind.NeedsError {
			continue
		}
		s := b.signal(r.FullName()+".error", r.ErrorSize, 1)
		b.reset(s, r.At)
		b.ruleErr[r] = s
	}
	for _, conn := range b.m.Connections {
		var y *graph.Signal
		delay := conn.Delay
		switch {
		case conn.Full:
			switch link := b.full(conn); {
			case link == nil:
			case isRouted(conn):
				b.routed(link)
			case link.Thin != nil:
				b.addLink(link, func() *graph.Signal { return nil }) // rules that follow spikes read none
				y, delay = b.acts(link, wholeRoute(link))
			default:
				y = b.weighted(link, b.picked(conn, link.Pre[0]))
			}
		case conn.Pre.Neurons:
			y = b.neuronsToValue(conn)
		case conn.Pre.Ensemble != nil:
			y = b.decodedWire(conn)
		default:
			y = b.nodeWire(conn)
		}
		if y == nil {
			continue
		}
		out := b.filtered(conn.Name, y, conn.Synapse, conn.At)
		if delay != (model.Delay{}) {
			out = b.late(conn.Name, out, delay, conn.At)
		}
		b.output[conn] = out
		b.deliver(conn, conn.EachPath()[0], conn.Name, out)
	}
}

// filtered passes a signal through a synapse; none is no operator at all.
func (b *builder) filtered(name string, y *graph.Signal, syn synapses.Synapse, at diag.Span) *graph.Signal {
	if syn == nil {
		return y
	}
	out := b.signal(name+".filtered", y.Rows, y.Cols)
	b.op(graph.Op{Kind: graph.SimSynapse, Updates: []*graph.Signal{out}, Reads: []*graph.Signal{y}, Filter: b.discretized(syn, at),
		Tag: name + " " + syn.String(), At: at})
	return out
}

// discretized is the recurrence of a synapse for the time step.
func (b *builder) discretized(syn synapses.Synapse, at diag.Span) synapses.Filter {
	f, err := syn.Discretize(b.g.Dt)
	if err != nil {
		b.err(diag.OutOfRange, at, "`%s` cannot run in time steps of %g ms: %v", syn, 1000*b.g.Dt, err).
			WithHelp("choose time constants nearer to the time step, or another time step: `run 1s dt 1ms`")
	}
	return f
}

// deliver adds what arrives by a path of that name to the target.
func (b *builder) deliver(conn *model.Connection, path model.Path, name string, y *graph.Signal) {
	inc := graph.Op{Kind: graph.CopyInc, Reads: []*graph.Signal{y}, Scale: 1, Index: conn.Post.Index,
		Tag: name + " into " + conn.Post.Name(), At: conn.At}
	switch {
	case conn.Post.Rule != nil:
		inc.Incs = []*graph.Signal{b.ruleErr[conn.Post.Rule]}
	case conn.Post.Neurons:
		p := b.pop[conn.Post.Ensemble]
		inc.Incs = make([]*graph.Signal, 1)
		inc.Incs[0], inc.Scale = b.arrives(conn, path)
		if conn.UnitsGain {
			gain := b.constant(conn.Name+".gain", p.N, 1, p.GainRow)
			inc.Kind, inc.Reads = graph.ElementwiseInc, []*graph.Signal{gain, y}
		}
	case conn.Post.Ensemble != nil:
		inc.Incs = []*graph.Signal{b.pop[conn.Post.Ensemble].Input}
	default:
		inc.Incs = []*graph.Signal{b.computed[conn.Post.Node]}
	}
	b.op(inc)
}

// nodeWire is a wire from a node: its value, or an exact function of it, then
// the transform.
func (b *builder) nodeWire(conn *model.Connection) *graph.Signal {
	x := b.gather(conn.Name+".picked", b.node[conn.Pre.Node], conn.Pre.Index, conn.At)
	if conn.Function != nil {
		f := b.signal(conn.Name+".function", len(conn.Function), 1)
		b.op(graph.Op{Kind: graph.SimNode, Sets: []*graph.Signal{f}, Reads: []*graph.Signal{x}, Code: conn.Function,
			Tag: conn.Name + " function", At: conn.At})
		x = f
	}
	return b.transformed(conn, 1, x)
}

// largeMatrix is how many numbers a matrix has that is looked at for zeros.
const largeMatrix = 256

// thinned is a large matrix as a sparse one, where that is a quarter of the work or
// less, and any other transform as it is.
func thinned(t model.Transform) model.Transform {
	if len(t.M) < largeMatrix {
		return t
	}
	others := 0
	for _, v := range t.M {
		if v != 0 {
			others++
		}
	}
	if 4*others > len(t.M) {
		return t
	}
	return model.Transform{Sparse: transforms.FromDense(t.Rows, t.Cols, t.M), Rows: t.Rows, Cols: t.Cols}
}

// transformed makes a signal of the transform of a connection times its scale and a factor,
// of x.
func (b *builder) transformed(conn *model.Connection, factor float64, x *graph.Signal) *graph.Signal {
	name := conn.Name + ".weighted"
	switch t := thinned(conn.Transform).Scaled(conn.Scale * factor); {
	case t.IsScalar() && t.Scalar == 1:
		return x
	case t.IsScalar():
		return b.times(name, t.Scalar, x, conn.At)
	case t.Sparse != nil:
		return b.sparseDot(name, t.Sparse, x, conn.At)
	default:
		return b.dot(name, b.constant(conn.Name+".transform", t.Rows, t.Cols, t.M), x, conn.At)
	}
}

// scaled is k·m; m itself if k is 1.
func scaled(m []float64, k float64) []float64 {
	if k == 1 {
		return m
	}
	out := make([]float64, len(m))
	for i, v := range m {
		out[i] = k * v
	}
	return out
}

// newLink is a connection from neurons, whose weights are to be found.
func (b *builder) newLink(conn *model.Connection) *graph.Link {
	link := &graph.Link{Connection: conn, Post: b.pop[conn.Post.Ensemble]}
	for _, e := range conn.Pre.Sources() {
		link.Pre = append(link.Pre, b.pop[e])
	}
	for _, e := range conn.Post.Targets() {
		link.Targets = append(link.Targets, b.pop[e])
	}
	return link
}

// decodedWire is a wire from the value of an ensemble: W = transform·decoders.
func (b *builder) decodedWire(conn *model.Connection) *graph.Signal {
	p := b.pop[conn.Pre.Ensemble]
	link := b.newLink(conn)
	var D *mat.Dense
	if g := conn.Decoders; g != nil {
		rows := g.Rows
		if g.Fill {
			rows = conn.Decoded()
		}
		D = mat.NewDense(rows, p.N, filledMatrix(g, rows, p.N))
		if g.Table != nil {
			D = mat.NewDense(rows, p.N, g.Table.In(link.Unit(), link.Gains(rows)))
		}
	} else {
		what := p.Name
		if conn.Function != nil {
			what = conn.FuncText
		}
		d := b.decodersFor(byConnection(p, conn), what, conn.At)
		if d == nil {
			return nil
		}
		D, link.Fit = d.D, d.fit
		if key := transformKey(conn); len(conn.Rules) == 0 && !conn.Changes && key != "" {
			if d.sig[key] == nil {
				d.sig[key] = b.constant(p.Name+".decoders", D.RawMatrix().Rows, p.N, timesTransform(conn, D))
			}
			link.Weights = d.sig[key]
		}
	}
	if link.Weights == nil {
		data := timesTransform(conn, D)
		link.Weights = b.constant(conn.Name+".weights", len(data)/p.N, p.N, data)
	}
	return b.weighted(link, p.Output)
}

// transformKey names the transforms whose product with decoders is shared: the
// scalars.
func transformKey(conn *model.Connection) string {
	if !conn.Transform.IsScalar() || conn.Transform.Scalar*conn.Scale != 1 {
		return ""
	}
	return "1"
}

// timesTransform is transform·D times the scale, the weights of decoders D.
func timesTransform(conn *model.Connection, D *mat.Dense) []float64 {
	t := conn.Transform
	if t.IsScalar() {
		return scaled(D.RawMatrix().Data, t.Scalar*conn.Scale)
	}
	W := linalg.Product(mat.NewDense(t.Rows, t.Cols, t.Dense()), D)
	return scaled(W.RawMatrix().Data, conn.Scale)
}

// neuronsToValue is a wire from activities through a matrix.
func (b *builder) neuronsToValue(conn *model.Connection) *graph.Signal {
	p := b.pop[conn.Pre.Ensemble]
	a := b.picked(conn, p)
	if conn.Transform.M == nil {
		factor, _ := conn.PerHz(conn.EachPath()[0], b.g.Dt)
		return b.transformed(conn, factor, a)
	}
	link := b.newLink(conn)
	W := b.perHz(link, scaled(conn.Transform.M, conn.Scale))
	if conn.OntoNeurons {
		link.Signs = pickSigns(p.Signs, conn.Pre.Index)
	}
	if !b.signsHold(link, W, conn.At) {
		return nil
	}
	link.Weights = b.constant(conn.Name+".weights", conn.Transform.Rows, conn.Transform.Cols, W)
	return b.weighted(link, a)
}

// picked is the activity a connection reads: all of a population's, or some.
func (b *builder) picked(conn *model.Connection, p *graph.Population) *graph.Signal {
	return b.gather(conn.Name+".picked", p.Output, conn.Pre.Index, conn.At)
}

// weighted applies the weights of a link, and attaches its rules.
func (b *builder) weighted(link *graph.Link, a *graph.Signal) *graph.Signal {
	b.addLink(link, func() *graph.Signal { return a })
	return b.dot(link.Name+".weighted", link.Weights, a, link.At)
}

// addLink adds a link with its rules, which read the activity of all its columns.
func (b *builder) addLink(link *graph.Link, activity func() *graph.Signal) {
	link.Jump = b.written(link)
	b.link[link.Connection] = link
	b.g.Links = append(b.g.Links, link)
	if link.Changes {
		link.Weights.Const = false
	}
	for _, r := range link.Rules {
		if !r.MovesEncoders() {
			link.Weights.Const = false
			b.learn(link, r, activity())
		}
	}
}
