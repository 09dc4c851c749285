package layered

import "slices"

// makeChains gives each box a node and each wire the nodes it goes through: one in each
// layer between its ends. In its middle a wire has room for its label.
func (l *layout) makeChains() {
	for i := range l.Boxes {
		b := &l.Boxes[i]
		l.nodes = append(l.nodes, &node{box: i, layer: l.layerOf[i], before: b.Width/2 + b.Before, after: b.Width/2 + b.After,
			depth: max(b.Depth, b.Room), host: None, key: [2]int{i, None}, straightUp: None, straightDown: None})
	}
	l.chains, l.middle = make([][]int, len(l.Wires)), make([]int, len(l.Wires))
	for i := range l.Wires {
		l.middle[i] = None
		switch w := &l.Wires[i]; {
		case l.isLoop(w):
			l.makeLoop(i)
		case w.Onto == None:
			l.makeChain(i)
		}
	}
	for i := range l.Wires {
		if l.Wires[i].Onto != None {
			l.makeChainOnto(i)
		}
	}
	l.standBeside()
	l.link()
}

// makeLoop makes room beside a box for a wire to itself and the label of that.
func (l *layout) makeLoop(wire int) {
	w := &l.Wires[wire]
	n := l.nodes[w.From]
	room := l.LoopRoom + w.Before + w.After
	if l.LoopsBefore {
		n.before += room
	} else {
		n.after += room
	}
	l.middle[wire] = w.From
}

// place adds a node for a wire in a layer.
func (l *layout) place(wire, layer int) int {
	l.nodes = append(l.nodes, &node{box: None, layer: layer, host: None, key: [2]int{l.Wires[wire].From, wire},
		straightUp: None, straightDown: None})
	return len(l.nodes) - 1
}

// makeChain leads a wire from box to box. At a Directed box it turns, in the box's own
// layer, if it would otherwise leave or enter at the wrong side.
func (l *layout) makeChain(wire int) {
	w := &l.Wires[wire]
	chain := []int{w.From}
	from, to := l.layerOf[w.From], l.layerOf[w.To]
	via := to
	if mid := l.middleOf[wire]; mid != None {
		via = mid
	}
	if l.Boxes[w.From].Directed && via <= from {
		chain = append(chain, l.place(wire, from))
	}
	if mid := l.middleOf[wire]; mid != None {
		chain = l.lead(wire, chain, mid)
		l.middle[wire] = l.place(wire, mid)
		chain = append(chain, l.middle[wire])
		from = mid
	}
	chain = l.lead(wire, chain, to)
	if l.Boxes[w.To].Directed && from >= to {
		chain = append(chain, l.place(wire, to))
	}
	l.chains[wire] = append(chain, w.To)
	l.labelMiddle(wire)
}

// lead continues a chain to the layer before or after the one given, on the side that
// it comes from.
func (l *layout) lead(wire int, chain []int, to int) []int {
	at := l.nodes[chain[len(chain)-1]].layer
	for step := sign(to - at); at != to && at+step != to; {
		at += step
		chain = append(chain, l.place(wire, at))
	}
	return chain
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// labelMiddle gives the middle of a wire the room of its label.
func (l *layout) labelMiddle(wire int) {
	w, chain := &l.Wires[wire], l.chains[wire]
	if l.middle[wire] == None && len(chain) > 2 && w.labelled() {
		l.middle[wire] = chain[len(chain)/2]
	}
	if m := l.middle[wire]; m != None && m >= len(l.Boxes) {
		n := l.nodes[m]
		n.before, n.after, n.depth = max(n.before, w.Before), max(n.after, w.After), max(n.depth, w.Along)
	}
}

// makeChainOnto leads a wire to the middle of another: straight from a box that stands
// beside it, else by a place next to it.
func (l *layout) makeChainOnto(wire int) {
	w := &l.Wires[wire]
	host := l.middle[w.Onto]
	if l.standsNext(w.From, w.Onto) {
		l.chains[wire] = []int{w.From, host}
		return
	}
	chain := []int{w.From}
	to := l.nodes[host].layer
	if l.Boxes[w.From].Directed && to <= l.layerOf[w.From] {
		chain = append(chain, l.place(wire, l.layerOf[w.From]))
	}
	chain = l.lead(wire, chain, to)
	last := l.place(wire, to)
	l.nodes[last].host = host
	l.chains[wire] = append(chain, last, host)
	l.labelMiddle(wire)
}

// standsNext reports the first of the boxes that stand beside a wire.
func (l *layout) standsNext(box, wire int) bool {
	for i := range box {
		if l.Boxes[i].Beside == wire {
			return false
		}
	}
	return l.Boxes[box].Beside == wire
}

// standBeside lists what stands next to nodes: places of wires, then boxes.
func (l *layout) standBeside() {
	for i := range l.Boxes {
		if w := l.Boxes[i].Beside; w != None {
			l.nodes[i].host = l.middle[w]
		}
	}
	l.beside = make([][]int, len(l.nodes))
	for i := range l.nodes {
		if host := l.nodes[i].host; host != None {
			l.beside[host] = append(l.beside[host], i)
		}
	}
	for i := range l.beside {
		slices.SortStableFunc(l.beside[i], func(a, b int) int { return min(l.nodes[a].box, 0) - min(l.nodes[b].box, 0) })
	}
}

// link tells nodes of neighbouring layers which wires go from one to the other.
func (l *layout) link() {
	for wire, chain := range l.chains {
		for i := 1; i < len(chain); i++ {
			a, b := chain[i-1], chain[i]
			if l.nodes[a].layer > l.nodes[b].layer {
				a, b = b, a
			}
			upper, lower := l.nodes[a], l.nodes[b]
			if upper.layer == lower.layer {
				continue
			}
			upper.down = append(upper.down, b)
			lower.up = append(lower.up, a)
			if l.Wires[wire].Straight && upper.straightDown == None && lower.straightUp == None {
				upper.straightDown, lower.straightUp = b, a
			}
		}
	}
}
