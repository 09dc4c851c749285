package compiler_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
)

const asked = `seed 1
node u = sin(t)
ensemble a 20
ensemble b 20
connect u -> a
connect c: a -> b
probe b
`

// tryAskedByHand demands that what is asked by hand and cannot be is said. It is a part of TestErrors,
// which watches that every report is reached.
func tryAskedByHand(t *testing.T) {
	for _, x := range []struct {
		live compiler.Live
		said string
	}{
		{compiler.Live{Watched: []string{"bb"}}, "nothing is called `bb`"},
		{compiler.Live{Watched: []string{"b because"}}, "`because`"},
		{compiler.Live{Watched: []string{"b after 1s"}}, "`b after 1s` is not one expression"},
		{compiler.Live{Watched: []string{"b }\nnode x = 1\nexperiment y { expect b"}}, "is not one expression"},
		{compiler.Live{Watched: []string{"lowpass(b, 10ms)"}}, "give the watch a `synapse`"},
		{compiler.Live{Held: []string{"a"}}, "`a` is not a node, and only nodes are held"},
		{compiler.Live{Held: []string{"uu"}}, "nothing is called `uu`"},
		{compiler.Live{Held: []string{"u[0]"}}, "a node is held as a whole"},
		{compiler.Live{Changed: []string{"a"}}, "`a` is not a connection"},
		{compiler.Live{Changed: []string{"u->a"}}, ""},
	} {
		x.live.Dt = 0.001
		c := compilertest.CheckIn(t, t.TempDir(), asked, compiler.Options{Live: &x.live})
		if !c.Diags.HasErrors() || !strings.Contains(c.Diags[0].Summary+c.Diags[0].Help, x.said) {
			t.Errorf("%+v: %v", x.live, c.Diags)
		}
	}
}

// What is asked by hand changes no number that was there.
func TestLiveChangesNothing(t *testing.T) {
	plain := compilertest.Compile(t, asked)
	live := compiler.Live{Dt: 0.001, Watched: []string{"a", "b - u^2", "a.spikes"}, Held: []string{"u"}}
	checked := compilertest.CheckIn(t, t.TempDir(), asked, compiler.Options{Live: &live})
	c, diags := compiler.Compile(checked, 0.001, nil)
	if c == nil {
		t.Fatal(diags)
	}
	if len(c.Program.Watches) != 3 {
		t.Errorf("%d watches", len(c.Program.Watches))
	}
	for i, link := range plain.Program.Links {
		if !slices.Equal(link.Weights, c.Program.Links[i].Weights) {
			t.Errorf("the weights of %s are others", link.Name)
		}
	}
}
