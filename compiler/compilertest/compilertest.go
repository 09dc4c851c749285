// Package compilertest checks and compiles models that are written in tests.
package compilertest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/graph"
)

// Check checks a model; what was found is for the test to judge.
func Check(t testing.TB, text string) *compiler.Checked {
	t.Helper()
	return CheckIn(t, t.TempDir(), text, compiler.Options{})
}

// CheckIn checks a model that stands, as m.nef, beside the files of a folder.
func CheckIn(t testing.TB, dir, text string, opts compiler.Options) *compiler.Checked {
	t.Helper()
	path := filepath.Join(dir, "m.nef")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := compiler.Check(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Valid checks a model that must have no errors.
func Valid(t testing.TB, text string) *compiler.Checked {
	t.Helper()
	return ValidIn(t, t.TempDir(), text)
}

// ValidIn is Valid for a model that stands beside the files of a folder.
func ValidIn(t testing.TB, dir, text string) *compiler.Checked {
	t.Helper()
	c := CheckIn(t, dir, text, compiler.Options{})
	if c.Diags.HasErrors() {
		t.Fatal(c.Diags)
	}
	return c
}

// Compile compiles a model that must be valid, for steps of 1 ms.
func Compile(t testing.TB, text string) *compiler.Compiled {
	t.Helper()
	return CompileIn(t, t.TempDir(), text)
}

// CompileIn is Compile for a model that stands beside the files of a folder.
func CompileIn(t testing.TB, dir, text string) *compiler.Compiled {
	t.Helper()
	c, diags := compiler.Compile(ValidIn(t, dir, text), 0.001, (*graph.Graph).Verify)
	if c == nil {
		t.Fatal(diags)
	}
	return c
}
