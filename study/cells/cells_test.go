package cells

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/runtime/figures/stats"
	"github.com/nefc/nefc/stdlib/plots"
)

// swept is an experiment over two seeds and two params, with a plot of two items, and
// expectations of which two are over seeds.
func swept(by string) *model.Experiment {
	return &model.Experiment{Name: "e", Seeds: []int64{1, 2}, Sweeps: []model.Sweep{
		{Param: "b", Values: []float64{3, 0.5}, Texts: []string{"3", "0.5"}}, {Param: "a", Values: []float64{2, 1}, Texts: []string{"2", "1"}}},
		Events: []model.Event{&model.Plot{To: []string{"x.svg"}}, &model.Plot{To: []string{"over.svg"}, Over: "a", By: by, Items: []model.PlotItem{{Text: "u"}, {Text: "v"}}},
			&model.Expect{Text: "u < 300"}, overSeeds("median(u) < 300", "<", term("median"), number300()), overSeeds("mean(v) < 300", "<", term("mean"), number300()),
			&model.Expect{Text: "u < 300"}}}
}

func number300() model.Term { return model.Term{Of: &model.Analysis{Num: 300}} }

// term is what a function makes of seeds, in the cells of some values of params.
func term(pool string, cells ...model.Pick) model.Term {
	return model.Term{Text: pool + "(u)", Pool: pool, Cells: cells, Of: &model.Analysis{Kind: model.ASeries}}
}

// overSeeds compares two terms; one without a function is a number.
func overSeeds(text, op string, terms ...model.Term) *model.Expect {
	x := &model.Expect{Text: text, Pool: terms[0].Pool, Cond: &model.Analysis{Kind: model.ABinary, Op: op}}
	for _, t := range terms {
		if x.Cond.Args = append(x.Cond.Args, t.Of); t.Of.Kind != model.ANumber {
			x.Terms = append(x.Terms, t)
		}
	}
	return x
}

// results are those of its cells: u is seed + 10·a + 100·b, v is missing at a = 1.
func results(e *model.Experiment) []Outcome {
	var out []Outcome
	for _, c := range e.Cells() {
		u := float64(*c.Seed) + 10*c.Values[1] + 100*c.Values[0]
		v, terms := &u, []float64{u}
		if c.Values[1] == 1 {
			v, terms = nil, nil
		}
		out = append(out, Outcome{Cell: c, Result: &experiment.Result{Summary: experiment.Summary{Across: [][]*float64{{&u, v}}, Expectations: []experiment.Expectation{
			{Text: "u < 300", Value: &u, Outcome: "met"}, {Text: "median(u) < 300", Value: &u, Outcome: "pooled", Pool: "median", Terms: []float64{u}},
			{Text: "mean(v) < 300", Value: v, Outcome: "pooled", Pool: "mean", Terms: terms}, {Text: "u < 300", Outcome: "skipped"}}}}})
	}
	return out
}

