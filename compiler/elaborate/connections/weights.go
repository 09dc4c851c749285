package connections

import (
	"math"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/elaborate/wires"
	"github.com/nefc/nefc/compiler/inputs"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/catalog"
)

// solverOptions are the options that only mean something where weights or
// decoders are solved.
var solverOptions = []string{"solve", "reg", "sigma", "eval_points", "scale_eval_points"}

// decoderSettings reads how the decoders of a wire are found. They exist only
// where the source has neurons.
func (c *Connections) decoderSettings(conn *model.Connection, wo *WireOptions) bool {
	o := wo.O
	if opt, ok := o.Get("dale"); ok && !opt.Fallback {
		c.Err(diag.NothingToSolve, opt.NameAt, "`dale` needs a full weight matrix; this wire is decoded").
			WithHelp("connect `.neurons -> .neurons`, or mark the population: `ensemble %s … dale …`", wo.Function)
		return false
	}
	for _, name := range []string{"bias", "sparse", "fan_in"} {
		if opt, ok := o.Get(name); ok && !opt.Fallback {
			c.Err(diag.NothingToSolve, opt.NameAt, "`%s` needs a full weight matrix; this wire is decoded", name).
				WithHelp("delete it, or connect `.neurons -> .neurons`").WithFix(diag.Delete(opt.Span()))
			return false
		}
	}
	if conn.Pre.Node != nil && conn.Pre.Node.Direct {
		return true // exact, however it would be solved with neurons
	}
	if conn.Pre.Node != nil && conn.Pre.Node.Role == "array" {
		return true // the options were for the decoders of the members
	}
	if conn.Pre.Ensemble == nil {
		for _, name := range append([]string{"decoders"}, solverOptions...) {
			if opt, ok := o.Get(name); ok && !opt.Fallback {
				c.Err(diag.NothingToSolve, opt.NameAt, "`%s` has no neurons, `%s` has no effect", conn.Pre.Name(), name).WithFix(diag.Delete(opt.Span()))
				return false
			}
		}
		return true
	}
	if opt, ok := o.Get("decoders"); ok {
		for _, name := range append([]string{"function"}, solverOptions...) {
			if other, ok := o.Get(name); ok && !other.Fallback {
				c.Err(diag.TwoSources, opt.NameAt, "`decoders` and `%s` both decide the decoders of `%s`", name, conn.Name).
					WithPlace(other.NameAt, "given here").WithHelp("keep one of them").
					WithFix(diag.Delete(opt.Span())).WithFix(diag.Delete(other.Span()))
				return false
			}
		}
		if conn.Decoders, ok = c.Given(opt, conn.Pre.Ensemble.N, "decoders"); !ok {
			return false
		}
		return c.decodersKind(conn, o) && c.decodersFit(conn)
	}
	return c.solverSettings(conn, o)
}

// decodersKind refuses a table of currents as decoders of a value, and behind a
// transform, which such a table includes.
func (c *Connections) decodersKind(conn *model.Connection, o *values.Options) bool {
	g := conn.Decoders
	if g.Table == nil || g.Table.Unit == weightfile.Value {
		return true
	}
	if conn.Post.Targets() == nil {
		c.Err(diag.TableKind, g.At, "%q holds weights of neurons, which cannot be decoders", g.File).
			WithHelp("weights are read with `weights from`, between `.neurons`")
		return false
	}
	if opt, ok := o.Get("transform"); ok && !opt.Fallback {
		c.Err(diag.TwoSources, opt.Span(), "%q holds weights behind a transform", g.File).WithPlace(g.At, "given here").WithFix(diag.Delete(opt.Span()))
		return false
	}
	return true
}

// decodersFit demands a row of given decoders for each value that the wire
// decodes, a column for each neuron. Those of a whole population stand for any
// function of it and may have other rows; a table of currents has those of its
// target.
func (c *Connections) decodersFit(conn *model.Connection) bool {
	g, rows := conn.Decoders, conn.Decoded()
	currents := g.Table != nil && g.Table.Unit != weightfile.Value
	if toMember := conn.Post.Node != nil && conn.Post.Node.Role == "array"; conn.Transform.IsScalar() && (currents || conn.Function == nil && !toMember) {
		rows = g.Rows
	}
	if g.Fill || g.Rows == rows && g.Cols == conn.Pre.Ensemble.N {
		return true
	}
	c.ShapeError(g.At, g.Rows, g.Cols, rows, conn.Pre.Ensemble.N)
	return false
}

