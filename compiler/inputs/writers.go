package inputs

import (
	"path/filepath"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/internal/datafile"
)

// maxModel is the largest model that exportsIn looks into.
const maxModel = 1 << 20

// export is a weight table that an experiment of a model writes.
type export struct{ file, experiment, to string }

// path is where the table lies after a run, seen from the model.
func (e export) path() string { return filepath.Join("out", e.experiment, filepath.FromSlash(e.to)) }

// writerOf looks through the models of a folder for an experiment that exports
// to the path ref, such as out/train/w.npz.
func writerOf(dir, ref string) (file, experiment string) {
	want := filepath.Clean(filepath.FromSlash(ref))
	for _, e := range exportsIn(dir) {
		if e.path() == want {
			return e.file, e.experiment
		}
	}
	return "", ""
}

// exporterOf is the only experiment of the models of a folder whose export is called
// ref in its own line, such as w.npz; "" if there is none, or more than one.
func exporterOf(dir, ref string) string {
	found := ""
	for _, e := range exportsIn(dir) {
		switch {
		case e.to != ref || e.experiment == found:
		case found != "":
			return ""
		default:
			found = e.experiment
		}
	}
	return found
}

// exportsIn lists the weight tables that the models of a folder write.
func exportsIn(dir string) []export {
	models, err := filepath.Glob(filepath.Join(dir, "*.nef"))
	if err != nil {
		return nil
	}
	var out []export
	for _, path := range models {
		src, err := datafile.Read(path, maxModel)
		if err != nil {
			continue
		}
		f, _ := grammar.Parse(path, string(src))
		for _, st := range f.Body {
			if e, ok := st.(*grammar.Experiment); ok {
				for _, to := range exportsOf(e.Body) {
					out = append(out, export{filepath.Base(path), e.Name, to})
				}
			}
		}
	}
	return out
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
