package version

import (
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
