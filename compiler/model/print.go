package model

import (
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/internal/weightfile"
)

// Print writes the model as stable text, an object a line, in SI units: the most
// of it, to be read. What identifies a model is its data (identity.go).
func (m *Model) Print(w io.Writer) {
	for _, line := range m.lines() {
		fmt.Fprintln(w, strings.TrimRight(line, "\n"))
	}
}

func (x *Experiment) cellText() string {
	text := ""
	if x.Seeds != nil {
		text += fmt.Sprintf(" seeds %v", x.Seeds)
	}
	for _, s := range x.Sweeps {
		if text += " sweep " + s.Param; s.Words != nil {
			text += fmt.Sprintf(" %v", s.Words)
		} else {
			text += fmt.Sprintf(" %v", s.Values)
		}
	}
	return text
}

// lines describes every object, its seed and params included.
func (m *Model) lines() []string {
	out := []string{fmt.Sprintf("seed %d", m.Seed)}
	add := func(line string) { out = append(out, line) }
	for _, p := range m.Params {
		add(fmt.Sprintf("param %s = %g structural %v", p.Name, p.Value, p.Structural != nil))
	}
	for _, c := range m.Choices {
		add(fmt.Sprintf("param %s = %s", c.Param, c.Text))
	}
	for _, e := range m.Ensembles {
		add(e.line())
	}
	for _, n := range m.Nodes {
		add(n.line())
	}
	for _, c := range m.Connections {
		add(c.line())
	}
	for _, r := range m.Rules {
		add(r.line())
	}
	for _, p := range m.Probes {
		line := fmt.Sprintf("probe %s of %s slot %q index %v synapse %v every %g", p.Name, slotOwner(p), p.Slot.Name, p.Slot.Index, p.Synapse, p.Every)
		if p.Decoders != nil {
			line += " decoders " + p.Decoders.text()
		}
		add(line)
	}
	for _, e := range m.Experiments {
		var b strings.Builder
		fmt.Fprintf(&b, "experiment %s dt %gs%s\n", e.Name, e.Dt, e.cellText())
		printEvents(&b, e.Events, "  ")
		add(b.String())
	}
	return out
}

func slotOwner(p *Probe) string {
	switch s := &p.Slot; {
	case s.Ensemble != nil:
		return s.Ensemble.Name
	case s.Node != nil:
		return s.Node.Name
	default:
		return s.Connection.Name
	}
}

func (e *Ensemble) line() string {
	var b strings.Builder
	fmt.Fprintf(&b, "ensemble %s n %d dims %d radius %g neurons %s seed %d eval_points %s×%d encoders %s normalize %v",
		e.Name, e.N, e.Dims, e.Radius, e.Neurons, e.Seed, e.EvalPoints.text(), e.NumEvalPoints, e.Encoders.text(), e.Normalize)
	for _, part := range []struct {
		name string
		a    *Array
	}{{"max_rates", e.MaxRates}, {"intercepts", e.Intercepts}, {"gain", e.Gain}, {"bias", e.Bias}, {"h", e.H}} {
		if part.a != nil {
			fmt.Fprintf(&b, " %s %s", part.name, part.a.text())
		}
	}
	for _, st := range e.Neurons.States() {
		fmt.Fprintf(&b, " %s %s", st.Name, e.Initial[st.Name].text())
	}
	if e.Dale != nil {
		fmt.Fprintf(&b, " dale %g", *e.Dale)
	}
	if e.Positions != nil {
		fmt.Fprintf(&b, " positions %s", e.Positions.text())
	}
	return b.String()
}

// text describes an array; given numbers by their hash.
func (a *Array) text() string {
	if a.Dist != nil {
		return a.Dist.String()
	}
	return digest(a.Data)
}

func digest(data []float64) string {
	if len(data) <= 4 {
		return fmt.Sprint(data)
	}
	sum := sha256.Sum256([]byte(fmt.Sprint(data)))
	return fmt.Sprintf("[%d numbers %x]", len(data), sum[:6])
}

func inputName(src, i int) string { return fmt.Sprintf("in%d[%d]", src, i) }

