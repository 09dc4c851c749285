package expand_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
)

// What --set and --seed change, and what they say when they cannot.
func TestSettings(t *testing.T) {
	const model = "param gain = 2 min 0 max 10\nparam tau = 5ms\nnetwork deep {\n param gain = 3\n node y = gain*t\n}\nnode u = gain*t\nensemble a 20\nconnect u -> a synapse tau\nprobe a, deep.y\nrun 10ms\n"
	seed := int64(7)
	for _, c := range []struct {
		model, name, value string
		want               string
	}{
		{model, "gain", "4", "gain 4 tau 0.005 deep.gain 3 seed 7"},
		{model, "gain", "2*pi - pi", "gain 3.141592653589793 tau 0.005 deep.gain 3 seed 7"},
		{model, "deep.gain", "0.5", "gain 2 tau 0.005 deep.gain 0.5 seed 7"},
		{model, "tau", "20ms", "gain 2 tau 0.02 deep.gain 3 seed 7"},
		{model, "gain", "0", "gain 0 tau 0.005 deep.gain 3 seed 7"},
		{model, "gain", "10", "gain 10 tau 0.005 deep.gain 3 seed 7"},
		{model, "gain", "10.5", "NEF024 `gain` = 10.5 is outside its range 0 to 10 | "},
		{model, "gain", "-1", "NEF024 `gain` = -1 is outside its range 0 to 10 | "},
		{model, "tau", "20", "NEF071 --set tau=20: `tau` is a time: 20 what? | write its unit: `tau=20ms`, in Python `tau=\"20ms\"`"},
		{model, "gain", "5ms", "NEF071 --set gain=5ms: `gain` is a plain number, `5ms` is a time | "},
		{model, "gain", "[1, 2]", "NEF071 --set gain=[1, 2]: `gain` is one number, not a list | "},
		{model, "gain", "[" + strings.Repeat("1, ", 1000) + "1]", "NEF071 --set gain=[" + strings.Repeat("1, ", 19) + "1…: `gain` is one number, not a list | "},
		{model, "gain", "nobody", "NEF071 --set gain=nobody: nothing is called `nobody` | "},
		{model, "gain", "", "NEF071 --set gain=: `` is not a value | "},
		{model, "gain", "1; run 1s", "NEF071 --set gain=1; run 1s: `1; run 1s` is not a value | "},
		{model, "gain", "inf", "NEF071 --set gain=inf: `gain` must be finite, got inf | "},
		{model, "gian", "4", "NEF071 --set gian: `gian` is not a `param` of m.nef | did you mean `gain`?"},
		{model, "nobody", "4", "NEF071 --set nobody: `nobody` is not a `param` of m.nef | its params are gain, tau, deep.gain"},
		{model, "a", "4", "NEF071 --set a: `a` is not a `param` of m.nef | its params are gain, tau, deep.gain"},
		{"node u = t\nprobe u\nrun 10ms\n", "k", "4", "NEF071 --set k: `k` is not a `param` of m.nef | the model has no params; write `param k = …` instead of `let` or a number"},
	} {
		path := filepath.Join(t.TempDir(), "m.nef")
		if err := os.WriteFile(path, []byte(c.model), 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := compiler.Check(path, compiler.Options{Set: map[string]string{c.name: c.value}, Seed: &seed})
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		if len(got.Diags) > 0 {
			d := got.Diags[0]
			said = fmt.Sprintf("%s %s | %s", d.Code, d.Summary, d.Help)
		} else {
			for _, p := range got.Model.Params {
				said += fmt.Sprintf("%s %v ", p.Name, p.Value)
			}
			said += fmt.Sprintf("seed %d", got.Model.Seed)
		}
		if said != c.want {
			t.Errorf("--set %s=%s gives\n\t%s\nnot\n\t%s", c.name, c.value, said, c.want)
		}
	}
}
