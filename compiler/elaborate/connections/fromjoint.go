package connections

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// connectJoint makes the connection of a line that starts in the neurons of several
// populations. It is a full matrix; nothing else reads several populations together.
func (c *Connections) connectJoint(j *model.Joint, line *Line) bool {
	line.activities = true
	if !line.Post.Neurons {
		c.Err(diag.NeuronsAndValues, line.At, "`%s` is %d activities and ends in neurons; `%s` takes values", line.Carries, j.Neurons(), line.target).
			WithHelp("`-> %s.neurons` connects neurons; values are summed: `connect a + b -> …`", line.target)
		return false
	}
	conn := c.Model.NewConnection(line.Name, line.At, model.Endpoint{At: j.At, Joint: j, Neurons: true, Size: j.Neurons()}, *line.Post)
	if !c.commonSettings(conn, line) || !c.fullMatrix(conn, line) || !c.jointPoints(conn, line) {
		return false
	}
	c.keep(conn, line, true)
	return true
}

// jointPoints chooses how many evaluation points a joint source is solved at.
func (c *Connections) jointPoints(conn *model.Connection, line *Line) (ok bool) {
	conn.NumPoints, ok = line.Options.Whole("n_eval_points", 1, conn.Pre.Joint.DefaultPoints())
	if ok && conn.EvalPoints != nil && conn.EvalPoints.Dist != nil {
		conn.EvalPoints.Rows = conn.NumPoints
	}
	return ok
}

// jointFunction spells the option `function` of a joint source out, in x and in the
// names of its parts.
func (c *Connections) jointFunction(conn *model.Connection, line *Line) (fn []*code.Expr, ok bool) {
	opt, given := line.Options.Get("function")
	if !given {
		return nil, true
	}
	j, names := conn.Pre.Joint, map[string]expressions.Vector{}
	for _, p := range j.Populations() {
		names[p.Name] = stretch(p.From, p.Dims)
	}
	if twice := sharedName(opt.Value, j); twice != nil {
		c.Err(diag.TwiceInJoint, twice.At, "`%s` is the name of two parts of `%s`", twice.Text, j).
			WithHelp("`x` is the joint value: `x[0]`, `x[1]`, … are its dimensions")
		return nil, false
	}
	v, ok := c.InJointFunction(stretch(0, j.Dims), names).Expr(opt.Value, opt.In)
	if !ok {
		return nil, false
	}
	line.Carries = opt.Value
	if k, isConst := v.Elements[0].IsConst(); isConst && len(v.Elements) == 1 && !v.List {
		return filled(k, line.functionSize()), true
	}
	return v.Elements, true
}

// stretch are some dimensions of the joint value.
func stretch(from, dims int) expressions.Vector {
	v := expressions.Vector{List: dims > 1}
	for i := range dims {
		v.Elements = append(v.Elements, code.Var(0, from+i))
	}
	return v
}

// sharedName is the first name in an expression that several parts of a joint source
// have; nil if there is none.
func sharedName(e *grammar.Expr, j *model.Joint) *grammar.Expr {
	if e.Kind == grammar.Name && e.Text != "x" && len(j.Named(e.Text)) > 1 {
		return e
	}
	for _, a := range e.Args {
		if found := sharedName(a, j); found != nil {
			return found
		}
	}
	return nil
}

// jointSolved reads what a full connection of a joint source is solved for.
func (c *Connections) jointSolved(conn *model.Connection, line *Line) bool {
	if opt, given := line.Options.Get("function"); given && c.isPoints(opt) {
		return c.jointValues(conn, line)
	}
	fn, ok := c.jointFunction(conn, line)
	conn.Function, conn.FuncText = fn, "x"
	if !ok {
		return false
	}
	size := len(fn)
	if fn == nil {
		size = conn.Pre.Joint.Dims
	} else {
		conn.FuncText = line.Carries.String()
	}
	return c.representable(conn, size, line)
}

// jointValues reads the values of a function at the evaluation points of the line.
func (c *Connections) jointValues(conn *model.Connection, line *Line) bool {
	opt, _ := line.Options.Get("function")
	data, rows, cols, ok := c.MatrixOption(opt)
	if !ok {
		return false
	}
	conn.Points = &model.Given{At: opt.Value.At, Data: data, Rows: rows, Cols: max(cols, 1)}
	return c.pointsFit(conn) && c.representable(conn, conn.Points.Cols, line)
}
