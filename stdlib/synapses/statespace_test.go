package synapses

import (
	"math"
	"testing"
)

// binomial is (s + 1)ⁿ, highest power first.
func binomial(n int) []float64 {
	p := []float64{1}
	for range n {
		next := make([]float64, len(p)+1)
		for i, v := range p {
			next[i] += v
			next[i+1] += v
		}
		p = next
	}
	return p
}

// chain is the transfer function 1/(tau·s + 1)ⁿ.
func chain(n int, tau float64, method string) LinearFilter {
	den := binomial(n)
	for i := range den {
		den[i] *= math.Pow(tau, float64(n-i))
	}
	return LinearFilter{Num: []float64{1}, Den: den, Method: method, Analog: true}
}

// erlang is the step response of 1/(s + 1)ⁿ: 1 - exp(-x)·Σ xᵏ/k!, k < n.
func erlang(n int, x float64) float64 {
	if x > 1000 {
		return 1
	}
	sum, term := 0.0, math.Exp(-x)
	for k := range n {
		sum += term
		term *= x / float64(k+1)
	}
	return 1 - sum
}

// Chains of up to twelve equal lowpasses answer a step as the closed form does.
func TestChains(t *testing.T) {
	for n := 1; n <= 12; n++ {
		for _, tau := range []float64{1e-20, 1e-6, 0.0002, 0.01, 0.1} {
			const dt = 0.001
			for k, y := range run(discretized(t, chain(n, tau, ""), dt), ones(200)) {
				if want := erlang(n, float64(k+1)*dt/tau); !(math.Abs(y-want) <= 1e-12) {
					t.Fatalf("order %d, %g s: step %d gives %.17g, the closed form %.17g", n, tau, k, y, want)
				}
			}
		}
	}
}

// A chain discretised by substitution is the chain of its links: the
// generalised bilinear transform puts a rational function for s.
func TestSubstitution(t *testing.T) {
	const dt = 0.001
	for method, alpha := range map[string]float64{"euler": 0, "bilinear": 0.5, "backward_diff": 1} {
		for n := 1; n <= 12; n++ {
			for _, tau := range []float64{0.003, 0.05} {
				want, h := ones(100), dt/tau
				for range n {
					past, in := 0.0, 0.0
					for k, u := range want {
						past = (past*(1-(1-alpha)*h) + h*(alpha*u+(1-alpha)*in)) / (1 + alpha*h)
						in, want[k] = u, past
					}
				}
				got := run(discretized(t, chain(n, tau, method), dt), ones(100))
				if method == "euler" { // has D = 0, so its input is advanced a step
					got = append([]float64{0}, got...)
				}
				for k := range want {
					if !(math.Abs(got[k]-want[k]) <= 1e-12) {
						t.Fatalf("%s, order %d, %g s: step %d gives %.17g, want %.17g", method, n, tau, k, got[k], want[k])
					}
				}
			}
		}
	}
}

// Values of exact zero-order holds (matrix exponentials to 400 digits): Padé
// approximations of a delay of 100 ms, a Butterworth filter of 10 Hz.
func TestHighOrders(t *testing.T) {
	u := make([]float64, 300)
	for i := 10; i < 300; i++ {
		u[i] = 1
	}
	for _, c := range []struct {
		name     string
		num, den []float64
		want     [4]float64
	}{
		{"padé 9/10", []float64{-0.0036288, 3.592512, -1724.40576, 523069.7472, -109844646.912, 16476697036.8, -1757514350592.0, 128047474114560.0,
			-5762136335155200.0, 1.21645100408832e+17},
			[]float64{3.6288e-05, 0.036288, 17.96256, 5748.0192, 1307674.368, 219689293.824, 27461161728.0, 2510734786560.0, 160059342643200.0,
				6402373705728000.0, 1.21645100408832e+17},
			[4]float64{0.08121534952, -0.031953927323, 0.985253080106, 0.999998283368}},
		{"padé 5/6", []float64{-0.0072, 2.52, -403.2, 36288.0, -1814400.0, 39916800.0}, []float64{0.00012, 0.0432, 7.56, 806.4, 54432.0, 2177280.0, 39916800.0},
			[4]float64{0.068678420192, 0.184076132119, 1.032453861506, 1.000077666038}},
		{"butterworth 8", []float64{242906394011406.62},
			[]float64{1.0, 322.06545369586047, 51863.07823216023, 5418942.410806814, 400364704.2306508, 21393127146.77948, 808309649411.2134,
				19816335795656.18, 242906394011406.66},
			[4]float64{0.007186211989, 0.532324700528, 1.158911392379, 0.980170398565}},
		{"alpha(1us)", []float64{1}, []float64{1e-12, 2e-6, 1}, [4]float64{1, 1, 1, 1}},
	} {
		y := run(discretized(t, LinearFilter{Num: c.num, Den: c.den, Analog: true}, 0.001), u)
		for i, k := range []int{48, 98, 148, 298} {
			if !(math.Abs(y[k]-c.want[i]) <= 1e-12) {
				t.Errorf("%s: step %d gives %.15g, exact is %.15g", c.name, k, y[k], c.want[i])
			}
		}
	}
}

