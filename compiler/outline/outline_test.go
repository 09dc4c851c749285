package outline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/outline"
)

const text = `seed 1
param gain = 2
template relay(d=1) {
  input u dims d
  ensemble pop 20 dims d
  connect u -> pop
}
relay left(d=2)
relay right()
for i in 0:2 {
  ensemble cell[i] 20
  connect right.pop -> cell[i] transform gain
}
network net {
  ensemble inner 20
  connect inner -> cell[1]
}
probe net.inner, left.pop
run 10ms
`

// place is the byte at which the k-th occurrence of a word in a text begins.
func place(t *testing.T, text, word string, k int) int {
	t.Helper()
	at := -1
	for range k {
		next := strings.Index(text[at+1:], word)
		if next < 0 {
			t.Fatalf("%q does not occur %d times", word, k)
		}
		at += 1 + next
	}
	return at
}

func check(t *testing.T, text string) (*outline.Outline, string) {
	t.Helper()
	c := compilertest.Check(t, text)
	return c.Outline, c.File.Name
}

func names(decls []*outline.Decl) string {
	var out []string
	for _, d := range decls {
		out = append(out, d.Name)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestWhatStandsAtAPlace(t *testing.T) {
	o, file := check(t, text)
	for _, c := range []struct {
		word string
		k    int
		want string
	}{
		{"gain", 1, "gain"},              // where it is declared
		{"gain", 2, "gain"},              // where it is used, in each turn of a loop
		{"pop", 2, "left.pop right.pop"}, // a line of a template stands for all its instances
		{"pop", 3, "right.pop"},
		{"cell", 2, "cell[0] cell[1]"},
		{"cell[1]", 1, "cell[1]"},
		{"inner", 3, "net.inner"},
		{"left", 2, "left"},
	} {
		got := names(slices.CompactFunc(slices.SortedFunc(slices.Values(o.At(file, place(t, text, c.word, c.k))),
			func(a, b *outline.Decl) int { return strings.Compare(a.Name, b.Name) }), func(a, b *outline.Decl) bool { return a == b }))
		if got != c.want {
			t.Errorf("occurrence %d of %s is %q, not %q", c.k, c.word, got, c.want)
		}
	}
}

// The name of a rule of action stands for the rule, where it is declared and where it is
// named; what it compares and sends are uses.
func TestWhatStandsInAChoice(t *testing.T) {
	const text = `ensemble eye 10
ensemble hand 10
choose act {
  grasp when eye send 0.5*eye -> hand
  rest when 0.3
}
probe act.grasp, act.utility
run 10ms
`
	o, file := check(t, text)
	for _, c := range []struct {
		word string
		k    int
		want string
	}{
		{"act", 1, "act"},
		{"grasp", 1, "act.grasp"},
		{"grasp", 2, "act.grasp"},
		{"rest", 1, "act.rest"},
		{"eye", 2, "eye"},
		{"eye", 3, "eye"},
		{"hand", 2, "hand"},
		{"utility", 1, "act.utility"},
	} {
		got := names(slices.CompactFunc(slices.SortedFunc(slices.Values(o.At(file, place(t, text, c.word, c.k))),
			func(a, b *outline.Decl) int { return strings.Compare(a.Name, b.Name) }), func(a, b *outline.Decl) bool { return a == b }))
		if got != c.want {
			t.Errorf("occurrence %d of %s is %q, not %q", c.k, c.word, got, c.want)
		}
	}
}

func TestUsesOfADeclaration(t *testing.T) {
	o, file := check(t, text)
	for _, c := range []struct {
		word string // where it is declared
		want []int  // the lines that use it
	}{
		{"gain = 2", []int{12}},
		{"relay right", []int{12}},
		{"ensemble pop", []int{6, 12, 18}},
		{"ensemble inner", []int{16, 18}},
	} {
		decls := o.At(file, place(t, text, c.word, 1))
		if len(decls) == 0 {
			t.Errorf("nothing is declared at %q", c.word)
			continue
		}
		var lines []int
		for _, at := range o.UsesOf(decls[0]) {
			lines = append(lines, at.Start().Line)
		}
		slices.Sort(lines)
		if !slices.Equal(slices.Compact(lines), c.want) {
			t.Errorf("%q is used in lines %v, not %v", c.word, lines, c.want)
		}
	}
}

// The populations of a joint source are named behind the label of the connection, too.
func TestUsesOfParts(t *testing.T) {
	const model = `seed 1
template pair() {
  ensemble pre 20
}
pair m()
ensemble a 20
connect j: [m.pre.neurons[2:9], a.neurons] -> a.neurons function x[0] solve l2
probe j.a.weights, j.m.pre.weights
probe again: j.pre.weights
run 10ms
`
	o, file := check(t, model)
	for word, want := range map[string]string{"m()": "[7 8]", "ensemble a": "[7 7 8]", "ensemble pre": "[7 8 9]"} {
		var lines []int
		for _, at := range o.UsesOf(o.At(file, place(t, model, word, 1))[0]) {
			lines = append(lines, at.Start().Line)
		}
		if slices.Sort(lines); fmt.Sprint(lines) != want {
			t.Errorf("%q is used in lines %v, not %s", word, lines, want)
		}
	}
}

func TestWhatCanBeNamed(t *testing.T) {
	o, file := check(t, text)
	for _, c := range []struct {
		word string
		want string
	}{
		{"run 10ms", "cell cell[0] cell[1] gain left net right"},
		{"connect inner", "cell cell[0] cell[1] gain left net net.inner right"},
		{"connect u", "gain left.d left.pop left.u"}, // of what is around a template, constants only
	} {
		if got := names(o.VisibleAt(file, place(t, text, c.word, 1))); got != c.want {
			t.Errorf("at %q one can name %q, not %q", c.word, got, c.want)
		}
	}
}

func TestOriginOfAnObject(t *testing.T) {
	o, _ := check(t, text)
	for _, d := range o.Decls {
		if d.Name != "right.pop" {
			continue
		}
		var lines []int
		for _, at := range d.Origin() {
			lines = append(lines, at.Start().Line)
		}
		if !slices.Equal(lines, []int{5, 9}) {
			t.Errorf("right.pop comes from lines %v, not from 5 and 9", lines)
		}
		return
	}
	t.Error("there is no right.pop")
}

// A file with mistakes has an outline of what can be read, and text that is not
// saved counts instead of the file.
func TestBrokenAndUnsavedFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "m.nef")
	if err := os.WriteFile(path, []byte("ensemble saved 20\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	unsaved := "seed 1\nuse ./lib\nensemble a 20 dims\nensemble b 20\nrelay r()\nconnect a -> nowhere\nconnect b -> r.u\n(("
	c, err := compiler.Check(path, compiler.Options{Overlay: compiler.Overlay{
		path:                          unsaved,
		filepath.Join(dir, "lib.nef"): "template relay() {\n  input u dims 1\n}\n",
	}})
	if err != nil {
		t.Fatal(err)
	}
	if !c.Diags.HasErrors() {
		t.Fatal("nothing is wrong with the broken text")
	}
	if got := names(c.Outline.VisibleAt(path, len(unsaved))); got != "b r" {
		t.Errorf("one can name %q", got)
	}
	got := fmt.Sprint(names(c.Outline.At(path, place(t, unsaved, "r.u", 1)+2)))
	if got != "r.u" {
		t.Errorf("r.u is %q", got)
	}
}
