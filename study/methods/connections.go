package methods

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/study/readable"
)

// plumbing reports a wire that only carries what arrives at an array to its members.
func plumbing(c *model.Connection) bool {
	return c.Pre.Node != nil && c.Pre.Node.Role == "array" && c.Synapse == nil && c.Function == nil && c.At == c.Pre.Node.At
}

// gathers reports a wire from a member of an array to the value of all members.
func gathers(c *model.Connection) bool {
	return c.Pre.Ensemble != nil && c.Pre.Ensemble.Array != "" && c.Post.Node != nil && c.Post.Node.Role == "array"
}

// connections are the wires between objects, but for those of errors to their rules.
func (d *describer) connections() Table {
	t := Table{Title: "Connections", Head: []string{"From", "To", "Function", "Transform", "Pairs", "Weights", "Synapse"}}
	for _, c := range d.model.Connections {
		if c.Post.Rule != nil || plumbing(c) {
			continue
		}
		post := c.Post
		if gathers(c) {
			post.Index = nil // each member gives its elements
		}
		t.Rows = append(t.Rows, []string{end(c.Pre), end(post), function(c), transform(c), Pairs(c), d.weights(c), Arrival(c)})
	}
	t.Rows = together(t.Rows)
	return t
}

// end names an end of a connection, with the elements it takes.
func end(e model.Endpoint) string {
	name := e.Name()
	if e.Node != nil {
		name = e.Node.Written()
	}
	if e.Node != nil && e.Node.Role == "array" {
		name = strings.TrimSuffix(name, ".input")
	}
	if e.Index == nil {
		return name
	}
	lo, hi := slices.Min(e.Index), slices.Max(e.Index)
	switch {
	case len(e.Index) == 1:
		return fmt.Sprintf("%s, element %d", name, lo)
	case hi-lo == len(e.Index)-1 && slices.IsSorted(e.Index):
		return fmt.Sprintf("%s, elements %d to %d", name, lo, hi)
	}
	return fmt.Sprintf("%s, %d elements", name, len(e.Index))
}

// longest is how many letters a formula has at most.
const longest = 160

// function is the formula of a connection.
func function(c *model.Connection) string {
	switch {
	case c.Points != nil:
		return fmt.Sprintf("given at %d points", c.Points.Rows)
	case c.Function == nil:
		return "x"
	}
	size := c.Pre.ValueSize()
	return formula(c.Function, func(_, i int) string { return readable.Element("x", i, size) })
}

// formula writes a vector of expressions; of a long one it says how many there are.
func formula(list []*code.Expr, name func(src, i int) string) string {
	parts := make([]string, len(list))
	for i, e := range list {
		parts[i] = e.Formula(name)
	}
	text := strings.Join(parts, ", ")
	if len([]rune(text)) > longest {
		return fmt.Sprintf("%d expressions", len(list))
	}
	if len(list) > 1 {
		return "[" + text + "]"
	}
	return text
}

// transform is the linear map of a connection.
func transform(c *model.Connection) string {
	t := c.Transform.Simplest()
	switch {
	case t.Sparse != nil:
		return fmt.Sprintf("%d×%d, %s nonzero", t.Rows, t.Cols, readable.Count(len(t.Sparse.Val)))
	case t.M == nil:
		return readable.Number(t.Scalar)
	case t.Rows*t.Cols <= 4:
		rows := make([]string, t.Rows)
		for i := range rows {
			row := make([]string, t.Cols)
			for j := range row {
				row[j] = readable.Number(t.M[i*t.Cols+j])
			}
			rows[i] = "[" + strings.Join(row, ", ") + "]"
		}
		return strings.Join(rows, ", ")
	case slices.Min(t.M) == slices.Max(t.M):
		return fmt.Sprintf("%d×%d, all %s", t.Rows, t.Cols, readable.Number(t.M[0]))
	}
	return fmt.Sprintf("%d×%d", t.Rows, t.Cols)
}

// weights says which weights a connection has and where they are from.
func (d *describer) weights(c *model.Connection) string {
	rows, cols := c.WeightsShape()
	var parts []string
	switch {
	case c.Weights != nil:
		parts = append(parts, fmt.Sprintf("%d×%d, %s%s", rows, cols, given(c.Weights), unitOf(c)))
	case c.Decoders != nil:
		parts = append(parts, "decoders "+given(c.Decoders))
	case c.Full:
		parts = append(parts, fmt.Sprintf("%d×%d, %s", rows, cols, solver(c)))
	case c.Solver != nil:
		parts = append(parts, "decoders, "+solver(c))
	default:
		return "exact"
	}
	if c.Relax && c.Weights == nil {
		parts = append(parts, "currents below threshold are free")
	}
	if c.Jumps {
		parts = append(parts, "added by a spike at once")
	}
	if c.UnitsGain {
		parts = append(parts, "times the gain of the target")
	}
	switch c.Bias {
	case weightfile.Decoded:
		parts = append(parts, "bias decoded")
	case weightfile.KeepPositive:
		parts = append(parts, "negative bias decoded")
	case weightfile.KeepNegative:
		parts = append(parts, "positive bias decoded")
	}
	if c.Scale != 1 {
		parts = append(parts, "scaled by "+readable.Number(c.Scale))
	}
	if c.NumPoints != 0 {
		parts = append(parts, readable.Count(c.NumPoints)+" evaluation points")
	}
	if c.EvalPoints != nil {
		unit := ""
		if c.ScaleEval {
			unit = ", in radii"
		}
		parts = append(parts, "evaluation points "+numbers(c.EvalPoints)+unit)
	}
	if c.Seed != d.model.Seed {
		parts = append(parts, fmt.Sprintf("seed %d", c.Seed))
	}
	return strings.Join(parts, ", ")
}

