package annotate

import (
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/study/editor"
)

// Lens is something that can be done with a line, or what came of it.
type Lens struct {
	At         editor.Place
	Title      string
	Do         string // run, test, live, tuning or weights; "" for what is only told
	Experiment string // that is run
	Object     string // that is shown
}

// Lenses are what can be done with the lines of a file, and what was expected last.
func Lenses(w *editor.Workspace, file string) []Lens {
	m := w.Model(file)
	if m == nil {
		return nil
	}
	var out []Lens
	results := lastResults(w, m)
	outside(m.File.Body, "main", func(st grammar.Statement, experiment string) {
		add := func(title, do, object string) {
			out = append(out, Lens{editor.PlaceOf(st.Head().At), title, do, experiment, object})
		}
		switch st := st.(type) {
		case *grammar.Experiment:
			experiment = st.Name
			add("run", "run", "")
			add("test", "test", "")
			add("live", "live", "")
		case *grammar.Run:
			if experiment == "main" { // elsewhere it is a phase of an experiment
				add("run", "run", "")
				add("live", "live", "")
			}
		case *grammar.Ensemble:
			experiment = ""
			add("tuning", "tuning", st.Name.String())
		case *grammar.Connect:
			if experiment = ""; st.Label != nil {
				add("weights", "weights", st.Label.Name.String())
			}
		case *grammar.Expect:
			if r, ok := results[expectation{experiment, st.Cond.String()}]; ok {
				add(r, "", "")
			}
		}
	})
	return out
}

// outside calls f for the statements of a body, each with the experiment that it stands in, but
// for those of templates, whose objects have other names.
func outside(body []grammar.Statement, experiment string, f func(st grammar.Statement, experiment string)) {
	for _, st := range body {
		if _, template := st.(*grammar.Template); template {
			continue
		}
		f(st, experiment)
		if b := grammar.BlockOf(st); b != nil {
			inside := experiment
			if e, ok := st.(*grammar.Experiment); ok {
				inside = e.Name
			}
			outside(b.Body, inside, f)
		}
	}
}
