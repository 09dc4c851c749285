package live_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/live"
)

// begun is a session of a text, and what it makes of some steps.
func begun(t *testing.T, m live.Model, before *live.Opened) (*live.Session, []float64) {
	t.Helper()
	s, err := live.Open(m, live.Options{Opened: before})
	if err != nil {
		t.Fatal(err)
	}
	c := watch(t, s, "c")
	must(t, s.Step(300))
	return s, c.all()
}

// A model that is opened again is what it was, whatever was done to it before.
func TestOpenedIsAsItWasBuilt(t *testing.T) {
	m := live.Model{Path: filepath.Join(t.TempDir(), "m.nef"), Text: learning}
	_, want := begun(t, m, nil)
	before := &live.Opened{}
	first, err := live.Open(m, live.Options{Opened: before})
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
	second, again := begun(t, m, before)
	defer second.Close()
	if !sameBits(got, want) || !sameBits(again, want) {
		t.Error("a model that was opened before has other numbers")
	}
	third, err := live.Open(m, live.Options{Opened: before})
	must(t, err)
	if third.Compiled().Model != built {
		t.Error("it was built again")
	}
}

// What differs is built: another text, another seed, another param, a file that is another.
func TestOpenedIsTheSame(t *testing.T) {
	dir := t.TempDir()
	seed := int64(2)
	plain := live.Model{Path: filepath.Join(dir, "m.nef"), Text: learning}
	other, seeded, set := plain, plain, plain
	other.Text += "ensemble d 10\n"
	seeded.Options.Seed = &seed
	set.Options.Set = map[string]string{"k": "0.5"}
	before := &live.Opened{}
	for _, m := range []live.Model{plain, other, plain, seeded, plain, set, plain} {
		_, want := begun(t, m, nil)
		if _, got := begun(t, m, before); !sameBits(got, want) {
			t.Errorf("%q, seed %v, %v has the numbers of another model", m.Text[len(m.Text)-10:], m.Options.Seed, m.Options.Set)
		}
	}
	reads := live.Model{Path: filepath.Join(dir, "reads.nef"), Text: "seed 1\nnode c = table(\"x.csv\", t, column=\"x\")\nprobe c\nrun 1s\n"}
	var built []*model.Model
	for i, said := range []string{"2", "3", "3", "3", "2", "2"} {
		must(t, os.WriteFile(filepath.Join(dir, "x.csv"), []byte("t,x\n0,"+said+"\n1,"+said+"\n"), 0o600))
		s, err := live.Open(reads, live.Options{Opened: before})
		must(t, err)
		built = append(built, s.Compiled().Model)
		if c := watch(t, s, "c"); s.Step(1) != nil || fmt.Sprint(c.all()) != "["+said+"]" {
			t.Errorf("%d: it does not read %s", i, said)
		}
	}
	for i, again := range []bool{false, false, true, true, false, true} {
		if i > 0 && (built[i] == built[i-1]) != again {
			t.Errorf("%d: built again: %v", i, !again)
		}
	}
}

// What is opened and not kept drives nothing out.
func TestOpenedThatIsNotKept(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "part.nef"), []byte("template one() {\n  ensemble e 10\n}\n"), 0o600))
	before := &live.Opened{}
	try := func(text string) (*live.Session, error) {
		return live.Open(live.Model{Path: filepath.Join(dir, "m.nef"), Text: text}, live.Options{Opened: before})
	}
	of := func(n int) string { return fmt.Sprintf("seed %d\nensemble c 10\n", n) }
	var built []*model.Model
	for n := range 4 {
		s, err := try(of(n))
		must(t, err)
		built = append(built, s.Compiled().Model)
	}
	for range 5 {
		_, err := try("seed 1\nuse ./part\none e()\n")
		must(t, err)
		if _, err = try("ensemble"); err == nil {
			t.Error("it has no errors")
		}
	}
	for n := range 4 {
		s, err := try(of(n))
		must(t, err)
		if s.Compiled().Model != built[n] {
			t.Errorf("%d was driven out", n)
		}
	}
	_, err := try(of(4)) // the one that was opened the longest ago goes
	must(t, err)
	for n := 3; n >= 0; n-- {
		s, err := try(of(n))
		must(t, err)
		if again := s.Compiled().Model != built[n]; again != (n == 0) {
			t.Errorf("%d was built again: %v", n, again)
		}
	}
}
