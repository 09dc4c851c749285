package grammar_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/stdlib"
)

// newer is a library in which a folder has come to those that were there.
type newer struct{ old, more fs.FS }

// Open finds a file or a folder.
func (n newer) Open(name string) (fs.File, error) {
	if f, err := n.more.Open(name); err == nil && name != "." && name != "std" {
		return f, nil
	}
	return n.old.Open(name)
}

// secondEdition makes a world of two editions: the second has a statement more, another
// default and another library.
func secondEdition(t *testing.T) {
	t.Helper()
	table, library := edition.Table, stdlib.Library
	t.Cleanup(func() { edition.Table, stdlib.Library = table, library })
	grammar.AddStatement(t, "population", "ensemble")
	first := edition.First()
	edition.Table = append(slices.Clone(table), &edition.Edition{
		Number:   2,
		Words:    append(slices.Clone(first.Words), "population"),
		Events:   first.Events,
		Defaults: "defaults connect synapse 50ms",
		Library:  "std/2",
	})
	product := "nef 2\ntemplate product(n=200, d=1) {\n  input a dims d\n  input b dims d\n  population p n dims d\n  connect a + b -> p\n  output y = p\n}\n"
	stdlib.Library = newer{library, fstest.MapFS{"std/2/product.nef": {Data: []byte(product)}}}
}

// A model of the first edition: it leaves out a synapse, uses a network, and has a
// template that is called as a statement of the second.
const ofTheFirst = `seed 1
use std/product
template population(n=20) {
  input u dims 1
  ensemble x n
  connect u -> x
  output y = x
}
node u = sin(6*t)
population m()
product p(n=40)
connect u -> m.u
connect m.y -> p.a
connect u -> p.b
probe p.y
`

// ran is what a model means and comes to: its spec hash, and what its first probe
// samples in 50 steps.
func ran(t *testing.T, text string) (hash string, samples []float64) {
	t.Helper()
	c := compilertest.Compile(t, text)
	sim := runtime.New(c.Program)
	defer sim.Close()
	for range 50 {
		if err := sim.Step(); err != nil {
			t.Fatal(err)
		}
		samples = append(samples, sim.Sample(0, nil)...)
	}
	return c.Model.SpecHash(), samples
}

// same reports two models that mean the same and come to the same.
func same(t *testing.T, a, b string) bool {
	t.Helper()
	hashA, samplesA := ran(t, a)
	hashB, samplesB := ran(t, b)
	return hashA == hashB && slices.Equal(samplesA, samplesB)
}

// A second edition changes nothing of what models of the first mean and come to.
func TestTwoEditions(t *testing.T) {
	hash, samples := ran(t, ofTheFirst)
	secondEdition(t)
	for _, text := range []string{ofTheFirst, "nef 1\n" + ofTheFirst, strings.Replace(ofTheFirst, "std/product", "std/1/product", 1)} {
		if now, after := ran(t, text); now != hash || !slices.Equal(after, samples) {
			t.Errorf("a second edition changes the model\n%s", text)
		}
	}

	ofTheSecond := "nef 2\nseed 1\nnode u = sin(6*t)\npopulation a 30\nconnect u -> a\nprobe a\n"
	if !same(t, ofTheSecond, "seed 1\nnode u = sin(6*t)\nensemble a 30\nconnect u -> a synapse 50ms\nprobe a\n") {
		t.Error("a file of the second edition has not its words or defaults")
	}
	if !same(t, ofTheSecond, strings.Replace(ofTheSecond, "seed 1", "seed 1\ndefaults connect synapse 50ms", 1)) ||
		same(t, ofTheSecond, strings.Replace(ofTheSecond, "seed 1", "seed 1\ndefaults connect synapse 5ms", 1)) {
		t.Error("a line of the file does not win over the edition")
	}
	const uses = "seed 1\nuse std/product\nproduct p(n=40)\nnode u = sin(6*t)\nconnect u -> p.a synapse 5ms\nconnect u -> p.b synapse 5ms\nprobe p.y\n"
	if same(t, uses, "nef 2\n"+uses) {
		t.Error("`use std/product` does not depend on the edition of the file")
	}
	if !same(t, uses, "nef 2\n"+strings.Replace(uses, "std/product", "std/1/product", 1)) ||
		!same(t, "nef 2\n"+uses, strings.Replace(uses, "std/product", "std/2/product", 1)) {
		t.Error("`use std/1/product` depends on the edition of the file")
	}
	for text, want := range map[string]diag.Code{"seed 1\npopulation a 30\n": diag.UnknownStatement, "nef 3\npopulation a 30\n": diag.Edition} {
		if d := compilertest.Diagnose(t, text); len(d) != 1 || d[0].Code != want {
			t.Errorf("%q: %v", text, d)
		}
	}
}

