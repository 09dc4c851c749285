package live_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/live"
)

// begun is a session of a text, and what it makes of some steps.
func begun(t *testing.T, m live.Model, last *live.Last) (*live.Session, []float64) {
	t.Helper()
	s, err := live.Open(m, live.Options{Last: last})
	if err != nil {
		t.Fatal(err)
	}
	c := watch(t, s, "c")
	must(t, s.Step(300))
	return s, c.all()
}

// A model that is opened again is what it was, whatever was done to it before.
func TestLastIsAsItWasBuilt(t *testing.T) {
	m := live.Model{Path: filepath.Join(t.TempDir(), "m.nef"), Text: learning}
	_, want := begun(t, m, nil)
	last := &live.Last{}
	first, err := live.Open(m, live.Options{Last: last})
	must(t, err)
	built := first.Compiled().Model
	c := watch(t, first, "c")
	must(t, first.Step(300))
	got := c.all()
	must(t, first.Set("lr", 1e-2))
	must(t, first.Scale("w", 3))
	must(t, first.Lesion("a", nil, 0.5))
	must(t, first.Freeze("all"))
	must(t, first.Step(100))
	_, err = first.Reload(learning + "ensemble d 10\n")
	must(t, err)
	must(t, first.Step(100))
	first.Close()
	second, again := begun(t, m, last)
	defer second.Close()
	if !sameBits(got, want) || !sameBits(again, want) {
		t.Error("a model that was opened before has other numbers")
	}
	third, err := live.Open(m, live.Options{Last: last})
	must(t, err)
	if third.Compiled().Model != built {
		t.Error("it was built again")
	}
}

// What differs is built: another text, another seed, another param, a file that is another.
func TestLastIsTheSame(t *testing.T) {
	dir := t.TempDir()
	seed := int64(2)
	plain := live.Model{Path: filepath.Join(dir, "m.nef"), Text: learning}
	other, seeded, set := plain, plain, plain
	other.Text += "ensemble d 10\n"
	seeded.Options.Seed = &seed
	set.Options.Set = map[string]string{"k": "0.5"}
	last := &live.Last{}
	for _, m := range []live.Model{plain, other, plain, seeded, plain, set, plain} {
		_, want := begun(t, m, nil)
		if _, got := begun(t, m, last); !sameBits(got, want) {
			t.Errorf("%q, seed %v, %v has the numbers of another model", m.Text[len(m.Text)-10:], m.Options.Seed, m.Options.Set)
		}
	}
	reads := live.Model{Path: filepath.Join(dir, "reads.nef"), Text: "seed 1\nnode c = table(\"x.csv\", t, column=\"x\")\nprobe c\nrun 1s\n"}
	for said, want := range map[string]float64{"2": 2, "3": 3} {
		must(t, os.WriteFile(filepath.Join(dir, "x.csv"), []byte("t,x\n0,"+said+"\n1,"+said+"\n"), 0o600))
		if _, got := begun(t, reads, last); got[0] != want {
			t.Errorf("it read %v, not %v", got[0], want)
		}
	}
}
