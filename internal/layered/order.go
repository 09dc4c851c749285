package layered

import (
	"cmp"
	"slices"
)

// sweeps is how often orders are improved, down and up in turn (Gansner et al. 1993).
const sweeps = 24

// orderLayers puts the nodes of each layer into an order with few crossings. It starts
// from the order of the boxes and keeps an order unless another has fewer crossings.
func (l *layout) orderLayers() {
	l.startOrder()
	best, fewest := l.copyOrder(), l.crossings()
	for sweep := range sweeps {
		if fewest == 0 {
			break
		}
		l.sweep(sweep%2 == 0)
		l.transpose()
		l.gather()
		if n := l.crossings(); n < fewest {
			best, fewest = l.copyOrder(), n
		}
	}
	l.layers = best
	l.number()
}

// startOrder sorts layers by the boxes that nodes are of, or that their wires start in.
func (l *layout) startOrder() {
	last := 0
	for _, n := range l.nodes {
		last = max(last, n.layer)
	}
	l.layers = make([][]int, last+1)
	for i, n := range l.nodes {
		l.layers[n.layer] = append(l.layers[n.layer], i)
	}
	for _, layer := range l.layers {
		slices.SortStableFunc(layer, func(a, b int) int {
			x, y := l.nodes[a].key, l.nodes[b].key
			return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
		})
	}
	l.gather()
}

// number tells nodes their places.
func (l *layout) number() {
	for _, layer := range l.layers {
		l.numberLayer(layer)
	}
}

func (l *layout) numberLayer(layer []int) {
	for pos, v := range layer {
		l.nodes[v].pos = pos
	}
}

func (l *layout) copyOrder() [][]int {
	out := make([][]int, len(l.layers))
	for i, layer := range l.layers {
		out[i] = slices.Clone(layer)
	}
	return out
}

// gather puts what stands next to a node there: after it, or before a box whose wire to
// itself lies before it.
func (l *layout) gather() {
	for i, layer := range l.layers {
		var out []int
		for _, v := range layer {
			switch {
			case l.nodes[v].host != None:
			case l.LoopsBefore && l.nodes[v].box != None:
				for _, b := range slices.Backward(l.beside[v]) {
					out = append(out, b)
				}
				out = append(out, v)
			default:
				out = append(append(out, v), l.beside[v]...)
			}
		}
		l.layers[i] = out
	}
	l.number()
}

// sweep orders each layer by the medians of its neighbours in the layer before, or in
// the one after. Nodes without such neighbours stay where they are.
func (l *layout) sweep(down bool) {
	for i := range l.layers {
		layer := l.layers[i]
		if !down {
			layer = l.layers[len(l.layers)-1-i]
		}
		var moving []int
		median := map[int]float64{}
		for _, v := range layer {
			near := l.nodes[v].up
			if !down {
				near = l.nodes[v].down
			}
			if len(near) > 0 {
				median[v] = l.weightedMedian(near)
				moving = append(moving, v)
			}
		}
		slices.SortStableFunc(moving, func(a, b int) int { return cmp.Compare(median[a], median[b]) })
		next := 0
		for pos, v := range layer {
			if _, ok := median[v]; ok {
				layer[pos] = moving[next]
				next++
			}
		}
		l.numberLayer(layer)
	}
}

// weightedMedian is the median of places; of an even number, nearer to the side where
// they lie close together (Gansner et al. 1993).
func (l *layout) weightedMedian(near []int) float64 {
	near = l.inPlace(near)
	at := func(i int) int { return l.nodes[near[i]].pos }
	m := len(near) / 2
	switch {
	case len(near)%2 == 1:
		return float64(at(m))
	case len(near) == 2:
		return float64(at(0)+at(1)) / 2
	}
	left, right := float64(at(m-1)-at(0)), float64(at(len(near)-1)-at(m))
	if left+right == 0 {
		return float64(at(m-1)+at(m)) / 2
	}
	return (float64(float64(at(m-1))*right) + float64(float64(at(m))*left)) / (left + right)
}

// inPlace sorts nodes of a layer by their places; they are nearly sorted from the last
// time.
func (l *layout) inPlace(nodes []int) []int {
	slices.SortFunc(nodes, func(a, b int) int { return l.nodes[a].pos - l.nodes[b].pos })
	return nodes
}

// transpose swaps neighbours while that saves crossings.
func (l *layout) transpose() {
	for improved, round := true, 0; improved && round < sweeps; round++ {
		improved = false
		for _, layer := range l.layers {
			for i := 1; i < len(layer); i++ {
				a, b := l.nodes[layer[i-1]], l.nodes[layer[i]]
				if l.between(a, b) > l.between(b, a) {
					layer[i-1], layer[i] = layer[i], layer[i-1]
					a.pos, b.pos = i, i-1
					improved = true
				}
			}
		}
	}
}

// between counts the crossings of wires of a with wires of b if a stands before b.
func (l *layout) between(a, b *node) int {
	return l.inversions(l.inPlace(a.up), l.inPlace(b.up)) + l.inversions(l.inPlace(a.down), l.inPlace(b.down))
}

// inversions counts the pairs in which the node of a is the later; both are in place.
func (l *layout) inversions(a, b []int) int {
	n, j := 0, 0
	for _, x := range a {
		for j < len(b) && l.nodes[b[j]].pos < l.nodes[x].pos {
			j++
		}
		n += j
	}
	return n
}

// crossings counts the crossings between all neighbouring layers.
func (l *layout) crossings() int {
	n := 0
	for _, layer := range l.layers[:len(l.layers)-1] {
		var ends []int
		for _, v := range layer {
			for _, w := range l.inPlace(l.nodes[v].down) {
				ends = append(ends, l.nodes[w].pos)
			}
		}
		n += countInversions(ends)
	}
	return n
}

// countInversions counts pairs that are in descending order, by sorting: it merges
// halves, and each element of the right half passes what is left of the left one.
func countInversions(list []int) int {
	if len(list) < 2 {
		return 0
	}
	left, right := slices.Clone(list[:len(list)/2]), slices.Clone(list[len(list)/2:])
	n := countInversions(left) + countInversions(right)
	for k := range list {
		if len(right) == 0 || len(left) > 0 && left[0] <= right[0] {
			list[k], left = left[0], left[1:]
			continue
		}
		n += len(left)
		list[k], right = right[0], right[1:]
	}
	return n
}
