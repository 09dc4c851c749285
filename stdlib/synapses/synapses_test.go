package synapses

import (
	"math"
	"testing"

	"github.com/nefc/nefc/stdlib/catalog"
)

// run filters a signal as the runtime does.
func run(f Filter, u []float64) []float64 {
	if f.Taps != nil {
		y := make([]float64, len(u))
		for k := range u {
			for i, h := range f.Taps {
				if k >= i {
					y[k] += h * u[k-i]
				}
			}
		}
		return y
	}
	n := f.Order()
	x, y := make([]float64, n), make([]float64, len(u))
	for k, v := range u {
		next := make([]float64, n)
		for i := range n {
			next[i] = f.B[i] * v
			for j := range n {
				next[i] += f.A[i*n+j] * x[j]
			}
		}
		if f.D != 0 {
			y[k] = f.D * v
			for i := range n {
				y[k] += f.C[i] * x[i]
			}
		}
		x = next
		if f.D == 0 {
			for i := range n {
				y[k] += f.C[i] * x[i]
			}
		}
	}
	return y
}

// The step response is that of the continuous filter at the sample times,
// which zero-order hold keeps exactly: 1e-12.
func TestStepResponses(t *testing.T) {
	const dt = 0.001
	for _, tau := range []float64{0.0005, 0.005, 0.1} {
		u := make([]float64, 300)
		for i := range u {
			u[i] = 1
		}
		for _, c := range []struct {
			s    Synapse
			want func(t float64) float64
		}{
			{Lowpass{tau}, func(t float64) float64 { return 1 - math.Exp(-t/tau) }},
			{Alpha{tau}, func(t float64) float64 { return 1 - (1+t/tau)*math.Exp(-t/tau) }},
		} {
			for k, y := range run(c.s.Discretize(dt), u) {
				if want := c.want(float64(k+1) * dt); math.Abs(y-want) > 1e-12 {
					t.Fatalf("%s: step %d gives %.17g, the closed form %.17g", c.s, k, y, want)
				}
			}
		}
	}
}

// Every synapse has DC gain 1, passes everything for a time constant of 0, and
// filters step by step as it does at once.
func TestEverySynapse(t *testing.T) {
	for _, e := range Table {
		for _, tau := range []float64{0, 0.01} {
			s, err := e.New(catalog.Values{e.Params[0].Name: tau})
			if err != nil {
				t.Fatal(err)
			}
			f := s.Discretize(0.001)
			u := make([]float64, 1000)
			for i := range u {
				u[i] = 3
			}
			if y := run(f, u); math.Abs(y[len(y)-1]-3) > 1e-9 {
				t.Errorf("%s: a constant 3 becomes %g", s, y[len(y)-1])
			}
			if tau == 0 && f.Order() != 0 {
				t.Errorf("%s keeps a state", s)
			}
		}
		if _, ok := Table.Find(e.Name); !ok || e.Doc == "" || e.Source == "" {
			t.Errorf("%s has no doc or no source", e.Name)
		}
	}
}

// What cannot be a filter is refused.
func TestBadTransferFunctions(t *testing.T) {
	for _, c := range []struct {
		num, den []float64
		method   string
	}{{nil, []float64{1}, ""}, {[]float64{1}, []float64{0, 1}, ""}, {[]float64{1, 0, 0}, []float64{1, 1}, ""}, {[]float64{1}, []float64{1, 1}, "tustin"}} {
		if _, err := NewLinearFilter(c.num, c.den, c.method, true); err == nil {
			t.Errorf("tf(%v, %v, %q) is accepted", c.num, c.den, c.method)
		}
	}
}
