package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
)

// way is a way out that a message tells of: what stands in its help, and what that is in the
// wrong model of the page.
type way struct{ said, from, to string }

// The ways out that messages about brains as they are tell of, each followed as it stands there.
var ways = map[string][]way{
	"NEF040": {
		{"`use std/product` · `product p(d=1)` · `connect a -> p.a` · `connect b -> p.b` · `connect p.y -> …`", "connect a*b -> y",
			"use std/product\nproduct p(d=1)\nconnect a -> p.a\nconnect b -> p.b\nconnect p.y -> y"},
		{"`connect [a.neurons, b.neurons] -> y.neurons function a*b relax yes`, where `y` has `neurons two_compartment`, `a` and `b` have `dale 0.7`",
			"ensemble a 50\nensemble b 50\nensemble y 50\nconnect a*b -> y",
			"ensemble a 50 dale 0.7\nensemble b 50 dale 0.7\nensemble y 50 neurons two_compartment\nconnect [a.neurons, b.neurons] -> y.neurons function a*b relax yes"},
	},
	"NEF100": {{"add `.neurons`", "b] ->", "b.neurons] ->"}},
	"NEF101": {{"name each population once", "a.neurons, a.neurons", "a.neurons"}},
	"NEF102": {{"give both one `radius`", " radius 2", ""}},
	"NEF103": {{"`[a.neurons, b.neurons]`", "same(a.neurons, b.neurons) -> c.neurons function x", "[a.neurons, b.neurons] -> c.neurons function x[0]"}},
	"NEF104": {{"delete it", " relax yes", ""}},
	"NEF105": {{"`dale 1`", "a 50", "a 50 dale 1"}, {"`-> c.exc`", "-> c.neurons", "-> c.exc"}, {"`-> c.inh`", "-> c.neurons", "-> c.inh"}},
	"NEF106": {{"`transform 20`", "-> c.inh", "-> c.inh transform 20"}},
	"NEF107": {{"write `bias decoded`", "bias intrinsic", "bias decoded"}},
	"NEF108": {{"`.inh` inhibits with weights above 0", "-0.01", "0.01"}},
	"NEF109": {{"did you mean `c.exc`?", "-> c.inh", "-> c.exc"}},
	"NEF110": {{"`neurons lif_cond`", "c 50", "c 50 neurons lif_cond"}},
	"NEF111": {{"rates up to 120 Hz are well within reach: lower `max_rates`", "150..200", "100..120"}, {"a larger `g_couple`", "two_compartment", "two_compartment(g_couple=200nS)"}},
	"NEF112": {{"a smaller `c_dend`", "c_dend=1000nF", "c_dend=1nF"}},
	"NEF113": {{"`a.neurons -> c.neurons solve nnls`", "a -> c", "a.neurons -> c.neurons solve nnls"}},
	"NEF114": {
		{"`connect same(exc.neurons, inh.neurons) -> c.neurons`",
			"connect exc.neurons -> c.neurons solve nnls bias decoded\nconnect inh.neurons -> c.neurons solve nnls",
			"connect same(exc.neurons, inh.neurons) -> c.neurons solve nnls bias decoded"},
		{"`[exc.neurons, inh.neurons]`", "connect exc.neurons -> c.neurons solve nnls bias decoded\nconnect inh.neurons -> c.neurons solve nnls",
			"connect [exc.neurons, inh.neurons] -> c.neurons function exc + inh solve nnls bias decoded"},
	},
	"NEF115": {{"`n_eval_points 5000`", "solve l2", "solve l2 n_eval_points 5000"}},
	"NEF116": {{"`substeps=2`", "substeps=1", "substeps=2"}, {"a shorter `dt`", "run 100ms", "run 100ms dt 0.5ms"}},
	"NEF117": {{"what is negative belongs into `c.inh`", "connect u -> c.exc transform 20",
		"connect max(0, u) -> c.exc transform 20 synapse none\nconnect max(0, -u) -> c.inh transform 20 synapse none"}},
	"NEF120": {{"delete it", " keep none", ""}},
	"NEF121": {{"`max` is a magnitude in the unit of `c`", "stdp on c", "stdp on c max 2e-3"}},
	"NEF122": {{"`neurons lif`", "lif_rate", "lif"}, {"`poisson_spiking(…)`", "lif_rate", "poisson_spiking(lif_rate)"}},
	"NEF123": {{"did you mean `dale 0` and `-1e-3`?", "1\nensemble b 50\nconnect u -> a\nconnect c: a.neurons -> b.neurons weights 1e-3",
		"0\nensemble b 50\nconnect u -> a\nconnect c: a.neurons -> b.neurons weights -1e-3"}},
	"NEF124": {{"`a.neurons -> b.neurons`", "a -> b", "a.neurons -> b.neurons solve l2"}},
	"NEF125": {{"keep one of them", " outdegree 20", ""}, {"keep one of them", " indegree 10", ""}},
	"NEF126": {{"`positions sheet(2)`", "a 50\nensemble b 50", "a 50 positions sheet(2)\nensemble b 50 positions sheet(2)"}},
	"NEF127": {{"did you mean `50`?", "60", "50"}},
	"NEF130": {{"`synapse 5ms`", "synapse double_exp(2ms, 8ms)", "synapse 5ms"}, {"`synapse alpha(5ms)`", "synapse double_exp(2ms, 8ms)", "synapse alpha(5ms)"}},
	"NEF131": {{"`delay 2ms`", "1ms..5ms", "2ms"}, {"`a.neurons -> b.neurons`", "a -> b", "a.neurons -> b.neurons weights 1e-4"}},
	"NEF132": {{"`set u = 0`", "lesion u by 20%", "set u = 0"}},
	"NEF133": {{"`by 10%`", "by 10", "by 10%"}, {"`lesion a[0:10]`", "lesion a by 10", "lesion a[0:10]"}},
	"NEF134": {{"`lesion a by 40%`", "cut c by 40%", "lesion a by 40%"}, {"`cut c` cuts all of it", "cut c by 40%", "cut c"}},
	"NEF135": {{"`max 0.1`", "max 1e-3", "max 0.1"}},
	"NEF136": {{"`by 2%`", "0.2%", "2%"}},
}