// solverSettings reads solve, reg, sigma and eval points.
func (c *Connections) solverSettings(conn *model.Connection, o *values.Options) bool {
	if opt, ok := o.Get("solve"); ok {
		if conn.Solver, conn.SolverName, ok = c.Solver(opt); !ok {
			return false
		}
	}
	reg, okReg := o.Get("reg")
	sigma, okSigma := o.Get("sigma")
	if okReg && okSigma {
		c.Err(diag.TwoRegularise, sigma.NameAt, "`reg` and `sigma` are two regularisations").WithPlace(reg.NameAt, "relative to the highest rate").
			WithHelp("keep one: `reg` is relative, `sigma` absolute").WithFix(diag.Delete(reg.Span())).WithFix(diag.Delete(sigma.Span()))
		return false
	}
	var ok bool
	if conn.Reg, ok = o.Number("reg", catalog.Plain, model.DefaultReg); !ok {
		return false
	}
	if okSigma {
		v, ok := o.Number("sigma", catalog.Frequency, 0)
		if !ok {
			return false
		}
		conn.Sigma = &v
	}
	if conn.Reg < 0 || conn.Sigma != nil && *conn.Sigma < 0 {
		c.Err(diag.OutOfRange, conn.At, "a regularisation cannot be negative")
		return false
	}
	if conn.EvalPoints, ok = c.ArrayOption(o, "eval_points", 0, conn.Pre.Ensemble.Dims, catalog.Plain); !ok {
		return false
	}
	if conn.EvalPoints != nil && conn.EvalPoints.Dist != nil {
		conn.EvalPoints.Rows = conn.Pre.Ensemble.NumEvalPoints
	}
	conn.ScaleEval, ok = o.Yes("scale_eval_points")
	return ok
}

// Given reads decoders or weights: a number, a matrix, an array of a file, or
// a weight table.
func (c *Connections) Given(opt values.Option, cols int, what string) (*model.Given, bool) {
	g := &model.Given{At: opt.Value.At}
	if opt.From {
		g.File = opt.Value.Text
		return g, c.givenFile(g, cols)
	}
	e, s := c.Deref(opt.Value, opt.In)
	if file, _ := values.NpyFile(e); file != nil {
		g.File, g.At = file.Text, file.At
		return g, c.givenFile(g, cols)
	}
	if _, found, ok := c.Distribution(e, s, catalog.Plain); found || !ok {
		if ok {
			d := c.Err(diag.BadArgument, e.At, "`%s` are numbers, `%s` is a distribution", what, e)
			if what == "weights" {
				d.WithHelp("`transform %s` draws them", e).WithFix(diag.Replace(opt.NameAt, "transform"))
			}
		}
		return nil, false
	}
	v, ok := c.Constant(e, s)
	if !ok {
		return nil, false
	}
	if g.Data, ok = c.Numbers(v, what, catalog.Plain); !ok {
		return nil, false
	}
	switch {
	case !v.Vec:
		g.Fill = true
	case len(v.List) > 0 && v.List[0].Vec:
		g.Rows, g.Cols = len(v.List), len(v.List[0].List)
	default:
		g.Rows, g.Cols = 1, len(v.List)
	}
	if g.Rows*g.Cols != len(g.Data) && !g.Fill {
		c.Err(diag.SizeMismatch, e.At, "the rows of `%s` have different lengths", what)
		return nil, false
	}
	return g, true
}

// givenFile reads "f.npz:name" or "f.npy" as plain numbers, and "f.npz" as a
// weight table, which also knows whose weights they are.
func (c *Connections) givenFile(g *model.Given, cols int) bool {
	file, member := inputs.SplitRef(g.File)
	if member == "" && inputs.HasSuffixFold(file, ".npz") {
		t, ok := c.WeightTable(file, g.At)
		if !ok {
			return false
		}
		g.Table, g.Data, g.Rows, g.Cols = t, t.Weights, t.Shape[0], t.Shape[1]
		return true
	}
	data, rows, k, ok := c.ReadArray(g.File, g.At)
	if !ok {
		return false
	}
	g.Data, g.Rows, g.Cols = data, rows, k
	if k == 1 && rows == cols && cols != 1 {
		g.Rows, g.Cols = 1, rows
	}
	return true
}

