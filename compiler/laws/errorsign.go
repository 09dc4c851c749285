package laws

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// errors judges what rules learn from: its sign, and then what it aims at.
func errors(c *Case) {
	var p *pathways
	for _, r := range c.Model.Rules {
		if !r.Kind.NeedsError {
			continue
		}
		if p == nil {
			p = newPathways(c.influences(), c.Model.Params)
		}
		if c.errorSign(p, r) {
			c.checkAim(c.RuleLines[r], r.Connection)
		}
	}
}

// errorSign refuses an error that falls when what it trains grows. A rule makes
// its error smaller by taking it from the target, so the error must grow with
// the target; otherwise both run away. However the error is made, by a wire, by
// nodes, by populations, the slope with which the target enters is that of the
// network between the two, as far as it is linear.
func (c *Case) errorSign(p *pathways, r *model.Rule) bool {
	if !p.find(r) {
		return true
	}
	wrong := wrongDimensions(p.learned(), r.ErrorSize)
	if len(wrong) > 0 {
		c.wrongSign(p, wrong)
	}
	return len(wrong) == 0
}

// pathways is the part of a network through which what a rule changes reaches
// its error. One serves all rules, one after the other.
type pathways struct {
	into   map[any][]influence // the network
	params []*model.Param
	rule   *model.Rule
	target any
	out    map[any][]influence // of each object on those that lead to the error
	slopes map[any]errorSlopes // of the objects between target and error
	state  map[any]int         // of the objects that were visited
}

// errorSlopes are the slopes of the elements of an error with those of an
// object; nil if they are unknown.
type errorSlopes map[slopeOf]float64

// slopeOf names a slope: that of an element of the error with one of an object.
type slopeOf struct{ err, element int }

// maxSlopes bounds the products that are computed for one object; beyond, as
// with dense matrices of thousands of dimensions, signs are not judged.
const maxSlopes = 1 << 22

// newPathways is a network whose ways are not searched yet.
func newPathways(into map[any][]influence, params []*model.Param) *pathways {
	return &pathways{into: into, params: params, out: map[any][]influence{}, slopes: map[any]errorSlopes{}, state: map[any]int{}}
}

// find finds the pathways from the target of a rule to its error; false if there
// are none, or if they go in circles. The source of the trained connection
// belongs to none: learning sees its activity as given.
func (p *pathways) find(r *model.Rule) bool {
	clear(p.out)
	clear(p.slopes)
	clear(p.state)
	p.rule, p.target = r, r.Connection.Target()
	source := r.Connection.Pre.Object()
	for queue := []any{r}; len(queue) > 0; queue = queue[1:] {
		for _, in := range p.into[queue[0]] {
			if in.from == source && source != p.target || p.keepsSign(in) {
				continue
			}
			if len(p.out[in.from]) == 0 && in.from != p.target {
				queue = append(queue, in.from)
			}
			p.out[in.from] = append(p.out[in.from], in)
		}
	}
	return len(p.out[p.target]) > 0 && p.compute()
}

// keepsSign reports an object that feeds itself with at most what it has, as
// memories and leaky sums do: it makes its input longer, not another.
func (p *pathways) keepsSign(in influence) bool {
	if in.from != in.to || in.unknown {
		return false
	}
	for _, s := range in.slopes(p.params) {
		if s.to != s.from || !(s.k <= 1) {
			return false
		}
	}
	return true
}

// compute finds the slopes of the error with every object between it and the
// target, those nearest to the error first; false if they go in circles, or the
// target's are unknown.
func (p *pathways) compute() bool {
	const onPath, done = 1, 2
	var visit func(o any) bool
	visit = func(o any) bool {
		switch {
		case o == any(p.rule):
			return true
		case p.state[o] == onPath:
			return false
		case p.state[o] == done:
			return true
		}
		p.state[o] = onPath
		for _, in := range p.out[o] {
			if !visit(in.to) {
				return false
			}
		}
		p.slopes[o] = p.through(o)
		p.state[o] = done
		return true
	}
	p.slopes[p.rule] = errorSlopes{}
	for i := range p.rule.ErrorSize {
		p.slopes[p.rule][slopeOf{i, i}] = 1
	}
	return visit(p.target) && p.slopes[p.target] != nil
}

// through sums the slopes of the error with an object over all that it acts on.
func (p *pathways) through(o any) errorSlopes {
	out, count := errorSlopes{}, 0
	for _, in := range p.out[o] {
		beyond := p.slopes[in.to]
		if in.unknown || beyond == nil {
			return nil
		}
		byElement := map[int][]slopeOf{}
		for at := range beyond {
			byElement[at.element] = append(byElement[at.element], at)
		}
		for _, s := range in.slopes(p.params) {
			if count += len(byElement[s.to]); count > maxSlopes {
				return nil
			}
			for _, at := range byElement[s.to] {
				if s.k != 0 && beyond[at] != 0 {
					out[slopeOf{at.err, s.from}] += float64(s.k * beyond[at])
				}
			}
		}
	}
	return out
}

