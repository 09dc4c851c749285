package serve_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Requests that lack something, or hold what they cannot, are refused in words, and change
// nothing.
func TestClumsyRequests(t *testing.T) {
	s, _, _ := serverIn(t, learning)
	p := connect(t, s, "live")
	opened(p)
	p.must("step", `{"n":10}`)
	before := p.must("script", `{"name":"x"}`)["text"]
	for _, c := range []struct{ method, params, says string }{
		{"set", `{"name":"k"}`, "`value` is missing: a number"},
		{"set", `{"name":"k","value":null}`, "`value` is missing"},
		{"set", `{"name":"k","value":"3"}`, "`value` cannot be a string"},
		{"clamp", `{"node":"u"}`, "`value` is missing"},
		{"clamp", `{"node":"u","value":null}`, "`value` is missing"},
		{"scale", `{"connection":"c"}`, "`by` is missing"},
		{"freeze", `{}`, "`what` is missing: names of connections and nodes, or all"},
		{"thaw", `{"what":[]}`, "`what` is missing"},
		{"heal", `{}`, "what is healed?"},
		{"edit", `{"version":1}`, "`text` is missing"},
		{"step", `{"n":-5}`, "a request makes 1 to 1000000 steps, not -5"},
		{"step", `{"n":1e300}`, "`n` cannot be the number 1e300"},
		{"step", `[]`, "params are an object, not an array"},
		{"script", `{"name":"a b }\n"}`, `an experiment cannot be called "a b }\n"`},
		{"watch", `{"what":"state","of":"a.voltage","index":[20]}`, "`a.voltage` has 20 neurons, none is 20"},
		{"lesion", `{"population":"a","neurons":[]}`, "the list is empty"},
		{"view", `{"stream":5}`, "no stream is 5"},
		{"set", `{"value":3}`, "`name` is missing: that of a param"},
		{"set", `{}`, "`name` is missing"},
		{"clamp", `{"value":3}`, "`node` is missing: a name"},
		{"release", `{}`, "`node` is missing"},
		{"reset", `{}`, "`what` is missing: state, time, weights or all"},
		{"scale", `{"by":2}`, "`connection` is missing: a name"},
		{"lesion", `{"by":0.5}`, "`population` is missing"},
		{"cut", `{}`, "`connection` is missing"},
		{"load", `{"connection":"c"}`, "`path` is missing: that of a table"},
		{"save", `{"path":"w.npz"}`, "`connection` is missing"},
		{"break", `{}`, "`expr` is missing: an expression"},
		{"watch", `{"of":"u"}`, "`what` is missing: a kind of watch, as value"},
		{"watch", `{"what":"value"}`, "`of` is missing: an object or an expression"},
	} {
		if a := p.ask(c.method, c.params); a.Error == nil || !strings.Contains(a.Error.Message, c.says) {
			t.Errorf("%s %s: %v", c.method, c.params, a.Error)
		}
	}
	if now := p.must("script", `{"name":"x"}`)["text"]; now != before || at(p) != 10 {
		t.Errorf("something was done:\n%s", now)
	}
	if names := p.must("watch", `{"what":"state","of":"a.voltage","index":[]}`)["names"]; len(names.([]any)) != 2 {
		t.Errorf("some neurons are %v", names)
	}
	for params, says := range map[string]string{`{"protocol":3}`: "`protocol` cannot be a number", `[]`: "params are an object, not an array",
		`{}`: "this is nefc/1, not \"\""} {
		if a := connect(t, s, "live").ask("hello", params); a.Error == nil || !strings.Contains(a.Error.Message, says) {
			t.Errorf("hello %s: %v", params, a.Error)
		}
	}
}

// What stands where a model was and is no file that can be read is refused, and nobody waits
// for it.
func TestNoFileWhereAModelWas(t *testing.T) {
	s, dir, _ := serverIn(t, learning)
	p := connect(t, s, "live")
	opened(p)
	path := filepath.Join(dir, "m.nef")
	for what, put := range map[string]func() error{
		"a folder":    func() error { return os.Mkdir(path, 0o755) },
		"a pipe":      func() error { return pipe(path) },
		"a link away": func() error { return os.Symlink(os.Args[0], path) },
		"nothing":     func() error { return nil },
	} {
		if err := os.RemoveAll(path); err != nil {
			t.Fatal(err)
		}
		if err := put(); err != nil {
			t.Skipf("%s cannot be made here: %v", what, err)
		}
		began := time.Now()
		for method, params := range map[string]string{
			"read":  `{"path":"m.nef"}`,
			"write": `{"path":"m.nef","text":"seed 2\n","hash_before":""}`,
			"load":  `{"connection":"c","path":"m.nef"}`,
		} {
			if a := p.ask(method, params); a.Error == nil || a.Error.Code != 1403 {
				t.Errorf("%s, %s: %v", what, method, a)
			}
		}
		if time.Since(began) > 20*time.Second {
			t.Errorf("%s is waited for", what)
		}
	}
	p.must("step", `{"n":10}`)
}

// A line of an object is that of the model, or the object says of which file: one that is
// called the same may lie elsewhere.
func TestLinesOfOtherFiles(t *testing.T) {
	s, dir, _ := serverIn(t, "seed 1\nuse ./sub/m\npair p()\nensemble own 20\nconnect own -> p.b\nprobe own\n")
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	other := "# one\n# two\ntemplate pair() {\n  ensemble b 30\n}\n"
	if err := os.WriteFile(filepath.Join(dir, "sub", "m.nef"), []byte(other), 0o600); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"p.b": "4 sub/m.nef", "own": "4 <nil>"}
	for _, x := range connect(t, s, "live").must("open", `{"path":"m.nef"}`)["objects"].([]any) {
		o := x.(map[string]any)
		name := o["name"].(string)
		if got := fmt.Sprint(o["line"], " ", o["file"]); want[name] != "" && got != want[name] {
			t.Errorf("%s stands in line %s, not %s", name, got, want[name])
		}
		delete(want, name)
	}
	if len(want) > 0 {
		t.Errorf("no objects are %v", want)
	}
}
