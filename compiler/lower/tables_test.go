package lower_test

import (
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/program"
)

// A link drives the ensemble it ends in, or all members of an array.
func TestDrives(t *testing.T) {
	p := compilertest.Compile(t, `seed 1
ensemble a 10
ensemble b 10
array m 2 of 10
connect c: a -> b
connect d: a.neurons -> b.neurons weights 0
connect e: a -> m[0]
connect f: m[1] -> a
connect g: [a, a] -> m
`).Program
	var got []string
	for _, l := range p.Links {
		text := l.Name + ":"
		for _, i := range l.Drives {
			text += " " + p.Populations[i].Name
		}
		if l.Target >= 0 {
			text += ", target " + p.Populations[l.Target].Name
		}
		got = append(got, text)
	}
	want := []string{"c: b, target b", "d: b, target b", "e: m[0] m[1]", "f: a, target a", "g: m[0] m[1]"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// Rules are numbered in the order of the model, whatever they change.
func TestRulesAreThoseOfTheModel(t *testing.T) {
	p := compilertest.Compile(t, `seed 1
ensemble a 10
ensemble b 10
connect c: a -> b
connect d: a.neurons -> b.neurons weights 0
learn one: voja on c
learn two: bcm on d
learn three: pes err = b - 1 on c
`).Program
	want := []program.Rule{{Name: "c.one", LinkRule: -1, EncoderRule: 0}, {Name: "d", LinkRule: 1, EncoderRule: -1}, {Name: "c.three", LinkRule: 0, EncoderRule: -1}}
	if !slices.Equal(p.Rules, want) {
		t.Errorf("%+v", p.Rules)
	}
}
