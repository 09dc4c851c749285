package runtime_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/stdlib/rules"
)

// trained is a model in which a rule trains full weights, with options behind.
func trained(rule, options string) string {
	return fmt.Sprintf(`seed 3
ensemble pre 40 dale 0.7
ensemble post 30
node u = sin(9*t)
connect u -> pre
connect c: pre.neurons -> post.neurons solve nnls
%s
probe c.weights every 20ms
`, strings.Replace(rule, "OPTIONS", options, 1))
}

func learnLine(r *rules.Rule) string {
	if r.NeedsError {
		return "learn " + r.Name + " err = post - pre on c OPTIONS"
	}
	if r.NeedsMax {
		return "learn " + r.Name + " on c max 0.01 OPTIONS"
	}
	return "learn " + r.Name + " on c OPTIONS"
}

// final runs a model and returns its weights before and after.
func final(t *testing.T, text string) (before, after []float64, signs []int8) {
	t.Helper()
	c := compile(t, text)
	sim := runtime.New(c.Program)
	before = sim.Weights(0)
	recordOn(t, sim, 400)
	return before, sim.Weights(0), c.Program.Links[0].Signs
}

// What holds for every rule: at its own rate weights change; at rate 0, or
// behind a closed gate, they do not; signs, minimum and maximum are kept; a
// reset repeats it bit for bit.
func TestEveryRule(t *testing.T) {
	for _, r := range rules.Table {
		if r.Trains == rules.Encoders || r.Events != nil {
			continue // TestVoja, TestEveryRuleOfSpikes
		}
		t.Run(r.Name, func(t *testing.T) {
			if r.Doc == "" || r.Source == "" || r.Options[0].Name != "rate" {
				t.Error("has no doc, no source, or no rate first")
			}
			line := learnLine(r)
			fast := fmt.Sprintf("rate %g", 100*r.Options[0].Default)
			before, after, signs := final(t, trained(line, fast))
			if slices.Equal(before, after) {
				t.Fatal("nothing was learned: the test tests nothing")
			}
			for k, w := range after {
				if w*float64(signs[k%40]) < 0 {
					t.Fatalf("weight %d is %g against its sign", k, w)
				}
			}
			for _, off := range []string{"rate 0", fast + " when 0", fast + " when t > 10"} {
				if b, a, _ := final(t, trained(line, off)); !slices.Equal(a, b) {
					t.Errorf("weights change with %s", off)
				}
			}
			_, bounded, _ := final(t, trained(line, fast+" keep none min -0.002 max 0.003"))
			for _, w := range bounded {
				if w < -0.002 && !slices.Contains(before, w) || w > 0.003 && !slices.Contains(before, w) {
					t.Fatalf("a weight of %g that was learned is out of bounds", w)
				}
			}
			sim := runtime.New(compile(t, trained(line, fast)).Program)
			first := recordOn(t, sim, 200)["c.weights"].Data
			sim.ResetAll()
			if again := recordOn(t, sim, 200)["c.weights"].Data; !slices.Equal(first, again) {
				t.Error("a reset does not repeat the run")
			}
		})
	}
}

