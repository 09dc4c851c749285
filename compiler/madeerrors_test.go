package compiler_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
)

// madeModels are models that are wrong in a way that no file should hold: too long
// to be read, or with characters that are not seen. Below each stands what is said
// of it, as in testdata/errors.
var madeModels = []struct{ text, said string }{
	{
		"node y = " + strings.Repeat("(", 201) + "1\n",
		"NEF006 «(»: nested more than 200 brackets deep",
	}, {
		"node y = " + strings.Repeat("-", 900) + "1\n",
		"NEF006 «-»: nested more than 200 brackets deep",
	}, {
		"node y = 1" + strings.Repeat(" + 1", 20001) + "\n",
		"NEF006 «+»: more than 20000 terms in one expression",
	}, {
		"node u = t\nnode y = u" + strings.Repeat(" + u", 2100) + "\n",
		"NEF006 «u" + strings.Repeat(" + u", 100) + "»: this expression nests too deep",
	}, {
		"node y = a" + strings.Repeat(".b", 202) + "\n",
		"NEF006 «.»: more than 200 members and indices behind each other",
	}, {
		"node y = [1" + strings.Repeat(", 1", 100000) + "]\n",
		"NEF068 «1»: this statement has more than 200000 words and signs",
	}, {
		strings.Repeat("network n {\n", 65) + strings.Repeat("}\n", 65),
		"NEF006 «{»: nested more than 64 blocks deep",
	}, {
		templates(66) + "t65 m()\n",
		"NEF006 «t1 m()»: templates stand in templates more than 64 deep",
	}, {
		constants(25002) + "node y dims k25001\n",
		"NEF006 «k1»: this constant nests too deep",
	}, {
		"node y = \xff\n",
		"NEF009 «»: m.nef is not a text file (it holds bytes that are not UTF-8)",
	}, {
		"# read \u202ebackwards\n",
		"NEF009 «\u202e»: U+202E turns the direction of the text, so that it does not look as it is read",
	}, {
		"node cafe\u0301 = 1\n",
		"NEF019 «cafe\u0301»: `cafe\u0301` is written with separate accents",
	}, {
		"node u = t\nprobe u\nexperiment e { run 5ms; plot u to \"a\tb.svg\" }\n",
		`NEF016 «"a	b.svg"»: "a\tb.svg" holds characters that no name of a file should`,
	}, {
		"node u = t\nprobe u\nexperiment e { run 5ms; plot u to \"" + strings.Repeat("a", 300) + ".svg\" }\n",
		"NEF016 «\"" + strings.Repeat("a", 300) + ".svg\"»: a name of 304 bytes is too long for a file",
	},
}

// templates are templates of which each holds the one before it.
func templates(n int) string {
	var b strings.Builder
	b.WriteString("template t0() {\nnode y = 1\n}\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "template t%d() {\nt%d m()\n}\n", i, i-1)
	}
	return b.String()
}

// constants are constants of which each is made from the one before it.
func constants(n int) string {
	var b strings.Builder
	b.WriteString("let k0 = 1\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "let k%d = k%d + 1\n", i, i-1)
	}
	return b.String()
}

func tryMadeModels(t *testing.T, dir string) {
	for _, m := range madeModels {
		c := &chunk{dir: dir, opts: compiler.Options{}}
		diags, sources := c.diagnose(t, "seed 1\n"+m.text)
		if len(diags) == 0 {
			t.Errorf("nothing is wrong with %.100s", m.text)
		} else if said := c.describe(diags[0], sources)[0]; said != m.said {
			t.Errorf("%.100s gives\n%s\nnot\n%s", m.text, said, m.said)
		}
	}
}
