package compiler_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/stdlib/statements"
)

const chooseModel = `seed 1
vocab v dims 16 { A; B; C }
node vision = v.A
ensemble cortex 100 dims 16
ensemble memory 100 dims 16
choose act n 20 {
  see when dot(vision, v.A) send 0.5*vision -> cortex
  think when 0.5*dot(cortex, v.A) + dot(memory, v.B) - 0.3 send v.B -> cortex send v.A - v.C -> memory
  rest when 0.3
}
probe cortex, memory, act
run 10ms
`

// Rules of action are wires between ordinary objects, which have their names.
func TestChooseIsWires(t *testing.T) {
	var got []string
	c := compilertest.Valid(t, chooseModel)
	for _, conn := range c.Model.Connections {
		if strings.HasSuffix(conn.At.Filename, "m.nef") {
			got = append(got, fmt.Sprintf("%s, %v", conn.Name, conn.Synapse))
		}
	}
	want := []string{
		"act, <nil>",
		"act.rest.utility->utility[2], <nil>",
		"act.see.utility->utility[0], <nil>",
		"act.think.utility->utility[1], <nil>",
		"0.3->act.rest.utility, lowpass(0.005s)",
		"0.5*dot(cortex, v.A) + dot(memory, v.B) - 0.3->act.think.utility.1, lowpass(0.005s)",
		"0.5*dot(cortex, v.A) + dot(memory, v.B) - 0.3->act.think.utility.2, lowpass(0.005s)",
		"0.5*dot(cortex, v.A) + dot(memory, v.B) - 0.3->act.think.utility.3, lowpass(0.005s)",
		"0.5*vision->act.see.to_cortex.u, lowpass(0.005s)",
		"act.see->act.see.to_cortex.open, <nil>",
		"act.see.to_cortex.y->cortex, lowpass(0.01s)",
		"dot(vision, v.A)->act.see.utility, lowpass(0.005s)",
		"v.B*act.think->cortex, lowpass(0.01s)",
		"(v.A - v.C)*act.think->memory, lowpass(0.01s)",
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the connections are\n%s\nwanted\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	neurons := 0
	for _, e := range c.Model.Ensembles {
		neurons += e.N
	}
	// 3 rules of 5 populations of 20 and one of 50; a gate of 40 and 16 · 50; cortex and memory.
	if want := 3*(5*20+50) + 40 + 16*50 + 200; neurons != want {
		t.Errorf("%d neurons, wanted %d", neurons, want)
	}
}

// What a rule says is part of what a model is; how it is laid out is not.
func TestIdentityOfChoose(t *testing.T) {
	base := specOf(t, chooseModel, "")
	for _, c := range []struct {
		from, to string
		same     bool
	}{
		{"send v.B -> cortex send v.A - v.C -> memory", "{ send v.B -> cortex; send v.A - v.C -> memory }", true},
		{"n 20 {", "{\n", false},
		{"n 20 {", "n 20 threshold 0.1 {", true},
		{"n 20 {", "n 20 threshold 0.2 {", false},
		{"n 20 {", "n 20 synapse 20ms {", false},
		{"n 20 {", "n 20 utility_synapse 5ms {", true},
		{"- 0.3 send", "- 0.4 send", false},
		{"send v.B", "send v.C", false},
		{"when 0.3", "when 0.2", false},
		{"0.5*vision ->", "0.6*vision ->", false},
	} {
		model := strings.Replace(chooseModel, c.from, c.to, 1)
		if model == chooseModel {
			t.Fatalf("nothing is %q", c.from)
		}
		if same := specOf(t, model, "") == base; same != c.same {
			t.Errorf("with %q for %q the model is the same: %t, wanted %t", c.to, c.from, same, c.same)
		}
	}
}

// The catalogue says of each option of `choose` what holds without it.
func TestDefaultsOfChoose(t *testing.T) {
	without := strings.Replace(chooseModel, " n 20", "", 1)
	base := specOf(t, without, "")
	others := map[string]string{"whole number": "7", "synapse or none": "none", "number": "0.75", "number below 1": "0.75"}
	for _, o := range statements.Find("choose").Options() {
		for _, value := range []string{o.Default, others[o.Takes]} {
			with := strings.Replace(without, "choose act", "choose act "+o.Name+" "+value, 1)
			if same, want := specOf(t, with, "") == base, value == o.Default; same != want {
				t.Errorf("with `%s %s` the model is the same: %t, wanted %t", o.Name, value, same, want)
			}
		}
	}
}

// Rules stand in templates and loops, `choose`, `when` and `send` are names like
// others, and old models that build a template `choose` still do.
func TestChooseIsNoReservedWord(t *testing.T) {
	for _, model := range []string{
		"ensemble send 20\nensemble when 20\nensemble choose 20\nconnect choose -> send\nchoose act { a when send send when -> choose; b when when send 1 -> choose }",
		"use std/spa\nchoose c(k=2)\nensemble x 20\nconnect c.y[0] -> x",
		"template choose(k) { input u dims k; output y = u }\nchoose c(k=2)",
		"ensemble x[0] 20\nensemble x[1] 20\nfor i in 0:2 { choose act[i] { a when x[i] send i -> x[1 - i]; b when 0.3 } }\nprobe act[0], act[1].a",
		"template t() { ensemble x 20; choose act { a when x send x -> x; b when 0.3 }; output y = act.a }\nt one()\nt two()\nprobe one.y, two.act",
		"network n { ensemble x 20; choose act { a when x send x -> x; b when 0.3 } }\nprobe n.act.a, n.act.utility",
		"let low = 0.2\nensemble x 20\nchoose act { a when x send x -> x; b when low + 0.1 }\nprobe act",
	} {
		c := compilertest.CheckIn(t, t.TempDir(), "seed 1\n"+model+"\nrun 10ms\n", compiler.Options{})
		if c.Diags.HasErrors() {
			t.Errorf("%v in\n%s", c.Diags, model)
		}
	}
}
