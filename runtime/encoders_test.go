package runtime_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime"
)

// moving is a model in which three rules change the encoders of `post`, of n neurons,
// two of them on one connection, one behind a gate, while rules train full weights
// into it by the error `err`.
func moving(n int, learn string) string {
	return fmt.Sprintf(`seed 3
node u = [sin(9*t), cos(9*t)]
node v = [0.2, 0.1]
ensemble pre 12 dims 2 dale 0.5
ensemble post %d dims 2 radius 0.8
connect u -> pre
connect w: u -> post
connect x: v -> post
learn voja on w rate 0.05
learn slow: voja on w rate 0.2 post_synapse 20ms
learn voja on x rate 0.1 when 0.5 + t
connect c: pre.neurons -> post.neurons weights 0
%s
probe post.scaled_encoders, post.input, post.gain, c.weights
probe w.voja.delta, w.slow.delta, x.delta, w.voja.post_filtered, w.slow.post_filtered, x.post_filtered
`, n, learn)
}

const onePES = "learn pes err = post - pre on c rate 1e-2 keep none\nprobe c.delta, c.activities, c.error"

// The changes of several rules are all of the same encoders, κ·dt·ℓ·(gain/radius·p ⊗
// x − p·E), and are added in the next step.
func TestSeveralRulesOfTheSameEncoders(t *testing.T) {
	const steps, n, dt, radius = 60, 10, 0.001, 0.8
	got := record(t, compile(t, moving(10, onePES)).Program, steps)
	E := got["post.scaled_encoders"].Data
	rules := []struct {
		name string
		rate func(t float64) float64
	}{
		{"w.voja", func(float64) float64 { return 0.05 }},
		{"w.slow", func(float64) float64 { return 0.2 }},
		{"x", func(t float64) float64 { return 0.1 * (0.5 + t) }},
	}
	for k := range steps {
		before := E[k*2*n : (k+1)*2*n]
		after := slices.Clone(before)
		for _, r := range rules {
			delta := make([]float64, 2*n)
			for q := range delta {
				p := got[r.name+".post_filtered"].Data[k*n+q/2]
				scale := got["post.gain"].Data[k*n+q/2] / radius
				x := got["post.input"].Data[2*k+q%2]
				delta[q] = r.rate(float64(k+1)*dt) * dt * p * (scale*x - before[q])
				after[q] += delta[q]
			}
			same(t, r.name+".delta", got[r.name+".delta"].Data[k*2*n:(k+1)*2*n], delta, 1e-14)
		}
		if k+1 < steps {
			same(t, "encoders", E[(k+1)*2*n:(k+2)*2*n], after, 1e-13)
		}
	}
	if slices.Equal(E[:2*n], E[(steps-1)*2*n:]) {
		t.Error("nothing was learned")
	}
}

// PES maps its error by the encoders as they are, in whatever form the weights are
// kept: small matrices, those whose changes wait, with bounds, with the gain once
// more, and beside another rule.
func TestPESFollowsTheEncoders(t *testing.T) {
	const steps, pre, rate, dt = 20, 12, 1e-2, 0.001
	for _, c := range []struct {
		learn, rule string
		times       float64 // what is learned in all
	}{
		{onePES, "c", 1},
		{strings.Replace(onePES, "keep none", "keep none min -1 max 1", 1), "c", 1},
		{strings.Replace(onePES, "keep none", "compat nengo", 1), "c", 1},
		{"learn pes err = post - pre on c rate 1e-2 keep none\nlearn second: pes error err on c rate 2e-2 keep none\nprobe c.pes.delta, c.pes.activities, c.pes.error", "c.pes", 3},
	} {
		for _, n := range []int{10, 40} {
			got := record(t, compile(t, moving(n, c.learn)).Program, steps)
			W := got["c.weights"].Data
			for k := range steps - 1 {
				want, delta := slices.Clone(W[k*n*pre:(k+1)*n*pre]), make([]float64, n*pre)
				err, a := got[c.rule+".error"].Data[2*k:2*k+2], got[c.rule+".activities"].Data[pre*k:pre*k+pre]
				for q := range delta {
					i := q / pre
					E := got["post.scaled_encoders"].Data[2*(k*n+i):]
					local := E[0]*err[0] + E[1]*err[1]
					if strings.Contains(c.learn, "nengo") {
						local *= got["post.gain"].Data[i]
					}
					delta[q] = -rate * dt / pre * local * a[q%pre]
					want[q] += c.times * delta[q]
				}
				same(t, c.learn+" weights", W[(k+1)*n*pre:(k+2)*n*pre], want, 1e-13)
				same(t, c.learn+" delta", got[c.rule+".delta"].Data[k*n*pre:(k+1)*n*pre], delta, 1e-13)
			}
			if slices.Max(W) < 1e-6 {
				t.Error("nothing was learned")
			}
		}
	}
}

// A rate that changes between steps changes what is learned from then on, not the
// change of the last step, which has been recorded.
func TestRateOfEncodersChangesFromNowOn(t *testing.T) {
	sim := runtime.New(compile(t, `seed 3
param lr = 0.1
node u = [1, 0]
ensemble key 10 dims 2
connect c: u -> key
learn voja on c rate lr
probe c.delta, key.scaled_encoders
`).Program)
	before := recordOn(t, sim, 20)
	want := slices.Clone(before["key.scaled_encoders"].Data[19*20:])
	for i, d := range before["c.delta"].Data[19*20:] {
		want[i] += d
	}
	sim.SetParam(0, 0)
	after := recordOn(t, sim, 2)
	for k := range 2 {
		same(t, "encoders", after["key.scaled_encoders"].Data[k*20:k*20+20], want, 1e-15)
		same(t, "delta", after["c.delta"].Data[k*20:k*20+20], make([]float64, 20), 0)
	}
}

// A reset of the weights is one of the encoders as well, and of what PES maps by.
func TestResetOfMovingEncoders(t *testing.T) {
	sim := runtime.New(compile(t, moving(10, onePES)).Program)
	first := recordOn(t, sim, 60)
	sim.ResetTime()
	sim.ResetWeights()
	second := recordOn(t, sim, 60)
	for name, r := range first {
		same(t, name, second[name].Data, r.Data, 0)
	}
	built := first["post.scaled_encoders"].Data[:20]
	if now := sim.ScaledEncoders(1); slices.Equal(now, built) {
		t.Error("the encoders are as they were built")
	}
	sim.ResetWeights()
	same(t, "encoders", sim.ScaledEncoders(1), built, 0)
	if len(sim.ScaledEncoders(0)) != 24 {
		t.Error("encoders that nothing changes are not those of the population")
	}
}
