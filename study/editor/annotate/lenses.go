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
	inside := ""
	outside(m.File.Body, func(st grammar.Statement) {
		add := func(title, do, object string) {
			out = append(out, Lens{editor.PlaceOf(st.Head().At), title, do, inside, object})
		}
		switch st := st.(type) {
		case *grammar.Experiment:
			inside = st.Name
			add("run", "run", "")
			add("test", "test", "")
			add("live", "live", "")
		case *grammar.Run:
			inside = "main"
			add("run", "run", "")
			add("live", "live", "")
		case *grammar.Ensemble:
			inside = ""
			add("tuning", "tuning", st.Name.String())
		case *grammar.Connect:
			if inside = ""; st.Label != nil {
				add("weights", "weights", st.Label.Name.String())
			}
		case *grammar.Expect:
			if r, ok := results[expectation{inside, st.Cond.String()}]; ok {
				add(r, "", "")
			}
		}
	})
	return out
}

// outside calls f for the statements of a body, but for those of templates, whose objects have
// other names.
func outside(body []grammar.Statement, f func(grammar.Statement)) {
	for _, st := range body {
		if _, template := st.(*grammar.Template); !template {
			f(st)
			if b := grammar.BlockOf(st); b != nil {
				outside(b.Body, f)
			}
		}
	}
}
