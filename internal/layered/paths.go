package layered

import "math"

// placeAlong stacks the layers. Between two of them there is the more room the farther
// wires go across.
func (l *layout) placeAlong() {
	depth := make([]float64, len(l.layers))
	farthest, turns := make([]float64, len(l.layers)+1), make([]bool, len(l.layers)+1)
	for _, n := range l.nodes {
		depth[n.layer] = max(depth[n.layer], n.depth)
	}
	for _, chain := range l.chains {
		for i := 1; i < len(chain); i++ {
			a, b := l.nodes[chain[i-1]], l.nodes[chain[i]]
			if channel := max(a.layer, b.layer); a.layer != b.layer {
				farthest[channel] = max(farthest[channel], math.Abs(a.x-b.x))
			} else if !l.flat(chain[i-1], chain[i]) {
				turns[l.turn(chain, i)] = true
			}
		}
	}
	at := 0.0
	for i := range l.layers {
		if i > 0 {
			at += l.LayerGap + min(0.25*farthest[i], 2*l.LayerGap)
		} else if turns[0] {
			at += l.LayerGap
		}
		l.top = append(l.top, at)
		at += depth[i]
		l.bottom = append(l.bottom, at)
	}
	if turns[len(l.layers)] {
		at += l.LayerGap
	}
	l.end = at
}

// turn is the channel in which step i of a chain turns round, from a layer into the
// same: after it where the wire leaves a Directed box, else before it.
func (l *layout) turn(chain []int, i int) int {
	n := l.nodes[chain[i-1]]
	if i == 1 && l.Boxes[n.box].Directed {
		return n.layer + 1
	}
	return n.layer
}

// draw makes curves of chains.
func (l *layout) draw() *Drawing {
	d := &Drawing{Along: l.end, Boxes: make([]Point, len(l.Boxes)), Wires: make([]Path, len(l.Wires)), Middles: make([]Point, len(l.Wires))}
	for i, n := range l.nodes {
		d.Across = max(d.Across, n.x+n.after)
		if i < len(l.Boxes) {
			d.Boxes[i] = Point{n.x, l.centre(n)}
		}
	}
	starts, ends := l.spread()
	loops := make([]int, len(l.Boxes))
	for i := range l.Wires {
		if w := &l.Wires[i]; l.isLoop(w) {
			d.Wires[i], d.Middles[i] = l.drawLoop(w, loops[w.From])
			loops[w.From]++
		} else {
			d.Wires[i] = l.drawChain(i, starts[i], ends[i])
		}
	}
	for i, w := range l.Wires {
		switch m := l.middle[i]; {
		case l.isLoop(&w):
		case m != None:
			d.Middles[i] = Point{l.nodes[m].x, l.centre(l.nodes[m])}
		default:
			d.Middles[i] = d.Wires[i].halfWay()
		}
		if w.Onto != None && l.isLoop(&l.Wires[w.Onto]) {
			d.Wires[i].endAt(d.Middles[w.Onto])
		}
	}
	return d
}

// centre is half way along the layer of a node.
func (l *layout) centre(n *node) float64 { return (l.top[n.layer] + l.bottom[n.layer]) / 2 }

// drawLoop leads a wire from a box out and back, beside it; each further one reaches a
// little farther.
func (l *layout) drawLoop(w *Wire, nth int) (Path, Point) {
	b, n := &l.Boxes[w.From], l.nodes[w.From]
	away := 1.0
	if l.LoopsBefore {
		away = -1
	}
	along := 0.25 * b.Depth
	across := b.Width / 2
	if b.Round {
		across *= math.Sqrt(0.75)
	}
	at, y := n.x+away*across, l.centre(n)
	apex := n.x + away*(b.Width/2+l.LoopRoom*float64(1+nth))
	out := at + 0.55*(apex-at)
	p := Path{{at, y + along}, {out, y + 1.5*along}, {apex, y + 0.9*along}, {apex, y},
		{apex, y - 0.9*along}, {out, y - 1.5*along}, {at, y - along}}
	return p, p.halfWay()
}

// drawChain draws a wire through the nodes of its chain: straight through layers, in
// curves between them, so that it meets no box.
func (l *layout) drawChain(wire int, start, end float64) Path {
	chain := l.chains[wire]
	x := make([]float64, len(chain))
	for i, v := range chain {
		x[i] = l.nodes[v].x
	}
	x[0] += start
	x[len(x)-1] += end
	p := l.begin(chain, x[0], start)
	for i := 1; i < len(chain); i++ {
		a, b := l.nodes[chain[i-1]], l.nodes[chain[i]]
		switch {
		case b.layer > a.layer:
			p.line(Point{x[i-1], l.bottom[a.layer]})
			p.sway(Point{x[i], l.top[b.layer]})
		case b.layer < a.layer:
			p.line(Point{x[i-1], l.top[a.layer]})
			p.sway(Point{x[i], l.bottom[b.layer]})
		case l.flat(chain[i-1], chain[i]):
			p.flat(l.meeting(a, b))
			return p
		default:
			l.turnRound(&p, chain, i, x[i])
		}
	}
	last := l.nodes[chain[len(chain)-1]]
	y := l.centre(last)
	if l.side(chain[len(chain)-1], chain[len(chain)-2], true) == back {
		p.line(Point{x[len(x)-1], y - l.Boxes[last.box].outline(end)})
	} else {
		p.line(Point{x[len(x)-1], y + l.Boxes[last.box].outline(end)})
	}
	return p
}

// begin starts a path where the wire leaves its box.
func (l *layout) begin(chain []int, x, offset float64) Path {
	n := l.nodes[chain[0]]
	b, y := &l.Boxes[n.box], l.centre(n)
	switch l.side(chain[0], chain[1], false) {
	case front:
		return Path{{x, y + b.outline(offset)}}
	case back:
		return Path{{x, y - b.outline(offset)}}
	}
	return Path{{l.flank(n, l.nodes[chain[1]]), y}}
}

// flank is where the side of a box lies that faces another node of its layer.
func (l *layout) flank(n, towards *node) float64 {
	if towards.pos < n.pos {
		return n.x - l.Boxes[n.box].Width/2
	}
	return n.x + l.Boxes[n.box].Width/2
}

// aside is how far wires that lead to the middle of another, but not from a box beside
// it, end before that middle.
const aside = 7

// meeting is where a wire from a neighbour in the same layer ends: at the side of a box,
// or in the middle of a wire.
func (l *layout) meeting(from, to *node) Point {
	switch {
	case to.box != None:
		return Point{l.flank(to, from), l.centre(to)}
	case from.box != None:
		return Point{to.x, l.centre(to)}
	}
	return Point{to.x, l.centre(to) - min(aside, 0.4*(l.bottom[to.layer]-l.top[to.layer]))}
}

// turnRound leads step i of a chain back into its layer, in the channel beside it.
func (l *layout) turnRound(p *Path, chain []int, i int, x float64) {
	layer := l.nodes[chain[i]].layer
	at, away := l.top[layer], -1.0
	if l.turn(chain, i) > layer {
		at, away = l.bottom[layer], 1
	}
	p.line(Point{p.pen().Across, at})
	height := away * min(0.7*l.LayerGap, 8+0.2*math.Abs(x-p.pen().Across)) * 4 / 3
	*p = append(*p, Point{p.pen().Across, at + height}, Point{x, at + height}, Point{x, at})
}
