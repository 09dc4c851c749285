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

// discretized is the recurrence of a synapse, which must have one.
func discretized(t *testing.T, s Synapse, dt float64) Filter {
	t.Helper()
	f, err := s.Discretize(dt)
	if err != nil {
		t.Fatalf("%s, dt %g: %v", s, dt, err)
	}
	return f
}

// ones is a step of the input at the start.
func ones(n int) []float64 {
	u := make([]float64, n)
	for i := range u {
		u[i] = 1
	}
	return u
}

// The step response is that of the continuous filter at the sample times,
// which zero-order hold keeps exactly: 1e-12.
func TestStepResponses(t *testing.T) {
	const dt = 0.001
	for _, tau := range []float64{0.0005, 0.005, 0.1} {
		u := ones(300)
		for _, c := range []struct {
			s    Synapse
			want func(t float64) float64
		}{
			{Lowpass{Tau: tau}, func(t float64) float64 { return 1 - math.Exp(-t/tau) }},
			{DoubleExp{tau, 3 * tau}, func(t float64) float64 { return 1 - (3*math.Exp(-t/(3*tau))-math.Exp(-t/tau))/2 }},
			{Alpha{Tau: tau}, func(t float64) float64 { return 1 - (1+t/tau)*math.Exp(-t/tau) }},
		} {
			for k, y := range run(discretized(t, c.s, dt), u) {
				if want := c.want(float64(k+1) * dt); !(math.Abs(y-want) <= 1e-12) {
					t.Fatalf("%s: step %d gives %.17g, the closed form %.17g", c.s, k, y, want)
				}
			}
		}
	}
}

// What a lowpass and a highpass let through of a step is all of it; a band
// passes its middle frequency whole (zero-order hold delays it by half a step),
// half of its power at the edges f·(√(1+1/4q²) ± 1/2q), and no constant.
func TestBands(t *testing.T) {
	u := ones(300)
	for k, y := range run(discretized(t, Highpass{0.02}, 0.001), u) {
		if want := math.Exp(-float64(k) * 0.001 / 0.02); !(math.Abs(y-want) <= 1e-12) {
			t.Fatalf("highpass: step %d gives %.17g, the closed form %.17g", k, y, want)
		}
	}
	const dt, freq, q = 1e-5, 20, 3
	edge := math.Sqrt(1+1.0/(4*q*q)) + 1.0/(2*q)
	for f, want := range map[float64]float64{freq: 1, freq * edge: math.Sqrt(0.5), freq / edge: math.Sqrt(0.5), 2000: freq / (q * 2000.0)} {
		in := make([]float64, 200000)
		for i := range in {
			in[i] = math.Sin(2 * math.Pi * f * float64(i) * dt)
		}
		top := 0.0
		for _, y := range run(discretized(t, Bandpass{freq, q}, dt), in)[100000:] {
			top = max(top, math.Abs(y))
		}
		if !(math.Abs(top-want) <= 1e-3) {
			t.Errorf("bandpass: %g Hz has %g left, want %g", f, top, want)
		}
	}
}

// Every synapse has its gain for a constant, 1 or 0; keeps no state for time
// constants of 0; and describes itself.
func TestEverySynapse(t *testing.T) {
	takesConstantsAway := map[string]bool{"bandpass": true, "highpass": true}
	for _, e := range Table {
		t.Run(e.Name, func(t *testing.T) {
			if e.Doc == "" || e.Source == "" {
				t.Error("has no doc or no source")
			}
			for _, tau := range []float64{0.01, 0} {
				v := catalog.Values{}
				for _, p := range e.Params {
					v[p.Name] = map[catalog.Unit]float64{catalog.Time: tau, catalog.Frequency: 0.2 / tau, catalog.Plain: p.Default}[p.Unit]
					if p.Check != nil && p.Check(v[p.Name]) != nil || math.IsInf(v[p.Name], 0) {
						return // takes no time constant of 0
					}
				}
				s, err := e.New(v)
				if err != nil {
					t.Fatal(err)
				}
				f := discretized(t, s, 0.001)
				if tau == 0 && f.Order() != 0 {
					t.Errorf("%s keeps a state", s)
				}
				u, want := make([]float64, 1000), 3.0
				for i := range u {
					u[i] = 3
				}
				if takesConstantsAway[e.Name] {
					want = 0
				}
				if y := run(f, u); !(math.Abs(y[len(y)-1]-want) <= 1e-9) {
					t.Errorf("%s: a constant 3 becomes %g", s, y[len(y)-1])
				}
			}
		})
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