// What holds for every rule that follows spikes, of neurons of both signs where the rule
// takes them: it changes weights, but not at rate 0, behind a closed gate or frozen; signs
// and bounds are kept; a reset repeats it, and a state that is put back goes on, bit for
// bit, on a connection with a delay.
func TestEveryRuleOfSpikes(t *testing.T) {
	for _, r := range rules.Table {
		if r.Events == nil {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			model := trained(learnLine(r), "")
			share := "0.7"
			if r.Inhibitory {
				share = "0"
				model = strings.Replace(model, "dale 0.7", "dale 0", 1)
			}
			model = strings.Replace(model, "solve nnls", "solve nnls delay 3ms density 50%", 1)
			before, after, signs := final(t, model)
			if slices.Equal(before, after) {
				t.Fatalf("nothing was learned, with %s of neurons excitatory", share)
			}
			for k, w := range after {
				if w*float64(signs[k%40]) < 0 || before[k] == 0 && w != 0 && r == rules.Scaling {
					t.Fatalf("weight %d is %g", k, w)
				}
				if r.NeedsMax && w != before[k] && math.Abs(w) > 0.01 {
					t.Fatalf("weight %d became %g", k, w)
				}
			}
			for _, off := range []string{" rate 0", " when 0", " when t > 10"} {
				if b, a, _ := final(t, strings.Replace(model, "\nprobe", off+"\nprobe", 1)); !slices.Equal(a, b) {
					t.Errorf("weights change with%s", off)
				}
			}
			c := compile(t, model)
			sim := runtime.New(c.Program)
			first := recordOn(t, sim, 200)["c.weights"].Data
			state, err := sim.State()
			if err != nil {
				t.Fatal(err)
			}
			state = state.Clone()
			recordOn(t, sim, 200)
			want := sim.Weights(0)
			other := runtime.New(c.Program)
			if err := other.Restore(state); err != nil {
				t.Fatal(err)
			}
			if recordOn(t, other, 200); !slices.Equal(want, other.Weights(0)) {
				t.Error("a state that is put back goes on otherwise")
			}
			sim.ResetAll()
			if again := recordOn(t, sim, 200)["c.weights"].Data; !slices.Equal(first, again) {
				t.Error("a reset does not repeat the run")
			}
			sim.Freeze(0, true)
			frozen := sim.Weights(0)
			if recordOn(t, sim, 100); !slices.Equal(frozen, sim.Weights(0)) {
				t.Error("a frozen rule changes weights")
			}
		})
	}
}

// A gate of one half is half the rate.
func TestGateScalesTheRate(t *testing.T) {
	for _, r := range []*rules.Rule{rules.PES, rules.BCM, rules.Oja} {
		line := learnLine(r)
		rate := r.Options[0].Default
		_, a, _ := final(t, trained(line, fmt.Sprintf("keep none rate %g when 0.5", rate)))
		_, b, _ := final(t, trained(line, fmt.Sprintf("keep none rate %g", rate/2)))
		for i := range a {
			if !(math.Abs(a[i]-b[i]) <= 1e-14) {
				t.Fatalf("%s: weight %d is %g, at half the rate %g", r.Name, i, a[i], b[i])
			}
		}
	}
}

// RLS on full weights is the textbook rule with the error mapped by the scaled
// encoders, written here with full matrices; Nengo learns identical rows.
func TestRLSOnFullWeights(t *testing.T) {
	c := compile(t, `seed 3
ensemble pre 20
ensemble post 15
node u = sin(9*t)
connect u -> pre
connect c: pre.neurons -> post.neurons solve l2
learn rls err = post - pre on c rate 1e-2
probe c.activities, c.error
`)
	sim := runtime.New(c.Program)
	W, E := sim.Weights(0), c.Program.LinkRules[0].Encode
	const n, rate, dt, steps = 20, 1e-2, 0.001, 300
	got := recordOn(t, sim, steps)
	P := make([]float64, n*n)
	for i := range n {
		P[i*n+i] = rate * dt / n
	}
	for k := range steps - 1 {
		a, e := got["c.activities"].Data[k*n:(k+1)*n], got["c.error"].Data[k]
		g, norm := make([]float64, n), 1.0
		for i := range n {
			for j := range n {
				g[i] += P[i*n+j] * a[j]
			}
		}
		for i := range n {
			norm += a[i] * g[i]
		}
		for i := range n {
			for j := range n {
				P[i*n+j] -= g[i] * g[j] / norm
			}
		}
		for i := range 15 {
			for j := range n {
				W[i*n+j] -= E[i] * e * g[j] / norm
			}
		}
	}
	largest := 0.0
	for _, w := range W {
		largest = max(largest, math.Abs(w))
	}
	for i, w := range sim.Weights(0) {
		if !(math.Abs(w-W[i]) <= 1e-11*largest) {
			t.Fatalf("weight %d is %.15g, the textbook rule gives %.15g", i, w, W[i])
		}
	}
}

