package main

import (
	"os"
	"os/exec"
	"testing"
)

// python is a Python that has NumPy and pytest, or the test is skipped.
func python(t *testing.T) string {
	for _, name := range []string{os.Getenv("PYTHON"), "python3", "/usr/bin/python3"} {
		if name != "" && exec.Command(name, "-c", "import numpy, pytest").Run() == nil {
			return name
		}
	}
	t.Skip("no Python with numpy and pytest: install them, or name one in the variable PYTHON")
	return ""
}

// The Python package: its own tests, against the command of this tree.
func TestPython(t *testing.T) {
	cmd := exec.Command(python(t), "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
	cmd.Dir = "../../python"
	cmd.Env = append(os.Environ(), "NEFC="+binary(t), "PYTHONPATH=.", "PYTHONDONTWRITEBYTECODE=1", "XDG_CACHE_HOME="+t.TempDir())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
