package stdlib

import (
	"math"
	"strings"
	"testing"

	"github.com/nefc/nefc/stdlib/catalog"
)

// defaults of every number that may be left out, by family, component and
// argument: those of the constructors of Nengo 4.1 where it has the component, of
// language.md where it has not (double_exp, bandpass, error_synapse).
var defaults = map[string]float64{
	"neurons lif tau_rc": 0.02, "neurons lif tau_ref": 0.002, "neurons lif amplitude": 1, "neurons lif min_voltage": 0,
	"neurons lif_rate tau_rc": 0.02, "neurons lif_rate tau_ref": 0.002, "neurons lif_rate amplitude": 1,
	"neurons alif tau_rc": 0.02, "neurons alif tau_ref": 0.002, "neurons alif amplitude": 1, "neurons alif min_voltage": 0,
	"neurons alif tau_n": 1, "neurons alif inc_n": 0.01,
	"neurons alif_rate tau_rc": 0.02, "neurons alif_rate tau_ref": 0.002, "neurons alif_rate amplitude": 1, "neurons alif_rate tau_n": 1,
	"neurons alif_rate inc_n": 0.01,
	"neurons relu amplitude":  1, "neurons spiking_relu amplitude": 1, "neurons sigmoid tau_ref": 0.0025, "neurons tanh tau_ref": 0.0025,
	"neurons izhikevich tau_recovery": 0.02, "neurons izhikevich coupling": 0.2, "neurons izhikevich reset_voltage": -65,
	"neurons izhikevich reset_recovery": 8, "neurons lif reset": 0,
	"neurons lif_cond c": 1000, "neurons lif_cond g_leak": 50, "neurons lif_cond e_leak": -65, "neurons lif_cond e_exc": 20, "neurons lif_cond e_inh": -75,
	"neurons lif_cond v_th": -50, "neurons lif_cond v_reset": -65, "neurons lif_cond tau_ref": 0.002, "neurons lif_cond tau_spike": 0.001,
	"neurons two_compartment c": 1000, "neurons two_compartment g_leak": 50, "neurons two_compartment e_leak": -65, "neurons two_compartment e_exc": 20, "neurons two_compartment e_inh": -75,
	"neurons two_compartment v_th": -50, "neurons two_compartment v_reset": -65, "neurons two_compartment tau_ref": 0.002, "neurons two_compartment tau_spike": 0.001,
	"neurons two_compartment c_dend": 1000, "neurons two_compartment g_leak_dend": 50, "neurons two_compartment g_couple": 50,
	"neurons two_compartment v_spike": 20, "neurons two_compartment substeps": 10,
	"synapses double_exp fall": 0.005, "synapses bandpass q": 1,
	"solvers lstsq rcond": 0.01, "solvers noise noise": 0.1, "solvers mult_noise noise": 0.1, "solvers drop drop": 0.25, "solvers l1 l1": 1e-4,
	"solvers l1 l2":          1e-6,
	"transforms conv groups": 1, "transforms conv_transpose groups": 1,
	"rules pes rate": 1e-4, "rules pes pre_synapse": 0.005, "rules pes error_synapse": 0.005,
	"rules rls rate": 1e-3, "rules rls pre_synapse": 0.005, "rules rls error_synapse": 0.005,
	"rules bcm rate": 1e-9, "rules bcm pre_synapse": 0.005, "rules bcm post_synapse": 0.005, "rules bcm theta_synapse": 1,
	"rules oja rate": 1e-6, "rules oja pre_synapse": 0.005, "rules oja post_synapse": 0.005, "rules oja beta": 1,
	"rules voja rate": 1e-2, "rules voja post_synapse": 0.005,
	"rules stdp rate": 1, "rules stdp a_plus": 0.005, "rules stdp a_minus": 0.00525, "rules stdp tau_plus": 0.02, "rules stdp tau_minus": 0.02,
	"rules stdp mu_plus": 0, "rules stdp mu_minus": 0,
	"rules triplet rate": 1, "rules triplet a2_plus": 5e-10, "rules triplet a3_plus": 6.2e-3, "rules triplet a2_minus": 7e-3,
	"rules triplet a3_minus": 2.3e-4, "rules triplet tau_plus": 0.0168, "rules triplet tau_x": 0.101, "rules triplet tau_minus": 0.0337,
	"rules triplet tau_y": 0.125,
	"rules istdp rate":    1e-2, "rules istdp target": 5, "rules istdp tau": 0.02,
	"rules scaling rate": 0.1, "rules scaling target": 5, "rules scaling tau": 1,
	"distributions exponential shift": 0, "distributions exponential high": math.Inf(1), "distributions sqrtbeta m": 1, "distributions subvector sub": 1,
	"distributions uniform_ball min_magnitude": 0,
	"processes white rms":                      0.5, "processes white period": 60, "processes white y0": math.NaN(),
}

