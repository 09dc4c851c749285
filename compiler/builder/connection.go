package builder

import (
	"gonum.org/v1/gonum/mat"

	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/solvers"
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
		switch {
		case conn.Full:
			y = b.full(conn)
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
		if conn.Delay != (model.Delay{}) {
			out = b.late(conn.Name, out, conn.Delay, conn.At)
		}
		b.output[conn] = out
		b.deliver(conn, out)
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

// deliver adds what arrives to the target.
func (b *builder) deliver(conn *model.Connection, y *graph.Signal) {
	inc := graph.Op{Kind: graph.CopyInc, Reads: []*graph.Signal{y}, Scale: 1, Index: conn.Post.Index, Tag: conn.Name + " into " + conn.Post.Name(), At: conn.At}
	switch {
	case conn.Post.Rule != nil:
		inc.Incs = []*graph.Signal{b.ruleErr[conn.Post.Rule]}
	case conn.Post.Neurons:
		p := b.pop[conn.Post.Ensemble]
		inc.Incs = []*graph.Signal{p.Ports[neurons.PortOf(p.Neurons, conn.Post.Port)]}
		if conn.UnitsGain {
			gain := b.constant(conn.Name+".gain", p.N, 1, p.GainRow)
			inc.Kind, inc.Reads = graph.ElementwiseInc, []*graph.Signal{gain, y}
		}
	case conn.Post.Ensemble != nil:
		inc.Incs = []*graph.Signal{b.pop[conn.Post.Ensemble].Input}
	default:
		inc.Incs = []*graph.Signal{b.node[conn.Post.Node]}
	}
	b.op(inc)
}

// nodeWire is a wire from a node: its value, or an exact function of it, then
// the transform.
func (b *builder) nodeWire(conn *model.Connection) *graph.Signal {
	x := b.gather(conn.Name+".picked", b.node[conn.Pre.Node], conn.Pre.Index, conn.At)
	if conn.Function != nil {
		f := b.signal(conn.Name+".function", len(conn.Function), 1)
		b.op(graph.Op{Kind: graph.SimNode, Sets: []*graph.Signal{f}, Reads: []*graph.Signal{x}, Code: conn.Function, Tag: conn.Name + " function", At: conn.At})
		x = f
	}
	return b.transformed(conn, x)
}

// largeMatrix is how many numbers a matrix has that is looked at for zeros.
const largeMatrix = 256

// thinned is a large matrix as a sparse one, where that is a quarter of the work or
// less, and any other transform as it is.
func thinned(t model.Transform) model.Transform {
	if len(t.M) < largeMatrix {
		return t
	}
	if s := transforms.FromDense(t.Rows, t.Cols, t.M); 4*len(s.Val) <= len(t.M) {
		return model.Transform{Sparse: s, Rows: t.Rows, Cols: t.Cols}
	}
	return t
}

// transformed makes a signal of the transform of a connection times its scale, of x.
func (b *builder) transformed(conn *model.Connection, x *graph.Signal) *graph.Signal {
	name := conn.Name + ".weighted"
	switch t := thinned(conn.Transform).Scaled(conn.Scale); {
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
	link := &graph.Link{Connection: conn, Pre: b.pop[conn.Pre.Ensemble], Post: b.pop[conn.Post.Ensemble]}
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

func timesTransform(conn *model.Connection, D *mat.Dense) []float64 {
	t := conn.Transform
	if t.IsScalar() {
		return scaled(D.RawMatrix().Data, t.Scalar*conn.Scale)
	}
	var W mat.Dense
	W.Mul(mat.NewDense(t.Rows, t.Cols, t.Dense()), D)
	return scaled(W.RawMatrix().Data, conn.Scale)
}

// neuronsToValue is a wire from activities through a matrix.
func (b *builder) neuronsToValue(conn *model.Connection) *graph.Signal {
	p := b.pop[conn.Pre.Ensemble]
	a := b.picked(conn, p)
	if conn.Transform.M == nil {
		return b.transformed(conn, a)
	}
	link := b.newLink(conn)
	W := scaled(conn.Transform.M, conn.Scale)
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
	b.link[link.Connection] = link
	b.g.Links = append(b.g.Links, link)
	if link.Changes {
		link.Weights.Const = false
	}
	for _, r := range link.Rules {
		if !r.MovesEncoders() {
			link.Weights.Const = false
			b.learn(link, r, a)
		}
	}
	return b.dot(link.Name+".weighted", link.Weights, a, link.At)
}

// full builds a full matrix from neurons to neurons, in the units of the
// connection.
func (b *builder) full(conn *model.Connection) *graph.Signal {
	link := b.newLink(conn)
	link.Signs = pickSigns(link.Pre.Signs, conn.Pre.Index)
	rows, cols := conn.Post.Size, conn.Pre.Size
	var W []float64
	if g := conn.Weights; g != nil {
		W = filledMatrix(g, rows, cols)
		if g.Table != nil {
			W = g.Table.In(link.Unit(), link.Gains(rows))
		}
		W = maskGiven(link, scaled(W, conn.Scale))
		if !b.signsHold(link, W, g.At) {
			return nil
		}
	} else if W = b.solveFull(link); W == nil {
		return nil
	}
	link.Weights = b.constant(conn.Name+".weights", rows, cols, W)
	return b.weighted(link, b.picked(conn, link.Pre))
}

// currents are those, m×rows, that make each neuron i of the target represent F = f(x),
// m×d:
//
//	J_i(x) = gain_i/radius·(e_i·f(x))  (+ bias_i, with `bias decoded`)
func currents(link *graph.Link, F *mat.Dense) *mat.Dense {
	post, rows := link.Post, link.Connection.Post.Size
	m, _ := F.Dims()
	E, bias := mat.NewDense(rows, post.Dims, nil), make([]float64, rows)
	for i := range rows {
		_, k := link.Target(i)
		E.SetRow(i, post.Scaled[k*post.Dims:(k+1)*post.Dims])
		bias[i] = post.BiasRow[k]
	}
	J := mat.NewDense(m, rows, nil)
	J.Mul(F, E.T())
	if link.BiasDecode {
		for i := range m {
			row := J.RawRowView(i)
			for k := range row {
				row[k] += bias[k]
			}
		}
	}
	return J
}

// findFull solves each row of a full matrix for the currents J.
func (b *builder) findFull(link *graph.Link, q *question, J *mat.Dense) *solved {
	conn, pre := link.Connection, link.Pre
	act := q.activities(pre, b.own[pre])
	prob := &solvers.Problem{A: pickColumns(act.A, conn.Pre.Index), Y: J, Sigma: q.sigma(act), Reg: q.Reg, Signs: link.Signs, Rand: q.noise()}
	var support [][]int
	result := solve(conn.Solver, prob, act, func(p *solvers.Problem) (sol *solvers.Solution, err error) {
		sol, support, err = solveMasked(conn, conn.Solver, p)
		return sol, err
	})
	result.support = support
	return result
}

// solveFull recalls or solves a full matrix, row by row for the currents of the target.
func (b *builder) solveFull(link *graph.Link) []float64 {
	conn, pre, post := link.Connection, link.Pre, link.Post
	isSolved := b.progress.begins(conn.Name)
	q := questionOf(pre, conn)
	X := q.at(pre)
	J := currents(link, q.targets(X))
	key := newSolveKey(pre, q, X, J)
	key.Signs, key.Picked, key.Strongest, key.Support = link.Signs, conn.Pre.Index, conn.FanIn, randomSupport(conn)
	result := b.recall(key, func() *solved { return b.findFull(link, q, J) })
	isSolved()
	if !b.accept(conn.Name, pre, result, conn.At) {
		return nil
	}
	rows, cols := conn.Post.Size, conn.Pre.Size
	sol, fit := result.sol, result.fit
	link.Mask = maskOf(result.support, cols)
	fit.Name = conn.SolverName
	link.Fit = fit
	if !conn.Solver.Traits().Zeros && fit.RMSE > 0.5*fit.TargetRMS && fit.RMSE > 1e-9 {
		b.diags.Add(diag.New(diag.PoorFit, conn.At, "the currents of `%s` are fitted with RMSE %.2g where they are %.2g on average", conn.Name,
			fit.RMSE, fit.TargetRMS).
			WithHelp("more neurons in `%s`, less regularisation, or a function its signs can reach", pre.Name))
	}
	W := kernels.Zeros(rows * cols)
	for i := range rows {
		gain := 1.0
		if conn.UnitsGain {
			_, k := link.Target(i)
			gain = post.GainRow[k]
		}
		for j := range cols {
			if v := sol.X.At(j, i); v != 0 {
				W[i*cols+j] = v / gain * conn.Scale
			}
		}
	}
	return W
}

func pickColumns(A *mat.Dense, index []int) *mat.Dense {
	if index == nil {
		return A
	}
	m, _ := A.Dims()
	out := mat.NewDense(m, len(index), nil)
	for k, j := range index {
		out.SetCol(k, mat.Col(nil, j, A))
	}
	return out
}
