// Package browsertest drives pages in a real browser, for tests.
package browsertest

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Drive runs a script of Node with the folder of playwright-core and axe-core, the browser, and a folder of pages as
// arguments. The script prints a line for each check: "ok NAME" or "not ok NAME: why", and "# …" for what it measured.
// What is not ok fails the test, and so do fewer checks than least. Where no browser can be driven, the test is skipped:
// NODE_MODULES names the folder of the libraries, and CHROMIUM a browser that is not on the path.
func Drive(t *testing.T, script, pages string, least int) {
	t.Helper()
	node, modules, chromium := find(t)
	command := exec.Command(node, script, modules, chromium, pages)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	checks, began := 0, time.Now()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "ok "):
			checks++
			t.Logf("%s (%.1f s)", line, time.Since(began).Seconds())
			began = time.Now()
		case strings.HasPrefix(line, "# "):
			t.Log(line)
		default:
			t.Error(line)
		}
	}
	if err := command.Wait(); err != nil || checks < least {
		t.Errorf("%v after %d checks", err, checks)
	}
}

// Need skips a test where no browser can be driven, before it makes pages.
func Need(t *testing.T) {
	t.Helper()
	find(t)
}

// find finds what pages are driven with.
func find(t *testing.T) (node, modules, chromium string) {
	t.Helper()
	modules = os.Getenv("NODE_MODULES")
	for _, name := range []string{"playwright-core", "axe-core"} {
		if _, err := os.Stat(filepath.Join(modules, name)); modules == "" || err != nil {
			t.Skipf("no browser is driven: the folder NODE_MODULES has no %s", name)
		}
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("no browser is driven: there is no node")
	}
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return node, modules, path
		}
	}
	t.Skip("no browser is driven: there is no chromium, and CHROMIUM names none")
	return "", "", ""
}