// Time constants far from each other or from the step neither hang nor make
// numbers that are none: what is fast is over, what is slow has not begun.
func TestFarTimeConstants(t *testing.T) {
	for _, dt := range []float64{1e-6, 0.001, 1} {
		for _, tau := range []float64{5e-324, 1e-300, 1e-9, 1, 1e300, math.MaxFloat64} {
			x := 5 * dt / tau
			for _, c := range []struct {
				s    Synapse
				want float64
			}{
				{Lowpass{Tau: tau}, -math.Expm1(-x)},
				{Alpha{Tau: tau}, erlang(2, x)},
				{DoubleExp{tau, tau}, erlang(2, x)},
				{DoubleExp{tau, 1e-300}, -math.Expm1(-x)},
				{Highpass{tau}, math.Exp(-4 * dt / tau)},
				{Lowpass{Tau: tau, Method: "backward_diff"}, 1 - math.Pow(1+dt/tau, -5)},
			} {
				y := run(discretized(t, c.s, dt), ones(5))[4]
				if !(math.Abs(y-c.want) <= 1e-12) {
					t.Errorf("%s, dt %g: %.17g, want %.17g", c.s, dt, y, c.want)
				}
			}
		}
		for _, freq := range []float64{1e-300, 1, 1e300} {
			for _, q := range []float64{1e-3, 1, 1e3} {
				if y := run(discretized(t, Bandpass{freq, q}, dt), ones(5))[4]; !(math.Abs(y) <= 1) {
					t.Errorf("bandpass(%g, %g), dt %g: %g", freq, q, dt, y)
				}
			}
		}
	}
}

// What grows beyond numbers within a step, has its poles where a method has
// none, or lies too far from the step is refused.
func TestNoRecurrence(t *testing.T) {
	for _, f := range []LinearFilter{
		{Num: []float64{1}, Den: []float64{1, -1e6}, Analog: true},
		{Num: []float64{1}, Den: []float64{1, 0, -1e300, 0, 0, 1}, Analog: true},
		{Num: []float64{1}, Den: []float64{1, -2048}, Method: "bilinear", Analog: true},
		{Num: []float64{1}, Den: []float64{5e-324, 1e300}, Analog: true},
		{Num: []float64{1e300}, Den: []float64{1e-300}, Analog: true},
		{Num: []float64{1}, Den: []float64{1e-300, 1e300}},
	} {
		if r, err := f.Discretize(1. / 1024); err == nil {
			t.Errorf("%s has the recurrence %v", f, r)
		}
	}
	if r, err := (Bandpass{Freq: 10, Q: 1e-320}).Discretize(1. / 1024); err == nil {
		t.Errorf("a bandpass of a width beyond numbers has the recurrence %v", r)
	}
}

// Poles that zeros cancel leave what is left; a gain of 0 leaves nothing.
func TestCancellation(t *testing.T) {
	want := run(discretized(t, Lowpass{Tau: 0.01}, 0.001), ones(100))
	for k, y := range run(discretized(t, LinearFilter{Num: []float64{0.02, 1}, Den: []float64{0.0002, 0.03, 1}, Analog: true}, 0.001), ones(100)) {
		if !(math.Abs(y-want[k]) <= 1e-12) {
			t.Fatalf("step %d gives %.17g, want %.17g", k, y, want[k])
		}
	}
	for _, y := range run(discretized(t, LinearFilter{Num: []float64{0}, Den: []float64{1, 2, 1}, Analog: true}, 0.001), ones(10)) {
		if y != 0 {
			t.Fatalf("a gain of 0 gives %g", y)
		}
	}
}

// The taps of a triangle are Nengo's: t/dt is rounded, halves to even.
func TestTriangle(t *testing.T) {
	for _, c := range []struct {
		t, dt float64
		want  []float64
	}{
		{0.001, 0.001, []float64{2. / 3, 1. / 3}},
		{0.005, 0.005, []float64{2. / 3, 1. / 3}},
		{0.0015, 0.001, []float64{3. / 6, 2. / 6, 1. / 6}},
		{0.0025, 0.001, []float64{3. / 6, 2. / 6, 1. / 6}},
		{0.0007, 0.001, []float64{2. / 3, 1. / 3}},
		{0.0005, 0.001, nil}, {0, 0.001, nil}, {1e-300, 0.001, nil},
		{0.003, 0.001, []float64{0.4, 0.3, 0.2, 0.1}},
	} {
		got := discretized(t, Triangle{c.t}, c.dt)
		if c.want == nil {
			if !got.Equal(through) {
				t.Errorf("triangle(%g), dt %g: %v, want the signal itself", c.t, c.dt, got)
			}
			continue
		}
		if len(got.Taps) != len(c.want) || got.Order() != len(c.want)-1 {
			t.Errorf("triangle(%g), dt %g has the taps %v, want %v", c.t, c.dt, got.Taps, c.want)
			continue
		}
		for i, h := range got.Taps {
			if !(math.Abs(h-c.want[i]) <= 1e-15) {
				t.Errorf("triangle(%g), dt %g: tap %d is %g, want %g", c.t, c.dt, i, h, c.want[i])
			}
		}
	}
	if _, err := (Triangle{60}).Discretize(1e-9); err == nil {
		t.Error("a response of 6e10 steps is accepted")
	}
}
