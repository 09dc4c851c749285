package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/nefc/nefc/"

// allowed says which packages of ours each package may import. A stage sees the
// data it reads and the data it makes; only the driver and the command see all.
var allowed = map[string]string{
	"grammar/diag":      "",
	"grammar/meant":     "grammar/diag",
	"grammar":           "grammar/diag grammar/meant",
	"stdlib/catalog":    "",
	"stdlib/rng":        "",
	"stdlib/datafile":   "",
	"stdlib/npz":        "stdlib/datafile",
	"stdlib/functions":  "",
	"stdlib/analyses":   "stdlib/catalog",
	"stdlib/dists":      "stdlib/catalog stdlib/rng",
	"stdlib/neurons":    "runtime/kernels stdlib/catalog stdlib/dists stdlib/rng",
	"stdlib/synapses":   "stdlib/catalog",
	"stdlib/solvers":    "runtime/kernels stdlib/catalog stdlib/rng",
	"stdlib/pointers":   "stdlib/rng",
	"stdlib/transforms": "stdlib/catalog",
	"stdlib/processes":  "stdlib/catalog stdlib/dists stdlib/rng stdlib/synapses",
	"stdlib/slots":      "",
	"stdlib/statements": "",
	"stdlib/rules":      "runtime/kernels stdlib/catalog",
	"stdlib/table":      "stdlib/npz",
	"stdlib":            "grammar/meant stdlib/*",
	"compiler/code":     "grammar/diag stdlib/functions",
	"compiler/identity": "",

	"compiler/identity/identitytest": "",
	"compiler/compilertest":          "compiler",

	"compiler/model":     "compiler/code compiler/identity grammar/diag stdlib/*",
	"compiler/check":     "grammar grammar/diag grammar/meant compiler/code compiler/model stdlib/*",
	"compiler/graph":     "grammar/diag compiler/code compiler/model stdlib/*",
	"compiler/build":     "grammar/diag compiler/code compiler/identity compiler/model compiler/graph runtime/kernels stdlib/*",
	"compiler/optimize":  "compiler/graph",
	"compiler/program":   "grammar/diag compiler/code compiler/model compiler/graph stdlib/*",
	"compiler/lower":     "compiler/code compiler/graph compiler/program stdlib/*",
	"compiler":           "grammar grammar/diag grammar/meant compiler/* stdlib stdlib/datafile",
	"runtime/kernels":    "",
	"internal/files":     "",
	"runtime/output":     "stdlib/npz",
	"runtime":            "grammar/diag compiler/program compiler/graph compiler/model compiler/code runtime/kernels stdlib/*",
	"runtime/experiment": "grammar/diag compiler compiler/code compiler/model compiler/graph compiler/program internal/files runtime runtime/kernels runtime/output stdlib/*",
	"cmd/nefc":           "*",
	"examples":           "",
	"bench":              "*",
	"bench/growth":       "",
	"internal/mutate":    "",
}

// Imports point down: no package imports what it must not know.
func TestImportPolicy(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, module)
		rule, ok := allowed[name]
		if !ok {
			t.Errorf("%s is not in the table of allowed imports", name)
			continue
		}
		seen++
		for _, imp := range p.Imports {
			if ours, ok := strings.CutPrefix(imp, module); ok && !permitted(rule, ours) {
				t.Errorf("%s imports %s", name, ours)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d packages were looked at", seen)
	}
}

func permitted(rule, name string) bool {
	for _, r := range strings.Fields(rule) {
		if r == "*" || r == name || strings.HasSuffix(r, "/*") && strings.HasPrefix(name, strings.TrimSuffix(r, "*")) {
			return true
		}
	}
	return false
}
