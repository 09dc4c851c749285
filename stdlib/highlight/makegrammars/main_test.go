package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// The files of the editors are those that the tables of the language make today.
func TestGrammarsAreFresh(t *testing.T) {
	for _, o := range outputs {
		got, err := os.ReadFile(filepath.Join("../../../editors", o.name))
		if err != nil || !bytes.Equal(got, o.make()) {
			t.Errorf("editors/%s is not what the tables of the language make (%v); go generate ./stdlib/highlight writes it", o.name, err)
		}
	}
}