// connectNeurons builds a connection that starts in neurons: those of an
// ensemble, or of an array, which are read through its pass-through.
func (c *Connections) connectNeurons(r *expressions.Ref, wo *WireOptions, s *outline.Scope, d *outline.Decl) bool {
	wo.activities = true
	conn := c.Model.NewConnection(wo.Name, wo.At, model.Endpoint{At: r.At, Ensemble: r.Ens, Neurons: true, Index: r.Index, Size: r.Size}, *wo.Post)
	if r.Array != nil {
		conn.Pre.Node, conn.Pre.Neurons = r.Array.Activities(), false
	}
	if !c.commonSettings(conn, wo) {
		return false
	}
	ok := false
	if conn.Post.Neurons && r.Array == nil {
		ok = c.fullMatrix(conn, wo)
	} else {
		ok = c.mapOfActivities(conn, wo)
	}
	if ok {
		c.keepConnection(conn, s, d, true)
	}
	return ok
}

// mapOfActivities reads a connection from neurons that is no full matrix
// between two populations: it ends in a value, or an array is one of its ends.
// A matrix says how; without one, both ends have the same size and the target
// is no population.
func (c *Connections) mapOfActivities(conn *model.Connection, wo *WireOptions) bool {
	toNeurons := conn.Post.Neurons || wo.currents
	conn.OntoNeurons = toNeurons
	for _, name := range append([]string{"function", "dale", "bias", "sparse", "fan_in", "decoders"}, solverOptions...) {
		opt, ok := wo.O.Get(name)
		switch {
		case !ok || opt.Fallback:
			continue
		case toNeurons:
			c.oneByOne(wo, opt)
		default:
			c.neuronsAndValues(conn, wo)
		}
		return false
	}
	transform, okTransform := wo.O.Get("transform")
	weights, okWeights := wo.O.Get("weights")
	switch {
	case okTransform && okWeights:
		c.Err(diag.TwoSources, weights.Span(), "`transform` and `weights` both decide the weights of `%s`", conn.Name).
			WithPlace(transform.Span(), "given here").WithHelp("keep one of them").
			WithFix(diag.Delete(weights.Span())).WithFix(diag.Delete(transform.Span()))
		return false
	case okTransform || okWeights:
		opt := transform
		if okWeights {
			opt = weights
		}
		t, ok := c.transform(opt, conn, conn.Pre.Size, wo)
		conn.Transform = t
		return ok
	case (conn.Post.Node != nil || toNeurons) && conn.Post.Size == conn.Pre.Size:
		return true
	case toNeurons:
		c.Err(diag.NoWeights, wo.At, "which weights? `%s` is %d neurons, `%s` %d", wo.Function, conn.Pre.Size, wo.target, conn.Post.Size).
			WithHelp("`weights 0.001` fills a matrix, `transform` gives one of %d×%d", conn.Post.Size, conn.Pre.Size)
		return false
	}
	c.neuronsAndValues(conn, wo)
	return false
}

// oneByOne refuses what needs one population at each end.
func (c *Connections) oneByOne(wo *WireOptions, opt values.Option) {
	c.Err(diag.NothingToSolve, opt.NameAt, "`%s` needs one population at each end; of `%s` and `%s` one is several", opt.Name, wo.Function, wo.target).
		WithHelp("connect each member: `for i in 0:N { connect … }` with `[i]` in front of `.neurons`")
}

func (c *Connections) neuronsAndValues(conn *model.Connection, wo *WireOptions) {
	takes := "1 value"
	if conn.Post.Size != 1 {
		takes = report.Dimensions(conn.Post.Size)
	}
	source, target := wo.Function.String(), wo.target.String()
	d := c.Err(diag.NeuronsAndValues, conn.Pre.At, "`%s` is %d activities, `%s` takes %s", source, conn.Pre.Size, target, takes).
		WithPlace(conn.Post.At, "a represented value")
	value := populationText(wo.Function)
	d.WithFix(diag.Replace(wo.Function.At, value).Maybe())
	switch {
	case conn.Post.Size == conn.Pre.Size:
		d.WithHelp("`transform 1` takes each activity for a value; `%s -> %s` decodes", value, target)
	case conn.Post.Ensemble != nil && conn.Post.Index == nil:
		d.WithHelp("`%s -> %s` decodes; `%s -> %s.neurons` connects neurons", value, target, source, target)
	default:
		d.WithHelp("`%s -> %s` decodes the value", value, target)
	}
}

