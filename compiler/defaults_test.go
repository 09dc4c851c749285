package compiler_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
)

// What a model leaves out is what Nengo 4.1 takes: populations, connections and
// rules, as the checker hands them on. Only the number of evaluation points and
// the seeds are the language's own.
func TestDefaultsOfTheLanguage(t *testing.T) {
	m := compilertest.Valid(t, `seed 1
ensemble a 50 dims 3
ensemble b 40
ensemble big 900
node u = t
connect u -> b
connect c: b.neurons -> big.neurons solve l2
connect d: b.neurons -> big.neurons solve l2
connect e: b -> big
connect f: b -> big
connect g: b -> big
connect n: b -> big solve nnls
learn pes err = big - b on f
learn rls err2 = big - b on g
learn bcm on c
learn oja on d
learn voja on e
probe a, b, big
`).Model
	for i, want := range []string{"50 3 1 lif", "40 1 1 lif", "900 1 1 lif"} {
		e := m.Ensembles[i]
		got := fmt.Sprint(e.N, " ", e.Dims, " ", e.Radius, " ", e.Neurons)
		if !strings.HasPrefix(got, want) || e.MaxRates.Dist.String() != "200..400" || e.Intercepts.Dist.String() != "-1..0.9" ||
			e.Encoders.Dist.String() != "sphere" || e.EvalPoints.Dist.String() != "ball" || !e.Normalize || e.Dale != nil {
			t.Errorf("%s: %s, %s, %s, %s, %s", e.Name, got, e.MaxRates.Dist, e.Intercepts.Dist, e.Encoders.Dist, e.EvalPoints.Dist)
		}
	}
	for i, want := range []int{1500, 750, 1800} { // max(500·dims within 750..2500, 2n)
		if got := m.Ensembles[i].NumEvalPoints; got != want {
			t.Errorf("%s has %d evaluation points, not %d", m.Ensembles[i].Name, got, want)
		}
	}
	for _, c := range m.Connections {
		if c.Synapse.String() != "lowpass(0.005s)" || c.Solver != nil && c.Reg != 0.1 || c.Sigma != nil || c.Delay.Time != 0 || !c.ScaleEval {
			t.Errorf("%s: %s, reg %g, %v", c.Name, c.Synapse, c.Reg, c.Delay)
		}
	}
	for i, want := range []string{"pes 0.0001 0.005s", "rls 0.001 0.005s", "bcm 1e-09 0.005s 0.005s 1s", "oja 1e-06 0.005s 0.005s map[beta:1]", "voja 0.01 0.005s"} {
		r := m.Rules[i]
		rate, _ := r.Rate.IsConst()
		got := fmt.Sprintf("%s %g", r.Kind.Name, rate)
		for _, p := range r.Kind.Options {
			if filter, ok := r.Filters[p.Name]; ok {
				got += fmt.Sprintf(" %s", filter)
			}
		}
		if len(r.Numbers) > 0 {
			got += fmt.Sprint(" ", r.Numbers)
		}
		got = strings.NewReplacer("lowpass(", "", ")", "").Replace(got)
		if !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s, want %s", r.Name, got, want)
		}
	}
	for _, p := range m.Probes {
		if p.Synapse != nil || p.Every != 0 {
			t.Errorf("probe of %s: %v every %g", p.Name, p.Synapse, p.Every)
		}
	}
}