// A file of one edition may use a file of another: each keeps its own.
func TestFilesOfTwoEditions(t *testing.T) {
	secondEdition(t)
	dir := t.TempDir()
	part := "template part() {\n  input u dims 1\n  ensemble x 30\n  connect u -> x\n  output y = x\n}\n"
	for name, text := range map[string]string{"old": part, "new": "nef 2\n" + strings.ReplaceAll(part, "part", "newpart")} {
		if err := os.WriteFile(filepath.Join(dir, name+".nef"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text := "seed 1\nuse ./old\nuse ./new\npart a()\nnewpart b()\nnode u = t\nconnect u -> a.u\nconnect u -> b.u\nprobe a.y, b.y\n"
	for _, head := range []string{"", "nef 1\n", "nef 2\n"} {
		m := compilertest.ValidIn(t, dir, head+text).Model
		for name, want := range map[string]string{"a.u->x": "lowpass(0.005s)", "b.u->x": "lowpass(0.05s)"} {
			if got := compilertest.Connection(t, m, name).Synapse.String(); got != want {
				t.Errorf("%q: %s has the synapse %s, not %s", head, name, got, want)
			}
		}
	}
}

// Every word of an edition starts a statement, none is an event too, each network of
// its library is written in it, and docs/evolution.md lists the words.
func TestEditionsAreWhole(t *testing.T) {
	docs, err := os.ReadFile("../docs/evolution.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range edition.Table {
		for _, words := range [][]string{e.Words, e.Braced, e.Events} {
			if list := "`" + strings.Join(words, " ") + "`"; !strings.Contains(string(docs), list) {
				t.Errorf("docs/evolution.md does not have the words %s", list)
			}
		}
		for _, word := range e.Statements() {
			if grammar.Form(word) == "" {
				t.Errorf("nef %d has the word `%s`, which the grammar does not read", e.Number, word)
			}
			if e.IsWord(word) == e.IsEvent(word) {
				t.Errorf("nef %d has `%s` twice", e.Number, word)
			}
		}
		for _, name := range stdlib.Networks(e) {
			c, err := compiler.Check(stdlib.Path(e, name), compiler.Options{})
			if err != nil || c.Diags.HasErrors() || c.File.Edition != e {
				t.Errorf("%s: %v %v", stdlib.Path(e, name), err, c)
			}
		}
	}
}

// A word of events is one inside `experiment` only: elsewhere templates and constants
// are called so, and a line that begins with one goes on.
func TestEventsAreWordsInExperiments(t *testing.T) {
	for _, word := range edition.Newest().Events {
		text := "seed 1\ntemplate WORD(k=2) {\n  input u dims 1\n  output y = k*u\n}\nWORD s()\nnode n = t\nconnect n -> s.u\nprobe s.y\nexperiment e {\n  phase a 10ms\n}\n"
		if word != "dt" { // the name of the step
			text += "let WORD = 1\nnode m = (t > 1 or\nWORD and t < 2)\nprobe m\n"
		}
		text = strings.ReplaceAll(text, "WORD", word)
		if d := compilertest.Diagnose(t, text); len(d) > 0 {
			t.Errorf("%v\n%s", d, text)
		}
	}
}
