package experiments

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/analyses"
)

// endings are those of the files that a statement can write.
var endings = map[string][]string{
	"plot":           {".svg"},
	"export weights": {".npz"},
	"export probes":  {".csv", ".npz", ".parquet"},
	"export tuning":  {".csv", ".npz", ".parquet"},
}

// longestName is how many bytes a name of a folder or file may have: file systems
// take 255, and a file is written under a longer, hidden name first.
const longestName = 200

// output claims a file of the experiment's folder for a statement.
func (ev *events) output(o *values.Options, at diag.Span, what string) (string, bool) {
	c := ev.c
	opt, ok := o.Get("to")
	if !ok {
		c.Err(diag.Syntax, at, "where to? `%s` needs a file", what).WithHelp("end the line with `to \"name%s\"`", endings[what][0]).
			WithFix(diag.Insert(at.End, fmt.Sprintf(" to \"name%s\"", endings[what][0])).Maybe())
		return "", false
	}
	to, ok := o.Text("to")
	if !ok || !ev.fileName(to, opt.Value.At, what) {
		return "", false
	}
	ev.targets = append(ev.targets, target{to, opt.Value.At, o.Has("over")})
	return to, true
}

// fileName reports a name that a statement cannot write.
func (ev *events) fileName(to string, at diag.Span, what string) bool {
	c := ev.c
	if !filepath.IsLocal(filepath.FromSlash(to)) && to != "" {
		name := grammar.Quote(path.Base(filepath.ToSlash(to)))
		c.Err(diag.PathLeaves, at, "%q leaves the folder of the experiment", to).
			WithHelp("write `%s`; `nefc run --out FOLDER` puts all results elsewhere", name).WithFix(diag.Replace(at, name))
		return false
	}
	ext := path.Ext(to)
	name := strings.TrimSuffix(path.Base(to), ext)
	good := endings[what]
	switch {
	case strings.TrimSpace(name) == "" || name == "." || strings.HasSuffix(to, "/"):
		c.Err(diag.BadArgument, at, "%q is no name of a file", to).WithHelp("such as `to \"name%s\"`", good[0])
		return false
	case strings.ContainsFunc(to, func(r rune) bool { return r < ' ' || r == 0x7f }):
		c.Err(diag.BadArgument, at, "%q holds characters that no name of a file should", to)
		return false
	}
	for _, part := range strings.Split(to, "/") {
		if len(part) > longestName {
			c.Err(diag.BadArgument, at, "a name of %d bytes is too long for a file", len(part)).WithHelp("%d at most", longestName)
			return false
		}
	}
	if slices.Contains(good, strings.ToLower(ext)) {
		return true
	}
	problem := diag.BadArgument
	if what == "plot" && slices.Contains([]string{".png", ".pdf"}, strings.ToLower(ext)) {
		problem = diag.NotYetSupported
	}
	stem := strings.TrimSuffix(to, ext)
	d := c.Err(problem, at, "`%s` writes %s, not %q", what, strings.Join(good, " or "), to).
		WithFix(diag.Replace(at, grammar.Quote(stem+good[0])))
	if what == "export weights" {
		d.WithHelp("write `\"%s.npz\"`; then `nefc weights convert` makes .csv or .parquet of it", strings.TrimSuffix(to, ext))
	}
	return false
}

// drawn says what a kind of plot draws.
var drawn = map[string]string{"line": "samples in time", "hist": "many numbers", "raster": "spikes"}

func (ev *events) plot(at model.EventAt, st *grammar.Plot) model.Event {
	c := ev.c
	o := c.Options("plot", &st.Options, ev.s)
	p := &model.Plot{EventAt: at, Kind: string(st.Kind)}
	if p.Kind == "" {
		p.Kind = "line"
	}
	if !ev.plotOptions(p.Kind, o) || !ev.across(p, o) {
		return nil
	}
	for _, e := range st.What {
		item, ok := ev.plotItem(p, e)
		if !ok {
			return nil
		}
		p.Items = append(p.Items, item)
	}
	var read []*model.Analysis
	for _, item := range p.Items {
		read = append(read, item.Analysis)
	}
	if opt, given := o.Get("against"); given {
		item := model.PlotItem{Text: opt.Value.String()}
		var ok bool
		if item.Analysis, ok = ev.analysis(opt.Value, ev.s); !ok {
			return nil
		}
		if item.Analysis.Form != analyses.Samples || item.Analysis.D != 1 {
			c.Err(diag.BadArgument, opt.Value.At, "`against` takes one recorded dimension, `%s` is %s", opt.Value, comesTo(item.Analysis))
			return nil
		}
		p.Against = &item
		read = append(read, item.Analysis)
	}
	var ok bool
	if drawn[p.Kind] != "" {
		if p.Phase, p.After, ok = ev.inAfter(o, at.At, read...); !ok {
			return nil
		}
	}
	if p.To, ok = ev.output(o, at.At, "plot"); !ok {
		return nil
	}
	return p
}

