package compiler_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
)

const spec = `seed 1
param p = 2
param q = 3
let width = 2
node u = p*sin(6*t) # a comment
node v = filtered(lowpass(10ms), normal(0, 1))
node w = table("f.csv", u)
ensemble a 30 radius width
ensemble b 40 neurons alif(tau_n=0.1s)
ensemble x 20 encoders [1]
connect u -> a synapse alpha(5ms)
connect v -> b
connect first: a -> b function x^2 solve drop(drop=0.25)
connect second: b -> a[0] transform 0.5 delay 3ms
connect third: a.neurons -> x.neurons solve nnls dale 0.7
connect fourth: b.neurons -> x.neurons weights 1e-5
learn pes err = b - a on first rate 1e-4*q
learn bcm on third rate 1e-9
node g = csv("f.csv", column="y", hold=10ms)
probe a synapse 10ms
probe here: b solve none
probe 2*u
probe first.weights every 10ms
probe seen: first.activities
experiment e {
  phase one 10ms {
    freeze first, third
  }
  run 20ms
  scale first by 2*p
  set q = 4
  expect rmse(a, u) < 10 in one after 2ms when q > 1 because "so"
  plot a, u against b in one after 1ms to "a.svg"
  plot weights third to "w.svg"
  export weights third to "w.npz"
  export probes a to "a.csv"
  load weights third from "w.npz" scale 2
}
experiment s {
  seeds 1:3
  sweep p in [1, 2]
  sweep q in [3, 4]
  run 10ms
  plot rmse(a, u) over p by q to "s.svg"
}
`

// specOf is the spec hash of a text beside a data file.
func specOf(t *testing.T, text, data string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"m.nef": text, "f.csv": data} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c, err := compiler.Check(filepath.Join(dir, "m.nef"), compiler.Options{})
	if err != nil || c.Diags.HasErrors() {
		t.Error(err, c.Diags)
		return ""
	}
	return c.Model.SpecHash()
}

// One change of meaning is another model; a change of spelling is the same.
func TestSpecHash(t *testing.T) {
	const data = "x,y\n-9,1\n9,2\n"
	before := specOf(t, spec, data)
	for _, c := range [][2]string{
		{"seed 1", "seed 2"}, {"p = 2", "p = 2.0000000000000004"}, {"width = 2", "width = 3"}, {"sin(6*t)", "cos(6*t)"}, {"sin(6*t)", "sin(6*(t + 0))"},
		{"lowpass(10ms)", "lowpass(11ms)"}, {"normal(0, 1)", "normal(0, 2)"}, {`table("f.csv", u)`, `table("f.csv", v)`}, {"a 30", "a 31"},
		{"tau_n=0.1s", "tau_n=0.2s"}, {"[1]", "[-1]"},
		{"alpha(5ms)", "lowpass(5ms)"}, {"alpha(5ms)", "alpha(6ms)"}, {"alpha(5ms)", "kernel\nparam kernel = alpha(6ms)"}, {"x^2", "x*2"}, {"drop=0.25", "drop=0.26"}, {"drop(drop=0.25)", "l1(l1=0.1)"},
		{"a[0]", "a"}, {"0.5 delay", "0.6 delay"},
		{"delay 3ms", "delay 3.4ms"}, {"dale 0.7", "dale 0.6"}, {"weights 1e-5", "weights 1e-6"}, {"weights 1e-5", "weights 1e-5 units gain"},
		{"weights 1e-5", "weights 1e-5 match no"}, {"1e-4*q", "2e-4*q"},
		{"1e-4*q", "1e-4*p"}, {"learn bcm", "learn oja"}, {"hold=10ms", "hold=11ms"}, {`column="y"`, `column="x"`},
		{"a synapse 10ms", "a synapse 11ms"}, {"solve none", "solve l2"}, {"here:", "there:"},
		{"2*u\n", "3*u\n"}, {"every 10ms", "every 11ms"}, {"freeze first, third", "freeze first"}, {"freeze first", "thaw first"},
		{"phase one 10ms", "phase one 11ms"}, {"run 20ms", "run 20.4ms"}, {"by 2*p", "by 2*q"}, {"q = 4\n", "q = 5\n"},
		{"< 10", "<= 10"}, {"< 10", "< 11"}, {"rmse(a, u) < 10 in one", "rmse(a, u) < 10 in run"}, {"after 2ms", "after 3ms"}, {"q > 1", "q > 2"},
		{`"so"`, `"so be it"`}, {"plot a, u", "plot a"}, {"against b", "against u"}, {"b in one after", "b in run after"},
		{"after 1ms", "after 2ms"}, {`"a.svg"`, `"b.svg"`}, {`"a.svg"`, `["a.svg", "z.csv"]`}, {"plot weights third", "plot weights fourth"},
		{"export weights third", "export weights first"}, {"probes a to", "probes here to"}, {`"w.npz" scale 2`, `"w.npz" scale 3`},
		{"scale 2\n", "scale 2 match no\n"}, {"load weights third", "load weights fourth"}, {"1:3", "1:4"}, {"[1, 2]", "[1, 3]"},
		{"over p by q", "over q by p"}, {" by q", ""}, {"experiment s", "experiment ss"},
	} {
		text := strings.Replace(spec, c[0], c[1], 1)
		if text == spec {
			t.Fatalf("%q is not in the model", c[0])
		}
		if specOf(t, text, data) == before {
			t.Errorf("%q is %q", c[0], c[1])
		}
	}
	for _, other := range []string{"x,y\n-9,1\n9,2.0000000000000004\n", "x,y\n-9,1\n8,2\n"} {
		if specOf(t, spec, other) == before {
			t.Errorf("the data %q is %q", data, other)
		}
	}
	if specOf(t, spec, "x, y\n-9, 1.0\n9.00,2\n") != before {
		t.Error("data that is written otherwise is another")
	}
	for _, c := range [][2]string{
		{`"a.svg"`, `"a.svg" width page theme dark`}, {`"a.svg"`, `["a.svg"]`}, {" # a comment", ""}, {"width", "breadth"}, {"param p = 2\nparam q = 3\n", "param q = 3\nparam p = 2\n"}, {"6*t", "(6 * t)"},
		{"5ms", "0.005s"}, {"x^2", "x*x"}, {"0.25", "25%"},
		{"ensemble a 30 radius width\nensemble b 40 neurons alif(tau_n=0.1s)\n",
			"ensemble b 40 neurons alif(tau_n=100ms)\n\n\nensemble a 30 {\n  radius width\n}\n"},
		{"freeze first, third", "freeze third, first"}, {"< 10 in", "<  1e1 in"}, {"[1, 2]", "[1,2.0]"}, {"probe 2*u", "probe 2 * u"},
		{"learn pes err = b - a on first rate 1e-4*q\nlearn bcm on third rate 1e-9\n",
			"learn bcm on third rate 1e-9\nlearn pes err = b - a on first rate 1e-4*q\n"},
		{"u = p*sin", "u = (p)*sin"}, {"synapse alpha(5ms)\nconnect v -> b\n", "synapse alpha(5ms) transform 1\nconnect v -> b synapse 5ms\n"}, {"first.activities", "first.pre_filtered"},
		{"alpha(5ms)", "kernel\nparam kernel = alpha(5ms)"},
	} {
		text := strings.ReplaceAll(spec, c[0], c[1])
		if text == spec {
			t.Fatalf("%q is not in the model", c[0])
		}
		if specOf(t, text, data) != before {
			t.Errorf("%q is not %q", c[0], c[1])
		}
	}
}

