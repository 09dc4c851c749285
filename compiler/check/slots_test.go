package check_test

import (
	"strings"
	"testing"
)

// Slots belong to populations: a dimension has none, a member of an array has
// all, several members what they have together.
func TestSlotsOfParts(t *testing.T) {
	complain(t, "seed 1\nensemble b 20 dims 3\narray p 3 of 20 dims 2\narray exact 2 of 5 neurons direct\nnode n dims 2\n", map[string]string{
		"probe b[1].neurons":                         "NEF014 `b.neurons[0]` of the first",
		"probe b[1].rates":                           "NEF014 a dimension of `b` has no `.rates`",
		"probe b[0:2].gain":                          "NEF014 a dimension of `b` has no `.gain`",
		"probe b[-1].spikes":                         "NEF014 a dimension of `b` has no `.spikes`",
		"probe b[2, 0].voltage":                      "NEF014 a dimension of `b` has no `.voltage`",
		"connect b[1].neurons -> n transform 1":      "NEF014 a dimension of `b` has no `.neurons`",
		"connect n -> b[0].neurons transform 1":      "NEF014 a dimension of `b` has no `.neurons`",
		"probe b[1].input, b.input[1]":               "",
		"probe b.neurons[3], b.encoders[2:4]":        "",
		"probe b.encoders[2][1]":                     "NEF031 rows of a matrix",
		"probe p[1].spikes, p[-1].voltage, p.input":  "",
		"probe p[0:2].neurons, p[2, 0].rates":        "",
		"probe p[3].neurons":                         "NEF031 `p` has members 0, 1, 2",
		"probe p[1][0].neurons":                      "NEF014 a dimension of `p` has no `.neurons`",
		"probe p.voltage":                            "NEF014 `p[0].voltage`",
		"probe p[0:2].spikes":                        "NEF014 `p[0].spikes`",
		"probe p[1].neuron":                          "NEF014 did you mean `.neurons`?",
		"probe exact[1].neurons":                     "NEF014 `exact[1]` is direct",
		"connect p[0].neurons -> p[1].neurons":       "NEF045 which weights?",
		"connect p.neurons -> b":                     "NEF033 `p.neurons` is 60 activities, `b` takes 3 dimensions",
		"connect p.rates -> b.neurons solve l2":      "NEF044 `solve` needs one population at each end",
		"connect b.neurons -> p.neurons dale 0.5":    "NEF044 `dale` needs one population at each end",
		"connect p.neurons -> b.neurons":             "NEF045 `p.neurons` is 60 neurons, `b.neurons` 20",
		"connect p.neurons -> b.neurons transform 2": "NEF032 needs a matrix of 20×60",
		"connect b.neurons -> n transform [vector(20, 1), vector(20, 0)] weights 2":                                                  "NEF043 `transform` and `weights` both decide",
		"connect p[1].neurons -> b.neurons solve nnls dale 0.7 function [x[0], x[1], 0]\nconnect p.neurons -> b.neurons weights 0.1": "NEF046 the neurons of `p` have signs",
	})
	complain(t, "seed 1\nensemble a 20\nensemble b 5 dims 20\n", map[string]string{
		"connect a.neurons -> b":             "NEF033 `transform 1` takes each activity for a value",
		"connect a.neurons -> b transform 1": "",
		"connect b.spikes -> a":              "NEF033",
		"connect a -> b.spikes":              "NEF042 `b.neurons` takes input",
		"connect a -> b.rates transform 1":   "",
	})
}

// Given decoders have a row for each value that is decoded, a column for each
// neuron.
func TestShapesOfGivenDecoders(t *testing.T) {
	complain(t, "seed 1\nensemble a 4 dims 2\nnode y dims 1\nnode y2 dims 2\narray p 3 of 4\nnode z dims 3\n", map[string]string{
		"connect a[0] -> y decoders [1, 2, 3, 4]":                        "",
		"connect a[0] -> y2 decoders [[1, 2, 3, 4], [1, 2, 3, 4]]":       "NEF032 the matrix is 2×4; needed is 1×4",
		"connect a[0] + a[1] -> y decoders [1, 2, 3, 4]":                 "NEF032 the matrix is 1×4; needed is 2×4",
		"connect a[0]*a[1] -> y2 decoders [[1, 2, 3, 4], [1, 2, 3, 4]]":  "NEF032 the matrix is 2×4; needed is 1×4",
		"connect a -> y decoders [1, 2, 3]":                              "NEF032 the matrix is 1×3; needed is 1×4",
		"connect p -> z decoders [[1, 2, 3, 4], [1, 2, 3, 4]]":           "NEF032 the matrix is 2×4; needed is 1×4",
		"probe a[0] decoders [[1, 2, 3, 4], [1, 2, 3, 4]]":               "NEF032 the matrix is 2×4; needed is 1×4",
		"probe a decoders [1, 2, 3, 4]":                                  "NEF032 the matrix is 1×4; needed is 2×4",
		"probe a[1] decoders [1, 2, 3]":                                  "NEF032 the matrix is 1×3; needed is 1×4",
		"probe y decoders [1, 2, 3]":                                     "NEF044 is not decoded",
		"probe a solve l2 decoders 1":                                    "NEF043 both decide the decoders",
		"connect a -> y2 decoders [[1, 2, 3, 4], [1, 2, 3, 4]] solve l2": "NEF043 both decide the decoders",
	})
}

