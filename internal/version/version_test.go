package version

import (
	"bytes"
	"regexp"
	"runtime/debug"
	"testing"
)

// A released version is its own name; builds of working trees are told apart by
// the executable.
func TestVersion(t *testing.T) {
	hash := func() string { return "0123" }
	for module, want := range map[string]string{"v1.2.0": "v1.2.0", "": "dev+0123", "(devel)": "dev+0123", "v0.0.0-2026-abc+dirty": "v0.0.0-2026-abc+0123"} {
		if got := versionOf(true, &debug.BuildInfo{Main: debug.Module{Version: module}}, hash); got != want {
			t.Errorf("%q: %s, want %s", module, got, want)
		}
	}
	if got := versionOf(false, nil, hash); got != "dev+0123" {
		t.Errorf("without build information: %s", got)
	}
	if got := executableHash(); !regexp.MustCompile("^[0-9a-f]{12}$").MatchString(got) || got != executableHash() {
		t.Errorf("the hash of this executable is %q", got)
	}
	if a, b := unknown(), unknown(); a == b {
		t.Error("two unknown builds are the same")
	}
}

// Of an executable with a build ID only the beginning counts, which holds the ID; of
// one without, every byte does.
func TestHashOf(t *testing.T) {
	of := func(mark string, end byte) string {
		text := append([]byte(mark), make([]byte, 2*headBytes)...)
		hash, err := hashOf(bytes.NewReader(append(text, end)))
		if err != nil {
			t.Fatal(err)
		}
		return hash
	}
	for _, mark := range []string{"\x04\x00\x00\x00Go\x00\x00one", "\xff Go build ID: \"one\""} {
		if of(mark, 1) != of(mark, 2) || of(mark, 1) == of(mark[:len(mark)-1]+"2", 1) {
			t.Errorf("%q does not tell builds apart", mark)
		}
	}
	if of("", 1) == of("", 2) {
		t.Error("executables without an ID are taken for each other")
	}
}
