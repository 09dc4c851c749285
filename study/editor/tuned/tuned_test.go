package tuned_test

import (
	"bytes"
	"image/png"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/study/editor"
	"github.com/nefc/nefc/study/editor/describe"
	"github.com/nefc/nefc/study/editor/tuned"
)

// A hover over a population shows its curves: as text first, and as a picture that can be read.
func TestTuningIsShown(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "m.nef")
	text := "seed 1\n# Two.\nensemble a 40 radius 2\nnode u = 0.5\nconnect u -> a\nprobe a\nrun 10ms\n"
	w := editor.New(dir)
	w.Set(path, text)
	h := describe.At(w, path, strings.Index(text, "a 40"), tuned.Of)
	if h == nil || !strings.Contains(h.Text, "█") || !strings.Contains(h.Text, "Two.") {
		t.Fatalf("the hover is %+v", h)
	}
	picture, err := png.Decode(bytes.NewReader(h.PNG))
	if err != nil || picture.Bounds().Dx() < 200 {
		t.Errorf("the picture: %v", err)
	}
}

// Pictures of many neurons fit into what editors show of a hover.
func TestPicturesFitIntoHovers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.nef")
	for _, neurons := range []string{"80", "300", "1500"} {
		text := "seed 1\nensemble a " + neurons + "\nprobe a\nrun 10ms\n"
		w := editor.New(filepath.Dir(path))
		w.Set(path, text)
		h := describe.At(w, path, strings.Index(text, "a "+neurons), tuned.Of)
		if h == nil || len(h.PNG) > 70_000 || len(h.PNG) < 1000 {
			t.Errorf("%s neurons: a picture of %d bytes", neurons, len(h.PNG))
		}
	}
}