// populationText is what stands in front of `.neurons`.
func populationText(e *grammar.Expr) string {
	for e.Kind == grammar.Index {
		e = e.Args[0]
	}
	return e.Args[0].String()
}

// fullMatrix reads a neurons to neurons connection: its weights are given, or
// solved, never both.
func (c *Connections) fullMatrix(conn *model.Connection, wo *WireOptions) bool {
	o := wo.O
	conn.Full = true
	var solved, given []values.Option
	for _, name := range append([]string{"function"}, solverOptions...) {
		if opt, ok := o.Get(name); ok && !opt.Fallback {
			solved = append(solved, opt)
		}
	}
	for _, name := range []string{"weights", "transform", "decoders"} {
		if opt, ok := o.Get(name); ok && !opt.Fallback {
			given = append(given, opt)
		}
	}
	both := given
	if len(given) > 0 {
		both = append(given[:len(given):len(given)], solved...)
	}
	if len(both) > 1 {
		d := c.Err(diag.TwoSources, both[1].Span(), "`%s` and `%s` both decide the weights of `%s`", both[0].Name, both[1].Name, conn.Name).
			WithPlace(both[0].Span(), "given here").WithHelp("keep one of them")
		for i, opt := range both[:2] {
			if both[1-i].Name != "decoders" { // which are no weights of neurons
				d.WithFix(diag.Delete(opt.Span()))
			}
		}
		return false
	}
	if !c.daleOnWire(conn, o) || !c.biasMode(conn, o) || !c.mask(conn, o) {
		return false
	}
	if len(given) == 1 {
		return c.givenMatrix(conn, given[0], wo)
	}
	if conn.Post.Port != "" {
		fix := diag.Insert(wo.At.End, " weights 0")
		if len(solved) > 0 {
			fix = diag.Replace(solved[0].Span(), "weights 0")
		}
		c.Err(diag.NoWeights, wo.At, "which weights? `%s` takes no current, and weights are solved for currents", wo.target).WithFix(fix.Maybe())
		return false
	}
	if len(solved) == 0 && !o.Has("dale") {
		c.Err(diag.NoWeights, wo.At, "which weights? neurons to neurons needs `solve`, `transform` or `weights`").
			WithHelp("`solve l2` makes `%s` represent what `%s` does; `weights 0` starts from nothing", conn.Post.Ensemble.Name, conn.Pre.Ensemble.Name).
			WithFix(diag.Insert(wo.At.End, " solve l2").Maybe()).WithFix(diag.Insert(wo.At.End, " weights 0").Maybe())
		return false
	}
	return c.solvedMatrix(conn, wo)
}

func (c *Connections) daleOnWire(conn *model.Connection, o *values.Options) bool {
	opt, ok := o.Get("dale")
	if !ok {
		return true
	}
	v, ok := o.Fraction("dale")
	if !ok {
		return false
	}
	pre := conn.Pre.Ensemble
	if pre.Dale != nil && *pre.Dale != v {
		c.Err(diag.DaleClash, opt.Span(), "`%s` is %g %% excitatory here and %g %% there: a neuron has one sign", pre.Name, 100*v, 100**pre.Dale).
			WithPlace(pre.DaleAt, "%g %% excitatory", 100**pre.Dale).WithHelp("give `dale` once, on `ensemble %s`", pre.Name).
			WithFix(diag.Delete(opt.Span()))
		return false
	}
	if pre.Dale == nil {
		pre.Dale, pre.DaleAt = &v, opt.Span()
	}
	return true
}

// mask reads which weights of a full matrix exist.
func (c *Connections) mask(conn *model.Connection, o *values.Options) bool {
	sparse, okSparse := o.Get("sparse")
	fanIn, okFanIn := o.Get("fan_in")
	if okSparse && okFanIn {
		c.Err(diag.TwoSources, fanIn.Span(), "`sparse` and `fan_in` both decide which weights of `%s` exist", conn.Name).
			WithPlace(sparse.Span(), "given here").WithHelp("keep one of them: `sparse` chooses at random, `fan_in` keeps the largest").
			WithFix(diag.Delete(fanIn.Span())).WithFix(diag.Delete(sparse.Span()))
		return false
	}
	if okSparse {
		share, ok := o.Fraction("sparse")
		if ok && math.Round(share*float64(conn.Pre.Size)) < 1 {
			c.Err(diag.OutOfRange, sparse.Value.At, "%g %% of %d neurons is no connection at all", 100*share, conn.Pre.Size)
			return false
		}
		conn.Sparse = &share
		return ok
	}
	if okFanIn {
		var ok bool
		if conn.FanIn, ok = o.Whole("fan_in", 1, 0); ok && conn.FanIn > conn.Pre.Size {
			c.Err(diag.OutOfRange, fanIn.Value.At, "`fan_in` is %d, but `%s` has %d neurons", conn.FanIn, conn.Pre.Name(), conn.Pre.Size)
			return false
		}
		return ok
	}
	return true
}

