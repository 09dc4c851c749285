package compiler

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/stdlib/plots"
	"github.com/nefc/nefc/stdlib/statements"
)

// The example of everything that the manual explains is a model that is
// accepted without a word, and that names what it is an example of.
func TestExamplesOfTheManual(t *testing.T) {
	for _, item := range stdlib.Items() {
		t.Run(item.Family+"/"+strings.ReplaceAll(item.Name, "/", "÷"), func(t *testing.T) {
			if item.Example == "" {
				t.Fatal("it has no example")
			}
			for _, d := range append(item.Details(), stdlib.Detail{Name: item.Name, Takes: "-", Doc: item.Doc}) {
				if d.Doc == "" || d.Takes == "" {
					t.Errorf("`%s` is not explained", d.Name)
				}
			}
			if !strings.Contains(item.Example, item.Name) && item.Family != "nengo" {
				t.Errorf("it is no example of it:\n%s", item.Example)
			}
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS("testdata/manual")); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "m.nef")
			if err := os.WriteFile(path, []byte(item.Example), 0o644); err != nil {
				t.Fatal(err)
			}
			checked, err := Check(path, Options{NeedRun: true, Outside: []string{"controller"}})
			if err != nil {
				t.Fatal(err)
			}
			if len(checked.Diags) > 0 {
				t.Errorf("%v\n%s", checked.Diags, item.Example)
			}
		})
	}
}

// The manual has every statement of the newest edition and kind of plot, and no
// other.
func TestManualIsComplete(t *testing.T) {
	var have, kinds []string
	for _, s := range statements.Table {
		have = append(have, s.Name)
	}
	for _, k := range plots.Kinds {
		kinds = append(kinds, k.Name)
	}
	slices.Sort(have)
	if want := edition.Newest().Statements(); !slices.Equal(have, want) {
		t.Errorf("statements %v, the edition has %v", have, want)
	}
	if !slices.Equal(kinds, grammar.PlotKinds) {
		t.Errorf("plots %v, the grammar reads %v", kinds, grammar.PlotKinds)
	}
}
