package drawn

import (
	"math"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/stdlib/plots"
)

const channel = `nef 1
seed 1
param gain = 3
node u = 0.5
ensemble a 20
ensemble b 30 dims 2
connect u -> a
connect c: a -> b[0] function x^2
probe b
experiment e {
  run 10ms
}
`

// Each population has a panel, with what its connections decode below if it has one dimension.
func TestTuning(t *testing.T) {
	p := compilertest.Compile(t, channel).Program
	f, err := Tuning(p, nil, plots.Default())
	if err != nil || len(f.Panels) != 2 {
		t.Fatalf("%v: %+v", err, f)
	}
	a, b := f.Panels[0].Content.(*figures.Tuning), f.Panels[1].Content.(*figures.Tuning)
	if a.Name != "a" || len(a.Rates) != 20 || b.Name != "b" || len(b.Rates) != 30 || len(b.Decoded) != 0 {
		t.Errorf("%s of %d, %s of %d", a.Name, len(a.Rates), b.Name, len(b.Rates))
	}
	if len(a.Decoded) != 1 {
		t.Fatalf("%d lines are decoded", len(a.Decoded))
	}
	for k, x := range a.X {
		if y := a.Decoded[0].Y[k]; !(math.Abs(y-x*x) < 0.3) {
			t.Errorf("decoded %g of %g", y, x)
		}
	}
	if f, err := Tuning(p, []string{"b"}, plots.Default()); err != nil || len(f.Panels) != 1 {
		t.Errorf("of b: %v", err)
	}
	if _, err := Tuning(p, []string{"u"}, plots.Default()); err == nil || err.Error() != `no population is called "u"; there are a, b` {
		t.Errorf("of u: %v", err)
	}
}
