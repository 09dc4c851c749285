package conductances

import (
	"math"
	"testing"

	"github.com/nefc/nefc/internal/cache"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/neurons"
)

// reference is an array of the reference data (stdlib/neurons/testdata/README.md).
func reference(t *testing.T, name string) []float64 {
	t.Helper()
	f, err := npz.Open("../../stdlib/neurons/testdata/conductances.npz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a, err := f.Read(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a.Floats
}

// made is a neuron type with some arguments.
func made(t *testing.T, name string, arguments catalog.Values) neurons.Conductive {
	t.Helper()
	entry, _ := neurons.Table.Find(name)
	values := catalog.Defaults(entry.Params)
	for k, v := range arguments {
		values[k] = v
	}
	kind, err := entry.New(values)
	if err != nil {
		t.Fatal(err)
	}
	return kind.(neurons.Conductive)
}

// close demands H within a share of the largest coefficient.
func closeTo(t *testing.T, what string, h neurons.H, want []float64, tolerance float64) {
	t.Helper()
	for k, got := range []float64{h.B0, h.B1, h.B2, h.A0, h.A1, h.A2} {
		if d := math.Abs(got - want[k]); !(d <= tolerance*math.Max(1, math.Abs(want[k]))) {
			t.Errorf("%s: coefficient %d is %.12g, of the reference %.12g", what, k, got, want[k])
		}
	}
}

// Theory, simulated rates and fits are those of an independent implementation, at three
// couplings.
func TestSurfaces(t *testing.T) {
	e, i := reference(t, "surface.g_exc"), reference(t, "surface.g_inh")
	var exc, inh []float64
	for _, x := range e {
		for _, y := range i {
			exc, inh = append(exc, x), append(inh, y)
		}
	}
	rates := make([]float64, len(exc))
	for name, couple := range map[string]float64{"two.gc50": 50, "two.gc100": 100, "two.gc200": 200} {
		kind := made(t, "two_compartment", catalog.Values{"g_couple": couple})
		kind.Steady(exc, inh, 0.001, rates)
		for k, want := range reference(t, name+".rates") {
			if math.Abs(rates[k]-want) > 1e-9*math.Max(1, want) {
				t.Fatalf("%s: at %g, %g nS it fires at %g Hz, in the reference at %g", name, exc[k], inh[k], rates[k], want)
			}
		}
		closeTo(t, name+", theory", kind.Theory(), reference(t, name+".H_theory"), 1e-12)
		f := &neurons.Calibration{H: kind.Theory()}
		fit(f, kind, exc, inh, rates)
		closeTo(t, name, f.H, reference(t, name+".H_fitted"), 1e-9)
		if want := map[float64]float64{50: 2.128705801344976, 100: 3.8079119352801145, 200: 4.410630512830661}[couple]; math.Abs(f.RMSE-want) > 1e-6 {
			t.Errorf("%s: rates differ by %g Hz, in the reference by %g", name, f.RMSE, want)
		}
	}
	kind := made(t, "lif_cond", nil)
	kind.Steady(exc, inh, 0.001, rates)
	for k, want := range reference(t, "surface.one_compartment") {
		if math.Abs(rates[k]-want) > 1e-9*math.Max(1, want) {
			t.Fatalf("lif_cond at %g, %g nS fires at %g Hz, in the reference at %g", exc[k], inh[k], rates[k], want)
		}
	}
}

// The whole calibration is that of the reference, is kept, and is found again.
func TestCalibration(t *testing.T) {
	kept := cache.In(t.TempDir(), 1e9)
	kind := made(t, "two_compartment", nil)
	f := Of(kind, 100, 0.001, kept)
	closeTo(t, "fitted", f.H, reference(t, "calibrate.H"), 1e-9)
	for k, want := range reference(t, "calibrate.range") {
		if got := []float64{f.Exc, f.Inh}[k]; math.Abs(got-want) > 1e-9*want {
			t.Errorf("the range is %g, of the reference %g", got, want)
		}
	}
	if f.Pairs != 181 || !f.Fitted {
		t.Errorf("%d pairs fire, in the reference 181", f.Pairs)
	}
	if again := Of(kind, 100, 0.001, kept); *again != *f {
		t.Errorf("kept is %+v, found was %+v", *again, *f)
	}
	if n, _ := kept.Usage(); n != 1 {
		t.Errorf("%d entries are kept", n)
	}
	for what, other := range map[string]*neurons.Calibration{"rate": Of(kind, 80, 0.001, kept), "step": Of(kind, 100, 0.0005, kept),
		"coupling": Of(made(t, "two_compartment", catalog.Values{"g_couple": 60}), 100, 0.001, kept)} {
		if other.H == f.H {
			t.Errorf("another %s has the same H", what)
		}
	}
}

// Theory is not simulated.
func TestTheory(t *testing.T) {
	if f := Of(made(t, "two_compartment", catalog.Values{"calibrate": 1}), 100, 0.001, nil); f.Fitted || f.H != made(t, "two_compartment", nil).Theory() {
		t.Errorf("%+v", f)
	}
	h := Of(made(t, "lif_cond", nil), 100, 0.001, nil).H
	// exc·(e_exc - v̄) + inh·(e_inh - v̄), v̄ = -57.5 mV, over 750 pA
	if got, want := h.Current(100, 200), (100*77.5-200*17.5)/750.0; math.Abs(got-want) > 1e-12 || !h.Linear() {
		t.Errorf("lif_cond: J is %g, not %g", got, want)
	}
}

// Rates of a neuron whose substeps are too long for its dendrite tell nothing: what fits
// them has no current at rest, and theory stays.
func TestUselessRates(t *testing.T) {
	f := Of(made(t, "two_compartment", catalog.Values{"substeps": 1, "c_dend": 10}), 80, 0.001, nil)
	if f.Fitted || !(f.RMSE > 0.1*f.Highest) || math.IsInf(f.H.Current(0, 0), 0) {
		t.Errorf("%+v", f)
	}
}

// Under noise neurons fire also where a constant drive would not do, as fast as under a
// constant one where that is strong, and H of them tells their rates; the fit is another.
func TestNoisy(t *testing.T) {
	constant, noisy := made(t, "two_compartment", nil), made(t, "two_compartment", catalog.Values{"calibrate": 2})
	exc, inh := []float64{0, 40, 150}, []float64{0, 0, 20}
	with, without := make([]float64, 3), make([]float64, 3)
	noisy.Calibrating(exc, inh, 0.001, with)
	constant.Calibrating(exc, inh, 0.001, without)
	if with[0] != 0 || without[1] != 0 || !(with[1] > 1) || !(math.Abs(with[2]/without[2]-1) < 0.03) {
		t.Errorf("%v Hz with noise, %v without", with, without)
	}
	f, g := Of(noisy, 100, 0.001, nil), Of(constant, 100, 0.001, nil)
	if !f.Fitted || f.H == g.H || !(f.RMSE < 0.05*f.Highest) {
		t.Errorf("%+v, under constant conductances %+v", f, g)
	}
	t.Logf("rates to %.2g Hz of up to %.3g under noise, %.2g under constant conductances", f.RMSE, f.Highest, g.RMSE)
}