// unitOf is the unit of weights that are given as numbers.
func unitOf(c *model.Connection) string {
	e := c.Post.Ensemble
	if c.Weights.File != "" || e == nil || !c.Full {
		return ""
	}
	unit := "\u2009nS"
	if _, _, ok := neurons.Conductances(e.Neurons); !ok {
		unit = ""
	}
	switch {
	case c.Jumps:
		return unit
	case unit == "":
		return " per Hz"
	}
	return unit + " per Hz"
}

// solver names a solver with its regularisation.
func solver(c *model.Connection) string {
	if c.Solver == nil {
		return "not solved"
	}
	if c.Sigma != nil {
		return fmt.Sprintf("%s, σ = %s\u2009Hz", c.SolverName, readable.Number(*c.Sigma))
	}
	return fmt.Sprintf("%s, regularisation %s", c.SolverName, readable.Number(c.Reg))
}

// given says where a matrix is from.
func given(g *model.Given) string {
	switch {
	case g.File != "":
		return "from " + g.File
	case g.Identity:
		return readable.Number(g.Data[0]) + " on the diagonal"
	case g.Fill:
		return "all " + readable.Number(g.Data[0])
	}
	return fmt.Sprintf("given, %d×%d", g.Rows, g.Cols)
}

// learning are the rules.
func (d *describer) learning() Table {
	t := Table{Title: "Plasticity", Head: []string{"Rule", "Connection", "Error", "Rate (1/s)", "Parameters", "Definition"}}
	for _, r := range d.model.Rules {
		errorOf := "–"
		for _, c := range d.model.Connections {
			if c.Post.Rule == r {
				errorOf = d.errorText(c)
			}
		}
		t.Rows = append(t.Rows, []string{r.Kind.Name, r.Connection.Name, errorOf, readable.Number(d.value(r.Rate)), ruleParameters(r),
			r.Kind.Doc + "; " + r.Kind.Source})
	}
	return t
}

// errorText is the object whose value is the error, with what arrives there.
func (d *describer) errorText(c *model.Connection) string {
	name := end(c.Pre)
	if c.Pre.Node == nil {
		return name
	}
	var terms []string
	for _, into := range d.model.Connections {
		if into.Post.Node == c.Pre.Node {
			terms = append(terms, term(into))
		}
	}
	if len(terms) == 0 {
		return name
	}
	return name + " = " + strings.Replace(strings.Join(terms, " + "), "+ −", "− ", 1)
}

// term is what a connection adds to its target: −f(pre).
func term(c *model.Connection) string {
	t := c.Transform.Simplest()
	text := end(c.Pre)
	if c.Function != nil && len(c.Function) == 1 {
		text = c.Function[0].Formula(func(_, i int) string { return readable.Element(end(c.Pre), i, c.Pre.Size) })
	} else if c.Function != nil {
		text = "f(" + text + ")"
	}
	switch {
	case !t.IsScalar():
		return "T·" + text
	case t.Scalar == 1:
		return text
	case t.Scalar == -1:
		return "−" + text
	}
	return readable.Number(t.Scalar) + "·" + text
}

// value is an expression of params.
func (d *describer) value(e *code.Expr) float64 {
	env := &code.Env{}
	for _, p := range d.model.Params {
		env.Params = append(env.Params, p.Value)
	}
	return e.Eval(env)
}

// ruleParameters lists filters, then numbers, then bounds, by name.
func ruleParameters(r *model.Rule) string {
	var parts []string
	for _, p := range r.Kind.Options {
		if s := r.Filters[p.Name]; s != nil {
			parts = append(parts, p.Name+" "+readable.Component(s.String()))
		}
		if v, ok := r.Numbers[p.Name]; ok {
			parts = append(parts, p.Name+" "+readable.Number(v))
		}
	}
	if r.Min != nil {
		parts = append(parts, "min "+readable.Number(*r.Min))
	}
	if r.Max != nil {
		parts = append(parts, "max "+readable.Number(*r.Max))
	}
	if r.KeepDale {
		parts = append(parts, "signs kept")
	}
	if r.Compat {
		parts = append(parts, "times the gain of the target once more")
	}
	if r.When != nil {
		parts = append(parts, "gated by "+r.When.Written())
	}
	return strings.Join(parts, ", ")
}
