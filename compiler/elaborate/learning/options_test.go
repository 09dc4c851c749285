package learning_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/stdlib/synapses"
)

// What a rule is given arrives at it, and what it is not given has the defaults
// of the language.
func TestRuleOptions(t *testing.T) {
	const head = "seed 1\nensemble pre 20 dale 0.5\nensemble post 20\nnode gate = t > 1\nconnect c: pre.neurons -> post.neurons weights 0\nconnect d: pre -> post\n"
	for _, c := range []struct{ line, want string }{
		{"learn pes err = post - pre on c", "pes 0.0001 pre 5ms keep true gate false bounds - -"},
		{"learn pes err = post - pre on c keep none", "pes 0.0001 pre 5ms keep false gate false bounds - -"},
		{"learn pes err = post - pre on c keep none compat nengo rate 2", "pes 2 pre 5ms keep false gate false bounds - - compat"},
		{"learn pes err = post - pre on d pre_synapse 20ms", "pes 0.0001 pre 20ms keep false gate false bounds - -"},
		{"learn pes err = post - pre on d pre_synapse none", "pes 0.0001 pre none keep false gate false bounds - -"},
		{"learn first: pes err = post - pre on d when gate", "first 0.0001 pre 5ms keep false gate true bounds - -"},
		{"learn pes err = post - pre on c min -1 max 3", "pes 0.0001 pre 5ms keep true gate false bounds -1 3"},
		{"learn rls err = post - pre on d", "rls 0.001 pre 5ms keep false gate false bounds - -"},
		{"learn bcm on c theta_synapse 2s post_synapse 7ms", "bcm 1e-09 pre 5ms post 7ms theta 2s keep true gate false bounds - -"},
		{"learn oja on c beta 3", "oja 1e-06 pre 5ms post 5ms beta 3 keep true gate false bounds - -"},
		{"learn voja on d", "voja 0.01 post 5ms keep false gate false bounds - -"},

		{"learn pes err = post - pre on c min 2 max 1", "NEF025"},
		{"learn pes err = post - pre on c min 1 max 1", "pes 0.0001 pre 5ms keep true gate false bounds 1 1"},
		{"learn pes err = post - pre on c rate -1", "NEF024"},
		{"learn pes err = post - pre on c rate 0", "pes 0 pre 5ms keep true gate false bounds - -"},
		{"learn pes err = post - pre on c beta 1", "NEF012"},
		{"learn pes err = post - pre on c theta_synapse 1s", "NEF012"},
		{"learn bcm on c error_synapse 5ms", "NEF012"},
		{"learn oja on c compat nengo", "NEF012"},
		{"learn bcm on c error post", "NEF012"},
		{"learn bcm err = post - pre on c", "NEF016"},
		{"learn oja err = post - pre on c", "NEF016"},
		{"learn voja err = post - pre on d", "NEF016"},
		{"learn pes err = post - pre on c compat nengo keep dale", "NEF046"},
		{"learn pes err = post - pre on d keep dale", "NEF044"},
		{"learn pes err = post - pre on d error post", "NEF043"},
		{"learn pes err = post - pre on d when [t, t]", "NEF030"},
		{"learn bcm on d", "NEF054"},
		{"learn voja on c", "NEF054"},
		{"learn pes err = [post, post] on d", "NEF053"},
		{"learn pes err = post - pre on d\nlearn pes err2 = post - pre on d", "NEF011"},
		{"learn pez err = post - pre on d", "NEF010"},
		{"learn pes err = post - pre on gate", "NEF050"},
		{"learn pes err = pre - gate", "NEF050"},
		{"learn pes err = post - pre", "NEF051"},
	} {
		checked := compilertest.Check(t, head+c.line+"\nrun 1ms")
		got := ""
		if checked.Diags.HasErrors() {
			got = checked.Diags[0].Code.String()
			if n := len(checked.Diags); n > 1 && checked.Diags[1].Severity == checked.Diags[0].Severity {
				t.Errorf("%s\nis said %d times: %v", c.line, n, checked.Diags)
			}
		} else {
			r := checked.Model.Rules[0]
			got = fmt.Sprintf("%s %g", r.Name, r.Rate.Num)
			for _, p := range r.Kind.Options {
				if filter, ok := r.Filters[p.Name]; ok {
					got += fmt.Sprintf(" %s %s", strings.TrimSuffix(p.Name, "_synapse"), tau(filter))
				} else if v, ok := r.Numbers[p.Name]; ok {
					got += fmt.Sprintf(" %s %g", p.Name, v)
				}
			}
			got += fmt.Sprintf(" keep %v gate %v bounds %s %s", r.KeepDale, r.When != nil, bound(r.Min), bound(r.Max))
			if r.Compat {
				got += " compat"
			}
		}
		if got != c.want {
			t.Errorf("%s\ngives %s\nnot   %s\n%v", c.line, got, c.want, checked.Diags)
		}
	}
}

func tau(s synapses.Synapse) string {
	low, ok := s.(synapses.Lowpass)
	switch {
	case !ok:
		return "none"
	case low.Tau >= 1:
		return fmt.Sprintf("%gs", low.Tau)
	}
	return fmt.Sprintf("%.4gms", 1000*low.Tau)
}

func bound(v *float64) string {
	if v == nil {
		return "-"
	}
	return fmt.Sprintf("%g", *v)
}
