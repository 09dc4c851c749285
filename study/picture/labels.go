package picture

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/stdlib/synapses"
	"github.com/nefc/nefc/study/readable"
)

// longest is how many letters a line of a label has at most.
const longest = 24

// lines leaves out empty ones.
func lines(list ...string) (out []string) {
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// wire says what a connection is: its function and factor, the size of its weights, its
// synapse and its delay where they are not the usual ones.
func (d *drafter) wire(c *model.Connection) Wire {
	w := Wire{Flavour: Exact, Names: []string{c.Name}, At: c.At}
	rows, cols := c.WeightsShape()
	size := ""
	switch {
	case c.Full || c.OntoNeurons:
		w.Flavour = Weighted
		size = fmt.Sprintf("%d×%d", rows, cols)
	case c.Pre.Sources() != nil || c.Pre.Node != nil && c.Pre.Node.Role == "array":
		w.Flavour = Decoded
	}
	w.Excites, w.Inhibits = signsOf(c)
	carries := d.carries(c)
	if name := c.Name; w.Flavour == Weighted && !strings.Contains(name, "->") {
		carries = strings.TrimSuffix(name+": "+carries, ": ")
	}
	port := ""
	if c.Post.Port != "" {
		port = "." + c.Post.Port
	}
	release := ""
	if c.Release != 1 {
		release = "p=" + readable.Number(c.Release) // of a spike to pass a synapse
	}
	w.Label = lines(carries, size, port, synapseText(c.Synapse), delayText(c.Delay), release)
	return w
}

// signsOf says whether the weights of a connection excite and inhibit: those of neurons
// with signs, what arrives at a port that has one, and given ones of one sign.
func signsOf(c *model.Connection) (excites, inhibits bool) {
	if c.Post.Magnitudes() {
		sign := c.Post.Entry().Sign
		return sign > 0, sign < 0
	}
	if c.Pre.Neurons && c.Pre.Signed() != nil {
		for _, e := range c.Pre.Sources() {
			excites, inhibits = excites || e.Dale != nil && *e.Dale > 0, inhibits || e.Dale != nil && *e.Dale < 1
		}
		return excites, inhibits
	}
	given := c.Transform.Dense()
	switch {
	case c.Weights != nil:
		given = c.Weights.Data
	case c.Post.Targets() == nil:
		return false, false
	case c.Transform.IsScalar():
		given = []float64{c.Transform.Scalar}
	}
	for _, v := range given {
		excites, inhibits = excites || v > 0, inhibits || v < 0
	}
	if c.Full && c.Weights == nil || excites && inhibits {
		return false, false // solved, or of both signs: no neuron has one
	}
	return excites, inhibits
}

// carries is the function and the transform of a connection in a few letters; "" for
// the value as it is.
func (d *drafter) carries(c *model.Connection) string {
	from := c
	if n := c.Pre.Node; n != nil && n.Role == "array" && c.Function == nil {
		for _, into := range d.into[n] {
			if into.Function != nil {
				from = into
				break
			}
		}
	}
	t := c.Transform.Simplest()
	if picked := picks(t); picked != "" && from.Function == nil {
		return picked
	}
	if !t.IsScalar() {
		return strings.TrimPrefix(formula(from, 1)+matrixText(t), " · ")
	}
	text := formula(from, t.Scalar)
	if text == "" && t.Scalar == -1 {
		return "−x"
	}
	if text == "" && t.Scalar != 1 {
		return readable.Number(t.Scalar) + "·x"
	}
	return text
}

// picks lists the elements of a value that a matrix picks, if these are few: x₀, x₂.
func picks(t model.Transform) string {
	if t.M == nil || t.Rows > 3 {
		return ""
	}
	var parts []string
	for i := range t.Rows {
		row := t.M[i*t.Cols : (i+1)*t.Cols]
		at := slices.Index(row, 1)
		for j, v := range row {
			if v != 0 && j != at {
				return ""
			}
		}
		if at < 0 {
			return ""
		}
		parts = append(parts, readable.Element("x", at, t.Cols))
	}
	return strings.Join(parts, ", ")
}

// matrixText says what a matrix is: filled with one number, or its size.
func matrixText(t model.Transform) string {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, v := range t.M {
		lo, hi = min(lo, v), max(hi, v)
	}
	if lo == hi && t.Rows*t.Cols > 1 {
		return " · all " + readable.Number(lo)
	}
	if t.Rows*t.Cols == 1 {
		return " · " + readable.Number(lo)
	}
	return fmt.Sprintf(" · %d×%d", t.Rows, t.Cols)
}

// formula is a factor times the function of a connection; "" for the identity.
func formula(c *model.Connection, factor float64) string {
	if c.Function == nil {
		if c.Points != nil {
			return "table"
		}
		return ""
	}
	size := c.Pre.ValueSize()
	whole := len(c.Function) == size
	parts := make([]string, len(c.Function))
	for i, e := range c.Function {
		whole = whole && e.Kind == code.Input && e.Index == i
		parts[i] = e.Times(factor).Formula(func(_, index int) string { return readable.Element("x", index, size) })
	}
	text := strings.Join(parts, ", ")
	switch {
	case whole:
		return ""
	case len([]rune(text)) > longest && factor != 1:
		return readable.Number(factor) + "·f(x)"
	case len([]rune(text)) > longest:
		return "f(x)"
	}
	return text
}

// nodeText is what a node computes, if that is short.
func nodeText(n *model.Node) string {
	text := ""
	switch n.Kind {
	case model.Process:
		text, _, _ = strings.Cut(n.Process.String(), "(")
	case model.External:
		text = n.Outside
	case model.Filtered:
		text = readable.Component(n.Synapse.String())
	case model.Delayed:
		text = delayText(n.Delay)
	case model.Code:
		if len(n.Code) > 3 {
			return ""
		}
		parts := make([]string, len(n.Code))
		for i, e := range n.Code {
			parts[i] = e.Formula(func(src, index int) string {
				return readable.Element(lastName(objectName(n.Reads[src].Object())), index, sizeOf(n.Reads[src]))
			})
		}
		text = strings.Join(parts, ", ")
	}
	if len([]rune(text)) > longest {
		return ""
	}
	return text
}

func sizeOf(r *model.Read) int {
	if r.Ensemble != nil {
		return r.Ensemble.Dims
	}
	return r.Node.Dims
}

// lastName is what a name ends with, behind its last dot.
func lastName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// synapseText is a synapse that is not the usual one; none is not said.
func synapseText(s synapses.Synapse) string {
	switch s := s.(type) {
	case nil:
		return ""
	case synapses.Lowpass:
		if s.Tau == 0.005 {
			return ""
		}
		return readable.Seconds(s.Tau)
	}
	return readable.Component(s.String())
}

func delayText(d model.Delay) string {
	switch {
	case d.Steps != 0:
		return fmt.Sprintf("delay %d steps", d.Steps)
	case d.Time != 0:
		return "delay " + readable.Seconds(d.Time)
	}
	return ""
}
