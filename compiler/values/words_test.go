package values_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// A constant that takes the name of an option's value is pointed out; other
// names are free.
func TestConstantsThatHideWords(t *testing.T) {
	for name, want := range map[string]bool{"none": true, "yes": true, "no": true, "lif": true, "nnls": true, "l2": true, "direct": true, "sphere": true,
		"tau": false, "alpha": false, "rate": false, "lr": false, "x": false, "synapse": false, "ensemble": false} {
		for _, line := range []string{"let " + name + " = 5ms", "param " + name + " = 5ms"} {
			list := compilertest.Diagnose(t, "seed 1\n"+line+"\nnode u = "+name+"\nprobe u\nrun 1ms")
			if got := len(compilertest.Found(list, diag.HidesBuiltin)) == 1; got != want || list.HasErrors() {
				t.Errorf("%s: warned %v\n%v", line, got, list)
			}
		}
	}
}

// Times and frequencies are kept apart where the compiler knows them, and plain
// numbers stay free.
func TestUnitsInCode(t *testing.T) {
	for text, want := range map[string]int{
		"node v = if t < 5Hz then 1 else 0":                   1,
		"node v = if 5Hz > t then 1 else 0":                   1,
		"node v = t + 5Hz":                                    1,
		"node v = if 2*t < f then 1 else 0":                   0, // of a product with a number, nobody knows
		"node v = if t < f then 1 else 0":                     1,
		"node v = if t < 1/f then 1 else 0":                   0,
		"node v = if abs(t - 3ms) < f then 1 else 0":          1,
		"node v = max(t, 5Hz)":                                1,
		"node v = if t < 1 then 100ms else 5Hz":               1,
		"node v = if dt < 5Hz then 1 else 0":                  1,
		"node v = [t, dt < 5Hz]":                              1,
		"node v = if t < 5 and t > 100ms then 1 else 0":       0,
		"node v = t*1Hz + 2":                                  0,
		"node v = t*5Hz < 3":                                  0,
		"node v = sin(2*pi*t/100ms) + t/10 - 1":               0,
		"node v = white(high=5Hz) + t":                        0,
		"node v = u + 5Hz":                                    0,
		"expect frequency(u) < 100ms + 5":                     1,
		"expect 1 < frequency(u) < 100ms":                     1,
		"expect frequency(u) < 27":                            0,
		"expect frequency(u) < 27Hz":                          0,
		"expect settle(u, 5%) < 5Hz":                          1,
		"expect at(u, 5Hz) < 1":                               1,
		"expect at(u, 1/f) < 1":                               0,
		"expect settle(u, 5%) < 5ms":                          0,
		"expect mean(t) < 5Hz":                                1,
		"expect rmse(u, 5Hz*t) < 0.1 when settle(u, 1) < 5Hz": 1,
		"plot t < 5Hz to \"f.svg\"":                           1,
	} {
		line, event := text, ""
		if !strings.HasPrefix(text, "node") {
			line, event = "node v = 1", text
		}
		list := compilertest.Diagnose(t, "seed 1\nlet f = 5Hz\nnode u = sin(t)\n"+line+"\nprobe u, v\nexperiment x {\n run 1ms\n "+event+"\n}")
		if got := len(compilertest.Found(list, diag.MixedUnits)); got != want || list.HasErrors() {
			t.Errorf("%s: %d warnings, not %d\n%v", text, got, want, list)
		}
	}
}

// Names that look alike are one name, or are told apart.
func TestNamesThatLookAlike(t *testing.T) {
	const two, one, cyrillic = "cafe\u0301", "caf\u00e9", "\u0430"
	for _, c := range []struct {
		text string
		want []string
	}{
		{"ensemble " + one + " 20", nil},
		{"ensemble " + two + " 20\nprobe " + two, []string{"`" + two + "` is written with separate accents"}},
		{"ensemble " + two + " 20\nprobe " + one, []string{"`" + two + "` is written with separate accents"}},
		{"ensemble a 20\nensemble " + cyrillic + " 20", []string{"`" + cyrillic + "` looks like `a`, but is written in letters of another script"}},
		{"ensemble " + cyrillic + " 20\nlet a = 3", []string{"`a` looks like `" + cyrillic + "`, but is written in letters of another script"}},
		{"ensemble " + cyrillic + " 20\nnetwork n {\n ensemble a 20\n}", nil},
		{"ensemble \u03c4 20\nensemble \u0434 20\nensemble a 20", nil},
	} {
		list := compilertest.Diagnose(t, "seed 1\n"+c.text+"\nrun 1ms")
		if got := compilertest.Summaries(list, diag.NameSpelling); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q\n%v", c.text, got, list)
		}
	}
	list := compilertest.Diagnose(t, "seed 1\nensemble a 20\nprobe "+cyrillic+"\nrun 1ms")
	if d := compilertest.Found(list, diag.UnknownName); len(d) != 1 || len(d[0].Fixes) != 1 || d[0].Fixes[0].Edits[0].Text != "a" {
		t.Errorf("a name in another script that nobody declared: %v", list)
	}
}

