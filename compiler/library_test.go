package compiler_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/internal/npz"
)

// Circular convolution is Nengo's: the same transforms to the last rounding of
// sine and cosine, as many populations of as many neurons with the same radius
// (golden case p_circconv8).
func TestCircularConvolutionIsNengos(t *testing.T) {
	m := compilertest.Valid(t, "use std/circular_convolution\nseed 1\nnode a dims 8\nnode b dims 8\ncircular_convolution c(n=40, d=8)\nconnect a -> c.a\nconnect b -> c.b\nprobe c.y\nrun 1s\n").Model
	if len(m.Ensembles) != 40 {
		t.Errorf("%d populations, Nengo has 40", len(m.Ensembles))
	}
	for _, e := range m.Ensembles {
		if e.N != 20 || !(math.Abs(e.Radius-2*math.Sqrt2) <= 1e-15) {
			t.Errorf("%s: %d neurons of radius %g; Nengo has 20 of 2√2", e.Name, e.N, e.Radius)
		}
	}
	f, err := npz.Open("../runtime/testdata/nengo/p_circconv8/params.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	found := 0
	for _, conn := range m.Connections {
		key := map[string]string{"c.a->p.a": "conn2", "c.b->p.b": "conn3", "c.y": "conn4"}[conn.Name]
		if key == "" {
			continue
		}
		found++
		want, err := f.Read(key+".transform", nil)
		if err != nil {
			t.Fatal(err)
		}
		if conn.Transform.Rows != want.Shape[0] || conn.Transform.Cols != want.Shape[1] {
			t.Fatalf("%s is %d×%d, Nengo's %v", conn.Name, conn.Transform.Rows, conn.Transform.Cols, want.Shape)
		}
		for i, v := range conn.Transform.Dense() {
			if !(math.Abs(v-want.Floats[i]) <= 2e-15) {
				t.Fatalf("%s: element %d is %.17g, Nengo has %.17g", conn.Name, i, v, want.Floats[i])
			}
		}
	}
	if found != 3 {
		t.Errorf("%d of 3 transforms found", found)
	}
}

// A template costs nothing: the program of an instance is that of the same
// lines written out in a network of that name.
func TestTemplatesCostNothing(t *testing.T) {
	const head = "seed 1\nnode u = [sin(t), cos(t), t, 1]\nconnect u -> p.a\nconnect u -> p.b\nprobe p.y\nrun 1s\n"
	dump := func(text string) string {
		c, diags := compiler.Compile(compilertest.Valid(t, text), 0.001, nil)
		if c == nil {
			t.Fatal(diags)
		}
		var b bytes.Buffer
		c.Graph.Print(&b)
		c.Program.Print(&b)
		return b.String()
	}
	instance := dump("use std/product\nproduct p(n=100, d=4)\n" + head)
	written := dump(`network p {
  node a dims 4
  node b dims 4
  array sum 4 of 50 dims 1 radius sqrt(2)
  array dif 4 of 50 dims 1 radius sqrt(2)
  connect (a + b)/sqrt(2) -> sum synapse none
  connect (a - b)/sqrt(2) -> dif synapse none
  signal y = (sum*sum - dif*dif)/2
}
` + head)
	if instance != written {
		a, b := strings.Split(instance, "\n"), strings.Split(written, "\n")
		for i := range a {
			if i >= len(b) || a[i] != b[i] {
				t.Fatalf("line %d differs:\n%s\n%s", i, a[i], b[min(i, len(b)-1)])
			}
		}
		t.Error("the program of the instance is shorter")
	}
}
