package examples_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
)

// learners are the examples that learn what they could not do before, outside the gallery.
var learners = []string{"quickstart.nef", "from_zero.nef"}

// keepers are the examples whose rule has only to keep what a solver found.
var keepers = []string{"doubling.nef", "two-files/model1.nef"}

// Every example that learns compares two of its phases, with a claim that fails if its
// rules change nothing.
func TestLearningIsClaimed(t *testing.T) {
	dir := copied(t)
	inGallery, err := filepath.Glob("learning/*.nef")
	if err != nil || len(inGallery) < 9 {
		t.Fatal(inGallery, err)
	}
	for _, model := range append(inGallery, learners...) {
		t.Run(model, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(dir, model)
			dropPlots(t, path)
			freezeAll(t, path)
			failed := 0
			for _, e := range run(t, path, compiler.Options{})[0].Expectations {
				if strings.Count(e.Text, "in=") == 2 && e.Outcome == "failed" {
					failed++
				}
			}
			if failed == 0 {
				t.Error("it learns nothing, and no comparison of two phases notices")
			}
		})
	}
}

// freezeAll lets no rule of a model change anything, from the start of its experiment.
func freezeAll(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, events, ok := strings.Cut(string(text), "\nexperiment ")
	name, events, block := strings.Cut(events, " {\n")
	if !ok || !block {
		t.Fatalf("%s has no experiment", path)
	}
	writeFile(t, path, []byte(head+"\nexperiment "+name+" {\n  freeze all\n"+events))
}

// The claims of the examples hold with other seeds than their own: three, 20 with LONG=1.
func TestLearningOverSeeds(t *testing.T) {
	dir, seeds := copied(t), int64(3)
	if os.Getenv("LONG") != "" {
		seeds = 20
	}
	for _, model := range append(learners, keepers...) {
		t.Run(model, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(dir, model)
			dropPlots(t, path)
			for seed := int64(1); seed <= seeds; seed++ {
				meets(t, path, compiler.Options{Seed: &seed})
			}
		})
	}
}
