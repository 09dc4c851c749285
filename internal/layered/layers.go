package layered

import "slices"

// ranking is the graph of which layers are computed: boxes, and the middles of wires
// that others end in. A box beside a wire is one with the middle of that wire.
type ranking struct {
	*layout
	of      []int // the node of each box
	mids    []int // the node of the middle of each wire; None for wires without
	n       int
	arcs    []arc // without cycles
	leaving [][]int
}

// assignLayers finds a layer for each box and each middle that others end in. Wires
// that run against the flow are turned round; those of boxes that stand beside a wire,
// only if they would close a cycle with the rest.
func (l *layout) assignLayers() {
	r := &ranking{layout: l, of: make([]int, len(l.Boxes)), mids: make([]int, len(l.Wires))}
	r.number()
	plain, beside := r.split()
	place := sequence(r.n, plain)
	for _, a := range plain {
		if place[a.from] > place[a.to] {
			a.from, a.to = a.to, a.from
		}
		r.arcs = append(r.arcs, a)
	}
	r.leaving = make([][]int, r.n)
	for _, a := range r.arcs {
		r.leaving[a.from] = append(r.leaving[a.from], a.to)
	}
	for _, a := range beside {
		if reaches(r.leaving, a.to, a.from) {
			a.from, a.to = a.to, a.from
		}
		r.arcs = append(r.arcs, a)
		r.leaving[a.from] = append(r.leaving[a.from], a.to)
	}
	layer := longestPaths(r.n, r.arcs)
	pullTogether(layer, r.arcs)
	r.keep(layer)
}

// number gives nodes to boxes and middles.
func (r *ranking) number() {
	for i := range r.mids {
		r.mids[i] = None
	}
	for i := range r.Boxes {
		r.of[i] = None
		if r.Boxes[i].Beside == None {
			r.of[i] = r.n
			r.n++
		}
	}
	trained := make([]bool, len(r.Wires))
	for i := range r.Wires {
		if onto := r.Wires[i].Onto; onto != None {
			trained[onto] = true
		}
	}
	for i := range r.Boxes {
		if w := r.Boxes[i].Beside; w != None {
			trained[w] = true
		}
	}
	for i := range r.Wires {
		switch w := &r.Wires[i]; {
		case !trained[i]:
		case r.isLoop(w):
			r.mids[i] = r.of[w.From]
		default:
			r.mids[i] = r.n
			r.n++
		}
	}
	for i := range r.Boxes {
		if w := r.Boxes[i].Beside; w != None {
			r.of[i] = r.mids[w]
		}
	}
}

// split makes arcs of the wires that have a say: those of boxes beside wires apart from
// the others.
func (r *ranking) split() (plain, beside []arc) {
	for i := range r.Wires {
		w := &r.Wires[i]
		if w.Free || w.Onto != None || w.From == w.To {
			continue
		}
		a := arc{r.of[w.From], r.of[w.To], 1}
		if a.from == a.to {
			continue
		}
		switch mid := r.mids[i]; {
		case r.Boxes[w.From].Beside != None || r.Boxes[w.To].Beside != None:
			if w.labelled() {
				a.length = 2
			}
			beside = append(beside, a)
		case mid != None:
			plain = append(plain, arc{a.from, mid, 1}, arc{mid, a.to, 1})
		default:
			if w.labelled() {
				a.length = 2
			}
			plain = append(plain, a)
		}
	}
	return plain, beside
}

// longestPaths gives each node the length of the longest path to it; arcs have no
// cycles.
func longestPaths(n int, arcs []arc) []int {
	layer, waits := make([]int, n), make([]int, n)
	leaving := make([][]arc, n)
	for _, a := range arcs {
		waits[a.to]++
		leaving[a.from] = append(leaving[a.from], a)
	}
	var ready []int
	for v := range n {
		if waits[v] == 0 {
			ready = append(ready, v)
		}
	}
	for len(ready) > 0 {
		v := ready[0]
		ready = ready[1:]
		for _, a := range leaving[v] {
			layer[a.to] = max(layer[a.to], layer[v]+a.length)
			if waits[a.to]--; waits[a.to] == 0 {
				ready = append(ready, a.to)
			}
		}
	}
	return layer
}

// pullTogether moves nodes along while that makes arcs shorter in all: a node with more
// leaving than entering arcs to those it leads to, others to where they come from.
func pullTogether(layer []int, arcs []arc) {
	n := len(layer)
	leaving, entering := make([][]arc, n), make([][]arc, n)
	for _, a := range arcs {
		leaving[a.from] = append(leaving[a.from], a)
		entering[a.to] = append(entering[a.to], a)
	}
	for moved, round := true, 0; moved && round < n; round++ {
		moved = false
		for v := range n {
			to := layer[v]
			switch {
			case len(leaving[v]) > len(entering[v]):
				to = layer[leaving[v][0].to] - leaving[v][0].length
				for _, a := range leaving[v] {
					to = min(to, layer[a.to]-a.length)
				}
			case len(leaving[v]) < len(entering[v]):
				to = 0
				for _, a := range entering[v] {
					to = max(to, layer[a.from]+a.length)
				}
			}
			moved = moved || to != layer[v]
			layer[v] = to
		}
	}
}

// keep writes the layers of nodes down, the smallest as 0; boxes that stand in the
// first or the last layer are moved there.
func (r *ranking) keep(layer []int) {
	if r.n == 0 {
		return
	}
	lowest, last := slices.Min(layer), slices.Max(layer)
	r.layerOf, r.middleOf = make([]int, len(r.Boxes)), make([]int, len(r.Wires))
	for i := range r.Boxes {
		r.layerOf[i] = layer[r.of[i]] - lowest
		if r.Boxes[i].First {
			r.layerOf[i] = 0
		}
		if r.Boxes[i].Last {
			r.layerOf[i] = last - lowest
		}
	}
	for i := range r.Wires {
		r.middleOf[i] = None
		if r.mids[i] != None {
			r.middleOf[i] = layer[r.mids[i]] - lowest
		}
	}
}
