package check

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// output claims a file of the experiment's folder.
func (ev *events) output(o *options, at diag.Span, what string, extensions ...string) (string, bool) {
	c := ev.c
	opt, ok := o.get("to")
	if !ok {
		c.err(diag.Syntax, at, "where to? `%s` needs a file", what).WithHelp("end the line with `to \"name%s\"`", extensions[0])
		return "", false
	}
	to, ok := o.text("to")
	if !ok {
		return "", false
	}
	if !filepath.IsLocal(filepath.FromSlash(to)) {
		c.err(diag.PathLeaves, opt.Value.At, "%q leaves the folder of the experiment", to)
		return "", false
	}
	if !contains(extensions, strings.ToLower(path.Ext(to))) {
		if contains([]string{".png", ".pdf", ".parquet"}, strings.ToLower(path.Ext(to))) {
			c.notYet(opt.Value.At, path.Ext(to)+" files")
		} else {
			c.err(diag.BadArgument, opt.Value.At, "`%s` writes %s files, not %q", what, strings.Join(extensions, " or "), to)
		}
		return "", false
	}
	if old, ok := ev.files[path.Clean(to)]; ok {
		c.err(diag.SameFile, opt.Value.At, "two lines write %q", to).WithPlace(old, "the first").WithHelp("give one of them another name")
		return "", false
	}
	ev.files[path.Clean(to)] = opt.Value.At
	return to, true
}

func (ev *events) plot(at model.EventAt, st *grammar.Plot) model.Event {
	c := ev.c
	o := c.options("plot", &st.Options, ev.s)
	p := &model.Plot{EventAt: at, Kind: string(st.Kind)}
	if p.Kind == "" {
		p.Kind = "line"
	}
	var ok bool
	if p.Kind == "line" || p.Kind == "raster" || p.Kind == "hist" {
		if p.Phase, p.After, ok = ev.inAfter(o); !ok {
			return nil
		}
	}
	for _, e := range st.What {
		item, ok := ev.plotItem(p.Kind, e)
		if !ok {
			return nil
		}
		p.Items = append(p.Items, item)
	}
	if opt, given := o.get("against"); given {
		if p.Kind != "line" {
			c.err(diag.BadArgument, opt.NameAt, "`against` belongs to a plot of lines")
			return nil
		}
		item, ok := ev.plotItem("line", opt.Value)
		if !ok {
			return nil
		}
		p.Against = &item
	}
	if p.To, ok = ev.output(o, at.At, "plot", ".svg"); !ok || !ev.across(p, o) {
		return nil
	}
	return p
}

func (ev *events) plotItem(kind string, e *grammar.Expr) (model.PlotItem, bool) {
	item := model.PlotItem{Text: e.String()}
	var ok bool
	switch kind {
	case "line", "hist":
		item.Analysis, ok = ev.c.analysis(e, ev.s)
		return item, ok
	case "raster":
		if item.Analysis, ok = ev.c.analysis(e, ev.s); !ok {
			return item, false
		}
		if p := item.Analysis.Probe; p == nil || p.Slot.Name != "spikes" {
			ev.c.err(diag.BadTarget, e.At, "a raster shows spikes, `%s` has none", e).WithHelp("`plot raster pre.spikes`")
			return item, false
		}
		return item, true
	case "weights":
		base := e
		if base.Kind == grammar.Member && base.Text == "weights" {
			base = base.Args[0]
		}
		item.Connection, ok = ev.connection(base)
		if ok && item.Connection.Pre.Ensemble == nil {
			ev.c.err(diag.NothingToSolve, e.At, "`%s` starts in a node and has no weights", e)
			return item, false
		}
		return item, ok
	}
	r, ok := ev.c.populationRef(e, ev.s)
	if ok && (r.ens == nil || r.slot != "" || r.index != nil) {
		d := ev.c.err(diag.BadTarget, e.At, "`%s` is not an ensemble and has no tuning curves", e)
		if r.array != nil && r.array.neurons > 0 {
			d.WithHelp("a member of it has: `%s[0]`", r.array.name)
		}
		ok = false
	}
	if ok {
		item.Ensemble = r.ens
	}
	return item, ok
}

func (ev *events) export(at model.EventAt, st *grammar.Export) model.Event {
	c := ev.c
	o := c.options("export", &st.Options, ev.s)
	x := &model.Export{EventAt: at, What: st.What}
	for _, e := range ev.each(st.Targets) {
		switch st.What {
		case "weights":
			item, ok := ev.plotItem("weights", e)
			if !ok {
				return nil
			}
			x.Connections = append(x.Connections, item.Connection)
		case "tuning":
			item, ok := ev.plotItem("tuning", e)
			if !ok {
				return nil
			}
			x.Ensembles = append(x.Ensembles, item.Ensemble)
		default:
			if list := ev.labelled(e); list != nil {
				x.Probes = append(x.Probes, list...)
				continue
			}
			p, ok := ev.probe(e)
			if !ok {
				return nil
			}
			x.Probes = append(x.Probes, p)
		}
	}
	if st.What == "weights" && len(x.Connections) > 1 {
		c.err(diag.BadArgument, st.At, "a table holds the weights of one connection").WithHelp("write one `export` line for each")
		return nil
	}
	ext := []string{".csv", ".npz"}
	if st.What == "weights" {
		ext = []string{".npz"}
	}
	var ok bool
	if x.To, ok = ev.output(o, at.At, "export "+st.What, ext...); !ok {
		return nil
	}
	if st.What == "weights" {
		ev.tables[path.Clean(x.To)] = true
	}
	return x
}

// labelled lists the probes of a label that several have: those of a line with
// several targets, or of the turns of a loop. nil if a name is no such label.
func (ev *events) labelled(e *grammar.Expr) []*model.Probe {
	name, ok := e.IsName()
	if !ok || ev.s.lookup(name) != nil {
		return nil
	}
	var out []*model.Probe
	for _, p := range ev.c.model.Probes {
		rest, ok := strings.CutPrefix(p.Name, ev.s.prefix+name)
		if ok && !p.Implicit && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "[")) {
			out = append(out, p)
		}
	}
	return out
}

// probe finds what `export probes` names: a label, or an object.
func (ev *events) probe(e *grammar.Expr) (*model.Probe, bool) {
	if p := ev.c.probeNamed[ev.s.prefix+e.String()]; p != nil {
		return p, true
	}
	slot, ok := ev.c.slot(e, ev.s)
	if !ok {
		return nil, false
	}
	p, idx := ev.c.recorded(slot)
	if idx != nil {
		ev.c.err(diag.BadIndex, e.At, "`export probes` writes whole probes").WithHelp("probe the part: `probe part: %s`", e)
		return nil, false
	}
	return p, true
}
