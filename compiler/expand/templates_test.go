package expand_test

import (
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
)

// Templates, networks and loops expand to the names one expects.
func TestStructure(t *testing.T) {
	for _, c := range []struct{ model, want string }{
		{"seed 1\ntemplate two(n=5) {\n input u dims 1\n ensemble x n\n connect u -> x\n output y = x\n}\ntwo a(n=7)\ntwo b()\nconnect a.y -> b.u\nrun 1s",
			"a.u a.u->x a.x(7) a.y a.y a.y->b.u b.u b.u->x b.x(5) b.y b.y"},
		{"seed 1\nensemble a 5\nnetwork v1 {\n ensemble b 6\n connect a -> b\n network deep {\n  ensemble c 7\n  connect b -> c\n }\n}\nprobe v1.deep.c\nrun 1s",
			"a(5) probe v1.deep.c v1.a->b v1.b(6) v1.deep.b->c v1.deep.c(7)"},
		{"seed 1\nensemble hub 5\nfor i in 0:2 {\n let n = 10 + i\n ensemble cell[i] n dims 2\n connect hub*i -> cell[i][1]\n probe cell[i]\n}\nconnect cell[1][0] -> hub\nrun 1s",
			"cell[0](10) cell[1](11) cell[1][0]->hub hub(5) hub*0->cell[0][1] hub*1->cell[1][1] probe cell[0] probe cell[1]"},
		{"seed 1\ntemplate one() {\n ensemble x 3\n}\nfor i in 0:2 {\n for j in 0:2 {\n  one m[2*i + j]()\n }\n}\nprobe m[3].x\nrun 1s",
			"m[0].x(3) m[1].x(3) m[2].x(3) m[3].x(3) probe m[3].x"},
		{"seed 1\nfor i in 0:2 {\n ensemble cell[i] 5\n}\nprobe cell[2]\nrun 1s", "NEF031 `cell` has no member 2"},
		{"seed 1\nfor i in 0:2 {\n ensemble cell[i] 5\n}\nprobe cell\nrun 1s", "cell[0](5) cell[1](5) probe cell[0] probe cell[1]"},
		{"seed 1\nfor i in 0:2 {\n ensemble cell[i] 5\n}\nnode y dims 1\nconnect cell -> y\nrun 1s", "NEF031 `cell` is a group of members"},
		{"seed 1\nensemble a 5\nfor i in 1:3 {\n signal s[i] = i*a\n probe p[i]: s[i]\n connect c[i]: s[i] -> net[i].x\n network net[i] {\n  ensemble x 6\n }\n}\nprobe all: c.output\nprobe net[2].x\nrun 1s",
			"a(5) c[1] c[2] net[1].x(6) net[2].x(6) probe all.c[1].output probe all.c[2].output probe net[2].x probe p[1] probe p[2] s[1] s[1] s[2] s[2]"},
		{"seed 1\ntemplate two() {\n for i in 0:2 {\n  input u[i] dims 1\n  output y[i] = 2*u[i]\n }\n}\ntwo m()\nconnect m.y[0] -> m.u[1]\nprobe m.y\nrun 1s",
			"m.u[0] m.u[1] m.y[0] m.y[0] m.y[0]->m.u[1] m.y[1] m.y[1] probe m.y[0] probe m.y[1]"},
		{"seed 1\nensemble a 5\nfor i in 0:2 {\n connect c: a -> a\n}\nrun 1s", "NEF011 each turn of the loop declares `c`"},
		{"seed 1\nensemble a 5\nconnect c[a]: a -> a\nrun 1s", "NEF016 expected a number the compiler knows, found the object `a`"},
		{"seed 1\nensemble a 5\nnode y dims 1\nconnect a.neurons[0]: a -> y\nrun 1s", "NEF002 expected `->`, found `:`"},
		{"seed 1\nfor i in 0:2 {\n ensemble cell 5\n}\nrun 1s", "NEF011 each turn of the loop declares `cell`"},
		{"seed 1\nfor i in 0:1000000000 {\n ensemble cell[i] 5\n}\nrun 1s", "NEF068 1000000000 turns are more than the 100000 a loop may have"},
		{"seed 1\nfor i in 0:2.5 {\n ensemble cell[i] 5\n}\nrun 1s", "NEF026 the bound of a loop is a whole number, got 2.5"},
		{"seed 1\nnetwork a {\n seed 3\n}\nrun 1s", "NEF002 `seed` belongs at the top of the file"},
	} {
		if got := compilertest.Names(t, c.model); got != c.want {
			t.Errorf("%s\ngives %s\nnot   %s", c.model, got, c.want)
		}
	}
}

// Rate neurons have no spikes to record: an empty table would be silent.
func TestSpikesOfRateNeurons(t *testing.T) {
	for neurons, want := range map[string]string{"lif": "a(5) probe a.spikes", "regular_spiking(relu)": "a(5) probe a.spikes",
		"relu": "NEF014 `a` has rates, not spikes: its neurons are `relu(amplitude=1)`"} {
		if got := compilertest.Names(t, "seed 1\nensemble a 5 neurons "+neurons+"\nprobe a.spikes\nrun 1s"); got != want {
			t.Errorf("%s: %s", neurons, got)
		}
	}
}

// A member of a loop is the same whichever way it was declared, and however
// many others there are.
func TestLoopsKeepTheirNumbers(t *testing.T) {
	a := compilertest.Names(t, "seed 1\nfor i in 0:3 {\n ensemble c[i] 5\n}\nrun 1s")
	if b := compilertest.Names(t, "seed 1\nfor k in 1:3 {\n ensemble c[k] 5\n}\nensemble c[0] 5\nrun 1s"); a != b {
		t.Errorf("%s, %s", a, b)
	}
}
