package serve_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/experiment"
)

// learning is a model with a rule, spikes and a param.
const learning = `seed 1
param k = 1 min 0 max 10
node u = k*sin(6*t)
ensemble a 20
ensemble b 30
connect u -> a
connect c: a -> b
learn pes err = b - a on c
probe b synapse 10ms
probe a.spikes
run 500ms
`

// floats are an array of a file.
func floats(t *testing.T, path, name string) []float64 {
	t.Helper()
	f, err := npz.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a, err := f.Read(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a.Floats
}

// ranIn runs an experiment in a folder.
func ranIn(t *testing.T, model, name string) string {
	t.Helper()
	dir, c := t.TempDir(), compilertest.Compile(t, model)
	r, err := experiment.Run(c.Program, c.Program.Experiment(name), 0, experiment.Options{Dir: dir})
	if err != nil || r.Diags.HasErrors() {
		t.Fatal(err, r.Diags)
	}
	return filepath.Join(dir, name)
}

// What is recorded is what a run of its script gives, bit for bit, part by part, though a
// live page has seen less of it.
func TestRecordings(t *testing.T) {
	s, dir, _ := serverIn(t, learning)
	p := connect(t, s, "live")
	p.must("open", `{"path":"m.nef"}`)
	p.must("watch", `{"what":"probe","of":"b"}`)
	p.must("record", `{"on":true}`)
	if a := p.ask("record", `{"on":true}`); a.Error == nil {
		t.Error("it is recorded twice")
	}
	p.must("step", `{"n":200}`)
	p.must("watch", `{"what":"spikes","of":"a","points":20,"window":1}`)
	p.must("set", `{"name":"k","value":3}`)
	p.must("step", `{"n":100}`)
	p.must("back", `{"step":150}`)
	p.must("set", `{"name":"k","value":2}`)
	p.must("step", `{"n":70}`)
	p.must("edit", fmt.Sprintf(`{"version":1,"text":%q}`, learning+"# another\n"))
	p.must("step", `{"n":30}`)
	done := p.must("record", `{"on":false}`)
	where := filepath.Join(dir, filepath.FromSlash(done["folder"].(string)))
	if n := len(done["files"].([]any)); n != 9 || !strings.HasPrefix(done["folder"].(string), "out/live/2001-09-09T") {
		t.Errorf("%v", done)
	}
	for _, part := range []struct {
		dir               string
		from, steps, late int
	}{{".", 0, 300, 200}, {"2", 150, 220, 150}} {
		script, err := os.ReadFile(filepath.Join(where, part.dir, "script.nef"))
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(where, part.dir, "model.nef"))
		if err != nil || string(text) != learning {
			t.Fatal(err)
		}
		out := ranIn(t, learning+string(script), "recorded")
		for _, c := range []struct {
			name string
			from int
		}{{"b", part.from}, {"a.spikes", part.late}} {
			var want, times []float64
			for _, phase := range phasesOf(t, out) {
				at := floats(t, filepath.Join(phase, "probes.npz"), c.name+".t")
				data := floats(t, filepath.Join(phase, "probes.npz"), c.name)
				for k, x := range at {
					if x > (float64(c.from)+0.5)/1000 {
						times, want = append(times, x), append(want, data[k])
					}
				}
			}
			file := filepath.Join(where, part.dir, "watched.npz")
			if !slices.Equal(floats(t, file, c.name), want) || !slices.Equal(floats(t, file, c.name+".t"), times) || len(want) == 0 {
				t.Errorf("part %s: %s has %d numbers, which are not the %d of a run", part.dir, c.name, len(floats(t, file, c.name)), len(want))
			}
		}
	}
	text, _ := os.ReadFile(filepath.Join(where, "3", "model.nef"))
	if n := len(floats(t, filepath.Join(where, "3", "watched.npz"), "b")); n != 30 || string(text) != learning+"# another\n" {
		t.Errorf("after an edit: %d samples of\n%s", n, text)
	}
	if left, _ := filepath.Glob(filepath.Join(where, ".*")); len(left) > 0 {
		t.Errorf("there is left %v", left)
	}
}