// Decoders that differ in a parameter of their solver are not shared, and a probe
// has those of its own.
func TestSolversAreNotConfused(t *testing.T) {
	text := `seed 1
ensemble a 50
node x dims 1
node y dims 1
connect a -> x solve drop(drop=0)
connect a -> y solve drop(drop=0.5)
probe plain: a
probe positive: a solve nnls
probe x, y
run 1ms
`
	compiled := compilertest.Compile(t, text)
	links := compiled.Graph.Links
	if zeros := [2]float64{links[0].Fit.Zeros, links[1].Fit.Zeros}; zeros != [2]float64{0, 0.5} {
		t.Errorf("shares of decoders that are zero are %v, want 0 and 0.5", zeros)
	}
	kinds := map[bool]int{} // of decoders: whether one is negative
	for _, s := range compiled.Graph.Signals {
		if s.Const && s.Cols == 50 && s.Rows == 1 {
			negative := false
			for _, v := range s.Init {
				negative = negative || v < 0
			}
			kinds[negative]++
		}
	}
	if kinds[false] != 1 {
		t.Errorf("%d sets of decoders are positive, want that of one probe", kinds[false])
	}
}

// When a phase ends early is part of what an experiment is; how it is written is not.
func TestUntilIsPartOfTheModel(t *testing.T) {
	const head = "seed 1\nnode u = exp(-t)\nprobe u\nexperiment e {\n  phase one 3s "
	before := specOf(t, head+"until max(u) < 0.5 over 250ms\n}\n", "")
	if specOf(t, head+"until (max(u) < 5e-1)   over 0.25s {\n  }\n}\n", "") != before {
		t.Error("another spelling is another model")
	}
	for _, other := range []string{"", "until max(u) < 0.4 over 250ms", "until max(u) < 0.5 over 251ms", "until min(u) < 0.5 over 250ms"} {
		if specOf(t, head+other+"\n}\n", "") == before {
			t.Errorf("%q is the same model", other)
		}
	}
}
