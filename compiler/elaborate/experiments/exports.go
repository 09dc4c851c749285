package experiments

import (
	"fmt"
	"path"
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/probes"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// export reads a table that is written: of weights, probes or tuning curves.
func (tl *timeline) export(at model.EventAt, st *grammar.Export) model.Event {
	c := tl.c
	o := c.Options("export", &st.Options, tl.s)
	x := &model.Export{EventAt: at, What: st.What}
	written := map[any]*grammar.Expr{} // by whom
	for _, e := range tl.each(st.Targets) {
		targets, ok := tl.exported(x, e)
		if !ok {
			return nil
		}
		for _, target := range targets {
			if written[target] != nil {
				c.Err(diag.DeclaredTwice, e.At, "`%s` is written twice", e).WithHelp("delete one of them")
				return nil
			}
			written[target] = e
		}
	}
	if st.What == "weights" && len(x.Connections) > 1 {
		c.Err(diag.BadArgument, st.At, "a table holds the weights of one connection").WithHelp("write one `export` line for each")
		return nil
	}
	if st.What == "probes" && len(tl.phases) == 0 {
		tl.nothingRan(at.At)
		return nil
	}
	var ok bool
	if x.To, ok = tl.files.Output(o, at.At, "export "+st.What); !ok {
		return nil
	}
	if st.What == "probes" && !strings.EqualFold(path.Ext(x.To), ".npz") && !tl.sideBySide(x.Probes, written) {
		return nil
	}
	if st.What == "weights" {
		tl.tables[path.Clean(x.To)] = true
	}
	return x
}

// exported adds what e names to what is written, and lists it.
func (tl *timeline) exported(x *model.Export, e *grammar.Expr) (targets []any, ok bool) {
	switch x.What {
	case "weights":
		conn, part, ok := tl.weightsOf(e)
		x.Connections, x.Part = append(x.Connections, conn), part
		return []any{conn}, ok
	case "tuning":
		ens, ok := tl.tuningOf(e)
		x.Ensembles = append(x.Ensembles, ens)
		return []any{ens}, ok
	}
	probes := tl.labelled(e)
	if probes == nil {
		p, ok := tl.probe(e)
		if !ok {
			return nil, false
		}
		probes = []*model.Probe{p}
	}
	x.Probes = append(x.Probes, probes...)
	for _, p := range probes {
		targets = append(targets, p)
	}
	return targets, true
}

// labelled lists the probes of a label that several have: those of a line with
// several targets, or of the turns of a loop. nil if a name is no such label.
func (tl *timeline) labelled(e *grammar.Expr) []*model.Probe {
	name, ok := e.IsName()
	if !ok || tl.s.Lookup(name) != nil {
		return nil
	}
	var out []*model.Probe
	for _, p := range tl.c.Model.Probes {
		rest, ok := strings.CutPrefix(p.Name, tl.s.Prefix+name)
		if ok && !p.Implicit && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "[")) {
			out = append(out, p)
		}
	}
	return out
}

// sideBySide reports probes that do not fit into one table of columns.
func (tl *timeline) sideBySide(recorded []*model.Probe, written map[any]*grammar.Expr) bool {
	columns := map[string]bool{"t": true}
	for _, p := range recorded {
		problem := ""
		switch {
		case p.Slot.Events() && len(recorded) > 1:
			problem = fmt.Sprintf("`%s` is spikes, which have times of their own", p.Name)
		case probes.StepsBetween(p, tl.e.Dt) != probes.StepsBetween(recorded[0], tl.e.Dt):
			problem = fmt.Sprintf("`%s` and `%s` are sampled at different times", recorded[0].Name, p.Name)
		}
		for k := range p.Slot.Size {
			name := p.Name
			if p.Slot.Size > 1 {
				name = fmt.Sprintf("%s[%d]", p.Name, k)
			}
			if columns[name] && problem == "" {
				problem = fmt.Sprintf("two columns would be called `%s`", name)
			}
			columns[name] = true
		}
		if problem != "" {
			tl.c.Err(diag.BadArgument, written[p].At, "%s: they do not fit into one table", problem).
				WithHelp("export them to an .npz, or to two files")
			return false
		}
	}
	return true
}

// probe finds what `export probes` names: a label, or an object.
func (tl *timeline) probe(e *grammar.Expr) (*model.Probe, bool) {
	if p := tl.c.ProbeNamed(tl.s.Prefix + e.String()); p != nil {
		return p, true
	}
	slot, ok := tl.c.Slot(e, tl.s)
	if !ok {
		return nil, false
	}
	p, idx, ok := tl.reader(tl.s).recorded(slot)
	if ok && idx != nil {
		tl.c.Err(diag.BadIndex, e.At, "`export probes` writes whole probes").WithHelp("probe the part: `probe part: %s`", e)
		return nil, false
	}
	return p, ok
}