func (c *Connections) biasMode(conn *model.Connection, o *values.Options) bool {
	w, ok := o.Word("bias", "intrinsic", "intrinsic", "decoded")
	conn.BiasDecode = w == "decoded"
	return ok
}

// givenMatrix reads the weights or the transform of a full connection.
func (c *Connections) givenMatrix(conn *model.Connection, opt values.Option, wo *WireOptions) bool {
	rows, cols := conn.Post.Size, conn.Pre.Size
	if opt.Name == "decoders" {
		c.Err(diag.TableKind, opt.Span(), "decoders of `%s` cannot be weights of neurons", conn.Pre.Ensemble.Name).WithFix(diag.Replace(opt.NameAt, "weights"))
		return false
	}
	if opt.Name == "transform" {
		t, ok := c.transform(opt, conn, cols, wo)
		if !ok {
			return false
		}
		if t.Sparse != nil { // no matrix of weights, but a map of activities
			conn.Full, conn.Transform = false, t
			return c.plainMap(conn, wo.O)
		}
		conn.Weights = &model.Given{At: opt.Value.At, Data: t.WrittenOut(rows).M, Rows: rows, Cols: cols}
		return true
	}
	g, ok := c.Given(opt, cols, "weights")
	if !ok {
		return false
	}
	conn.Weights = g
	if opt, ok := wo.O.Get("fan_in"); ok && g.Fill {
		c.Err(diag.NothingToSolve, opt.NameAt, "all weights are %g, none is the largest", g.Data[0]).WithHelp("`sparse` chooses at random")
		return false
	}
	if g.Table != nil {
		return c.TableFits(conn, g)
	}
	if !g.Fill && (g.Rows != rows || g.Cols != cols) {
		c.ShapeError(g.At, g.Rows, g.Cols, rows, cols)
		return false
	}
	return true
}

// plainMap refuses what only a matrix of weights has.
func (c *Connections) plainMap(conn *model.Connection, o *values.Options) bool {
	for _, name := range []string{"dale", "bias", "sparse", "fan_in"} {
		if opt, ok := o.Get(name); ok && !opt.Fallback {
			c.Err(diag.NothingToSolve, opt.NameAt, "`%s` needs a full weight matrix; `%s` has a sparse transform", name, conn.Name).WithFix(diag.Delete(opt.Span()))
			return false
		}
	}
	return true
}

// solvedMatrix reads what a full connection is solved for.
func (c *Connections) solvedMatrix(conn *model.Connection, wo *WireOptions) bool {
	if !c.solverSettings(conn, wo.O) {
		return false
	}
	pre, post := conn.Pre.Ensemble, conn.Post.Ensemble
	t := &wires.Term{Src: expressions.Source{Ens: pre, At: conn.Pre.At}, Transform: model.Scaling(1)}
	w := &wires.Wire{Size: pre.Dims, Terms: []*wires.Term{t}}
	conn.FuncText = "x"
	if !c.functionOption(w, wo) {
		return false
	}
	if opt, ok := wo.O.Get("function"); ok {
		conn.FuncText = opt.Value.String()
	}
	conn.Function, conn.Points = t.Fn, w.Points
	if !c.pointsFit(conn) {
		return false
	}
	if w.Size != post.Dims {
		c.Err(diag.SizeMismatch, wo.At, "the function has %s, `%s` represents %d", report.Dimensions(w.Size), post.Name, post.Dims).
			WithPlace(pre.At, "%s", report.Dimensions(pre.Dims)).WithPlace(post.At, "%s", report.Dimensions(post.Dims)).
			WithHelp("`function [x[0], …]` says which dimensions `%s` should represent", post.Name)
		return false
	}
	return true
}

// IsConstantFunction reports a function that does not depend on its input.
func IsConstantFunction(fn []*code.Expr) bool {
	for _, e := range fn {
		if e.Kind != code.Const {
			return false
		}
	}
	return len(fn) > 0 && !math.IsNaN(fn[0].Num)
}