// Seeds are judged together at each point of a sweep; a cell without a value fails
// its point, one that did not run is left out.
func TestPool(t *testing.T) {
	e := swept("")
	cells := results(e)
	cells[0].Result = nil // seed 1, b = 3, a = 2
	var got []string
	for _, p := range Pool(e, cells) {
		got = append(got, fmt.Sprintf("%s at %s: %s %v", p.Text, p.Point, p.Found(), p.Met))
	}
	want := []string{
		"median(u) < 300 at b=3,a=1: 311.5 false", "median(u) < 300 at b=0.5,a=2: 71.5 true", "median(u) < 300 at b=0.5,a=1: 61.5 true",
		"median(u) < 300 at b=3,a=2: 322 false",
		"mean(v) < 300 at b=3,a=1: no value in 2 of 2 cells false", "mean(v) < 300 at b=0.5,a=2: 71.5 true",
		"mean(v) < 300 at b=0.5,a=1: no value in 2 of 2 cells false", "mean(v) < 300 at b=3,a=2: 322 false"}
	if !slices.Equal(got, want) {
		t.Errorf("%s\nwanted\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Terms pick their cells: a param that each of them picks makes no sweep points.
func TestTermsPickCells(t *testing.T) {
	one, two := model.Pick{Param: "a", Value: 1}, model.Pick{Param: "a", Value: 2}
	thick, thin := model.Pick{Param: "b", Value: 3}, model.Pick{Param: "b", Value: 0.5}
	for _, c := range []struct {
		op    string
		terms []model.Term
		want  string
	}{
		{"<", []model.Term{term("median", one), term("median", two)}, "b=3: 311.5, 321.5 true; b=0.5: 61.5, 71.5 true"},
		{">", []model.Term{term("max", one), term("min", two)}, "b=3: 312, 321 false; b=0.5: 62, 71 false"},
		{"<", []model.Term{term("median", one), term("median")}, "b=3,a=2: 311.5, 321.5 true; b=3,a=1: 311.5, 311.5 false; b=0.5,a=2: 61.5, 71.5 true; b=0.5,a=1: 61.5, 61.5 false"},
		{"<", []model.Term{term("median", one, thick), term("median", two, thin)}, ": 311.5, 71.5 false"},
		{"<", []model.Term{term("sem", one), number300()}, "b=3: 0.5 true; b=0.5: 0.5 true"},
	} {
		e := swept("")
		e.Events = []model.Event{overSeeds("x", c.op, c.terms...)}
		cells := results(e)
		for i := range cells {
			u := cells[i].Result.Expectations[0].Value
			cells[i].Result.Expectations = []experiment.Expectation{{Outcome: "pooled", Value: u, Terms: []float64{*u, *u}}}
		}
		var got []string
		for _, p := range Pool(e, cells) {
			got = append(got, fmt.Sprintf("%s: %s %v", p.Point, p.Found(), p.Met))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%v: %s, wanted %s", c.terms, strings.Join(got, "; "), c.want)
		}
	}
	e := swept("")
	e.Events = []model.Event{overSeeds("x", "<", term("median", one), term("median", two))}
	cells := results(e)
	for i := range cells {
		cells[i].Result.Expectations = []experiment.Expectation{{Outcome: "pooled", Terms: []float64{1, 2}}}
		if cells[i].Cell.Values[1] == 2 {
			cells[i].Result = nil
		}
	}
	if p := Pool(e, cells); len(p) != 2 || p[0].Found() != "no cell of `median(u)` has run" || p[0].Met {
		t.Errorf("%+v", p)
	}
}

// The lines of a plot over a param are the means over all other cells, with their
// range, a line for each value of `by`.
func TestLinesOver(t *testing.T) {
	for _, c := range []struct {
		by   string
		want []string
	}{
		{"", []string{"u [1 2] [186.5 196.5] [61 71] [312 322]", "v [2] [196.5] [71] [322]"}},
		{"b", []string{"u, b 0.5 [1 2] [61.5 71.5] [61 71] [62 72]", "u, b 3 [1 2] [311.5 321.5] [311 321] [312 322]",
			"v, b 0.5 [2] [71.5] [71] [72]", "v, b 3 [2] [321.5] [321] [322]"}},
	} {
		e := swept(c.by)
		var got []string
		for _, l := range linesOver(e, e.Events[1].(*model.Plot), 0, results(e)) {
			s := stats.Summarise(l.Runs, len(l.X), plots.MinToMax)
			got = append(got, fmt.Sprint(l.Name, " ", l.X, s.Middle, s.Low, s.High))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s\nwanted\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	e := swept("")
	cells := results(e)
	for i := range cells {
		cells[i].Result = nil
	}
	if lines := linesOver(e, e.Events[1].(*model.Plot), 0, cells); len(lines) != 0 {
		t.Errorf("lines of nothing: %v", lines)
	}
}

// A row a cell has its name, seed, params, whether it ran, each expectation, and
// what plots over params show.
func TestGather(t *testing.T) {
	e := swept("")
	cells := results(e)
	cells[3].Result = nil
	dir := t.TempDir()
	files, err := Gather(dir, e, cells[1:5])
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, filepath.Base(f))
	}
	if got := strings.Join(names, " "); got != "cells.csv cells.parquet over.svg" {
		t.Errorf("wrote %s", got)
	}
	text, err := os.ReadFile(filepath.Join(dir, "e", "cells.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := `cell,seed,b,a,ran,u < 300,u < 300 outcome,median(u) < 300,median(u) < 300 outcome,mean(v) < 300,mean(v) < 300 outcome,u < 300 (2),u < 300 outcome (2),u,v
"seed=1,b=3,a=1",1,3,1,true,311,met,311,pooled,,pooled,,skipped,311,
"seed=1,b=0.5,a=2",1,0.5,2,true,71,met,71,pooled,71,pooled,,skipped,71,71
"seed=1,b=0.5,a=1",1,0.5,1,false,,,,,,,,,,
"seed=2,b=3,a=2",2,3,2,true,322,met,322,pooled,322,pooled,,skipped,322,322
`
	if string(text) != want {
		t.Errorf("%s\nwanted\n%s", text, want)
	}
	alone := &model.Experiment{Name: "alone", Sweeps: e.Sweeps[:1]}
	cells = nil
	for _, c := range alone.Cells() {
		cells = append(cells, Outcome{Cell: c})
	}
	if _, err := Gather(dir, alone, cells); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "alone", "cells.csv")); err != nil || string(text) != "cell,seed,b,ran\nb=3,,3,false\nb=0.5,,0.5,false\n" {
		t.Errorf("without seeds: %s, %v", text, err)
	}
	tenth := 0.1
	numbers, words := &model.Sweep{}, &model.Sweep{Words: []string{"lif", "alpha(5ms)"}}
	if valueName(words, 1) != "alpha(5ms)" {
		t.Error("words are not written as they are")
	}
	if valueName(numbers, tenth+0.2) != "0.30000000000000004" || valueName(numbers, 1e-4) != "0.0001" {
		t.Error("numbers are written as they read back")
	}
}
