// Package experiments reads what is recorded and what happens: probes, phases,
// claims, plots and tables.
package experiments

import (
	"github.com/nefc/nefc/compiler/elaborate/learning"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Experiments reads the experiments of a file.
type Experiments struct {
	*learning.Rules
	out        string // the folder for results
	Sets       []Set
	probeNamed map[string]*model.Probe // as written
}

// New reads experiments whose results go to a folder; "" for out beside the model.
func New(r *learning.Rules, out string) *Experiments {
	return &Experiments{Rules: r, out: out, probeNamed: map[string]*model.Probe{}}
}

// ReadAll reads the experiments of the file; `run` lines at the top are
// the experiment main.
func (c *Experiments) ReadAll(s *outline.Scope) {
	var main []grammar.Statement
	names := map[string]*model.Experiment{}
	apart := folders{c, "experiment", map[string]diag.Span{}}
	for _, st := range s.Body {
		switch st := st.(type) {
		case *grammar.Run:
			main = append(main, st)
		case *grammar.Experiment:
			if old := names[st.Name]; old != nil {
				c.Err(diag.DeclaredTwice, st.At, "the experiment `%s` already exists", st.Name).WithPlace(old.At, "first declared here")
				continue
			}
			apart.add(st.Name, st.At)
			e := c.experiment(st.Name, st.At, st.Body, s)
			names[st.Name] = e
			c.Model.Experiments = append(c.Model.Experiments, e)
		}
	}
	if len(main) == 0 {
		return
	}
	if old := names["main"]; old != nil {
		c.Err(diag.DeclaredTwice, main[0].Head().At, "`run` at the top of a file is the experiment `main`, which already exists").
			WithPlace(old.At, "declared here").
			WithHelp("move the `run` into it, or give the experiment another name")
		return
	}
	apart.add("main", main[0].Head().At)
	c.Model.Experiments = append([]*model.Experiment{c.experiment("main", main[0].Head().At, main, s)}, c.Model.Experiments...)
}

// Set is a `set` statement: whether its param shapes the model is known at the end.
type Set struct {
	At    diag.Span
	Param *model.Param
}

func (c *Experiments) experiment(name string, at diag.Span, body []grammar.Statement, s *outline.Scope) *model.Experiment {
	ev := &events{c: c, s: s, e: &model.Experiment{Name: name, At: at, Dt: 0.001}, ran: map[string]bool{},
		folders: folders{c, "phase", map[string]diag.Span{}}, tables: map[string]bool{}}
	for _, st := range body {
		ev.stepSize(st)
	}
	ev.e.Events = ev.list(body, "")
	ev.targetFiles()
	return ev.e
}