// phasesOf are the folders of the phases of a run, in order.
func phasesOf(t *testing.T, dir string) []string {
	t.Helper()
	out, err := filepath.Glob(filepath.Join(dir, "part*"))
	if err != nil || len(out) == 0 || len(out) > 9 {
		t.Fatal(err, out)
	}
	slices.Sort(out)
	return out
}

// Weights that are saved belong to these neurons, and load again; into others only if that
// does not matter.
func TestSavedWeights(t *testing.T) {
	s, dir, _ := serverIn(t, learning)
	other := strings.Replace(learning, "seed 1", "seed 2", 1)
	if err := os.WriteFile(filepath.Join(dir, "other.nef"), []byte(other), 0o600); err != nil {
		t.Fatal(err)
	}
	p := connect(t, s, "live")
	p.must("open", `{"path":"m.nef"}`)
	p.must("step", `{"n":100}`)
	p.must("save", `{"connection":"c","path":"out/live/w.npz"}`)
	table, err := weightfile.Read(filepath.Join(dir, "out", "live", "w.npz"))
	if err != nil || table.Connection != "c" || table.T != 0.1 {
		t.Fatal(err, table)
	}
	for _, path := range []string{"w.npz", "../w.npz", "out/../m.nef", "/tmp/w.npz", "out"} {
		if a := p.ask("save", `{"connection":"c","path":"`+path+`"}`); a.Error == nil || a.Error.Nef != "NEF066" {
			t.Errorf("saved at %q: %v", path, a)
		}
	}
	p.must("reset", `{"what":"all"}`)
	p.must("load", `{"connection":"c","path":"out/live/w.npz"}`)
	p.must("close", `{}`)
	p.must("open", `{"path":"other.nef"}`)
	a := p.ask("load", `{"connection":"c","path":"out/live/w.npz"}`)
	if a.Error == nil || a.Error.Nef != "NEF061" || !strings.Contains(a.Error.Message, "seed 1 there, 2 here") {
		t.Errorf("weights of other neurons: %+v", a.Error)
	}
	p.must("load", `{"connection":"c","path":"out/live/w.npz","match":false}`)
	if text := p.must("script", `{}`)["text"].(string); !strings.Contains(text, `load weights c from "out/live/w.npz" match no`) {
		t.Error(text)
	}
}

// A figure is drawn by the plot code of what a stream showed, and its data are those of a run
// even where the page saw envelopes.
func TestExports(t *testing.T) {
	s, dir, _ := serverIn(t, learning)
	p := connect(t, s, "live")
	p.must("open", `{"path":"m.nef"}`)
	for _, w := range []string{
		`{"what":"value","of":"b","synapse":"10ms","window":0.4,"points":20}`, `{"what":"spikes","of":"a"}`, `{"what":"rate","of":"a"}`,
		`{"what":"weights","of":"c"}`, `{"what":"tuning","of":"a"}`, `{"what":"fit","of":"c"}`, `{"what":"value","of":"u"}`, `{"what":"error","of":"rmse(b, u)"}`,
	} {
		p.must("watch", w)
	}
	p.must("step", `{"n":500}`)
	for stream, has := range map[int]string{1: "b synapse 10ms", 2: "neuron", 3: "rate", 4: "weight", 5: "rate", 6: "target", 7: "u", 8: "rmse"} {
		a := p.must("export", fmt.Sprintf(`{"streams":[%d],"format":"svg","options":{"width":"wide"}}`, stream))
		text := a["text"].(string)
		if !strings.HasPrefix(text, "<?xml") && !strings.HasPrefix(text, "<svg") || !strings.Contains(text, `width="114mm"`) || !strings.Contains(text, has) {
			t.Errorf("stream %d: %.300s", stream, text)
		}
	}
	for format, begins := range map[string]string{"pdf": "%PDF", "png": "\x89PNG", "npz": "PK"} {
		data, err := base64.StdEncoding.DecodeString(p.must("export", `{"streams":[1,7],"format":"`+format+`"}`)["data"].(string))
		if err != nil || !bytes.HasPrefix(data, []byte(begins)) {
			t.Errorf("%s: %.20q, %v", format, data, err)
		}
	}
	p.must("export", `{"streams":[1],"format":"npz","from":100,"to":500,"path":"out/live/b.npz"}`)
	want := floats(t, filepath.Join(ranIn(t, learning, "main"), "run", "probes.npz"), "b")[100:]
	if got := floats(t, filepath.Join(dir, "out", "live", "b.npz"), "b synapse 10ms"); !slices.Equal(got, want) {
		t.Errorf("%d numbers are not the %d of a run", len(got), len(want))
	}
	for params, says := range map[string]string{
		`{"streams":[1],"format":"gif"}`:                            "format is one of",
		`{"streams":[9],"format":"svg"}`:                            "no stream is 9",
		`{"streams":[],"format":"svg"}`:                             "streams",
		`{"streams":[1],"format":"svg","options":{"width":"huge"}}`: "width is",
		`{"streams":[1],"format":"svg","options":{"colour":"red"}}`: "no option",
		`{"streams":[1],"format":"svg","from":600}`:                 "no steps",
		`{"streams":[1],"format":"svg","from":100,"to":700}`:        "are kept",
		`{"streams":[1],"format":"svg","path":"../b.svg"}`:          "does not lie below out/",
		`{"streams":[2],"against":1,"format":"svg"}`:                "has not the times",
		`{"streams":[1,2],"format":"csv"}`:                          "one column of times",
	} {
		if a := p.ask("export", params); a.Error == nil || !strings.Contains(a.Error.Message, says) {
			t.Errorf("%s: %+v", params, a)
		}
	}
	p.must("export", `{"streams":[1],"against":7,"format":"svg"}`)
}

