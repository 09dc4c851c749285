package layered

import (
	"math"
	"slices"
)

// placeAcross finds where nodes lie across, after Brandes & Köpf (2002): nodes are
// joined into blocks that lie on one line, in four ways (with the layer before or after,
// from the first or the last node); each way is packed, and a node lies half way between
// the two middle ones of its four places.
func (l *layout) placeAcross() {
	conflicts := l.conflicts()
	var four [4][]float64
	for i := range four {
		fromAbove, fromFirst := i < 2, i%2 == 0
		four[i] = l.pack(l.align(conflicts, fromAbove, fromFirst), fromFirst)
	}
	l.alignWays(&four)
	lowest := math.Inf(1)
	for v, n := range l.nodes {
		at := []float64{four[0][v], four[1][v], four[2][v], four[3][v]}
		slices.Sort(at)
		n.x = (at[1] + at[2]) / 2
		lowest = min(lowest, n.x-n.before)
	}
	for _, n := range l.nodes {
		n.x -= lowest
	}
}

// segment is a link between nodes of neighbouring layers.
type segment struct{ upper, lower int }

// conflicts marks links that cross a link between two places of wires: long wires are
// to be straight, so these are not joined.
func (l *layout) conflicts() map[segment]bool {
	marked := map[segment]bool{}
	for i := 1; i < len(l.layers); i++ {
		upper, lower := l.layers[i-1], l.layers[i]
		first, scanned := 0, 0
		for pos, v := range lower {
			inner := l.innerUpper(v)
			if inner == None && pos != len(lower)-1 {
				continue
			}
			last := len(upper) - 1
			if inner != None {
				last = l.nodes[inner].pos
			}
			for ; scanned <= pos; scanned++ {
				w := lower[scanned]
				for _, u := range l.nodes[w].up {
					at := l.nodes[u].pos
					if (at < first || at > last) && (l.nodes[u].box != None || l.nodes[w].box != None) {
						marked[segment{u, w}] = true
					}
				}
			}
			first = last
		}
	}
	return marked
}

// innerUpper is the place before the place of a wire, None if there is none.
func (l *layout) innerUpper(v int) int {
	if l.nodes[v].box == None {
		for _, u := range l.nodes[v].up {
			if l.nodes[u].box == None {
				return u
			}
		}
	}
	return None
}

// align joins each node with a median neighbour, unless that crosses what is joined
// already. It returns the first node of the block of each.
func (l *layout) align(conflicts map[segment]bool, fromAbove, fromFirst bool) []int {
	root, next := make([]int, len(l.nodes)), make([]int, len(l.nodes))
	for v := range root {
		root[v], next[v] = v, v
	}
	for i := range l.layers {
		layer := l.layers[i]
		if !fromAbove {
			layer = l.layers[len(l.layers)-1-i]
		}
		edge := math.Inf(-1)
		for k := range layer {
			v := layer[k]
			if !fromFirst {
				v = layer[len(layer)-1-k]
			}
			for _, u := range l.medians(v, fromAbove, fromFirst) {
				at := float64(l.nodes[u].pos)
				if !fromFirst {
					at = -at
				}
				if next[v] == v && at > edge && !conflicts[segment{u, v}] && !conflicts[segment{v, u}] && !l.taken(u, v, fromAbove) {
					next[u], root[v], next[v] = v, root[u], root[u]
					edge = at
				}
			}
		}
	}
	return root
}

// taken reports a neighbour from which a wire goes straight to another node.
func (l *layout) taken(u, v int, fromAbove bool) bool {
	to := l.nodes[u].straightDown
	if !fromAbove {
		to = l.nodes[u].straightUp
	}
	return to != None && to != v
}

// medians are the one or two middle neighbours of a node, in the order they are tried,
// or the one of the wire that is to be straight. A neighbour from which another wire
// goes straight is not joined.
func (l *layout) medians(v int, fromAbove, fromFirst bool) []int {
	near, straight := l.nodes[v].up, l.nodes[v].straightUp
	if !fromAbove {
		near, straight = l.nodes[v].down, l.nodes[v].straightDown
	}
	switch {
	case len(near) == 0:
		return nil
	case straight != None:
		return []int{straight}
	}
	near = slices.Clone(near)
	slices.SortStableFunc(near, func(a, b int) int { return l.nodes[a].pos - l.nodes[b].pos })
	low, high := near[(len(near)-1)/2], near[len(near)/2]
	if fromFirst {
		return []int{low, high}
	}
	return []int{high, low}
}

// apart is how far the centre lines of neighbours in a layer are apart, at least.
func (l *layout) apart(a, b int) float64 {
	gap := l.Gap
	if l.nodes[a].box == None && l.nodes[b].box == None {
		gap *= 0.6
	}
	return l.nodes[a].after + gap + l.nodes[b].before
}

// constraint keeps a block after another one.
type constraint struct {
	block int
	apart float64
}

// pack places blocks as far to one side as their neighbours let them, then back towards
// what stands after them as far as that leaves the others where they are.
func (l *layout) pack(root []int, fromFirst bool) []float64 {
	after, before := make([][]constraint, len(l.nodes)), make([][]constraint, len(l.nodes))
	for _, layer := range l.layers {
		for i := 1; i < len(layer); i++ {
			a, b := root[layer[i-1]], root[layer[i]]
			d := l.apart(layer[i-1], layer[i])
			if !fromFirst {
				a, b = b, a
			}
			after[a] = append(after[a], constraint{b, d})
			before[b] = append(before[b], constraint{a, d})
		}
	}
	x := make([]float64, len(l.nodes))
	blocks := inOrder(after, before, root)
	for _, b := range blocks {
		for _, c := range before[b] {
			x[b] = max(x[b], x[c.block]+c.apart)
		}
	}
	for _, b := range slices.Backward(blocks) {
		if len(after[b]) == 0 {
			continue
		}
		limit := math.Inf(1)
		for _, c := range after[b] {
			limit = min(limit, x[c.block]-c.apart)
		}
		x[b] = max(x[b], limit)
	}
	out := make([]float64, len(l.nodes))
	for v := range out {
		out[v] = x[root[v]]
		if !fromFirst {
			out[v] = -out[v]
		}
	}
	return out
}

// inOrder lists blocks so that each comes after those it stands after.
func inOrder(after, before [][]constraint, root []int) []int {
	waits := make([]int, len(root))
	var ready, out []int
	for v := range root {
		waits[v] = len(before[v])
		if root[v] == v && waits[v] == 0 {
			ready = append(ready, v)
		}
	}
	for len(ready) > 0 {
		b := ready[0]
		ready = ready[1:]
		out = append(out, b)
		for _, c := range after[b] {
			if waits[c.block]--; waits[c.block] == 0 {
				ready = append(ready, c.block)
			}
		}
	}
	return out
}

// alignWays moves the four ways to the narrowest: those from the first node to its
// smallest coordinate, the others to its largest.
func (l *layout) alignWays(four *[4][]float64) {
	var low, high [4]float64
	narrowest := 0
	for i, x := range four {
		low[i], high[i] = math.Inf(1), math.Inf(-1)
		for v, n := range l.nodes {
			low[i], high[i] = min(low[i], x[v]-n.before), max(high[i], x[v]+n.after)
		}
		if high[i]-low[i] < high[narrowest]-low[narrowest] {
			narrowest = i
		}
	}
	for i, x := range four {
		move := low[narrowest] - low[i]
		if i%2 == 1 {
			move = high[narrowest] - high[i]
		}
		for v := range x {
			x[v] += move
		}
	}
}
