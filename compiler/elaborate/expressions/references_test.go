package expressions_test

import (
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
)

// A reference names an object, a member, a slot, or a part; what it means is seen at
// the end of a connection.
func TestReferences(t *testing.T) {
	const head = "seed 1\nnode u dims 30\nensemble a 30 dims 2\narray p 3 of 20\nfor i in 0:2 { ensemble g[i] 10 }\n" +
		"network net {\n ensemble in 40\n}\n"
	for target, want := range map[string]struct {
		object string
		size   int
	}{
		"a":                   {"a", 2},
		"a[1]":                {"a", 1},
		"a.neurons":           {"a.neurons", 30},
		"a.neurons[0:5]":      {"a.neurons", 5},
		"p":                   {"p.input", 3},
		"p[0:2]":              {"p.input", 2},
		"p.neurons":           {"p.neurons", 60},
		"p[1].neurons":        {"p[1].neurons", 20},
		"p[1].neurons[3:7]":   {"p[1].neurons", 4},
		"g[1]":                {"g[1]", 1},
		"g[0].neurons":        {"g[0].neurons", 10},
		"net.in":              {"net.in", 1},
		"net.in.neurons[:10]": {"net.in.neurons", 10},
	} {
		c := compilertest.Check(t, head+"connect c: u[0] -> "+target+" transform normal(0, 1)\nrun 1ms")
		if c.Diags.HasErrors() {
			t.Errorf("%s\n%v", target, c.Diags)
			continue
		}
		if post := compilertest.Connection(t, c.Model, "c").Post; post.Name() != want.object || post.Size != want.size {
			t.Errorf("%s is %d of %s, not %d of %s", target, post.Size, post.Name(), want.size, want.object)
		}
	}
	for target, want := range map[string]string{
		"b": "NEF010", "a.spike": "NEF014", "a[2]": "NEF031", "a[0].neurons": "NEF014", "g": "NEF031", "g[2]": "NEF031", "net": "NEF041", "net.out": "NEF010", "u.neurons": "NEF014",
		"a.neurons.neurons": "NEF014", "3": "NEF041",
	} {
		c := compilertest.Check(t, head+"connect u[0] -> "+target+" transform 1\nrun 1ms")
		if got := "none"; !c.Diags.HasErrors() || c.Diags[0].Code.String() != want {
			if c.Diags.HasErrors() {
				got = c.Diags[0].Code.String()
			}
			t.Errorf("%s gives %s, not %s", target, got, want)
		}
	}
}
