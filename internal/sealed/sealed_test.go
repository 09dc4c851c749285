package sealed

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

const seal = "test 2\n"

// What is sealed is read back; what is not as it was is not.
func TestSealed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	var none, got map[string]int
	if err := Read(path, seal, &none); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing there: %v", err)
	}
	if err := Write(path, seal, map[string]int{"a": 7}); err != nil {
		t.Fatal(err)
	}
	if err := Read(path, seal, &got); err != nil || got["a"] != 7 {
		t.Errorf("%v, %v", got, err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	resealed := append([]byte("test 1\n"), whole[len(seal):len(whole)-sha256.Size]...)
	sum := sha256.Sum256(resealed)
	for want, b := range map[string][]byte{
		"it was cut":                       whole[:len(seal)+sha256.Size-1],
		"it was changed or cut":            whole[:len(whole)-1],
		"another version of nefc wrote it": append(resealed, sum[:]...),
	} {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := Read(path, seal, &none); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if none != nil {
		t.Errorf("taken from a broken file: %v", none)
	}
}
