package layered

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// random makes a graph of n boxes with wires of all kinds.
func random(r *rand.Rand, n int) *Graph {
	g := &Graph{Gap: 16, LayerGap: 24, PortGap: 12, LoopRoom: 20, LoopsBefore: r.IntN(2) == 0}
	for range n {
		g.Boxes = append(g.Boxes, Box{Width: 10 + 60*r.Float64(), Depth: 10 + 40*r.Float64(), Round: r.IntN(2) == 0, Before: 30 * r.Float64(),
			After: 30 * r.Float64(), Beside: None, Directed: r.IntN(5) == 0})
	}
	for range n + r.IntN(n+1) {
		w := Wire{From: r.IntN(n), To: r.IntN(n), Onto: None, Free: r.IntN(8) == 0}
		if r.IntN(3) == 0 {
			w.After, w.Along = 20*r.Float64(), 10
		}
		g.Wires = append(g.Wires, w)
	}
	for range r.IntN(3) {
		onto := r.IntN(len(g.Wires))
		box := r.IntN(n)
		if w := g.Wires[onto]; w.From != box && w.To != box && g.Boxes[w.From].Beside == None && g.Boxes[w.To].Beside == None {
			g.Wires = append(g.Wires, Wire{From: box, To: None, Onto: onto, Free: true})
			if !touched(g, box) {
				g.Boxes[box].Beside = onto
			}
		}
	}
	return g
}

// touched reports a box that stands beside a wire, or one whose wires have something beside them.
func touched(g *Graph, box int) bool {
	for _, b := range g.Boxes {
		if b.Beside != None && (g.Wires[b.Beside].From == box || g.Wires[b.Beside].To == box) {
			return true
		}
	}
	return g.Boxes[box].Beside != None
}

