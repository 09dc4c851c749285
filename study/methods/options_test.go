package methods

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/stdlib/statements"
)

// described are the statements whose options a description must not leave out.
var described = []string{"ensemble", "array", "node", "connect", "learn", "probe"}

// noPart are options that are no part of a method, by statement, with why.
var noPart = map[string]string{
	"connect match": "it only accepts a table that was made for other neurons",
	"connect wrap":  "it needs distances: TestConnectivityIsSaid",
	"learn on":      "the connection that is trained is said either way",
}

// otherwise are examples with another value, of options whose examples are what holds without, or that a model needs.
var otherwise = map[string][2]string{
	"connect weights":     {"weights 1e-4", "weights 2e-4"},
	"connect dale":        {"dale 0.8", "dale 0.4"},
	"connect solve":       {"solve lstsq", "solve nnls"},
	"connect exc_synapse": {"exc_synapse 5ms", "exc_synapse 6ms"},
	"ensemble neurons":    {"tau_rc=20ms", "tau_rc=30ms"},
	"array neurons":       {"tau_rc=20ms", "tau_rc=30ms"},
	"ensemble dims":       {"[sin(6*t), cos(6*t)]\nensemble a 100 dims 2", "sin(6*t)\nensemble a 100"},
	"array dims":          {"2 of 50 dims 2", "4 of 50 dims 1"},
	"learn pairing":       {"pairing all", "pairing nearest"},
}

// number is the value of an option that is a number.
var number = regexp.MustCompile(`^[0-9][0-9.]*(e-?[0-9]+)?`)

// variants are models that differ in one option: they do not have it, or another value of it.
func variants(model string, s *statements.Statement, o statements.Option) []string {
	out := []string{without(model, o.Name, o.Example)}
	if v, ok := otherwise[s.Name+" "+o.Name]; ok {
		out = append(out, strings.Replace(model, v[0], v[1], 1))
	}
	at := strings.Index(o.Example, " "+o.Name+" ") + len(o.Name) + 2
	if v, err := strconv.ParseFloat(number.FindString(o.Example[at:]), 64); err == nil {
		text := o.Example[:at] + fmt.Sprint(max(v/2, 0.05)) + number.ReplaceAllString(o.Example[at:], "")
		out = append(out, strings.Replace(model, o.Example, text, 1))
	}
	return out
}

// document is what is said of a model, without its hash; "" if it has errors.
func document(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../compiler/testdata/manual")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "m.nef")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := compiler.Check(path, compiler.Options{Outside: []string{"controller"}})
	if err != nil {
		t.Fatal(err)
	}
	if c.Diags.HasErrors() {
		return ""
	}
	var b bytes.Buffer
	if err := Of(c).Markdown(&b); err != nil {
		t.Fatal(err)
	}
	out := ""
	for line := range strings.Lines(b.String()) {
		if !strings.HasPrefix(line, "| Simulation |") {
			out += line
		}
	}
	return out
}

// without is a model in which a statement has an option no more.
func without(text, option, example string) string {
	at := strings.Index(text, example)
	file, _ := grammar.Parse("m.nef", text)
	for _, s := range file.Body {
		for _, o := range optionsOf(s) {
			if from := o.NameAt.Start().Offset; o.Name == option && from >= at && from < at+len(example) {
				return text[:from] + text[o.Span().End().Offset:]
			}
		}
	}
	return text
}

// Every option of what makes up a model changes its description, where it is left out or has
// another value, or is listed as no part of it.
func TestNoOptionIsForgotten(t *testing.T) {
	for _, name := range described {
		s := statements.Find(name)
		for _, o := range s.Options() {
			t.Run(name+"/"+o.Name, func(t *testing.T) {
				model := s.ModelWith(o)
				said, is := document(t, model), ""
				for _, other := range variants(model, s, o) {
					if d := document(t, other); d != "" && d != said {
						is = other
					}
				}
				switch why, listed := noPart[name+" "+o.Name]; {
				case said == "":
					t.Errorf("its example has errors:\n%s", model)
				case is == "" && !listed:
					t.Errorf("nothing is said of it: print it, list it in `noPart`, or give another value of it in `otherwise`\n%s", model)
				case is != "" && listed:
					t.Errorf("it is said, and listed as no part of a method: %s\n%s", why, is)
				}
			})
		}
	}
}

// optionsOf are those of a statement.
func optionsOf(s grammar.Statement) []*grammar.Option {
	if o := grammar.OptionsOf(s); o != nil {
		return o.List
	}
	return nil
}

// What decides who is connected with whom, by what, and when spikes arrive, is said in full.
func TestConnectivityIsSaid(t *testing.T) {
	d := Of(compilertest.Valid(t, `seed 3
node u = sin(t)
ensemble a 50 dale 1 positions sheet(2)
ensemble i 20 dale 0 positions uniform(-1, 1) axes 2
ensemble b 40 neurons lif_cond positions sheet(2)
ensemble c 30
connect u -> a
connect u -> i
connect j: same(a.neurons, i.neurons) -> b.neurons {
  relax yes
  reg 0.01
  indegree [5, 3]
  probability [1, exp(-(distance/0.25)^2)]
  wrap yes
  delay [1ms, 1ms + distance*2ms]
  inh_synapse 10ms
}
connect k: a.neurons -> b.exc weights 6nS units jump probability 0.2 release 60%
connect l: b.neurons -> b.inh weights 1nS units jump outdegree 4 autapses no delay uniform(1ms, 3ms)
connect m: a.neurons -> c.neurons solve nnls bias keep_positive strongest 7
probe b
probe c
experiment x {
  phase one 100ms
  lesion b by 20%
  cut k by 30%
  phase two 100ms { freeze all }
  heal all
  expect mean(b) < 1 in two after 10ms
}
`))
	row(t, d, "Connections", "same(a.neurons, i.neurons)", "b.neurons", "x", "1",
		"a: 5 source neurons of each target neuron, i: 3 source neurons of each target neuron, drawn in proportion to exp(−(distance/0.25)²), "+
			"distances on a torus of side 2",
		"40×70, nnls, regularisation 0.01, currents below threshold are free, bias decoded, 750 evaluation points",
		"a, excitatory, into exc: lowpass(5\u2009ms), delay 1\u2009ms; "+
			"i, inhibitory, into inh: lowpass(10\u2009ms), delay of each synapse 0.001 + distance·0.002\u2009s")
	row(t, d, "Connections", "a.neurons", "b.exc", "x", "1", "each pair with probability 0.2", "40×50, all 6\u2009nS, added by a spike at once",
		"lowpass(5\u2009ms); each synapse passes a spike with probability 0.6")
	row(t, d, "Connections", "b.neurons", "b.inh", "x", "1", "4 target neurons of each source neuron, no neuron to itself",
		"40×40, all 1\u2009nS, added by a spike at once", "lowpass(5\u2009ms), delay of each synapse 0.001 to 0.003\u2009s")
	row(t, d, "Connections", "a.neurons", "c.neurons", "x", "1", "all to all, the 7 strongest of each target neuron",
		"30×50, nnls, regularisation 0.1, negative bias decoded", "lowpass(5\u2009ms)")
	row(t, d, "Protocol", "x", "1\u2009ms", "one 100\u2009ms; silence 20% of b; cut 30% of k; two 100\u2009ms; heal all", "–", "mean(b) < 1 in two after 10\u2009ms")
	if p := rows(t, d, "Populations")[2]; p[10] != "positions sheet, 2 axes; voltage begins at −65\u2009mV" {
		t.Errorf("%q", p)
	}
}
