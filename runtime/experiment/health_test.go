package experiment

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
)

// What was outside its radius for more than a fifth of a phase is said once, for its
// worst phase; what drives it and learns is named with it.
func TestSaturation(t *testing.T) {
	const text = `seed 1
param k = 0
node u = k
ensemble a 20%s
node y dims 1
connect u -> a synapse 0ms
connect c: a -> y
%s
probe y
experiment e {
  phase calm 50ms { set k = %s }
  phase loud 50ms { set k = %s }
  phase again 50ms
}
`
	for _, c := range []struct{ options, more, calm, loud, want, help string }{
		{"", "", "0", "1", "", ""},
		{"", "", "0", "2", "`a` was outside its radius 100 % of the time", "`radius 2` would cover what arrived"},
		{" radius 2", "", "0.5", "-3", "`a` was outside its radius 100 % of the time", "`radius 3` would cover what arrived"},
		{"", "", "3", "0", "`a` was outside its radius 98 % of the time", "`radius 3` would cover what arrived"},
		{"", "learn pes e = y on c", "0", "2", "`a` was outside its radius 100 % of the time", "`radius 2` would cover what arrived"},
	} {
		r := ran(t, fmt.Sprintf(text, c.options, c.more, c.calm, c.loud), Options{})
		got, help := "", ""
		for _, d := range r.Diags {
			if d.Code.String() == "NEF081" {
				got, help = got+d.Summary, d.Help
			}
		}
		if got != c.want || help != c.help {
			t.Errorf("%+v: %q, %q", c, got, help)
		}
	}
}

// Who builds a network of the library cannot give its populations another radius.
func TestSaturationWithinTheLibrary(t *testing.T) {
	r := ran(t, "seed 1\nuse std/integrator\nintegrator i()\nnode u = 30\nconnect u -> i.u\nprobe i.y\nrun 500ms\n", Options{})
	for _, d := range r.Diags {
		if strings.HasPrefix(d.Help, "give `i` less: ") && strings.HasSuffix(d.Help, " times what arrived is within the radius") {
			return
		}
	}
	t.Errorf("%v", r.Diags)
}

// A rule without an error is not told to turn its sign.
func TestRunawayWithoutAnError(t *testing.T) {
	r := ran(t, `seed 1
node u = 1
ensemble a 20
ensemble b 20
connect u -> a
connect c: a.neurons -> b.neurons weights 1e-3
learn bcm on c rate 1e-5
probe b
run 300ms
`, Options{Dir: t.TempDir()})
	found := false
	for _, d := range r.Diags {
		if d.Code == diag.Diverging {
			found = true
			if len(d.Notes) > 0 || d.Help != "try a `rate` ten times lower" {
				t.Errorf("%q, %q", d.Notes, d.Help)
			}
		}
	}
	if !found {
		t.Errorf("nothing is said: %v", r.Diags)
	}
}

// Of a conductance that was kept at 0 it is said how often that was, in the worst phase, and
// when first.
func TestBelowZero(t *testing.T) {
	const text = `seed 1
param k = 1
node u = k
ensemble a 20 neurons lif_cond max_rates 50..100
connect u -> a.%s transform 3 synapse none
probe a.spikes
experiment e {
  phase before 50ms
  phase first 40ms { set k = -1 }
  phase after 40ms { set k = 1 }
}
`
	for port, help := range map[string]string{"exc": "`a.inh`", "inh": "`a.exc`"} {
		r := ran(t, fmt.Sprintf(text, port), Options{})
		got := ""
		for _, d := range r.Diags {
			if d.Code == diag.BelowZero {
				got += d.Summary + d.Help
			}
		}
		want := "what arrived at `a." + port + "` was below 0 in 100 % of the steps, first at t = 0.051 s, and counted as 0"
		if !strings.HasPrefix(got, want) || !strings.Contains(got, "belongs into "+help) {
			t.Errorf("%s", got)
		}
	}
	if r := ran(t, strings.ReplaceAll(fmt.Sprintf(text, "exc"), "k = -1", "k = 2"), Options{}); len(r.Diags) > 0 {
		t.Errorf("%v", r.Diags)
	}
}

// Of conductances that are too large for substeps it is said how large they were, how often,
// when first, and how many substeps cover them; with those nothing is said.
func TestTooCoarse(t *testing.T) {
	const text = `seed 1
param k = 100
node u = k
ensemble a 20 neurons two_compartment(substeps=%d) max_rates 50..100
connect u -> a.exc transform 9 synapse none
connect u -> a.inh transform 1 synapse none
probe a.spikes
experiment e {
  phase before 50ms
  phase first 40ms { set k = 120 }
  phase after 40ms { set k = 80 }
}
`
	r := ran(t, fmt.Sprintf(text, 1), Options{})
	got := ""
	for _, d := range r.Diags {
		got += d.Summary + "; " + d.Help
	}
	// h·(50 + 50 + exc + inh)/1000 must not exceed 1: 900 nS in steps of 1 ms
	want := "the conductances of `a` reached 1200 nS, and its substeps are short enough up to 900 nS: so in 100 % of the steps, first at t = 0.001 s; " +
		"`substeps=2` of its neurons covers what arrived, or a shorter `dt`"
	if got != want {
		t.Errorf("%s", got)
	}
	if r := ran(t, fmt.Sprintf(text, 2), Options{}); len(r.Diags) > 0 {
		t.Errorf("%v", r.Diags)
	}
	r = ran(t, strings.Replace(fmt.Sprintf(text, 1000), "transform 9", "transform 9e6", 1), Options{})
	if len(r.Diags) != 1 || r.Diags[0].Help != "no number of substeps covers that: smaller weights into `a`" {
		t.Errorf("%v", r.Diags)
	}
}
