package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nefc/nefc/internal/rng"
)

// everything is a model with something of each kind that keeps a state.
const everything = `seed 4
param lr = 1e-3
node u = [sin(6*t), cos(6*t)]
node noise = white_noise(normal(0, 1))
ensemble a 40 dims 2 noise white_noise(normal(0, 0.1))
ensemble b 30
ensemble p 30 neurons poisson_spiking(lif_rate)
ensemble s 20 neurons alif
ensemble z 10 neurons izhikevich max_rates 20..60
connect u -> a
connect noise -> b synapse alpha(20ms)
connect a[0]*a[1] -> p delay 7ms
connect b -> s
connect b -> z
connect c: a[0] -> b
learn pes err = b - a[0] rate lr on c
connect d: a.neurons -> b.neurons weights 1e-5
learn oja on d
connect f: b -> p
learn rls err2 = p - b on f
connect g: a -> a
learn voja on g
connect h: p.neurons -> s.neurons weights 1e-6
learn bcm on h
connect k: a.neurons -> b.neurons weights 1e-6
learn pes err3 = b - a[1] on k
probe a, b, p, s, z synapse 10ms
probe b.spikes, p.neurons
probe c.weights, d.weights every 20ms
probe s.refractory_time, b.voltage every 3ms
experiment e {
  seeds 1:3
  phase train 400ms { freeze d }
  expect mean(b) < 10
  phase two 400ms { scale d by 2; set lr = 1e-4 }
  export weights d to "d.npz"
  phase test 400ms { reset time; freeze all }
  expect rmse(b, a) < 10 in train
}
`

// Killed at any instant, as often as one likes, a run comes to the bytes of one
// that was left alone: probes, learned weights, random streams and filters go
// on from the checkpoint, and no file is torn. LONG=1 kills ten times as often.
func TestKilledAtAnyInstant(t *testing.T) {
	kills := 20
	if os.Getenv("LONG") != "" {
		kills = 200
	}
	dir := t.TempDir()
	nefc := binary(t)
	model := filepath.Join(dir, "m.nef")
	if err := os.WriteFile(model, []byte(everything), 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(out string, kill time.Duration) bool {
		cmd := exec.Command(nefc, "run", "-q", "--workers", "1", "--checkpoint-every", "1ns", "--out", filepath.Join(dir, out), model)
		var text bytes.Buffer
		cmd.Stderr = &text
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kill > 0 {
			timer := time.AfterFunc(kill, func() { _ = cmd.Process.Kill() })
			defer timer.Stop()
		}
		err := cmd.Wait()
		if err != nil && cmd.ProcessState.Exited() {
			t.Fatalf("%v\n%s", err, text.String())
		}
		return err == nil
	}
	began := time.Now()
	run("left-alone", 0)
	took := time.Since(began)
	want := results(t, filepath.Join(dir, "left-alone"))
	r := rng.Stream(1, "kill", "test")
	finished, killed := 0, 0
	for killed < kills || finished == 0 {
		if !run("killed", time.Duration(r.Float64()*float64(took)*0.7)) {
			killed++
			continue
		}
		finished++
		got := results(t, filepath.Join(dir, "killed"))
		if !maps.Equal(got, want) {
			for name, text := range want {
				if got[name] != text {
					t.Errorf("%s differs from that of a run left alone:\n%s\nof a run left alone:\n%s", name, got[name], text)
				}
			}
			t.Fatalf("files %v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
		}
		if err := os.RemoveAll(filepath.Join(dir, "killed")); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("killed %d times, finished %d times", killed, finished)
}

// binary is nefc as a process of its own: this test, which TestMain makes nefc
// by its name.
func binary(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "nefc")
	if err := os.Symlink(self, path); err != nil {
		t.Skip(err)
	}
	return path
}

// results reads all files of a folder; of summaries what is not a time. What a
// killed process was about to write stays behind under a hidden name.
func results(t *testing.T, dir string) map[string]string {
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") && d.Name() != ".checkpoint" {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if d.Name() == "summary.json" {
			b = withoutTimes(t, b)
		}
		rel, err := filepath.Rel(dir, path)
		out[rel] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func withoutTimes(t *testing.T, b []byte) []byte {
	var v map[string]any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	delete(v, "build_seconds")
	delete(v, "simulate_seconds")
	for _, c := range v["connections"].([]any) {
		if fit, ok := c.(map[string]any)["fit"].(map[string]any); ok {
			delete(fit, "seconds")
			delete(fit, "recalled") // a run that was killed has left its solutions in the cache
		}
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