// A slot that one of several rules has needs no label.
func TestSlotOfOneOfSeveralRules(t *testing.T) {
	complain(t, "seed 1\nensemble a 20\nensemble b 10\nconnect w: a.neurons -> b.neurons solve l2\nlearn bcm on w\nlearn oja on w\nlearn pes err = b - a on w\nnode e = 0\n", map[string]string{
		"probe w.theta, w.error, w.oja.delta, w.weights": "",
		"connect e -> w.error":                           "",
		"probe w.delta":                                  "NEF051 `w.bcm.delta` or `w.oja.delta` or `w.pes.delta`",
		"probe w.post_filtered":                          "NEF051 write `w.bcm.post_filtered` or `w.oja.post_filtered`",
		"probe w.inv_gamma":                              "NEF014 .activities .delta .error .post_filtered .theta",
		"probe w.oja.theta":                              "NEF014 the rule `oja` has no `.theta`",
	})
}

// `inf` is a constant; what must be finite refuses it.
func TestInfinity(t *testing.T) {
	complain(t, "seed 1\nlet big = inf\nensemble a 20\nnode u = t\n", map[string]string{
		"ensemble b 20 neurons lif(min_voltage=-inf)":                 "",
		"ensemble b 20 neurons alif(min_voltage=-big)":                "",
		"node v = if t < inf then min(u, big) else 1":                 "",
		"ensemble b 20 neurons lif(min_voltage=inf)":                  "NEF024 must not be above 0",
		"ensemble b 20 neurons lif(amplitude=inf)":                    "NEF024 `amplitude` must be finite",
		"ensemble b 20 radius inf":                                    "NEF024 `radius` must be finite, got inf",
		"ensemble b 20 max_rates 100..inf":                            "NEF024 must be finite",
		"ensemble b 20 gain [inf] bias 0":                             "NEF024 must be finite",
		"connect inf*u -> a":                                          "NEF024 `inf` is infinite",
		"connect big*u -> a":                                          "NEF024 `big` is infinite",
		"connect u -> a transform -inf":                               "NEF024 `transform` must be finite",
		"connect u -> a function min(x, inf)":                         "NEF024 `inf` is infinite",
		"param p = inf":                                               "NEF024 must be finite",
		"let y = inf - inf\nensemble b 20 neurons lif(min_voltage=y)": "NEF024 not a finite number",
	})
	complain(t, "seed 1\nlet inf = 2\n", map[string]string{"node u = [1, 2, 3][inf]": ""})
}

// What a constant from a file says when there is none, or too little in it.
func TestBadFileConstants(t *testing.T) {
	complain(t, "seed 1\n", map[string]string{
		"let k = from \"none.npy\"\nnode u = k[0]":      "NEF064 there is no file \"none.npy\"",
		"let k = npy(\"none.npy\")\nensemble a k":       "NEF064 there is no file \"none.npy\"",
		"let k = from \"../k.npy\"\nnode u = k":         "NEF066 leaves the model's folder",
		"let k = from \"k.txt\"\nnode u = k":            "NEF064 no array file",
		"node u = from \"k.npy\"":                       "NEF016 cannot stand in an expression",
		"let m = [[1, 2], [3, 4]]\nnode u = m[2]":       "NEF031 `m` has elements 0, 1",
		"let m = [[1, 2], [3, 4]]\nnode u = m[0][1]":    "",
		"let m = [[1, 2], [3, 4]]\nnode u = m[0][1][0]": "NEF031 one number and has no elements",
	})
}

// Weights that are a transform can be recorded and judged, not scaled, loaded,
// drawn or exported; the names of messages are those that were written.
func TestFixedWeights(t *testing.T) {
	head := "seed 1\nnode u = t\nensemble a 20\nnode y dims 1\nnode z dims 20\nconnect c: u -> y\nconnect d: a.neurons -> z\nexperiment m {\n run 1ms\n "
	for event, want := range map[string]string{
		"expect norm(c.weights) + nonzero(d) > 0": "",
		"scale c by 2":                      "NEF044 `c` starts in a node",
		"scale d by 2":                      "NEF044 `d` takes activities as they are",
		"load weights d from \"w.npz\"":     "NEF044 `d` takes activities as they are",
		"plot weights d to \"w.svg\"":       "NEF044 `d` takes activities as they are",
		"export weights c to \"w.npz\"":     "NEF044 `c` starts in a node",
		"export weights d, c to \"w2.npz\"": "NEF044 `d` takes activities as they are",
	} {
		got := complaints(t, head+event+"\n}\n")
		code, part, _ := strings.Cut(want, " ")
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.HasPrefix(got[0], code) || !strings.Contains(got[0], part)) {
			t.Errorf("%s\n\tgives %q\n\tnot   %q", event, got, want)
		}
	}
	complain(t, "seed 1\narray p 3 of 20 neurons lif_rate\nensemble b 60\nnode q dims 60\n", map[string]string{
		"connect p -> b.neurons weights 0.01":                                      "NEF044 the decoders of `p`",
		"connect p.neurons -> q synapse none\nconnect q -> p.neurons synapse none": "NEF049 p[0] → p.neurons → q → p.neurons → p[0]",
		"node n = n + 1 initial [1, 2]":                                            "NEF030 `initial` has 2 numbers, `n` has 1 dimension",
		"node n = t initial 2":                                                     "NEF044 `initial` has no effect",
		"node n = n + 1 initial inf":                                               "NEF024 must be finite",
		"connect p[0].neurons -> q[0:20] weights [1, 2]":                           "NEF032",
	})
}
