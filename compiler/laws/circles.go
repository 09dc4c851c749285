package laws

import (
	"math"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// circles finds circles of connections without a synapse: their values would
// depend on themselves within one step.
func circles(c *Case) {
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
	for _, conn := range c.Model.Connections {
		for _, p := range conn.EachPath() {
			if p.Synapse == nil && conn.Post.Rule == nil && !isLate(c.Model, conn, p) {
				link(endpoint(conn.Pre.Ends()[p.Source]), endpoint(conn.Post), conn.At)
			}
		}
	}
	for _, n := range c.Model.Nodes {
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
	for _, e := range c.Model.Ensembles {
		visit.from(e)
	}
	for _, n := range c.Model.Nodes {
		visit.from(n)
	}
}

// isLate reports a path whose spikes arrive a step later at the earliest.
func isLate(m *model.Model, conn *model.Connection, p model.Path) bool {
	if p.Delay != (model.Delay{}) {
		return true
	}
	of := conn.DelaysOf(p.Source)
	if of == nil {
		return false
	}
	step := 0.0
	for _, x := range m.Experiments {
		step = max(step, x.Dt)
	}
	if step == 0 {
		step = 1e-3
	}
	return math.Round(conn.ShortestDelay(p.Source)/step) >= 1
}

type loopSearch struct {
	c     *Case
	next  map[any][]any
	at    map[[2]any]diag.Span
	state map[any]int // 1 on the path, 2 done
	path  []any
	found bool
}

// from follows what an object acts on without a synapse, depth first.
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

// report reports the loop that leads from an object on the path back to it.
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
	d := l.c.Err(diag.Loop, l.at[[2]any{circle[0], circle[1]}], "a loop without any synapse: %s", text)
	for i := 1; i+1 < min(len(circle), maxCircle); i++ {
		d.WithPlace(l.at[[2]any{circle[i], circle[i+1]}], "and back")
	}
	d.WithHelp("give one of them a synapse, such as `synapse 5ms`")
}

// objectName is what a model calls an ensemble or a node.
func objectName(o any) string {
	if e, ok := o.(*model.Ensemble); ok {
		return e.Name
	}
	return o.(*model.Node).Written()
}
