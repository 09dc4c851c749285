package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/nefc/nefc/"

// floors are the folders from the bottom up: a package imports from its own and
// from those below, never from one above.
var floors = []string{"docs", "examples", "web", "internal", "grammar", "stdlib", "compiler", "runtime", "live", "serve", "study", "cmd", "bench", "python"}

// The rooms of elaboration, each above the one before.
const (
	belowExpressions = "compiler/code compiler/components compiler/inputs compiler/model compiler/outline compiler/report compiler/values " +
		"grammar grammar/diag grammar/meant internal/* stdlib/*"
	belowWires       = belowExpressions + " compiler/elaborate/expressions"
	belowObjects     = belowWires + " compiler/elaborate/wires"
	belowConnections = belowObjects + " compiler/elaborate/objects"
	belowLearning    = belowConnections + " compiler/elaborate/connections"
	belowProbes      = belowLearning + " compiler/elaborate/learning"
	belowExperiments = belowProbes + " compiler/elaborate/probes"
)

// allowed says which packages of ours each package may import. A stage sees the
// data it reads and the data it makes; only the driver and the command see all.
var allowed = map[string]string{
	// Foundations: what neither models nor users name.
	"internal/browsertest":           "",
	"internal/cache":                 "internal/files",
	"internal/datafile":              "",
	"internal/files":                 "",
	"internal/fourier":               "internal/libm",
	"internal/identity":              "",
	"internal/identity/identitytest": "",
	"internal/kernels":               "internal/libm",
	"internal/layered":               "",
	"internal/libm":                  "",
	"internal/libm/maketables":       "",
	"internal/linalg":                "internal/kernels",
	"internal/linediff":              "",
	"internal/lsp":                   "",
	"internal/machine":               "",
	"internal/mutate":                "",
	"internal/normal":                "",
	"internal/npz":                   "internal/datafile",
	"internal/rng":                   "internal/kernels internal/libm",
	"internal/sealed":                "internal/files",
	"internal/size":                  "",
	"internal/sparse":                "",
	"internal/version":               "",
	"internal/signals":               "",
	"internal/weightfile":            "internal/npz",

	// Text.
	"grammar/diag":          "",
	"grammar/diag/diagtest": "grammar/diag",
	"grammar/meant":         "grammar/diag",
	"grammar/edition":       "",
	"grammar/token":         "grammar/diag",
	"grammar/split":         "grammar/diag grammar/edition grammar/token internal/normal",
	"grammar/habits":        "grammar/diag grammar/meant grammar/split grammar/token",
	"grammar":               "grammar/diag grammar/edition grammar/habits grammar/split grammar/token",
	"grammar/format":        "grammar grammar/split grammar/token",
	"grammar/edits":         "grammar/token",

	// What a model can name.
	"stdlib/catalog":                "",
	"stdlib/functions":              "internal/libm",
	"stdlib/slots":                  "stdlib/catalog stdlib/neurons stdlib/rules",
	"stdlib/statements":             "stdlib/catalog stdlib/neurons stdlib/plots stdlib/rules",
	"stdlib/analyses":               "stdlib/catalog stdlib/pointers",
	"stdlib/dists":                  "internal/libm internal/linalg internal/rng stdlib/catalog",
	"stdlib/neurons":                "internal/kernels internal/libm internal/rng stdlib/catalog stdlib/dists",
	"stdlib/space":                  "",
	"stdlib/pointers":               "internal/fourier internal/libm internal/linalg internal/rng",
	"stdlib/processes":              "internal/fourier internal/rng stdlib/catalog stdlib/dists stdlib/synapses",
	"stdlib/rules":                  "internal/kernels internal/libm stdlib/catalog",
	"stdlib/solvers":                "internal/kernels internal/libm internal/linalg internal/rng stdlib/catalog",
	"stdlib/synapses":               "internal/libm stdlib/catalog",
	"stdlib/transforms":             "stdlib/catalog",
	"stdlib/plots":                  "stdlib/catalog",
	"stdlib/highlight":              "grammar/edition grammar/token stdlib/statements",
	"stdlib/highlight/makegrammars": "grammar/edition stdlib stdlib/highlight",
	"stdlib":                        "grammar/edition grammar/meant stdlib/*",
	"stdlib/stdlibtest":             "internal/libm internal/rng stdlib/*",

	// The way of a model.
	"compiler/code":                  "grammar/diag internal/libm stdlib/functions",
	"compiler/model":                 "compiler/code compiler/connectivity grammar/diag internal/* stdlib/*",
	"compiler/outline":               "grammar grammar/diag",
	"compiler/report":                "compiler/model compiler/outline grammar grammar/diag grammar/meant grammar/token internal/* stdlib/*",
	"compiler/inputs":                "compiler/model compiler/report grammar grammar/diag internal/*",
	"compiler/values":                "compiler/code compiler/inputs compiler/model compiler/outline compiler/report grammar grammar/diag grammar/meant grammar/token internal/* stdlib/*",
	"compiler/vocabularies":          "compiler/outline compiler/report compiler/values grammar grammar/diag internal/rng stdlib/*",
	"compiler/components":            "compiler/model compiler/outline compiler/report compiler/values grammar grammar/diag grammar/meant internal/* stdlib/*",
	"compiler/expand":                "compiler/components compiler/model compiler/outline compiler/report compiler/values compiler/vocabularies grammar grammar/diag grammar/meant stdlib stdlib/*",
	"compiler/elaborate/expressions": belowExpressions,
	"compiler/elaborate/wires":       belowWires,
	"compiler/elaborate/objects":     belowObjects + " grammar/token",
	"compiler/elaborate/connections": belowConnections,
	"compiler/elaborate/learning":    belowLearning,
	"compiler/elaborate/probes":      belowProbes,
	"compiler/elaborate/drawings":    belowExpressions + " grammar/token",
	"compiler/elaborate/targets":     belowExpressions + " grammar/token",
	"compiler/elaborate/experiments": belowExperiments + " compiler/elaborate/drawings compiler/elaborate/targets",
	"compiler/elaborate":             belowExpressions + " compiler/elaborate/*",
	"compiler/laws":                  belowExpressions + " compiler/conductances compiler/elaborate compiler/elaborate/*",
	"compiler/graph":                 "compiler/code compiler/model grammar/diag internal/* stdlib/*",
	"compiler/activities":            "compiler/code compiler/graph compiler/model internal/kernels internal/rng stdlib/neurons",
	"compiler/connectivity":          "internal/libm internal/rng",
	"compiler/conductances":          "compiler/model grammar/diag internal/* stdlib/neurons",
	"compiler/builder":               "compiler/activities compiler/conductances compiler/connectivity compiler/code compiler/graph compiler/model grammar/diag internal/* stdlib/*",
	"compiler/optimize":              "compiler/graph",
	"compiler/events":                "compiler/code grammar/diag internal/weightfile stdlib/analyses stdlib/plots stdlib/synapses",
	"compiler/program":               "compiler/code compiler/events grammar/diag internal/sparse internal/weightfile stdlib/*",
	"compiler/lower":                 "compiler/code compiler/events compiler/graph compiler/model compiler/program stdlib/*",
	"compiler":                       "compiler/* internal/cache grammar grammar/diag grammar/edition grammar/meant grammar/token internal/datafile stdlib",
	"compiler/compilertest":          "compiler compiler/graph compiler/model grammar/diag",

	// What runs.
	"runtime/output":         "internal/npz",
	"runtime/figures":        "internal/libm runtime/figures/axes runtime/figures/legend runtime/figures/page runtime/figures/rank runtime/figures/stats runtime/figures/theme runtime/figures/trace stdlib/plots",
	"runtime/figures/axes":   "internal/libm runtime/figures/page stdlib/plots",
	"runtime/figures/data":   "internal/npz runtime/figures runtime/figures/axes runtime/figures/page runtime/figures/stats runtime/figures/theme runtime/output stdlib/plots",
	"runtime/figures/text":   "runtime/figures runtime/figures/axes runtime/figures/stats stdlib/plots",
	"runtime/figures/legend": "runtime/figures/page runtime/figures/theme stdlib/plots",
	"runtime/figures/page":   "runtime/figures/theme",
	"runtime/figures/rank":   "stdlib/plots",
	"runtime/figures/stats":  "internal/libm stdlib/plots",
	"runtime/figures/trace":  "runtime/figures/page",
	"runtime/figures/theme":  "internal/libm",
	"runtime/schedule":       "compiler/program",
	"runtime":                "runtime/schedule compiler/code compiler/program grammar/diag internal/* stdlib/*",
	"runtime/session":        "compiler/code compiler/events compiler/program internal/weightfile runtime runtime/judge",
	"runtime/mapped":         "internal/files runtime",
	"runtime/pictures":       "compiler/program internal/libm internal/weightfile runtime/figures runtime/tuned stdlib/analyses stdlib/neurons",
	"runtime/tuned":          "compiler/program stdlib/neurons",
	"runtime/judge":          "compiler/code compiler/events compiler/program grammar/diag internal/kernels internal/sparse runtime stdlib/*",
	"runtime/health":         "compiler/program grammar/diag runtime stdlib/neurons",
	"runtime/experiment": "compiler/code compiler/events compiler/program grammar/diag internal/* runtime runtime/figures runtime/figures/data runtime/health runtime/judge runtime/mapped " +
		"runtime/output runtime/pictures runtime/session stdlib/*",

	"runtime/kept": "compiler/program grammar/diag internal/files internal/npz runtime/experiment runtime/figures/stats runtime/pictures runtime/session",

	// A model that is driven by hand, and those who drive it from elsewhere. What of it a page runs has no
	// network, no disk and no drawings.
	"live/refusal":   "compiler/program grammar/diag",
	"live/script":    "grammar grammar/token",
	"live/renumber":  "compiler/program runtime runtime/health runtime/session",
	"live/watches":   "compiler compiler/events compiler/model compiler/program internal/kernels internal/weightfile live/refusal live/renumber runtime runtime/judge runtime/session runtime/tuned stdlib/analyses stdlib/solvers stdlib/synapses",
	"live/following": "compiler compiler/events compiler/model compiler/program internal/weightfile live/refusal live/renumber live/script live/watches runtime runtime/judge runtime/session",
	"live":           "compiler compiler/events compiler/model compiler/program grammar/diag internal/size internal/weightfile live/* runtime runtime/health runtime/session stdlib/analyses stdlib/synapses",
	"serve/wire":     "live/watches",
	"serve":          "compiler compiler/model compiler/program grammar/diag internal/weightfile live live/following live/refusal live/script live/watches runtime serve/wire stdlib/neurons",
	"serve/stdio":    "serve",
	"serve/folder":   "internal/files internal/weightfile serve serve/wire",
	"serve/web":      "serve",
	"serve/worker":   "compiler internal/weightfile serve serve/wire",

	// A model in git as an experiment.
	"study/cells": "compiler/code compiler/model internal/files runtime/experiment runtime/figures runtime/figures/data runtime/figures/stats runtime/output stdlib/analyses stdlib/functions",
	"study/built": "compiler compiler/code compiler/events compiler/model compiler/program grammar/diag internal/npz runtime/experiment",
	"study/drawn": "compiler/program internal/npz internal/weightfile runtime/figures runtime/output runtime/pictures stdlib/analyses stdlib/plots",
	"study/watched": "internal/files internal/npz live live/watches runtime/figures runtime/figures/data runtime/output runtime/pictures runtime/session serve serve/folder " +
		"stdlib/analyses stdlib/plots",
	"study/respell":  "compiler grammar/diag internal/*",
	"study/run":      "compiler compiler/model grammar/diag internal/files internal/size internal/version runtime/experiment runtime/kept study/cells",
	"study/plan":     "compiler compiler/model internal/size internal/version runtime/experiment study/run",
	"study/manifest": "compiler compiler/model internal/files internal/kernels internal/version runtime/experiment study/cells study/run",
	"study/lock":     "compiler grammar/diag internal/files internal/machine internal/npz internal/version runtime/experiment stdlib/analyses study/run",
	"study/suite":    "compiler compiler/model runtime/experiment study/cells study/run",
	"study/diff":     "compiler compiler/model grammar/diag stdlib/neurons",
	"study/methods":  "compiler compiler/code compiler/model internal/version internal/weightfile stdlib/catalog stdlib/neurons study/readable",
	"study/readable": "runtime/figures/axes",
	"study/picture": "compiler compiler/code compiler/graph compiler/model compiler/outline grammar grammar/diag internal/layered internal/libm internal/rng " +
		"runtime/figures/page runtime/figures/theme stdlib/synapses study/readable",
	"study/weights": "internal/files internal/weightfile runtime/judge runtime/output",

	"study/editor/cursor":   "grammar grammar/diag grammar/edition grammar/split grammar/token",
	"study/editor/pages":    "grammar stdlib stdlib/catalog stdlib/statements",
	"study/editor":          "compiler compiler/model compiler/outline compiler/program grammar grammar/* internal/* stdlib study/editor/cursor",
	"study/editor/complete": "compiler/outline grammar grammar/* internal/npz stdlib stdlib/* study/editor study/editor/cursor study/editor/pages",
	"study/editor/describe": "compiler compiler/model compiler/outline compiler/program compiler/values grammar grammar/token " +
		"internal/libm internal/size stdlib/space stdlib/statements study/editor study/editor/cursor study/editor/pages study/methods study/readable",
	"study/editor/tuned":    "compiler compiler/model compiler/outline compiler/program runtime/pictures stdlib/plots study/drawn study/editor",
	"study/editor/annotate": "compiler/model grammar grammar/token runtime/experiment stdlib/highlight study/editor study/editor/pages",
	"study/report": "compiler compiler/model grammar internal/files internal/linediff internal/npz internal/version runtime/experiment " +
		"runtime/figures runtime/figures/rank runtime/figures/stats runtime/kept runtime/output stdlib/highlight stdlib/plots study/cells study/diff " +
		"study/lock study/readable web",
	"study/core":          "",
	"study/core/makecore": "study/core",
	"study/desk":          "serve study/editor study/editor/*",
	"study/pagefile":      "compiler internal/size study/core web",
	"study/manual":        "grammar grammar/diag internal/files stdlib stdlib/highlight web",

	"cmd/core":          "internal/version serve serve/worker study/desk study/picture",
	"cmd/nefc/terminal": "compiler compiler/model grammar/diag",
	"cmd/nefc/cli":      "cmd/nefc/terminal compiler grammar/diag internal/*",
	"cmd/nefc/look": "cmd/nefc/cli cmd/nefc/terminal compiler docs examples grammar grammar/diag grammar/edition internal/* runtime/figures runtime/figures/* " +
		"stdlib stdlib/* study/*",
	"cmd/nefc/lsp":  "cmd/nefc/cli cmd/nefc/terminal grammar/diag grammar/edition internal/* stdlib study/editor study/editor/*",
	"cmd/nefc":      "*",
	"docs":          "",
	"web":           "",
	"examples":      "",
	"bench":         "*",
	"bench/digests": "compiler compiler/model compiler/program grammar/edition internal/identity runtime runtime/experiment stdlib",
	"bench/live":    "compiler live runtime/session serve serve/wire study/picture",
	"bench/step":    "compiler runtime",
	"bench/growth":  "",
	"python/wheels": "internal/files",
}

