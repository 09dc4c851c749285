package elaborate_test

import (
	"fmt"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// Signs, on whichever line they stand, decide the solver and what goes with it.
func TestSolversOfSigns(t *testing.T) {
	const head = "seed 1\nensemble a 20\nensemble s 20 dale 0.5\nensemble b 20\n"
	for _, c := range []struct{ line, want string }{
		{"connect c: a -> b", "l2"},
		{"connect c: a.neurons -> b.neurons solve l2", "l2"},
		{"connect c: a.neurons -> b.neurons function x", "l2"},
		{"connect c: s.neurons -> b.neurons function x", "nnls"},
		{"connect c: s -> b", "l2"}, // decoders have no signs
		{"connect c: a.neurons -> b.neurons dale 1", "nnls"},
		{"connect c: s.neurons -> b.neurons solve nnls_gram", "nnls_gram"},
		{"connect c: a.neurons -> b.neurons weights 0.1", ""},
		{"connect c: a -> b decoders 0.1", ""},
		{"connect c: s.neurons -> b.neurons solve l2", "NEF046"},
		{"connect c: s.neurons -> b.neurons weights 0.1 scale -1", "NEF046"},
		{"connect c: s.neurons -> b.neurons weights 0.1 scale 0", ""},
		{"connect c: s -> b scale -1", "l2"},
		{"connect c: a.neurons -> b.neurons solve l2 bias decoded\nconnect e: s.neurons -> b.neurons solve nnls bias decoded", "NEF048"},
		{"connect c: a.neurons -> b.neurons solve l2 bias decoded\nconnect e: s.neurons -> b.neurons solve nnls", "l2"},
		{"connect c: a.neurons -> b.neurons solve l2 bias decoded\nconnect e: b.neurons -> a.neurons solve l2 bias decoded", "l2"},
	} {
		checked := compilertest.Check(t, head+c.line+"\nprobe b\nrun 1ms")
		got := ""
		if checked.Diags.HasErrors() {
			got = checked.Diags[0].Code.String()
		} else {
			got = compilertest.Connection(t, checked.Model, "c").SolverName
		}
		if got != c.want {
			t.Errorf("%s: %q, not %q\n%v", c.line, got, c.want, checked.Diags)
		}
	}
}

// A circle of wires is in error if no synapse, delay or previous value opens it.
func TestCircles(t *testing.T) {
	const head = "seed 1\nensemble a 20\nensemble b 20\nnode p dims 1\nnode q dims 1\n"
	for text, want := range map[string]int{
		"connect a -> b synapse none\nconnect b -> a synapse none":                              1,
		"connect a -> b synapse none\nconnect b -> a":                                           0,
		"connect a -> b synapse none\nconnect b -> a synapse none delay 5ms":                    0,
		"connect a -> a synapse none":                                                           1,
		"connect a -> a":                                                                        0,
		"connect p -> q synapse none\nconnect q -> p synapse none":                              1,
		"connect p -> q\nconnect q -> p synapse none":                                           0,
		"connect a -> p synapse none\nconnect p -> b synapse none":                              0,
		"node n = p + 1\nconnect n -> p synapse none":                                           1,
		"node n = p + 1\nconnect n -> p":                                                        0,
		"node n = n + p":                                                                        0,
		"node n = a synapse none\nconnect n -> a synapse none":                                  1,
		"node n = a\nconnect n -> a synapse none":                                               0,
		"node n = delay(p, 5ms)\nconnect n -> p synapse none":                                   0,
		"connect a -> b synapse none\nconnect b -> p synapse none\nconnect p -> a synapse none": 1,
	} {
		list := compilertest.Diagnose(t, head+text+"\nprobe a, b, p, q\nrun 1ms")
		if got := len(compilertest.Found(list, diag.Loop)); got != want {
			t.Errorf("%s: %d circles, not %d\n%v", text, got, want, list)
		}
	}
}

// Classes of units add with their own, and cancel.
func TestUnitsOfConstants(t *testing.T) {
	for text, want := range map[string]string{
		"5ms + 2ms": "0.007", "5ms - 2s": "NEF024", "2*3ms": "0.006", "3ms*2": "0.006", "6ms/2": "0.003", "1/(4Hz)": "0.25", "6ms/2ms*1s": "3",
		"100ms*10Hz*1s": "1", "2min": "120", "100us": "0.0001", "50ns": "5e-08", "max(2ms, 3ms)": "0.003", "abs(-2ms)": "0.002",
		"5ms + 2Hz": "NEF023", "5ms + 1": "NEF023", "5ms < 2Hz": "NEF023", "5ms*5ms": "NEF023", "5ms^2": "NEF023", "max(2ms, 3Hz)": "NEF023",
		"2Hz/1ms":    "NEF023",
		"100ms*10Hz": "NEF020", "5": "NEF020", "2Hz": "NEF021", "1/4ms": "NEF021", "5mm": "NEF022",
	} {
		c := compilertest.Check(t, "seed 1\nensemble a 20\nensemble b 20\nconnect c: a -> b delay "+text+"\nprobe b\nrun 1ms")
		got := ""
		if c.Diags.HasErrors() {
			got = c.Diags[0].Code.String()
		} else {
			got = fmt.Sprintf("%.12g", compilertest.Connection(t, c.Model, "c").Delay.Time)
		}
		if got != want {
			t.Errorf("%s is %s, not %s\n%v", text, got, want, c.Diags)
		}
	}
}