// Voja moves encoders only while it may: not frozen, not behind a closed gate;
// reset time keeps what was learned, reset weights does not.
func TestVoja(t *testing.T) {
	model := func(options string) string {
		return "seed 3\nensemble key 40 dims 2\nnode u = [1, 0]\nconnect c: u -> key\nlearn voja on c " + options + "\nprobe key.scaled_encoders\n"
	}
	last := func(r runtime.Record) []float64 { return r.Data[len(r.Data)-80:] }
	first := func(r runtime.Record) []float64 { return r.Data[:80] }
	c := compile(t, model("rate 1e-2"))
	sim := runtime.New(c.Program)
	got := recordOn(t, sim, 300)["key.scaled_encoders"]
	built := first(got)
	if slices.Equal(built, last(got)) {
		t.Fatal("nothing was learned: the test tests nothing")
	}
	sim.ResetTime()
	if kept := first(recordOn(t, sim, 1)["key.scaled_encoders"]); !slices.Equal(kept, last(got)) {
		t.Error("reset time changed the encoders")
	}
	sim.ResetAll()
	if back := first(recordOn(t, sim, 1)["key.scaled_encoders"]); !slices.Equal(back, built) {
		t.Error("reset all left learned encoders")
	}
	sim.Freeze(0, true)
	if still := recordOn(t, sim, 200)["key.scaled_encoders"]; !slices.Equal(first(still), last(still)) {
		t.Error("frozen encoders changed")
	}
	closed := record(t, compile(t, model("when 0")).Program, 200)["key.scaled_encoders"]
	if !slices.Equal(first(closed), last(closed)) {
		t.Error("encoders change behind a closed gate")
	}
}

// Several rules on one connection add their changes, each computed from the same
// weights: on full weights with different spaces (PES in that of the error, BCM
// and Oja in that of the rows), with and without bounds, and on decoders with a
// rule for encoders beside. Deltas recorded step by step add up to the weights.
func TestSeveralRules(t *testing.T) {
	for name, c := range map[string]struct {
		connect string
		rules   []string
	}{
		"full": {"connect c: pre.neurons -> post.neurons solve l2",
			[]string{"learn pes err = post - pre on c rate 1e-3", "learn bcm on c rate 1e-8", "learn oja on c rate 1e-5"}},
		"signed": {"connect c: pre.neurons -> post.neurons solve nnls dale 0.5",
			[]string{"learn pes err = post - pre on c rate 1e-3", "learn slow: pes error err on c pre_synapse 50ms"}},
		"decoded": {"connect c: pre -> post", []string{"learn pes err = post - pre*pre on c rate 1e-3", "learn rls error err on c",
			"learn voja on c rate 1e-3"}},
	} {
		t.Run(name, func(t *testing.T) {
			probes := "probe c.weights"
			for _, r := range c.rules {
				words := strings.Fields(r)
				probes += ", c." + strings.TrimSuffix(words[1], ":") + ".delta"
			}
			text := "seed 3\nensemble pre 30\nensemble post 20\nnode u = sin(9*t)\nconnect u -> pre\n" + c.connect + "\n" + strings.Join(c.rules,
				"\n") + "\n" + probes + "\n"
			const steps = 300
			got := record(t, compile(t, text).Program, steps)
			W := got["c.weights"].Data
			size := len(W) / steps
			changed := map[string]bool{}
			for k := range steps - 1 {
				want := slices.Clone(W[k*size : (k+1)*size])
				for name, r := range got {
					if !strings.HasSuffix(name, ".delta") || strings.Contains(name, "voja") {
						continue
					}
					for i := range want {
						want[i] += r.Data[k*size+i]
						changed[name] = changed[name] || r.Data[k*size+i] != 0
					}
				}
				if name != "signed" { // there, changes may stop at zero
					same(t, fmt.Sprintf("weights after step %d", k+1), W[(k+1)*size:(k+2)*size], want, 1e-15)
				}
			}
			if len(changed) < 2 {
				t.Errorf("only %v changed anything", changed)
			}
			if name == "signed" && slices.Equal(W[:size], W[(steps-1)*size:]) {
				t.Error("nothing was learned")
			}
			alone := record(t, compile(t, strings.Replace(text, c.rules[1]+"\n", "",
				1)[:strings.Index(text, "probe")-len(c.rules[1])-1]+"probe c.weights\n").Program, steps)
			if slices.Equal(alone["c.weights"].Data, W) {
				t.Errorf("`%s` adds nothing", c.rules[1])
			}
		})
	}
}