// plotOptions reports options that a kind of plot has no use for.
func (ev *events) plotOptions(kind string, o *values.Options) bool {
	for _, name := range []string{"in", "after", "over", "by", "against"} {
		opt, given := o.Get(name)
		inTime := name == "in" || name == "after"
		switch {
		case !given || kind == "line" && !(name == "against" && o.Has("over")) || inTime && drawn[kind] != "":
			continue
		case inTime:
			ev.c.Err(diag.BadArgument, opt.NameAt, "`plot %s` draws things as they are at this place, not a stretch of time", kind).
				WithHelp("delete `%s %s`", name, opt.Value).WithFix(diag.Delete(opt.Span()))
		case kind == "line":
			over, _ := o.Get("over")
			ev.c.Err(diag.BadArgument, opt.NameAt, "`against` and `over` both say what lies along the axis").WithHelp("keep one of them").
				WithFix(diag.Delete(opt.Span()).Maybe()).WithFix(diag.Delete(over.Span()).Maybe())
		default:
			ev.c.Err(diag.BadArgument, opt.NameAt, "`%s` belongs to a plot of lines, not to `plot %s`", name, kind).WithHelp("delete `%s %s`", name, opt.Value).
				WithFix(diag.Delete(opt.Span()))
		}
		return false
	}
	return true
}

func (ev *events) plotItem(p *model.Plot, e *grammar.Expr) (model.PlotItem, bool) {
	item := model.PlotItem{Text: e.String()}
	var ok bool
	switch p.Kind {
	case "weights":
		item.Connection, ok = ev.weightsOf(e)
	case "tuning":
		item.Ensemble, ok = ev.tuningOf(e)
	default:
		ev.c.UnitsMeet(e, ev.s)
		if item.Analysis, ok = ev.analysis(e, ev.s); ok {
			ok = ev.draws(p, item.Analysis, e)
		}
	}
	return item, ok
}

// draws reports what a kind of plot cannot draw.
func (ev *events) draws(p *model.Plot, a *model.Analysis, e *grammar.Expr) bool {
	if p.Over != "" {
		if a.Form != analyses.Number {
			ev.c.Err(diag.BadArgument, e.At, "a plot over cells needs one number a cell, `%s` is %s", e, comesTo(a)).WithHelp("such as `mean(%s)`", e).
				WithFix(diag.Replace(e.At, fmt.Sprintf("mean(%s)", e)).Maybe())
		}
		return a.Form == analyses.Number
	}
	switch p.Kind {
	case "raster":
		if a.Form == analyses.Spikes {
			return true
		}
	case "hist":
		if a.Form == analyses.Samples || a.Form == analyses.Matrix {
			return true
		}
	default:
		if a.Form == analyses.Samples {
			return true
		}
	}
	d := ev.c.Err(diag.BadTarget, e.At, "`plot %s` draws %s, `%s` is %s", p.Kind, drawn[p.Kind], e, comesTo(a))
	switch a.Form {
	case analyses.Spikes:
		d.WithHelp("`plot raster %s`", e)
	case analyses.Matrix:
		d.WithHelp("`plot weights %s`, or `plot hist %s`", strings.TrimSuffix(e.String(), ".weights"), e)
	case analyses.Samples:
		d.WithHelp("`plot %s`", e)
		if ens := firing(a); ens != nil {
			d.WithHelp("`plot raster %s.spikes`", ens.Name)
			if _, plain := e.IsName(); plain && p.Kind == "raster" {
				d.WithFix(diag.Insert(e.At.End, ".spikes"))
			}
		}
	case analyses.Number:
		d.WithHelp("`expect %s < 1` judges one number; over a sweep, `plot %s over p` draws it", e, e)
	}
	return false
}

// firing is the spiking population that an analysis is recorded of, or nil.
func firing(a *model.Analysis) *model.Ensemble {
	if a.Kind != model.ASeries || a.Probe.Slot.Ensemble == nil || !a.Probe.Slot.Ensemble.Neurons.Spiking() {
		return nil
	}
	return a.Probe.Slot.Ensemble
}