// What a message says that helps, helps: done to the wrong model of its page, the code is gone
// and no error in its place.
func TestWaysOut(t *testing.T) {
	for _, p := range diag.Pages() {
		if p.Code != "NEF040" && (p.Code < "NEF100" || p.Code > "NEF199") {
			continue
		}
		t.Run(p.Code, func(t *testing.T) {
			if ways[p.Code] == nil {
				t.Fatal("no way out of it is tried")
			}
			model := filepath.Join(t.TempDir(), "m.nef")
			write(t, model, p.Wrong)
			help := ""
			for _, d := range saidOf(model) {
				if d.Code == p.Code {
					help = d.Help
				}
			}
			for _, w := range ways[p.Code] {
				text := strings.Replace(p.Wrong, w.from, w.to, 1)
				if !strings.Contains(help, w.said) || text == p.Wrong {
					t.Errorf("%q: the help is %q", w, help)
				}
				write(t, model, text)
				for _, d := range saidOf(model) {
					if d.Code == p.Code || d.Severity == "error" {
						t.Errorf("%s: %s\n%s", w.said, d.Rendered, text)
					}
				}
			}
		})
	}
}

// said is a diagnostic of a run.
type said struct{ Kind, Severity, Code, Help, Rendered string }

func saidOf(model string) (list []said) {
	out, _ := invoke("run", "--quiet", "--json", model)
	for line := range strings.Lines(out) {
		if d := (said{}); json.Unmarshal([]byte(line), &d) == nil && d.Kind == "diagnostic" {
			list = append(list, d)
		}
	}
	return list
}