// each calls f for many random graphs.
func each(t *testing.T, f func(t *testing.T, g *Graph, d *Drawing)) {
	t.Helper()
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		g := random(r, 1+r.IntN(25))
		if f(t, g, Layout(g)); t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestNoBoxesOverlap(t *testing.T) {
	each(t, func(t *testing.T, g *Graph, d *Drawing) {
		for i, p := range d.Boxes {
			a := g.Boxes[i]
			if !(p.Across-a.Width/2-a.Before >= -1e-6 && p.Across+a.Width/2+a.After <= d.Across+1e-6 && p.Along-a.Depth/2 >= -1e-6 &&
				p.Along+a.Depth/2 <= d.Along+1e-6) {
				t.Errorf("box %d at %v leaves the drawing of %g×%g", i, p, d.Across, d.Along)
			}
			for j, q := range d.Boxes[:i] {
				b := g.Boxes[j]
				apartAcross := q.Across-b.Width/2-b.Before >= p.Across+a.Width/2+a.After-1e-6 || p.Across-a.Width/2-a.Before >= q.Across+b.Width/2+b.After-1e-6
				apartAlong := q.Along-b.Depth/2 >= p.Along+a.Depth/2-1e-6 || p.Along-a.Depth/2 >= q.Along+b.Depth/2-1e-6
				if !apartAcross && !apartAlong {
					t.Errorf("boxes %d at %v and %d at %v overlap", i, p, j, q)
				}
			}
		}
	})
}

// inside reports a point within the shape of a box.
func inside(b *Box, at, p Point) bool {
	x, y := (p.Across-at.Across)/(b.Width/2), (p.Along-at.Along)/(b.Depth/2)
	if b.Round {
		return x*x+y*y < 0.98
	}
	return x > -0.99 && x < 0.99 && y > -0.99 && y < 0.99
}

func TestWiresMeetNoBox(t *testing.T) {
	each(t, func(t *testing.T, g *Graph, d *Drawing) {
		for w, path := range d.Wires {
			if len(path) < 4 || len(path)%3 != 1 {
				t.Fatalf("wire %d has %d points", w, len(path))
			}
			for k := 0; k+3 < len(path); k += 3 {
				for step := range 21 {
					p := at(path[k:], float64(step)/20)
					for i := range g.Boxes {
						if inside(&g.Boxes[i], d.Boxes[i], p) {
							t.Fatalf("wire %d, %+v, passes through box %d at %v", w, g.Wires[w], i, p)
						}
					}
				}
			}
		}
	})
}

// Wires start and end on the shapes of their boxes.
func TestWiresTouchTheirBoxes(t *testing.T) {
	touches := func(b *Box, at, p Point) bool {
		grown := *b
		grown.Width, grown.Depth = grown.Width*1.05, grown.Depth*1.05
		return inside(&grown, at, p)
	}
	each(t, func(t *testing.T, g *Graph, d *Drawing) {
		for i, w := range g.Wires {
			path := d.Wires[i]
			if b := w.From; !g.Boxes[b].Directed && !touches(&g.Boxes[b], d.Boxes[b], path[0]) {
				t.Errorf("wire %d starts at %v, its box %+v is at %v", i, path[0], g.Boxes[b], d.Boxes[b])
			}
			if b := w.To; b != None && !g.Boxes[b].Directed && !touches(&g.Boxes[b], d.Boxes[b], path.pen()) {
				t.Errorf("wire %d ends at %v, its box is at %v", i, path.pen(), d.Boxes[b])
			}
			if w.Onto != None && !near(path.pen(), d.Middles[w.Onto]) {
				t.Errorf("wire %d ends at %v, the middle of wire %d is %v", i, path.pen(), w.Onto, d.Middles[w.Onto])
			}
		}
	})
}

// near reports places that are no farther apart than wires onto the same one may end.
func near(p, q Point) bool {
	return p.Across == q.Across && p.Along <= q.Along && p.Along >= q.Along-aside
}

func TestLayoutIsAFunction(t *testing.T) {
	each(t, func(t *testing.T, g *Graph, d *Drawing) {
		if !reflect.DeepEqual(d, Layout(g)) {
			t.Error("the same graph has two drawings")
		}
	})
}

// A chain, its wires one way.
func TestChainIsStraight(t *testing.T) {
	g := &Graph{Gap: 10, LayerGap: 20}
	for range 4 {
		g.Boxes = append(g.Boxes, Box{Width: 20, Depth: 20, Beside: None})
	}
	for i := range 3 {
		g.Wires = append(g.Wires, Wire{From: i, To: i + 1, Onto: None})
	}
	d := Layout(g)
	for i, p := range d.Boxes {
		if want := (Point{10, 10 + 40*float64(i)}); p != want {
			t.Errorf("box %d is at %v, not at %v", i, p, want)
		}
	}
}

func BenchmarkLayout500(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	g := &Graph{Gap: 16, LayerGap: 24, PortGap: 12}
	for i := range 500 {
		g.Boxes = append(g.Boxes, Box{Width: 40, Depth: 30, Beside: None})
		for range 1 + r.IntN(2) {
			if i > 0 {
				g.Wires = append(g.Wires, Wire{From: max(0, i-1-r.IntN(12)), To: i, Onto: None})
			}
		}
	}
	for b.Loop() {
		Layout(g)
	}
}

// One more line in a model moves little: of the pairs of boxes that share a layer
// before and after, few change their order.
func TestOneMoreWireMovesLittle(t *testing.T) {
	pairs, turned := 0, 0
	each(t, func(_ *testing.T, g *Graph, before *Drawing) {
		n := len(g.Boxes)
		more := *g
		more.Boxes = append(more.Boxes[:n:n], Box{Width: 20, Depth: 20, Beside: None})
		more.Wires = append(more.Wires[:len(g.Wires):len(g.Wires)], Wire{From: n / 2, To: n, Onto: None})
		after := Layout(&more)
		for i := range n {
			for j := range i {
				if before.Boxes[i].Along == before.Boxes[j].Along && after.Boxes[i].Along == after.Boxes[j].Along {
					pairs++
					if (before.Boxes[i].Across < before.Boxes[j].Across) != (after.Boxes[i].Across < after.Boxes[j].Across) {
						turned++
					}
				}
			}
		}
	})
	if share := float64(turned) / float64(pairs); !(share < 0.1) {
		t.Errorf("%d of %d pairs changed their order", turned, pairs)
	} else {
		t.Logf("%d of %d pairs changed their order", turned, pairs)
	}
}