// required lists the arguments that must be given, in order; first those that
// stand without a name.
var required = map[string]string{
	"synapses lowpass": "tau", "synapses alpha": "tau", "synapses double_exp": "rise", "synapses triangle": "t", "synapses bandpass": "freq",
	"synapses highpass": "tau",
	"transforms conv":   "filters shape", "transforms conv_transpose": "filters shape",
	"distributions uniform": "low high", "distributions normal": "mean std", "distributions exponential": "scale", "distributions beta": "a b",
	"distributions sqrtbeta":  "n",
	"distributions subvector": "dims", "distributions cosine": "dims",
	"processes white": "high", "processes present": "inputs time", "processes steps": "points", "processes piecewise": "points",
}

// bounds lists the least and the largest values that arguments take and numbers
// just outside; what is not here takes any number.
var bounds = map[string]struct{ good, bad []float64 }{
	"neurons lif tau_rc": {positive, notPositive}, "neurons lif tau_ref": {notNegative, negative}, "neurons lif amplitude": {positive, notPositive},
	"neurons lif min_voltage": {[]float64{0, -1, math.Inf(-1)}, []float64{1e-9}}, "neurons lif reset": {[]float64{0, -1, 0.999}, []float64{1, 2}},
	"neurons lif_cond c": {positive, notPositive}, "neurons lif_cond g_leak": {positive, notPositive},
	"neurons lif_cond tau_ref": {notNegative, negative}, "neurons lif_cond tau_spike": {notNegative, negative},
	"neurons two_compartment c": {positive, notPositive}, "neurons two_compartment g_leak": {positive, notPositive},
	"neurons two_compartment tau_ref": {notNegative, negative}, "neurons two_compartment tau_spike": {notNegative, negative},
	"neurons two_compartment c_dend": {positive, notPositive}, "neurons two_compartment g_leak_dend": {positive, notPositive},
	"neurons two_compartment g_couple": {positive, notPositive}, "neurons two_compartment substeps": {[]float64{1, 10, 1000}, []float64{0, 1.5, 1001}},
	"neurons lif_rate tau_rc": {positive, notPositive}, "neurons lif_rate tau_ref": {notNegative, negative},
	"neurons lif_rate amplitude": {positive, notPositive},
	"neurons alif tau_rc":        {positive, notPositive}, "neurons alif tau_ref": {notNegative, negative},
	"neurons alif amplitude": {positive, notPositive}, "neurons alif min_voltage": {[]float64{0, -1}, []float64{1e-9}},
	"neurons alif tau_n": {positive, notPositive}, "neurons alif inc_n": {notNegative, negative},
	"neurons alif_rate tau_rc": {positive, notPositive}, "neurons alif_rate tau_ref": {notNegative, negative},
	"neurons alif_rate amplitude": {positive, notPositive},
	"neurons alif_rate tau_n":     {positive, notPositive}, "neurons alif_rate inc_n": {notNegative, negative},
	"neurons relu amplitude": {positive, notPositive}, "neurons spiking_relu amplitude": {positive, notPositive},
	"neurons sigmoid tau_ref": {positive, notPositive}, "neurons tanh tau_ref": {positive, notPositive},
	"neurons izhikevich tau_recovery": {positive, notPositive},
	"synapses lowpass tau":            {notNegative, negative}, "synapses alpha tau": {notNegative, negative},
	"synapses double_exp rise": {notNegative, negative}, "synapses double_exp fall": {notNegative, negative},
	"synapses triangle t": {[]float64{0, 60}, []float64{-1e-9, 60.001}}, "synapses bandpass freq": {positive, notPositive},
	"synapses bandpass q": {positive, notPositive}, "synapses highpass tau": {positive, notPositive},
	"solvers lstsq rcond": {notNegative, negative}, "solvers noise noise": {positive, notPositive},
	"solvers mult_noise noise": {positive, notPositive}, "solvers drop drop": {[]float64{0, 0.999}, []float64{-1e-9, 1}},
	"solvers l1 l1": {notNegative, negative}, "solvers l1 l2": {notNegative, negative},
	"rules pes rate": {notNegative, negative}, "rules rls rate": {notNegative, negative}, "rules bcm rate": {notNegative, negative},
	"rules oja rate": {notNegative, negative}, "rules oja beta": {notNegative, negative}, "rules voja rate": {notNegative, negative},
	"rules stdp rate": {notNegative, negative}, "rules stdp a_plus": {notNegative, negative}, "rules stdp a_minus": {notNegative, negative},
	"rules stdp tau_plus": {positive, notPositive}, "rules stdp tau_minus": {positive, notPositive},
	"rules stdp mu_plus": {notNegative, negative}, "rules stdp mu_minus": {notNegative, negative},
	"rules triplet rate": {notNegative, negative}, "rules triplet a2_plus": {notNegative, negative}, "rules triplet a3_plus": {notNegative, negative},
	"rules triplet a2_minus": {notNegative, negative}, "rules triplet a3_minus": {notNegative, negative},
	"rules triplet tau_plus": {positive, notPositive}, "rules triplet tau_x": {positive, notPositive},
	"rules triplet tau_minus": {positive, notPositive}, "rules triplet tau_y": {positive, notPositive},
	"rules istdp rate": {notNegative, negative}, "rules istdp target": {positive, notPositive}, "rules istdp tau": {positive, notPositive},
	"rules scaling rate": {notNegative, negative}, "rules scaling target": {positive, notPositive}, "rules scaling tau": {positive, notPositive},
	"distributions normal std": {notNegative, negative}, "distributions exponential scale": {positive, notPositive},
	"distributions beta a": {shapes, notShapes}, "distributions beta b": {shapes, notShapes},
	"distributions sqrtbeta n": {shapes, notShapes}, "distributions sqrtbeta m": {shapes, notShapes},
	"distributions subvector dims": {[]float64{2, 3}, []float64{1.999}}, "distributions subvector sub": {shapes, notShapes},
	"distributions cosine dims": {[]float64{2, 3}, []float64{1.999}}, "distributions uniform_ball min_magnitude": {[]float64{0, 0.999}, []float64{-1e-9, 1}},
	"processes white high": {positive, notPositive}, "processes white rms": {notNegative, negative},
	"processes white period": {positive, notPositive}, "processes present time": {positive, notPositive},
}

