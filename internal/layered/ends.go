package layered

import (
	"cmp"
	"math"
	"slices"
)

// side is where a wire meets a box.
type side int

const (
	back  side = iota // where the flow comes from
	front             // where the flow goes
	flank             // beside, across
)

// end is one end of a wire at a box.
type end struct {
	wire   int
	last   bool
	toward float64 // where the wire comes from or goes to, across
	fixed  *float64
}

// spread gives the ends of wires at each side of a box places, in the order of where
// they go: one that goes straight keeps the middle, the others lie beside it. It returns
// their distances from the centre line, of the starts and of the ends of wires.
func (l *layout) spread() (starts, ends []float64) {
	starts, ends = make([]float64, len(l.Wires)), make([]float64, len(l.Wires))
	at := make([][2][]end, len(l.Boxes))
	note := func(wire int, last bool, n, next int, fixed *float64) {
		if box := l.nodes[n].box; box != None {
			if s := l.side(n, next, last); s != flank {
				at[box][s] = append(at[box][s], end{wire, last, l.nodes[next].x, fixed})
			}
		}
	}
	for i, chain := range l.chains {
		if len(chain) > 1 {
			note(i, false, chain[0], chain[1], &l.Wires[i].FromAt)
			note(i, true, chain[len(chain)-1], chain[len(chain)-2], &l.Wires[i].ToAt)
		}
	}
	for box := range at {
		for _, list := range at[box] {
			for k, offset := range l.offsets(box, list) {
				if list[k].last {
					ends[list[k].wire] = offset
				} else {
					starts[list[k].wire] = offset
				}
			}
		}
	}
	return starts, ends
}

// offsets sorts the ends at one side of a box and places them.
func (l *layout) offsets(box int, list []end) []float64 {
	b, x := &l.Boxes[box], l.nodes[box].x
	out := make([]float64, len(list))
	if b.Directed {
		for k, e := range list {
			out[k] = *e.fixed
		}
		return out
	}
	slices.SortStableFunc(list, func(a, b end) int { return cmp.Compare(a.toward, b.toward) })
	middle := float64(len(list)-1) / 2
	for k, e := range list {
		if math.Abs(e.toward-x) < 1e-6 {
			middle = float64(k)
			break
		}
	}
	reach := max(middle, float64(len(list)-1)-middle)
	gap := min(l.PortGap, 0.35*b.Width/max(reach, 1))
	for k := range list {
		out[k] = (float64(k) - middle) * gap
	}
	return out
}

// side is where the wire between a box and the next node of its chain meets the box;
// last says that the box is its end.
func (l *layout) side(box, next int, last bool) side {
	a, b := l.nodes[box], l.nodes[next]
	switch {
	case b.layer > a.layer:
		return front
	case b.layer < a.layer:
		return back
	case l.flat(box, next):
		return flank
	case l.Boxes[a.box].Directed && !last:
		return front
	}
	return back
}

// flat reports a wire that goes straight to its neighbour in the same layer.
func (l *layout) flat(a, b int) bool {
	p, q := l.nodes[a], l.nodes[b]
	if p.layer != q.layer {
		return false
	}
	if p.host == b || q.host == a {
		return true
	}
	between := p.pos - q.pos
	return p.box != None && q.box != None && !l.Boxes[p.box].Directed && !l.Boxes[q.box].Directed && (between == 1 || between == -1)
}

// outline is where a line along the flow, some way from the centre line of a box, meets
// its shape: the distance from its middle.
func (b *Box) outline(offset float64) float64 {
	if !b.Round {
		return b.Depth / 2
	}
	part := min(1, math.Abs(offset)/(b.Width/2))
	return b.Depth / 2 * math.Sqrt(1-part*part)
}