// Only files of the model are written, and only if nobody else has changed them.
func TestWrites(t *testing.T) {
	s, dir, _ := serverIn(t, learning)
	if err := os.WriteFile(filepath.Join(dir, "other.nef"), []byte("node u = t\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := connect(t, s, "live")
	p.must("open", `{"path":"m.nef"}`)
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return hex.EncodeToString(sum[:])
	}
	write := func(path, text, before string) answer {
		return p.ask("write", fmt.Sprintf(`{"path":%q,"text":%q,"hash_before":%q}`, path, text, hash(before)))
	}
	if a := write("other.nef", "", "node u = t\n"); a.Error == nil || a.Error.Nef != "NEF066" {
		t.Errorf("another file: %+v", a)
	}
	if a := write("m.nef", learning+"# mine\n", learning); a.Error != nil {
		t.Error(a.Error)
	}
	if a := write("m.nef", learning+"# late\n", learning); a.Error == nil || a.Error.Code != 1409 || a.Error.Text != learning+"# mine\n" {
		t.Errorf("a file that changed: %+v", a)
	}
	if now, _ := os.ReadFile(filepath.Join(dir, "m.nef")); string(now) != learning+"# mine\n" {
		t.Errorf("%s", now)
	}
	for _, path := range []string{"../m.nef", "sub/../../m.nef", "/m.nef"} {
		if a := p.ask("open", `{"path":"`+path+`","text":"node u = t"}`); a.Error == nil {
			t.Errorf("a text is opened as %s", path)
		}
	}
}

// What is exported while the model runs on is what a run gives, and the session does not wait.
func TestExportWhileItRuns(t *testing.T) {
	s, dir, _ := serverIn(t, learning)
	p := connect(t, s, "live")
	p.must("open", `{"path":"m.nef"}`)
	p.must("watch", `{"what":"probe","of":"b"}`)
	p.must("step", `{"n":400}`)
	p.must("run", `{"speed":0}`)
	for k := range 5 {
		p.must("export", fmt.Sprintf(`{"streams":[1],"format":"npz","from":%d,"to":400,"path":"out/live/%d.npz"}`, 50*k, k))
		p.must("scale", `{"connection":"c","by":1.01}`)
	}
	p.must("pause", "{}")
	want := floats(t, filepath.Join(ranIn(t, learning, "main"), "run", "probes.npz"), "b")
	for k := range 5 {
		if got := floats(t, filepath.Join(dir, "out", "live", fmt.Sprintf("%d.npz", k)), "b"); !slices.Equal(got, want[50*k:400]) {
			t.Errorf("from step %d on: %d numbers that are not those of a run", 50*k, len(got))
		}
	}
}