// learned are the slopes of the error with what the rule changes, the outputs of
// the trained connection.
func (p *pathways) learned() errorSlopes {
	output := map[int]int{}
	for j := range p.rule.ErrorSize {
		output[outputElement(p.rule.Connection.Post, j)] = j
	}
	out := errorSlopes{}
	for at, k := range p.slopes[p.target] {
		if j, ok := output[at.element]; ok {
			out[slopeOf{at.err, j}] = k
		}
	}
	return out
}

// outputElement is the element of the target that output j of a connection goes
// into.
func outputElement(post model.Endpoint, j int) int {
	if post.Index != nil && !post.Neurons && (post.Node == nil || post.Node.Neurons == nil) {
		return post.Index[j]
	}
	return j
}

// wrongDimensions lists the dimensions whose error certainly falls when they
// grow. One that depends on no other is judged by its own slope; others together,
// where each error falls more with its own dimension than it changes with all
// others.
func wrongDimensions(m errorSlopes, size int) []int {
	own, others := make([]float64, size), make([]float64, size)
	for at, k := range m {
		if at.err == at.element {
			own[at.err] = k
			continue
		}
		others[at.err] += math.Abs(k)
		others[at.element] += math.Abs(k)
	}
	var alone, coupled []int
	certain := true
	for i := range own {
		switch {
		case others[i] == 0 && own[i] < 0:
			alone = append(alone, i)
		case others[i] != 0:
			coupled = append(coupled, i)
			certain = certain && -own[i] > others[i]/2
		}
	}
	if certain {
		return append(alone, coupled...)
	}
	return alone
}

// culprit is where the sign turns on the way of dimension j to its error: the
// step nearest to the target whose slope is negative.
func (p *pathways) culprit(j int) influence {
	o, element := p.target, outputElement(p.rule.Connection.Post, j)
	for {
		var next influence
		var best slope
		lowest := 0.0
		for _, in := range p.out[o] {
			for _, s := range in.slopes(p.params) {
				if k := s.k * p.slopes[in.to][slopeOf{j, s.to}]; s.from == element && k < lowest {
					lowest, next, best = k, in, s
				}
			}
		}
		if best.k <= 0 || next.to == any(p.rule) {
			return next
		}
		o, element = next.to, best.to
	}
}

// wrongSign reports an error of the wrong sign where the sign is made, and the
// connection it would ruin.
func (c *Case) wrongSign(p *pathways, wrong []int) {
	r, conn, step := p.rule, p.rule.Connection, p.culprit(wrong[0])
	line := c.RuleLines[r]
	target := strings.TrimPrefix(c.targetName(conn), line.In.Prefix)
	what := "`" + target + "`"
	if len(wrong) < r.ErrorSize {
		what = fmt.Sprintf("dimension %d of %s", outputElement(conn.Post, wrong[0]), what)
	}
	at, written := step.at(), c.Written[step.line]
	from := "its target"
	if written != nil {
		at = written.At
		if e := written.Strip(); e.Kind == grammar.Binary && e.Text == "-" && step.from == p.target {
			from = "`" + e.Args[0].String() + "`"
		}
	}
	d := c.Err(diag.ErrorSign, at, "this error would push %s away from %s", what, from)
	if line.Learn.Error != nil && at == line.Learn.Error.At {
		d.WithLabel("%s is what the rule changes, so it must come first", what)
	} else {
		d.WithLabel("%s enters here with a minus", what).WithPlace(r.At, "the rule that learns from it")
	}
	d.WithPlace(conn.At, "the connection being trained").
		WithNote("an error is actual − target; %s makes it smaller", strings.ToUpper(r.Kind.Name))
	if written == nil || len(wrong) < r.ErrorSize || !p.onlyThrough(step.at()) {
		return
	}
	turned, ok := swapped(written)
	if !ok {
		return
	}
	d.WithFix(diag.Replace(at, turned))
	if line.Learn.Error != nil && at == line.Learn.Error.At {
		d.WithHelp("write `learn %s %s = %s`", line.Learn.Rule, line.Learn.ErrorName.Name, turned)
	}
}

// targetName is what the model calls the target of a connection.
func (c *Case) targetName(conn *model.Connection) string {
	switch o := conn.Target().(type) {
	case *model.Ensemble:
		return o.Name
	case *model.Node:
		if a := c.Arrays[o]; a != nil {
			return a.Name
		}
		return o.Name
	}
	return conn.Post.Name()
}

// onlyThrough reports whether every way from the target to the error passes
// through one line.
func (p *pathways) onlyThrough(line diag.Span) bool {
	seen := map[any]bool{}
	var escapes func(o any) bool
	escapes = func(o any) bool {
		if o == any(p.rule) {
			return true
		}
		if seen[o] {
			return false
		}
		seen[o] = true
		return slices.ContainsFunc(p.out[o], func(in influence) bool { return in.at() != line && escapes(in.to) })
	}
	return !escapes(p.target)
}

// swapped writes a difference the other way round.
func swapped(e *grammar.Expr) (string, bool) {
	e = e.Strip()
	if e.Kind != grammar.Binary || e.Text != "-" {
		return "", false
	}
	left := e.Args[0].String()
	if a := e.Args[0].Strip(); a.Kind == grammar.Binary && (a.Text == "+" || a.Text == "-") {
		left = "(" + a.String() + ")"
	}
	return e.Args[1].String() + " - " + left, true
}
