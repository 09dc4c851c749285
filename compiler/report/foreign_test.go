package report_test

import (
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// Messages about what people write who know another simulator: the caret is at
// the word, and the way out is in words of the language.
func TestForeignWords(t *testing.T) {
	const head = "seed 1\nensemble a 30\nensemble b 30\nensemble two 30 dims 2\nnode u = sin(t)\nconnect c: a -> b\nprobe a, b, two, u\n"
	for _, c := range []struct{ line, at, summary, way string }{
		{"ensemble d 50 dimensions 2", "dimensions", "`ensemble` has no option `dimensions`", "`dimensions` of Nengo is `dims` here"},
		{"ensemble d 50 tau_rc 20ms", "tau_rc", "has no option `tau_rc`", "it belongs to the neuron type, `neurons lif(tau_rc=20ms)`"},
		{"ensemble d 50 learning_rate 2", "learning_rate", "has no option `learning_rate`", "is `rate` here: `learn pes err = b - a on c rate 1e-4`"},
		{"ensemble d 50 synapse 5ms", "synapse", "has no option `synapse`", "`synapse` belongs to `node`, `signal`, `output`, `connect`, `probe`"},
		{"node w = sin(t) radius 2", "radius", "`node` has no option `radius`", "`radius` belongs to `ensemble`, `array`"},
		{"ensemble d 50 neurons LIF(tau_rc=20ms)", "LIF", "there is no neuron type `LIF`", "`LIF` of Nengo is `lif` here"},
		{"ensemble d 50 neurons nengo.neurons.LIF()", "nengo.neurons.LIF", "no neuron type `nengo.neurons.LIF`", "`LIF` of Nengo is `lif` here"},
		{"ensemble d 50 neurons WhiteSignal()", "WhiteSignal", "no neuron type `WhiteSignal`", "`WhiteSignal` of Nengo is `white` here"},
		{"ensemble d 50 neurons zzz", "zzz", "there is no neuron type `zzz`", "a neuron type is one of lif"},
		{"ensemble d 50 neurons 3", "3", "expected a neuron type, found `3`", "a neuron type is one of lif"},
		{"ensemble d 50 neurons lif(tau = 20ms)", "tau", "`lif` has no argument `tau`; it takes tau_rc, tau_ref, amplitude, min_voltage", "did you mean `tau_rc` or `tau_ref`?"},
		{"ensemble d 50 neurons lif(tau_rcc=20ms)", "tau_rcc", "`lif` has no argument `tau_rcc`", "did you mean `tau_rc`?"},
		{"ensemble d 50 neurons lif(20ms, 2ms, 1, 0, 0, 7)", "7", "`lif` takes 5 arguments: tau_rc, tau_ref, amplitude, min_voltage, reset", ""},
		{"ensemble d 50 encoders ball(surface=yes)", "surface", "`ball` has no argument `surface`", "on the surface is `sphere`"},
		{"connect a -> b synapse nengo.Lowpass(5ms)", "nengo.Lowpass", "no synapse `nengo.Lowpass`", "`Lowpass` of Nengo is `lowpass` here"},
		{"connect a -> b synapse None", "None", "there is no synapse `None`", "`None` of Python is `none` here"},
		{"connect a -> b solve l2(reg=0.1)", "l2(reg=0.1)", "`reg` is no argument of `l2`, but an option of `connect`", "write `l2 reg 0.1`"},
		{"connect a -> b solve l2(weights=yes)", "weights", "`l2` has no argument `weights`", "full weights are solved between neurons"},
		{"connect a -> b synapse tf([1], [1, 1], analogue=yes)", "analogue", "`tf` has no argument `analogue`", "did you mean `analog`?"},
		{"connect a -> b transform coo([0], [0], [1], shap=[1, 1])", "shap", "`coo` has no argument `shap`", "did you mean `shape`?"},
		{"connect a -> b.neurons solve nnls", "connect a -> b.neurons solve nnls", "`b` has 30 neurons", "full weights are solved between neurons: `a.neurons -> b.neurons`"},
		{"connect two -> a", "connect two -> a", "`two` has 2 dimensions, `a` takes 1", "did you mean `two[0:1]`, or `dims 2` on `a`?"},
		{"connect u -> two", "connect u -> two", "`u` has 1 dimension, `two` takes 2", "did you mean `two[0:1]`, or a `transform`?"},
		{"connect a -> two decoders [[" + strings.Repeat("0, ", 29) + "0]]", "[[" + strings.Repeat("0, ", 29) + "0]]", "the matrix is 1×30; needed is 2×30", ""},
		{"connect a.neurons -> b.neurons weights zeros(30, 30)", "zeros(30, 30)", "`zeros` takes 1 argument, not 2", "a matrix is `matrix(30, 30, 0)`"},
		{"node w = eye(2, 2)", "eye(2, 2)", "`eye` takes 1 argument, not 2", "the identity of n rows"},
		{"node w = np.sin(t)", "np.sin", "there is no function `np.sin`", "functions stand alone: `sin`"},
		{"node w = 2*np.pi*t", "np", "nothing is called `np`", "it stands alone: `pi`"},
		{"node w = math.e", "math", "nothing is called `math`", "`math` is a module of Python"},
		{"node w = WhiteSignal(high=5Hz)", "WhiteSignal", "there is no function `WhiteSignal`", "`WhiteSignal` of Nengo is `white` here"},
		{"node w = white(high=5Hz, rmss=1)", "rmss", "`white` has no argument `rmss`", "did you mean `rms`?"},
		{"node w = white_noise(normal(0, 1), scale=True)", "True", "`scale` is yes or no", "`True` of Python is `yes` here"},
		{"node w = table(\"x.csv\", t, colum=\"y\")", "colum", "`table` has no argument `colum`", "did you mean `column`?"},
		{"node w = csv(\"x.csv\", colum=\"y\")", "colum", "`csv` has no argument `colum`", "did you mean `column`?"},
		{"node w = clip(u, 0, 1)", "clip", "there is no function `clip`", "`max(-1, min(u, 1))`"},
		{"learn PES err = b - a on c", "PES", "there is no learning rule `PES`", "`PES` of Nengo is `pes` here"},
		{"learn pes error b - a on c", "b - a", "`error` names an object, `b - a` is an expression", "give it a name: `learn pes err = b - a`"},
		{"learn pes on c error b - a", "b - a", "`error` names an object", "give it a name: `learn pes err = b - a`"},
		{"ensemble my-pop 50", "my-pop", "expected a name, found `my - pop`", "a dash is a minus; `my_pop` is a name"},
		{"ensemble \"d\" 50", "\"d\"", "expected a name", "names stand without quotes"},
		{"node w == sin(t)", "w == sin(t)", "expected a name", "`==` compares; a name is given its value by `=`"},
		{"use std/product\ncircuits.product p()", "circuits.product", "no template `circuits.product`", "`use` brings a template under its own name: `product`"},
		{"use std/product\nProduct p()", "Product", "no template `Product`", "`use std/product`, then"},
		{"use std/product\nproduct p(dd=2)", "dd", "`product` has no argument `dd`; it takes n, d, radius", "did you mean `d`?"},
		{"connect pre -> b", "pre", "nothing is called `pre`", "declared here: a, b, c, two, u"},
		{"probe a.decoded_output", "a.decoded_output", "ensembles have no `.decoded_output`", "the name alone, `probe a`"},
		{"experiment e {\n run 1s\n plot a to \"a.bmp\"\n}", "\"a.bmp\"", "not \"a.bmp\"", "write `\"a.svg\"`"},
		{"experiment e {\n run 1s\n expect np.mean(a) < 1\n}", "np.mean", "there is no analysis `np.mean`", "functions stand alone: `mean`"},
	} {
		text := head + c.line + "\n"
		if !strings.Contains(c.line, "run ") {
			text += "run 10ms\n"
		}
		var errors diag.List
		for _, d := range compilertest.Diagnose(t, text) {
			if d.Severity == diag.Error {
				errors = append(errors, d)
			}
		}
		if len(errors) != 1 {
			t.Errorf("%s: %d errors\n%v", c.line, len(errors), errors)
			continue
		}
		d := errors[0]
		if at := text[d.Subject.Start().Offset:d.Subject.End().Offset]; at != c.at || !strings.Contains(d.Summary, c.summary) || !strings.Contains(d.Way(), c.way) || c.way == "" && d.Way() != "" {
			t.Errorf("%s\nat %q: %s | %s", c.line, at, d.Summary, d.Way())
		}
	}
}