func codeText(list []*code.Expr) string {
	parts := make([]string, len(list))
	for i, e := range list {
		parts[i] = e.Format(inputName)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func (n *Node) line() string {
	line := fmt.Sprintf("%s %s dims %d", n.Role, n.Name, n.Dims)
	switch n.Kind {
	case Code:
		line += " = " + codeText(n.Code)
		for i, r := range n.Reads {
			line += fmt.Sprintf(" in%d=%s synapse %v", i, r.name(), r.Synapse)
		}
		if n.Initial != nil {
			line += fmt.Sprintf(" initial %v", n.Initial)
		}
	case Process:
		line += fmt.Sprintf(" = %s seed %d", n.Process, n.Seed)
	case Filtered:
		line += fmt.Sprintf(" = %s of %s", n.Synapse, n.Reads[0].name())
	case Delayed:
		line += fmt.Sprintf(" = %s delayed %+v", n.Reads[0].name(), n.Delay)
	case External:
		line += fmt.Sprintf(" = external %q", n.Outside)
		for _, r := range n.Reads {
			line += " of " + r.name()
		}
	}
	return line
}

func (r *Read) name() string {
	switch {
	case r.Previous:
		return r.Node.Name + " before"
	case r.Node != nil:
		return r.Node.Name
	}
	return r.Ensemble.Name
}

func (c *Connection) line() string {
	line := fmt.Sprintf("connect %s: %s -> %s synapse %v", c.Name, c.Pre.text(), c.Post.text(), c.Synapse)
	if c.Delay != (Delay{}) {
		line += fmt.Sprintf(" delay %+v", c.Delay)
	}
	for _, p := range c.Paths {
		line += fmt.Sprintf(" path %d %+d %v %+v", p.Source, p.Sign, p.Synapse, p.Delay)
	}
	if c.Relax {
		line += " relax"
	}
	if c.NumPoints != 0 {
		line += fmt.Sprintf(" n_eval_points %d", c.NumPoints)
	}
	if c.Function != nil {
		line += " function " + codeText(c.Function)
	}
	if !c.Transform.IsScalar() || c.Transform.Scalar != 1 {
		line += " transform " + c.Transform.text()
	}
	if c.Solver != nil {
		line += " solve " + c.SolverName
		if c.Sigma != nil {
			line += fmt.Sprintf(" sigma %g", *c.Sigma)
		} else {
			line += fmt.Sprintf(" reg %g", c.Reg)
		}
	}
	if c.EvalPoints != nil {
		line += fmt.Sprintf(" eval_points %s scaled %v", c.EvalPoints.text(), c.ScaleEval)
	}
	if c.Weights != nil {
		line += " weights " + c.Weights.text()
	}
	if c.Decoders != nil {
		line += " decoders " + c.Decoders.text()
	}
	if c.Points != nil {
		line += " function " + c.Points.text()
	}
	for _, share := range c.Sparse {
		line += fmt.Sprintf(" density %g", share)
	}
	line += c.chosen()
	if c.FanIn != 0 {
		line += fmt.Sprintf(" strongest %d", c.FanIn)
	}
	if c.draws() {
		line += fmt.Sprintf(" seed %d", c.Seed)
	}
	if c.Scale != 1 {
		line += fmt.Sprintf(" scale %g", c.Scale)
	}
	if c.Bias != weightfile.Intrinsic {
		line += " bias " + c.Bias.String()
	}
	if c.Jumps {
		line += " units jump"
	}
	if c.UnitsGain {
		line += " units gain"
	}
	return line
}

// chosen says which pairs of neurons have a weight, when spikes arrive, and how many.
func (c *Connection) chosen() string {
	line := ""
	for _, p := range c.Chance {
		line += " probability " + p.text()
	}
	if c.InDegree != nil {
		line += fmt.Sprintf(" indegree %v", c.InDegree)
	}
	if c.OutDegree != nil {
		line += fmt.Sprintf(" outdegree %v", c.OutDegree)
	}
	if c.NoAutapses {
		line += " autapses no"
	}
	if c.Wrap {
		line += " wrap"
	}
	for _, p := range c.Delays {
		line += " delays " + p.text()
	}
	if c.Release != 1 {
		line += fmt.Sprintf(" release %g", c.Release)
	}
	return line
}

func (e Endpoint) text() string { return fmt.Sprintf("%s%v", e.Name(), e.Index) }

func (t Transform) text() string {
	switch {
	case t.Sparse != nil:
		return t.Sparse.String()
	case t.M != nil:
		return fmt.Sprintf("%d×%d %s", t.Rows, t.Cols, digest(t.M))
	}
	return fmt.Sprintf("%g", t.Scalar)
}

// draws reports a connection that uses random numbers.
func (c *Connection) draws() bool {
	return c.Solver != nil && c.Solver.Traits().Draws || c.Sparse != nil || c.Chance != nil || c.InDegree != nil || c.OutDegree != nil || c.Release != 1 || c.drawsDelays() || c.EvalPoints != nil && c.EvalPoints.Dist != nil
}

func (c *Connection) drawsDelays() bool {
	return slices.ContainsFunc(c.Delays, func(p *Pairwise) bool { return p != nil && p.Dist != nil })
}

func (g *Given) text() string {
	if g.Identity {
		return fmt.Sprintf("%g on the diagonal", g.Data[0])
	}
	return digest(g.Data)
}

// printEvents writes events, one a line.
func printEvents(w io.Writer, list []Event, indent string) {
	for _, e := range list {
		fmt.Fprint(w, indent)
		switch e := e.(type) {
		case *Phase:
			fmt.Fprintf(w, "phase %s %d steps%s\n", e.Name, e.Steps, e.Until)
			printEvents(w, e.Events, indent+"  ")
		case *Freeze:
			fmt.Fprintf(w, "freeze thaw=%v", e.Thaw)
			for _, r := range e.Rules {
				fmt.Fprintf(w, " %s", r.Connection.Name)
			}
			for _, n := range e.Nodes {
				fmt.Fprintf(w, " %s", n.Name)
			}
			fmt.Fprintln(w)
		case *Reset:
			fmt.Fprintf(w, "reset %s\n", e.What)
		case *Set:
			fmt.Fprintf(w, "set param[%d] = %s\n", e.Param, e.Value.Format(inputName))
		case *Clamp:
			fmt.Fprintf(w, "hold %s at %s\n", e.Node.Name, e.Text)
		case *Scale:
			fmt.Fprintf(w, "scale %s by %s\n", e.Connection.Name, e.By.Format(inputName))
		case *Lesion:
			fmt.Fprint(w, "lesion")
			for _, x := range e.Ensembles {
				fmt.Fprintf(w, " %s", x.Name)
			}
			fmt.Fprintf(w, "%s%s\n", listed(e.Neurons), share(e.By))
		case *Cut:
			fmt.Fprintf(w, "cut %s%s\n", e.Connection.Name, share(e.By))
		case *Heal:
			fmt.Fprintf(w, "heal all=%v", e.All)
			for _, x := range e.Ensembles {
				fmt.Fprintf(w, " %s", x.Name)
			}
			for _, c := range e.Connections {
				fmt.Fprintf(w, " %s", c.Name)
			}
			fmt.Fprintln(w)
		case *Load:
			fmt.Fprintf(w, "load weights %s from %s scale %g%s\n", e.Connection.Name, e.File, e.Scale, map[bool]string{false: " match no"}[e.Match])
		case *Expect:
			fmt.Fprintf(w, "expect %s%s%s\n", e.Text, spoken("in", e.Phase, "when", e.WhenText, "pool", e.Pool, "because", e.Because), from(e.After))
		case *Plot:
			fmt.Fprintf(w, "plot %s", e.Kind)
			for _, i := range e.Items {
				fmt.Fprintf(w, " %s", i.Text)
			}
			against := ""
			if e.Against != nil {
				against = e.Against.Text
			}
			fmt.Fprintf(w, "%s%s to %s\n", spoken("in", e.Phase, "over", e.Over, "by", e.By, "against", against), from(e.After), strings.Join(e.To, ", "))
		case *Export:
			fmt.Fprintf(w, "export %s%s to %s\n", e.What, e.names(), e.To)
		}
	}
}

// listed writes the neurons of a lesion; nothing where a share says them.
func listed(neurons []int) string {
	if neurons == nil {
		return ""
	}
	return fmt.Sprintf(" neurons %v", neurons)
}

// share writes the share of a lesion or a cut; nothing for all.
func share(by *code.Expr) string {
	if by == nil {
		return ""
	}
	return " by " + by.Format(inputName)
}

// String writes when a phase ends early; nothing of one that does not.
func (u *Until) String() string {
	if u == nil {
		return ""
	}
	return fmt.Sprintf(" until %s over %d steps", u.Text, u.Steps)
}

// spoken writes options that have a value: a name, its value, and so on.
func spoken(options ...string) string {
	text := ""
	for i := 0; i < len(options); i += 2 {
		if options[i+1] != "" {
			text += " " + options[i] + " " + options[i+1]
		}
	}
	return text
}

func from(after float64) string {
	if after == 0 {
		return ""
	}
	return fmt.Sprintf(" after %gs", after)
}

// names lists what an export exports.
func (x *Export) names() string {
	text := ""
	for _, c := range x.Connections {
		text += " " + c.Name + x.Part.suffix()
	}
	for _, p := range x.Probes {
		text += " " + p.Name
	}
	for _, e := range x.Ensembles {
		text += " " + e.Name
	}
	return text
}

func (r *Rule) line() string {
	line := fmt.Sprintf("learn %s %s on %s rate %s", r.Name, r.Kind.Name, r.Connection.Name, r.Rate.Format(inputName))
	for _, p := range r.Kind.Options {
		if filter, ok := r.Filters[p.Name]; ok {
			line += fmt.Sprintf(" %s %v", p.Name, filter)
		} else if number, ok := r.Numbers[p.Name]; ok {
			line += fmt.Sprintf(" %s %g", p.Name, number)
		}
	}
	line += fmt.Sprintf(" keep_dale %v compat %v error %d", r.KeepDale, r.Compat, r.ErrorSize)
	if r.When != nil {
		line += " when " + r.When.line()
	}
	if r.Min != nil {
		line += fmt.Sprintf(" min %g", *r.Min)
	}
	if r.Max != nil {
		line += fmt.Sprintf(" max %g", *r.Max)
	}
	return line
}