// weightsOf resolves a connection whose weights are written or drawn.
func (ev *events) weightsOf(e *grammar.Expr) (*model.Connection, bool) {
	base := e
	if base.Kind == grammar.Member && base.Text == "weights" {
		base = base.Args[0]
	}
	conn, ok := ev.connection(base)
	return conn, ok && ev.hasWeights(conn, e)
}

// tuningOf resolves an ensemble whose tuning curves are written or drawn.
func (ev *events) tuningOf(e *grammar.Expr) (*model.Ensemble, bool) {
	r, ok := ev.c.PopulationRef(e, ev.s)
	if ok && (r.Ens == nil || r.Slot != "" || r.Index != nil) {
		d := ev.c.Err(diag.BadTarget, e.At, "`%s` is not an ensemble and has no tuning curves", e)
		if r.Array != nil && r.Array.Neurons > 0 {
			d.WithHelp("a member of it has: `%s[0]`", r.Array.Name).WithFix(diag.Replace(e.At, r.Array.Name+"[0]").Maybe())
		}
		return nil, false
	}
	if !ok {
		return nil, false
	}
	return r.Ens, true
}

func (ev *events) export(at model.EventAt, st *grammar.Export) model.Event {
	c := ev.c
	o := c.Options("export", &st.Options, ev.s)
	x := &model.Export{EventAt: at, What: st.What}
	written := map[any]*grammar.Expr{} // by whom
	for _, e := range ev.each(st.Targets) {
		targets, ok := ev.exported(x, e)
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
	if st.What == "probes" && len(ev.phases) == 0 {
		ev.nothingRan(at.At)
		return nil
	}
	var ok bool
	if x.To, ok = ev.output(o, at.At, "export "+st.What); !ok {
		return nil
	}
	if st.What == "probes" && !strings.EqualFold(path.Ext(x.To), ".npz") && !ev.sideBySide(x.Probes, written) {
		return nil
	}
	if st.What == "weights" {
		ev.tables[path.Clean(x.To)] = true
	}
	return x
}

// exported adds what e names to what is written, and lists it.
func (ev *events) exported(x *model.Export, e *grammar.Expr) (targets []any, ok bool) {
	switch x.What {
	case "weights":
		conn, ok := ev.weightsOf(e)
		x.Connections = append(x.Connections, conn)
		return []any{conn}, ok
	case "tuning":
		ens, ok := ev.tuningOf(e)
		x.Ensembles = append(x.Ensembles, ens)
		return []any{ens}, ok
	}
	probes := ev.labelled(e)
	if probes == nil {
		p, ok := ev.probe(e)
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
func (ev *events) labelled(e *grammar.Expr) []*model.Probe {
	name, ok := e.IsName()
	if !ok || ev.s.Lookup(name) != nil {
		return nil
	}
	var out []*model.Probe
	for _, p := range ev.c.Model.Probes {
		rest, ok := strings.CutPrefix(p.Name, ev.s.Prefix+name)
		if ok && !p.Implicit && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "[")) {
			out = append(out, p)
		}
	}
	return out
}

// sideBySide reports probes that do not fit into one table of columns.
func (ev *events) sideBySide(probes []*model.Probe, written map[any]*grammar.Expr) bool {
	columns := map[string]bool{"t": true}
	for _, p := range probes {
		problem := ""
		switch {
		case p.Slot.Events() && len(probes) > 1:
			problem = fmt.Sprintf("`%s` is spikes, which have times of their own", p.Name)
		case stepsBetween(p, ev.e.Dt) != stepsBetween(probes[0], ev.e.Dt):
			problem = fmt.Sprintf("`%s` and `%s` are sampled at different times", probes[0].Name, p.Name)
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
			ev.c.Err(diag.BadArgument, written[p].At, "%s: they do not fit into one table", problem).WithHelp("export them to an .npz, or to two files")
			return false
		}
	}
	return true
}

// probe finds what `export probes` names: a label, or an object.
func (ev *events) probe(e *grammar.Expr) (*model.Probe, bool) {
	if p := ev.c.probeNamed[ev.s.Prefix+e.String()]; p != nil {
		return p, true
	}
	slot, ok := ev.c.slot(e, ev.s)
	if !ok {
		return nil, false
	}
	p, idx, ok := (&analyst{c: ev.c, s: ev.s, dt: ev.e.Dt}).recorded(slot)
	if ok && idx != nil {
		ev.c.Err(diag.BadIndex, e.At, "`export probes` writes whole probes").WithHelp("probe the part: `probe part: %s`", e)
		return nil, false
	}
	return p, ok
}