var (
	positive    = []float64{1e-300, 1, 1e300}
	notPositive = []float64{0, -1e-300, -1}
	notNegative = []float64{0, 1e-300, 1e300}
	shapes      = []float64{1e-10, 1, 1e10} // of beta
	notShapes   = []float64{0, 9e-11, 1.1e10, -1}
	negative    = []float64{-1e-300, -1}
)

// What a component takes, and what it takes for what is left out, is part of the
// language: old models mean the same.
func TestArgumentsAreThoseOfTheLanguage(t *testing.T) {
	met := map[string]bool{}
	for _, item := range Items() {
		name := item.Family + " " + item.Name
		var must []string
		for _, p := range item.Params {
			key := name + " " + p.Name
			met[key] = true
			if p.Required {
				must = append(must, p.Name)
			} else if want, ok := defaults[key]; (p.Kind == catalog.Number || p.Kind == catalog.Filter && item.Family == "rules") && (!ok || p.Default != want && !(math.IsNaN(p.Default) && math.IsNaN(want))) {
				t.Errorf("%s is %g where it is left out, should be %g (%v)", key, p.Default, want, ok)
			}
			checkBounds(t, key, p)
		}
		if got := strings.Join(must, " "); got != required[name] {
			t.Errorf("%s requires %q, should require %q", name, got, required[name])
		}
		met[name] = true
	}
	for _, table := range []map[string]bool{keys(defaults), keys(required), keys(bounds)} {
		for key := range table {
			if !met[key] {
				t.Errorf("there is no %s", key)
			}
		}
	}
}

func checkBounds(t *testing.T, key string, p catalog.Param) {
	t.Helper()
	b, ok := bounds[key]
	if ok != (p.Check != nil) {
		t.Errorf("%s has bounds: %v, should be %v", key, p.Check != nil, ok)
	}
	if p.Check == nil {
		return
	}
	for _, v := range b.good {
		if err := p.Check(v); err != nil {
			t.Errorf("%s takes no %g: %v", key, v, err)
		}
	}
	for _, v := range append(b.bad, math.NaN()) {
		if p.Check(v) == nil {
			t.Errorf("%s takes %g", key, v)
		}
	}
}

func keys[T any](m map[string]T) map[string]bool {
	out := map[string]bool{}
	for k := range m {
		out[k] = true
	}
	return out
}
