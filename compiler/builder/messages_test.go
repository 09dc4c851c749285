package builder_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/builder"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// What building says of a model: nothing of a good one, and the place of what is
// wrong in another.
func TestWhatBuildingSays(t *testing.T) {
	const head = "seed 1\nnode y dims 1\nensemble a 40\nensemble s 4 dale 0.5 seed 3\nensemble b 3\narray m 2 of 3\nensemble silent 5 intercepts 0.99 eval_points [[0], [0.5]]\nprobe y\n" +
		"ensemble half 2 neurons relu encoders [[1], [1]] gain 1 bias [2, -5]\nensemble above 40 encoders 1 intercepts 0..0.9\n"
	signs := built(t, head+"connect a -> y\n").Populations[1].Signs
	row := func(k float64) string { // weights that hold the signs, times k
		var out []string
		for _, s := range signs {
			out = append(out, fmt.Sprint(k*float64(s)))
		}
		return "[" + strings.Join(out, ", ") + "]"
	}
	rows := func(n int, bad string) string { return "[" + strings.Repeat(row(1)+", ", n-1) + bad + "]" }
	for line, want := range map[string]string{
		"connect a -> y":                                                    "",
		"connect a -> y function x^2":                                       "",
		"connect a -> y function sin(20*x)":                                 "warning NEF094",
		"connect a -> y function sin(20*x) solve nnls":                      "warning NEF094",
		"connect a -> y function sin(20*x) solve none":                      "",
		"connect a -> y function log(x)":                                    "NEF080",
		"connect a -> y function 0":                                         "",
		"connect silent -> y":                                               "NEF027",
		"connect half -> y reg 0":                                           "NEF094",
		"connect half.neurons -> b.neurons solve l2 reg 0":                  "NEF094",
		"connect above -> y":                                                "", // the rest is out of reach, on purpose
		"connect above -> y function sin(20*x)":                             "warning NEF094",
		"node read = silent":                                                "NEF027",
		"probe silent":                                                      "NEF027",
		"connect silent -> y solve none":                                    "",
		"connect silent -> y decoders 0":                                    "",
		"connect a.neurons -> b.neurons solve l2":                           "",
		"connect a.neurons -> b.neurons solve l2 function log(x)":           "NEF080",
		"connect a.neurons -> b.neurons solve l2 function sin(20*x)":        "warning NEF094",
		"connect a.neurons -> b.neurons solve none":                         "",
		"connect silent.neurons -> b.neurons solve l2":                      "NEF027",
		"connect s.neurons -> b.neurons weights " + rows(3, row(2)):         "",
		"connect s.neurons -> b.neurons weights " + rows(3, row(-1)):        "NEF046",
		"connect s.neurons -> b.neurons weights " + rows(3, "[0, 0, 0, 0]"): "",
		"connect s.neurons -> b.neurons weights 1":                          "NEF046",
		"connect s.neurons -> m.neurons weights " + rows(6, row(2)):         "",
		"connect s.neurons -> m.neurons weights " + rows(6, row(-1)):        "NEF046",
		"connect s.neurons -> y transform [" + row(-1) + "]":                "",
		"ensemble z 3 encoders 0":                                           "NEF027",
		"ensemble z 2 dims 2 encoders [[1, 0], [0, 0]]":                     "NEF027",
		"ensemble z 2 dims 2 encoders [[1, 0], [0, 0]] normalize no":        "",
		"ensemble z 3 gain -1 bias 0":                                       "NEF027",
		"ensemble z 3 gain [1, 0, 2] bias 0":                                "NEF027",
		"ensemble z 3 bias 1 intercepts 0":                                  "NEF027",
		"ensemble z 3 max_rates 600":                                        "NEF027",
		"ensemble z 3 neurons sigmoid max_rates 100":                        "NEF027",
		"ensemble z 3 neurons sigmoid max_rates 300":                        "",
		"connect a -> m.neurons[3] transform 2":                             "",
	} {
		if got := codesOf(t, head+line+"\n"); got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

// codesOf are the codes of what building a model says.
func codesOf(t *testing.T, text string) string {
	t.Helper()
	checked := compilertest.Check(t, text)
	diags := checked.Diags
	if !diags.HasErrors() {
		_, diags = builder.Graph(checked.Model, 0.001, builder.Recalls{}, nil)
	}
	var codes []string
	for _, d := range diags {
		if d.Severity == diag.Warning {
			codes = append(codes, "warning")
		}
		codes = append(codes, d.Code.String())
	}
	return strings.Join(codes, " ")
}