// Imports point down: no package imports what it must not know, on this machine or in
// WebAssembly.
func TestImportPolicy(t *testing.T) {
	seen := 0
	for _, system := range [][]string{nil, wasm} {
		for name, imports := range importsFor(t, system, module+"...") {
			rule, ok := allowed[name]
			if !ok {
				t.Errorf("%s is not in the table of allowed imports", name)
				continue
			}
			seen++
			for _, imp := range imports {
				ours, ok := strings.CutPrefix(imp, module)
				if ok && !permitted(rule, ours) {
					t.Errorf("%s imports %s", name, ours)
				}
				if ok && floor(ours) > floor(name) {
					t.Errorf("%s imports %s, which is above it", name, ours)
				}
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d packages were looked at", seen)
	}
}

// wasm is what a page runs on.
var wasm = []string{"GOOS=js", "GOARCH=wasm"}

// importsFor lists what packages import, by their names within the module.
func importsFor(t *testing.T, system []string, pattern ...string) map[string][]string {
	t.Helper()
	c := exec.Command("go", append([]string{"list", "-json=ImportPath,Imports"}, pattern...)...)
	c.Env = append(os.Environ(), system...)
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimPrefix(p.ImportPath, module)] = p.Imports
	}
}

// The core of pages has no network, starts no programs and draws nothing: a page could not
// use it, and would be larger for it.
func TestImportsOfTheCore(t *testing.T) {
	all := importsFor(t, wasm, "-tags", "slim", "-deps", module+"cmd/core")
	for _, name := range []string{"net", "net/http", "os/exec", "html/template", "image/png", "runtime/figures", "golang.org/x/image/font/sfnt",
		"runtime/output", "runtime/experiment", "github.com/spf13/pflag", "codeberg.org/go-pdf/fpdf", "github.com/parquet-go/parquet-go"} {
		if _, there := all[name]; there {
			t.Errorf("the core depends on %s", name)
		}
	}
	for name, imports := range all {
		if slices.Contains(imports, "regexp") && name != "github.com/alecthomas/participle/v2/lexer" { // which study/core leaves out
			t.Errorf("the core depends on regexp, by %s", name)
		}
	}
	if len(all) < 100 {
		t.Errorf("only %d packages were looked at", len(all))
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

func floor(name string) int {
	folder, _, _ := strings.Cut(name, "/")
	return slices.Index(floors, folder)
}