// The delta of Voja is what its encoders change by, and encoders are recorded
// as they are: scaled ones by gain/radius.
func TestVojaProbes(t *testing.T) {
	p := compile(t, `seed 3
ensemble pre 30 dims 2
ensemble post 20 dims 2 radius 2
node u = [sin(9*t), cos(9*t)]
connect u -> pre
connect c: pre -> post
learn voja on c rate 1e-2
probe c.delta, c.scaled_encoders, post.encoders, post.scaled_encoders[3], post.gain
`).Program
	const steps, size = 200, 40
	got := record(t, p, steps)
	E := got["c.scaled_encoders"].Data
	for k := range steps - 1 {
		want := slices.Clone(E[k*size : (k+1)*size])
		for i := range want {
			want[i] += got["c.delta"].Data[k*size+i]
		}
		same(t, "encoders", E[(k+1)*size:(k+2)*size], want, 1e-14)
	}
	if slices.Equal(E[:size], E[(steps-1)*size:]) {
		t.Fatal("nothing was learned")
	}
	for i, v := range got["post.encoders"].Data {
		if want := E[i] * 2 / got["post.gain"].Data[i%size/2]; !(math.Abs(v-want) <= 1e-14) {
			t.Fatalf("encoder %d is %g, want %g", i, v, want)
		}
	}
	for k := range steps {
		same(t, "row 3", got["post.scaled_encoders[3]"].Data[2*k:2*k+2], E[k*size+6:k*size+8], 0)
	}
}

