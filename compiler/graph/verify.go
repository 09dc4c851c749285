package graph

import "fmt"

// Verify panics, naming the pass, if the graph breaks a rule: each signal has a
// name of its own, operators use no others, a signal is set and updated at most
// once, only written if not constant, and the order of operators has no circle. A
// breach is a bug of the compiler, never of the model.
func (g *Graph) Verify(pass string) {
	fail := func(format string, args ...any) {
		panic(fmt.Sprintf("nefc: after %s: %s", pass, fmt.Sprintf(format, args...)))
	}
	g.verifySignals(fail)
	g.verifyOps(fail)
	if _, ok := g.order(); !ok {
		fail("the operators form a circle")
	}
}

// verifySignals looks for names that two signals share, and initial values that
// are too many or too few.
func (g *Graph) verifySignals(fail func(format string, args ...any)) {
	names := map[string]bool{}
	for _, s := range g.Signals {
		if names[s.Name] {
			fail("two signals %s", s.Name)
		}
		if s.Init != nil && len(s.Init) != s.Size() {
			fail("signal %s has %d initial values for %d elements", s.Name, len(s.Init), s.Size())
		}
		names[s.Name] = true
	}
}

// verifyOps looks for signals that are not of the graph, and for those that are
// written though they must not be.
func (g *Graph) verifyOps(fail func(format string, args ...any)) {
	known := map[*Signal]bool{}
	for _, s := range g.Signals {
		known[s] = true
	}
	setBy, updatedBy := map[*Signal]*Op{}, map[*Signal]*Op{}
	for _, op := range g.Ops {
		for _, list := range [][]*Signal{op.Sets, op.Incs, op.Reads, op.Updates} {
			for _, s := range list {
				if !known[s] {
					fail("%s (%s) uses the unknown signal %s", op.Kind, op.Tag, s.Name)
				}
			}
		}
		for _, s := range op.Sets {
			if setBy[s] != nil || s.Const {
				fail("%s is set by %s, and constant or also set by another", s.Name, op.Tag)
			}
			setBy[s] = op
		}
		for _, s := range op.Updates {
			if updatedBy[s] != nil || s.Const {
				fail("%s is updated by %s, and constant or also updated by another", s.Name, op.Tag)
			}
			updatedBy[s] = op
		}
	}
}
