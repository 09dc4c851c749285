package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// tree is the module that is changed: where it lies and which tests depend on
// which package.
type tree struct {
	root, module string
	tests        []testPackage // of few dependencies first
	own          bool          // run only the tests of the changed package
}

// testPackage is a package with tests and all that it is built from.
type testPackage struct {
	path string
	deps map[string]bool
}

// outcome says what became of a change.
type outcome struct {
	compiles  bool
	noticedBy string // the package whose tests failed; "" for none
	err       error  // the tests could not be run
}

func readTree() (*tree, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}\n{{.Path}}").Output()
	if err != nil {
		return nil, fmt.Errorf("go list -m: %w", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	t := &tree{root: lines[0], module: lines[1]}
	out, err = exec.Command("go", "list", "-test", "-f", "{{.ForTest}}|{{join .Deps \" \"}}", t.module+"/...").Output()
	if err != nil {
		return nil, fmt.Errorf("go list -test: %w", err)
	}
	t.readTests(string(out))
	return t, nil
}

// readTests takes the packages with tests from the lines of `go list -test`; a
// package and its external tests have a line each.
func (t *tree) readTests(list string) {
	byPath := map[string]map[string]bool{}
	for _, line := range strings.Split(list, "\n") {
		name, deps, _ := strings.Cut(line, "|")
		if name == "" || strings.HasSuffix(name, "internal/mutate") {
			continue
		}
		if byPath[name] == nil {
			byPath[name] = map[string]bool{name: true}
		}
		for _, d := range strings.Fields(deps) {
			byPath[name][d] = true
		}
	}
	for name, deps := range byPath {
		t.tests = append(t.tests, testPackage{name, deps})
	}
	slices.SortFunc(t.tests, func(a, b testPackage) int {
		if len(a.deps) != len(b.deps) {
			return len(a.deps) - len(b.deps)
		}
		return strings.Compare(a.path, b.path)
	})
}

// reach lists the packages whose tests a change of a package can reach, its own
// first.
func (t *tree) reach(pkg string) []string {
	own, others := []string{}, []string{}
	for _, p := range t.tests {
		switch {
		case p.path == pkg:
			own = append(own, p.path)
		case p.deps[pkg] && !t.own:
			others = append(others, p.path)
		}
	}
	return append(own, others...)
}

// try builds the module with a change and runs tests until one fails.
func (t *tree) try(c change, limit time.Duration) outcome {
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return outcome{err: err}
	}
	defer os.RemoveAll(dir)
	overlay, err := t.lay(c, dir)
	if err != nil {
		return outcome{err: err}
	}
	pkg := path.Join(t.module, path.Dir(c.File))
	if ok, err := t.passes("build", "-overlay", overlay, "-o", os.DevNull, pkg); !ok || err != nil {
		return outcome{err: err}
	}
	for _, p := range t.reach(pkg) {
		ok, err := t.passes("test", "-overlay", overlay, "-vet=off", "-failfast", "-timeout", limit.String(), p)
		if err != nil {
			return outcome{compiles: true, err: err}
		}
		if !ok {
			return outcome{compiles: true, noticedBy: strings.TrimPrefix(p, t.module+"/")}
		}
	}
	return outcome{compiles: true}
}

// lay writes the changed file and the list that lays it over the tree.
func (t *tree) lay(c change, dir string) (string, error) {
	file := filepath.Join(t.root, filepath.FromSlash(c.File))
	src, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	changed := filepath.Join(dir, "changed.go")
	if err := os.WriteFile(changed, c.apply(src), 0o600); err != nil {
		return "", err
	}
	list, err := json.Marshal(map[string]any{"Replace": map[string]string{file: changed}})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, list, 0o600)
}

// passes runs the go command; an error means that it could not be run at all.
func (t *tree) passes(args ...string) (bool, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = t.root
	err := cmd.Run()
	var failed *exec.ExitError
	if err == nil || errors.As(err, &failed) {
		return err == nil, nil
	}
	return false, err
}
