package runtime_test

import (
	"testing"
)

// Every form of a wire carries what its expression says: from nodes exactly, to
// the rounding of a few operations, and the same from direct ensembles, which
// compute functions as decoders would.
func TestFormsOfWires(t *testing.T) {
	const a0, a1, a2, b0, b1, b2 = 0.5, -2.0, 3.0, 4.0, 0.25, -1.5
	for line, want := range map[string][]float64{
		"a -> y":                             {a0, a1, a2},
		"a*2 -> y":                           {2 * a0, 2 * a1, 2 * a2},
		"2*a -> y":                           {2 * a0, 2 * a1, 2 * a2},
		"a/2 -> y":                           {a0 / 2, a1 / 2, a2 / 2},
		"-a -> y":                            {-a0, -a1, -a2},
		"-(a - b)/4 -> y":                    {(b0 - a0) / 4, (b1 - a1) / 4, (b2 - a2) / 4},
		"2*a + 3*b -> y":                     {2*a0 + 3*b0, 2*a1 + 3*b1, 2*a2 + 3*b2},
		"(a + b)/2 -> y":                     {(a0 + b0) / 2, (a1 + b1) / 2, (a2 + b2) / 2},
		"a - b*3 -> y":                       {a0 - 3*b0, a1 - 3*b1, a2 - 3*b2},
		"3*(a - b/2)*2 -> y":                 {6*a0 - 3*b0, 6*a1 - 3*b1, 6*a2 - 3*b2},
		"a - a/4 -> y":                       {0.75 * a0, 0.75 * a1, 0.75 * a2},
		"[1, 2, 4]*a -> y":                   {a0, 2 * a1, 4 * a2},
		"a/[1, 2, 4] + 1 -> y":               {a0 + 1, a1/2 + 1, a2/4 + 1},
		"a + [1, 2, 3] -> y":                 {a0 + 1, a1 + 2, a2 + 3},
		"a + b - 7 -> y":                     {a0 + b0 - 7, a1 + b1 - 7, a2 + b2 - 7},
		"[1, -2, 3] -> y":                    {1, -2, 3},
		"a[1] -> y[2]":                       {0, 0, a1},
		"a[-1] -> y[0]":                      {a2, 0, 0},
		"a[0:2] -> y[1:3]":                   {0, a0, a1},
		"a[2, 0] -> y[0, 1]":                 {a2, a0, 0},
		"a[1, 1] -> y[0:2]":                  {a1, a1, 0},
		"a -> y[2, 0, 1]":                    {a1, a2, a0},
		"a[1:3]*2 - b[0:2] -> y[0:2]":        {2*a1 - b0, 2*a2 - b1, 0},
		"[a[2], b[0], 5*a[0] - b[1]] -> y":   {a2, b0, 5*a0 - b1},
		"a[0] + 2*a[1] + 3*a[2] -> y[1]":     {0, a0 + 2*a1 + 3*a2, 0},
		"sum(a) - dot(a, [1, 0, 2]) -> y[0]": {a1 - a2, 0, 0},
		"a^2 -> y":                           {a0 * a0, a1 * a1, a2 * a2},
		"2*a^2 - 3*b^2 -> y":                 {2*a0*a0 - 3*b0*b0, 2*a1*a1 - 3*b1*b1, 2*a2*a2 - 3*b2*b2},
		"a[0]*a[1] + b[2] -> y[1]":           {0, a0*a1 + b2, 0},
		"3*(a[0]*a[1] - a[2]) -> y[0]":       {3 * (a0*a1 - a2), 0, 0},
		"[a[0]*a[1], a[2], 0] -> y":          {a0 * a1, a2, 0},
		"[0, a[2]^2, 4] -> y":                {0, a2 * a2, 4},
		"min(a, 0)/2 -> y":                   {0, a1 / 2, 0},
		"a -> y transform 3":                 {3 * a0, 3 * a1, 3 * a2},
		"2*a -> y transform -3":              {-6 * a0, -6 * a1, -6 * a2},
		"a -> y transform [1, 2, 3]":         {a0, 2 * a1, 3 * a2},
		"a -> y[0:2] transform [[1, 2, 0], [0, 0, 4]]":  {a0 + 2*a1, 4 * a2, 0},
		"a[0] -> y transform [[1], [2], [3]]":           {a0, 2 * a0, 3 * a0},
		"a[2] + 3*b[0] -> y[1:3] transform [[2], [-1]]": {0, 2 * (a2 + 3*b0), -(a2 + 3*b0)},
		"a -> y function x^2":                           {a0 * a0, a1 * a1, a2 * a2},
		"2*a -> y function x^2 transform 0.5":           {2 * a0 * a0, 2 * a1 * a1, 2 * a2 * a2},
		"a[1] -> y function [x, x^2, 1]":                {a1, a1 * a1, 1},
		"a[2, 0] -> y[0] function x[0] - 2*x[1]":        {a2 - 2*a0, 0, 0},
		"a -> y function [x[2], 0, x[0]*x[1]]":          {a2, 0, a0 * a1},
		"a -> y scale 2":                                {2 * a0, 2 * a1, 2 * a2},
	} {
		for _, sources := range []string{
			"node a = [0.5, -2, 3]\nnode b = [4, 0.25, -1.5]\n",
			"ensemble a 10 dims 3 neurons direct\nensemble b 10 dims 3 neurons direct\nconnect [0.5, -2, 3] -> a\nconnect [4, 0.25, -1.5] -> b\n",
			"array a 3 of 10 neurons direct\narray b 3 of 10 neurons direct\nconnect [0.5, -2, 3] -> a\nconnect [4, 0.25, -1.5] -> b\n",
		} {
			if sources[0:2] == "ar" && mixesMembers[line] {
				continue
			}
			got := record(t, compile(t, "seed 1\ndefaults connect synapse none\nnode y dims 3\nprobe y\n"+sources+"connect "+line+"\n").Program, 2)
			same(t, sources[:8]+": "+line, got["y"].Data[3:], want, 1e-14)
		}
	}
}

