package space

import (
	"math"
	"testing"
)

func apart(a, b []float64) float64 {
	sum := 0.0
	for k := range a {
		sum += (a[k] - b[k]) * (a[k] - b[k])
	}
	return math.Sqrt(sum)
}

// Layouts lie within the cube, spread evenly: every box of a grid has its share of neurons;
// neurons with near numbers are near.
func TestLayouts(t *testing.T) {
	for _, l := range Table {
		for _, axes := range l.Axes {
			const n = 4096
			p := l.Points(n, axes)
			if len(p) != n*axes {
				t.Fatalf("%s(%d): %d numbers", l.Name, axes, len(p))
			}
			boxes := map[int]int{}
			along, nearest := 0.0, math.Inf(1)
			for i := range n {
				box := 0
				for _, x := range p[i*axes : (i+1)*axes] {
					if !(x > -1 && x < 1) {
						t.Fatalf("%s(%d): %g", l.Name, axes, x)
					}
					box = 4*box + int((x+1)*2)
				}
				boxes[box]++
				if i > 0 {
					d := apart(p[(i-1)*axes:i*axes], p[i*axes:(i+1)*axes])
					along, nearest = along+d/(n-1), min(nearest, d)
				}
			}
			want := float64(n) / math.Pow(4, float64(axes))
			for box, k := range boxes {
				if math.Abs(float64(k)-want) > 0.15*want+1 {
					t.Errorf("%s(%d): box %d has %d of %g", l.Name, axes, box, k, want)
				}
			}
			if len(boxes) != int(math.Pow(4, float64(axes))) {
				t.Errorf("%s(%d): only %d boxes have neurons", l.Name, axes, len(boxes))
			}
			// The spacing of a grid of as many neurons; drawn at random, neighbours in number are as far as any two.
			if grid := 2 / math.Pow(n, 1/float64(axes)); along > 2*grid || nearest < 0.2*grid {
				t.Errorf("%s(%d): neighbours are %g apart on average, %g at least; on a grid %g", l.Name, axes, along, nearest, grid)
			}
		}
	}
}

// What a layout gives is the same for ever.
func TestPinned(t *testing.T) {
	want := map[string][]float64{
		"line": {-0.75, -0.25, 0.25, 0.75},
	}
	got := Find("line").Points(4, 1)
	for i, x := range want["line"] {
		if got[i] != x {
			t.Errorf("line: %v", got)
		}
	}
	if Find("nothing") != nil || len(Names()) != len(Table) {
		t.Error("names")
	}
}
