package lock

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/runtime/output"
)

// A digest is of the numbers and their times: n, mean and root mean square of the
// numbers, and CRC-32 (that of zip) of the bytes of both.
func TestDigests(t *testing.T) {
	path := filepath.Join(t.TempDir(), "probes.npz")
	series := []output.Series{
		{Name: "a", Shape: []int{2}, T: []float64{0.001, 0.002}, Data: []float64{1, 2, 3, -4}},
		{Name: "none", Shape: []int{1}},
		{Name: "s", Events: true, T: []float64{0.001, 0.003}, Spikes: []int64{5, 0}},
	}
	if err := files.Write(path, func(w io.Writer) error { return output.Npz(w, series) }); err != nil {
		t.Fatal(err)
	}
	got, err := Digests(path)
	if err != nil || len(got) != 3 {
		t.Fatal(got, err)
	}
	for i, want := range []string{"n=4 mean=0.5 rms=2.73861 crc=32f17b52", "n=0 mean=0 rms=0 crc=00000000", "n=2 mean=2.5 rms=3.53553 crc=cbc1cae0"} {
		if text := got[i].String(); text != want {
			t.Errorf("%s: %s, want %s", got[i].Name, text, want)
		}
	}
	if err := os.WriteFile(path, []byte("no archive"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Digests(path); err == nil {
		t.Error("digests of no archive")
	}
}