// mixesMembers are the wires above whose function is of several dimensions, or of
// more than the whole array: members of an array do not mix.
var mixesMembers = map[string]bool{
	"a[0]*a[1] + b[2] -> y[1]": true, "3*(a[0]*a[1] - a[2]) -> y[0]": true, "[a[0]*a[1], a[2], 0] -> y": true,
	"a[2, 0] -> y[0] function x[0] - 2*x[1]": true, "2*a -> y function x^2 transform 0.5": true, "a -> y function [x[2], 0, x[0]*x[1]]": true,
}

// A population decodes only what a wire reads, and what it decodes is the
// expression: of ReLU neurons that span the plane every linear function is exact.
func TestFormsOfDecodedWires(t *testing.T) {
	got := record(t, compile(t, `seed 1
node u = [0.5, -0.25]
ensemble a 4 dims 2 neurons relu encoders [[1, 0], [-1, 0], [0, 1], [0, -1]] gain 1 bias 0
connect u -> a synapse none
defaults connect synapse none solve lstsq
node y dims 8
connect a[1]*4 -> y[0]
connect 3*a[0] - a[1]/5 -> y[1]
connect -(a[0] + a[1]) -> y[2] transform 2
connect a[1, 0] -> y[3:5]
connect c: a -> y[5] function x[0] - 2*x[1]
connect 2*a -> y[6:8] transform [[0, 1], [1, 0]]
probe y, c.weights
`).Program, 2)
	same(t, "y", got["y"].Data[8:], []float64{-1, 1.55, -0.5, -0.25, 0.5, 1, -0.5, 1}, 1e-9)
	same(t, "weights", got["c.weights"].Data[:4], []float64{1, -1, -2, 2}, 1e-9)
}