// BCM is κ·dt·p(p − θ) ⊗ ā and Oja κ·dt·(p ⊗ ā − β·p²·W) of the neurons that the
// connection joins, in its own units, of the weights that exist; p, θ and ā are
// filtered activities, in the same step. Without signs nothing stops at zero.
func TestUnsupervisedRulesByHand(t *testing.T) {
	const steps, dt = 40, 0.001
	for connect, neurons := range map[string][]string{
		"a.neurons -> b.neurons transform normal(0, 1e-4)":             {"10", "40"}, // changes wait from 32 rows on
		"a.neurons -> b.neurons transform normal(0, 1e-4) units gain":  {"10"},
		"a.neurons -> b.neurons transform normal(0, 1e-4) density 40%": {"10"},
		"a.neurons -> b.neurons solve l2 strongest 4":                  {"40"},
		"a.neurons[7, 1, 1] -> b.neurons[3, 0, 3, 9] weights 1e-4":     {"10"},
	} {
		for _, n := range neurons {
			for _, rule := range []string{"bcm on c rate 1e-8 theta_synapse 30ms", "oja on c rate 1e-6 beta 0.7", "oja on c rate 1e-6 beta 0.7 pre_synapse 20ms post_synapse 10ms"} {
				text := "seed 3\nnode u = sin(40*t)\nensemble a 12\nensemble b " + n + "\nconnect u -> a\nconnect u -> b\nconnect c: " + connect + "\nlearn " + rule +
					"\nprobe a.neurons, b.neurons, c.weights, c.delta, c.activities, c.post_filtered\n"
				if strings.HasPrefix(rule, "bcm") {
					text += "probe c.theta\n"
				}
				compiled := compile(t, text)
				link := compiled.Program.Links[slices.IndexFunc(compiled.Program.Links, func(l program.Link) bool { return l.Name == "c" })]
				got := record(t, compiled.Program, steps)
				rows, cols := got["c.weights"].Shape[0], got["c.weights"].Shape[1]
				learned := 0.0
				for k := range steps - 1 {
					at := func(name string, size, i int) float64 { return got[name].Data[k*size+i] }
					W := got["c.weights"].Data[k*rows*cols : (k+1)*rows*cols]
					delta, want := make([]float64, rows*cols), slices.Clone(W)
					for q := range delta {
						i, j := q/cols, q%cols
						p, a := at("c.post_filtered", rows, i), at("c.activities", cols, j)
						if link.Mask != nil && !link.Mask[q] {
							continue
						}
						if strings.HasPrefix(rule, "bcm") {
							delta[q] = 1e-8 * dt * p * (p - at("c.theta", rows, i)) * a
						} else {
							delta[q] = 1e-6 * dt * (p*a - 0.7*p*p*W[q])
						}
						want[q] += delta[q]
						learned = max(learned, math.Abs(delta[q]))
					}
					what := connect + " " + rule
					same(t, what+" delta", got["c.delta"].Data[k*rows*cols:(k+1)*rows*cols], delta, 1e-15)
					same(t, what, got["c.weights"].Data[(k+1)*rows*cols:(k+2)*rows*cols], want, 1e-15)
				}
				if learned < 1e-9 {
					t.Error("nothing was learned")
				}
				pre, post := []int{7, 1, 1}, []int{3, 0, 3, 9}
				if cols != 3 {
					pre, post = stretch(0, cols), stretch(0, rows)
				}
				tauPre, tauPost := 0.005, 0.005
				if strings.Contains(rule, "20ms") {
					tauPre, tauPost = 0.02, 0.01
				}
				filteredAs(t, "activities", got["a.neurons"], got["c.activities"], pre, tauPre)
				filteredAs(t, "post_filtered", got["b.neurons"], got["c.post_filtered"], post, tauPost)
				if theta, ok := got["c.theta"]; ok {
					filteredAs(t, "theta", got["b.neurons"], theta, post, 0.03)
				}
			}
		}
	}
}

// filteredAs demands that y is what some neurons do, through a lowpass that has no
// delay.
func filteredAs(t *testing.T, what string, x, y runtime.Record, neurons []int, tau float64) {
	t.Helper()
	n, m, a := x.Shape[0], len(neurons), math.Exp(-0.001/tau)
	want := make([]float64, len(y.Data))
	for q := range want {
		k, i := q/m, q%m
		if k > 0 {
			want[q] = a * want[q-m]
		}
		want[q] += (1 - a) * x.Data[k*n+neurons[i]]
	}
	same(t, what, y.Data, want, 1e-10)
}

// A wire into one member of an array teaches its encoders as those of an
// ensemble of that name.
func TestVojaOfMembers(t *testing.T) {
	const lines = "for i in 0:2 { learn voja on k[i] }\nprobe m[0].scaled_encoders, m[1].scaled_encoders\n"
	of := func(text string) map[string]runtime.Record {
		return record(t, compile(t, "seed 1\nnode u = [0.5, 0.2]\n"+text+lines).Program, 30)
	}
	array := of("array m 2 of 20 dims 2\nconnect k[0]: u -> m[0:2]\nconnect k[1]: u[1] -> m[3]\n")
	alone := of("for i in 0:2 { ensemble m[i] 20 dims 2 }\nconnect k[0]: u -> m[0]\nconnect k[1]: u[1] -> m[1][1]\n")
	for _, name := range []string{"m[0].scaled_encoders", "m[1].scaled_encoders"} {
		same(t, name, array[name].Data, alone[name].Data, 0)
		if n := 20 * 2; slices.Equal(array[name].Data[:n], array[name].Data[29*n:]) {
			t.Errorf("%s do not change", name)
		}
	}
}
