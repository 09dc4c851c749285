package inputs

import (
	"path/filepath"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/internal/datafile"
)

// maxModel is the largest model that writerOf looks into.
const maxModel = 1 << 20

// writerOf looks through the models of a folder for an experiment that exports
// to the path ref, such as out/train/w.npz.
func writerOf(dir, ref string) (file, experiment string) {
	models, err := filepath.Glob(filepath.Join(dir, "*.nef"))
	if err != nil {
		return "", ""
	}
	want := filepath.Clean(filepath.FromSlash(ref))
	for _, path := range models {
		src, err := datafile.Read(path, maxModel)
		if err != nil {
			continue
		}
		f, _ := grammar.Parse(path, string(src))
		for _, st := range f.Body {
			e, ok := st.(*grammar.Experiment)
			if !ok {
				continue
			}
			for _, to := range exportsOf(e.Body) {
				if filepath.Join("out", e.Name, filepath.FromSlash(to)) == want {
					return filepath.Base(path), e.Name
				}
			}
		}
	}
	return "", ""
}

// exportsOf lists the files a block of events exports weights to.
func exportsOf(body []grammar.Statement) []string {
	var out []string
	for _, st := range body {
		switch st := st.(type) {
		case *grammar.Export:
			if to := st.Options.Get("to"); to != nil && st.What == "weights" {
				out = append(out, to.Value.Text)
			}
		case *grammar.Phase:
			out = append(out, exportsOf(st.Body)...)
		}
	}
	return out
}
