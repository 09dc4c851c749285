package check

import (
	"runtime"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/solvers"
)

// settle gives connections what depends on signs and tables, which any line may
// have given: the default solver, and the decoded bias of a table.
func (c *checker) settle(*scope) {
	for _, conn := range c.model.Connections {
		if conn.Pre.Ensemble == nil {
			continue
		}
		if conn.Weights == nil && conn.Decoders == nil && conn.Solver == nil {
			conn.Solver, conn.SolverName = solvers.L2{}, "l2"
			if keepsSigns(conn) {
				conn.Solver, conn.SolverName = solvers.NNLS{}, "nnls"
			}
		}
		conn.BiasDecode = conn.BiasDecode || conn.Weights != nil && conn.Weights.Table != nil && conn.Weights.Table.BiasDecode
	}
}

// keepsSigns reports weights between neurons of which each has a sign.
func keepsSigns(conn *model.Connection) bool { return conn.Full && conn.Pre.Ensemble.Dale != nil }

// dale refuses solvers, scales and bias modes that do not go with the signs of
// neurons.
func (c *checker) dale(*scope) {
	decoded := map[*model.Ensemble]*model.Connection{}
	for _, conn := range c.model.Connections {
		if conn.Pre.Ensemble == nil {
			c.signsOfMembers(conn)
			continue
		}
		signs := keepsSigns(conn)
		if signs && conn.Weights == nil && conn.Decoders == nil && !conn.Solver.Traits().Signed {
			c.err(diag.DaleClash, conn.At, "`solve %s` does not keep the signs of `%s`", conn.SolverName, conn.Pre.Ensemble.Name).
				WithPlace(conn.Pre.Ensemble.DaleAt, "its neurons have signs").WithHelp("`solve nnls` does")
		}
		if signs && conn.Scale < 0 {
			c.err(diag.DaleClash, conn.At, "a `scale` of %g would turn every excitatory neuron of `%s` inhibitory", conn.Scale, conn.Pre.Ensemble.Name).
				WithPlace(conn.Pre.Ensemble.DaleAt, "its neurons have signs")
		}
		if conn.BiasDecode {
			if old := decoded[conn.Post.Ensemble]; old != nil {
				c.err(diag.BiasTwice, conn.At, "two connections decode the bias of `%s`", conn.Post.Ensemble.Name).WithPlace(old.At, "the first").
					WithHelp("`bias intrinsic` on one of them")
			}
			decoded[conn.Post.Ensemble] = conn
		}
	}
}

// signsOfMembers refuses weights from an array whose neurons have signs: its
// pass-through does not know which neuron has which.
func (c *checker) signsOfMembers(conn *model.Connection) {
	if !conn.OntoNeurons {
		return
	}
	for _, e := range c.model.Ensembles {
		if e.Array != "" && e.Dale != nil && conn.Pre.Node.Name == e.Array+activitiesSuffix {
			c.err(diag.DaleClash, conn.At, "the neurons of `%s` have signs, which weights from one member keep, not those from all", e.Array).
				WithPlace(e.DaleAt, "its neurons have signs").WithHelp("connect each: `for i in 0:N { connect %s[i].neurons -> … }`", e.Array)
			return
		}
	}
}

// circles finds circles of connections without a synapse: their values would
// depend on themselves within one step.
func (c *checker) circles(*scope) {
	if c.diags.HasErrors() {
		return
	}
	next := map[any][]any{}
	at := map[[2]any]diag.Span{}
	link := func(from, to any, where diag.Span) {
		next[from] = append(next[from], to)
		at[[2]any{from, to}] = where
	}
	endpoint := func(e model.Endpoint) any {
		if e.Ensemble != nil {
			return e.Ensemble
		}
		return e.Node
	}
	for _, conn := range c.model.Connections {
		if conn.Synapse == nil && conn.Delay == (model.Delay{}) && conn.Post.Rule == nil {
			link(endpoint(conn.Pre), endpoint(conn.Post), conn.At)
		}
	}
	for _, n := range c.model.Nodes {
		for _, r := range n.Reads {
			switch {
			case r.Ensemble != nil && r.Synapse == nil:
				link(r.Ensemble, n, r.At)
			case r.Node != nil && r.Synapse == nil && !r.Previous && n.Kind != model.Delayed:
				link(r.Node, n, r.At)
			}
		}
	}
	visit := &loopSearch{c: c, next: next, at: at, state: map[any]int{}}
	for _, e := range c.model.Ensembles {
		visit.from(e)
	}
	for _, n := range c.model.Nodes {
		visit.from(n)
	}
}

type loopSearch struct {
	c     *checker
	next  map[any][]any
	at    map[[2]any]diag.Span
	state map[any]int // 1 on the path, 2 done
	path  []any
	found bool
}

func (l *loopSearch) from(o any) {
	if l.found || l.state[o] == 2 {
		return
	}
	if l.state[o] == 1 {
		l.report(o)
		return
	}
	l.state[o] = 1
	l.path = append(l.path, o)
	for _, n := range l.next[o] {
		l.from(n)
	}
	l.path = l.path[:len(l.path)-1]
	l.state[o] = 2
}

// maxCircle is how many objects of a circle are named.
const maxCircle = 12

func (l *loopSearch) report(o any) {
	l.found = true
	start := len(l.path) - 1
	for l.path[start] != o {
		start--
	}
	circle := append(append([]any(nil), l.path[start:]...), o)
	text := objectName(o)
	for i, x := range circle[1:] {
		if len(circle) > maxCircle && i == maxCircle-2 {
			text += " → …"
		}
		if i < maxCircle-2 || i == len(circle)-2 {
			text += " → " + objectName(x)
		}
	}
	d := l.c.err(diag.Loop, l.at[[2]any{circle[0], circle[1]}], "a loop without any synapse: %s", text)
	for i := 1; i+1 < min(len(circle), maxCircle); i++ {
		d.WithPlace(l.at[[2]any{circle[i], circle[i+1]}], "and back")
	}
	d.WithHelp("give one of them a synapse, such as `synapse 5ms`")
}

func objectName(o any) string {
	if e, ok := o.(*model.Ensemble); ok {
		return e.Name
	}
	return o.(*model.Node).Written()
}

// memory refuses a model whose run needs more than it may use.
func (c *checker) memory(*scope) {
	if c.diags.HasErrors() {
		return
	}
	bytes, largest := c.model.Needs(runtime.GOMAXPROCS(0))
	if c.model.Bytes = bytes; !(float64(bytes) <= float64(c.maxMemory)) {
		c.err(diag.TooLarge, largest.At, "this run needs %s, it may use %s", bytes, model.Bytes(c.maxMemory)).
			WithNote("the largest part is %s, %s", largest.What(), largest.Bytes).WithHelp("make it smaller, or allow more with `--max-memory`")
	}
}