// A name that is declared where the line cannot see it is found there.
func TestNamesDeclaredElsewhere(t *testing.T) {
	const outside = "let it in by a port: `input u` with its `dims`, and where the template is built `connect a -> NAME.u`"
	for text, want := range map[string]string{
		"template part() {\n ensemble x 20\n connect a -> x\n}\npart p()":                    outside,
		"template part() {\n for i in 0:1 {\n  ensemble x[i] 20\n  probe a\n }\n}\npart p()": outside,
		"network n {\n ensemble x 20\n}\nconnect a -> x":                                     "did you mean `n.x`?",
		"template part() {\n input u dims 1\n probe u\n}\npart p()\nconnect a -> u":          "did you mean `p.u`?",
		"network n {\n network m {\n  ensemble x 20\n }\n connect a -> x\n}":                 "did you mean `m.x`?",
		"network n {\n ensemble x 20\n}\nconnect a -> y":                                     "declared here: a, n",
		"network n {\n let k = 1\n ensemble x 20\n node w = k*t\n}\nconnect a -> n.input":    "it has w, x",
	} {
		list := compilertest.Diagnose(t, "seed 1\nensemble a 20\n"+text+"\nrun 1ms")
		if d := compilertest.Found(list, diag.UnknownName); len(d) != 1 || d[0].Way() != want {
			t.Errorf("%s: want %s\n%v", text, want, list)
		}
	}
}

// Products of two pointers bind inside a vocabulary only.
func TestProductsOfPointers(t *testing.T) {
	for value, want := range map[string]int{"v.A*v.B": 1, "(v.A)*v.B": 1, "v.A*v.B*v.C": 2, "(v.A + v.B)*v.C": 1, "p*v.B": 1, "v.A*inverse(v.B)": 1,
		"bind(v.A, v.B)": 0, "2*v.A": 0, "v.A*2": 0, "v.A + v.B": 0, "v.A*v.A[0]": 0, "dot(v.A, v.B)*v.C": 0, "v.AB": 0, "u*v.A": 0} {
		list := compilertest.Diagnose(t, "seed 1\nvocab v dims 8 { A; B; C; AB = A*B }\nlet p = v.A\nnode u = t\nnode w = "+value+"\nprobe w, u\nrun 1ms")
		if got := len(compilertest.Found(list, diag.PlainProduct)); got != want || list.HasErrors() {
			t.Errorf("%s: %d warnings, not %d\n%v", value, got, want, list)
		}
	}
}

// An index may depend on the i and j of a matrix.
func TestMatrixOfLookups(t *testing.T) {
	const head = "seed 1\nlet k = [1, 2, 4]\nlet m = [[1, 2, 3], [4, 5, 6]]\n"
	for call, want := range map[string]string{
		"matrix(3, 3, k[mod(i + j, 3)])": "1 2 4 2 4 1 4 1 2",
		"matrix(2, 3, 10*k[j] + i)":      "10 20 40 11 21 41",
		"matrix(3, 2, m[j][i])":          "1 4 2 5 3 6",
		"vector(3, k[2 - i])":            "4 2 1",
		"vector(2, k[k[i]])":             "2 4",
		"matrix(2, 2, k[1])":             "2 2 2 2",
		"matrix(3, 3, k[i + j])":         "NEF031",
		"vector(3, k[i - 1])":            "NEF031",
		"vector(3, k[i/2])":              "NEF031",
		"matrix(2, 2, m[i])":             "NEF031",
		"vector(3, k[i:2])":              "NEF031",
		"vector(3, k[[i, i]])":           "NEF026",
	} {
		c := compilertest.Check(t, head+"node w = "+call+"\nprobe w\nrun 1ms")
		got := ""
		if c.Diags.HasErrors() {
			got = c.Diags[0].Code.String()
		} else {
			for _, e := range c.Model.Nodes[0].Code {
				got = strings.TrimSpace(fmt.Sprintf("%s %g", got, e.Num))
			}
		}
		if got != want {
			t.Errorf("%s is %s, not %s", call, got, want)
		}
	}
}

// Pointers that cannot be as different as the line asks for are remarked.
func TestPointersThatAreTooAlike(t *testing.T) {
	for line, want := range map[string]int{
		"vocab v dims 2 max_similarity 0.1 { A; B; C; D }": 1,
		"vocab v dims 2 max_similarity 1 { A; B; C; D }":   0,
		"vocab v dims 256 max_similarity 0.1 { A; B }":     0,
		"vocab v dims 2 { A; B; C; D }":                    0,
		"vocab v dims 2 max_similarity 0.1 { A; B = 2*A }": 0,
	} {
		list := compilertest.Found(compilertest.Diagnose(t, "seed 1\n"+line+"\nnode x = v.A\nprobe x\nrun 1ms"), diag.OutOfRange)
		if len(list) != want || want == 1 && list[0].Severity != diag.Warning {
			t.Errorf("%s: %v", line, list)
		}
	}
}
