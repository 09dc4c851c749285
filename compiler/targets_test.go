package compiler_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

const writing = `seed 1
param k = 1
ensemble a 20
ensemble b 20
connect c: a -> b
probe a
`

// What lines of an experiment write is neither written by another line, nor by
// the run itself, nor read by the model, whatever the name is spelt like.
func TestTargetsAreApart(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"phase p 10ms\nexport weights c to \"p/probes.npz\"", "a file that the run itself writes: what probes record in phase `p`"},
		{"phase p 10ms\nexport weights c to \"./p/../P/Probes.NPZ\"", "what probes record in phase `p`"},
		{"run 10ms\nexport probes a to \"run/probes.npz\"", "what probes record in phase `run`"},
		{"phase p 10ms\nexport weights c to \"q/probes.npz\"\nphase q 10ms", "what probes record in phase `q`"},
		{"phase p 10ms\nexport probes a to \"p/probes.npz/a.csv\"", "what probes record in phase `p`"},
		{"phase p 10ms\nexport probes a to \".checkpoint/a.csv\"", "where an interrupted run is"},
		{"phase p 10ms\nexport probes a to \".lock/a.csv\"", "who writes to the folder"},
		{"phase p 10ms\nexport probes a to \".p.records/a.csv\"", "what probes recorded in phase `p`, if it was interrupted"},
		{"phase p 10ms\nexport probes a to \"summary.json/a.csv\"", "the summary"},
		{"phase p 10ms\nexport probes a to \"cells.csv\"", "the table of cells"},
		{"phase p 10ms\nplot a to \"a.svg\"\nplot a to \"A.SVG\"", "two lines write \"A.SVG\""},
		{"phase p 10ms\nplot a to \"f/a.svg\"\nplot tuning a to \"f/../f/./a.svg\"", "two lines write"},
		{"phase p 10ms\nplot a to \"a.svg\"\nexport probes a to \"a.svg/b.csv\"", "two lines write \"a.svg/b.csv\""},
		{"phase p 10ms\nexport probes a to \"a.svg/b.csv\"\nplot a to \"a.svg\"", "two lines write \"a.svg\""},
		{"phase p 10ms\nplot a to \"there/a.svg\"\nplot a to \"link/a.svg\"", "two lines write \"link/a.svg\""},
		{"phase there 10ms\nexport weights c to \"link/probes.npz\"", "what probes record in phase `there`"},
		{"phase p 10ms\nexport probes a to \"in.csv\"", "this line writes a file that the model reads: "},
		{"phase p 10ms\nphase P 10ms", "the phase `P` has the folder of another"},
		{"seeds 1:3\nsweep k in [1, 2]\nphase p 10ms\nplot mean(a) over k to \"seed=1,k=1/a.svg\"", "lies in the folder of the cell seed=1,k=1"},
		{"seeds 1:3\nsweep k in [1, 2]\nphase p 10ms\nexport probes a to \"p/probes.npz\"", "what probes record in phase `p`"},
		{"seeds 1:3\nsweep k in [1, 2]\nphase p 10ms\nplot mean(a) over k to \"a.svg\"\nplot mean(a) over k to \"A.svg\"", "two lines write \"A.svg\""},
		{"seeds 1:3\nsweep k in [1, 2]\nphase p 10ms\nplot mean(a) over k to \"cells.csv/a.svg\"", "the table of cells"},
		// and what is fine:
		{"phase p 10ms\nexport weights c to \"q/probes.npz\"\nexport weights c to \"probes.npz\"\nexport probes a to \"p/a.csv\"", ""},
		{"seeds 1:3\nsweep k in [1, 2]\nphase p 10ms\nplot mean(a) over k to \"a.svg\"\nplot a to \"a.svg\"\nplot a to \"k=1.svg\"", ""},
		{"seeds 1:3\nphase p 10ms\nexport probes a to \"in.csv\"", ""},
	} {
		dir := t.TempDir()
		there := filepath.Join(dir, "out", "e", "there")
		err := errors.Join(os.MkdirAll(there, 0o755), os.WriteFile(filepath.Join(dir, "out", "e", "in.csv"), []byte("t,x\n0,1\n1,2\n"), 0o644))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("there", filepath.Join(dir, "out", "e", "link")); err != nil && strings.Contains(c.body, "link") {
			continue // where there are no links
		}
		text := writing + "node r = csv(\"out/e/in.csv\", column=\"x\", hold=1ms)\nexperiment e {\n" + c.body + "\n}\n"
		var found []string
		for _, d := range compilertest.CheckIn(t, dir, text, compiler.Options{}).Diags {
			if d.Severity == diag.Error {
				found = append(found, d.Code.String()+" "+d.Summary)
			}
		}
		switch {
		case c.want == "" && len(found) == 0:
		case c.want != "" && len(found) == 1 && strings.HasPrefix(found[0], "NEF074") && strings.Contains(found[0], c.want):
		default:
			t.Errorf("%s\n%v, want %q", c.body, found, c.want)
		}
	}
}

// Experiments have folders of their own, also where the case of letters does not
// count; a file may have the same name in each.
func TestExperimentsHaveFoldersOfTheirOwn(t *testing.T) {
	body := " {\n run 10ms\n plot a to \"a.svg\"\n}\n"
	compilertest.Valid(t, writing+"experiment e"+body+"experiment f"+body)
	diags := compilertest.Check(t, writing+"experiment e"+body+"experiment E"+body).Diags
	if len(diags) != 1 || diags[0].Code != diag.SameFile {
		t.Error(diags)
	}
}
