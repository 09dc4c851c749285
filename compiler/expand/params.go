package expand

import (
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// readSeed reads the seed line of the file, unless the command line has one.
func (c *Expander) readSeed(s *outline.Scope) {
	var first *grammar.Seed
	for _, st := range s.Body {
		sd, ok := st.(*grammar.Seed)
		if !ok {
			continue
		}
		if first != nil {
			c.Err(diag.DeclaredTwice, sd.At, "the seed is set twice").WithPlace(first.At, "first here")
			continue
		}
		first = sd
		c.Shaping(sd.Value.At, func() {
			if v, ok := c.Constant(sd.Value, s); ok {
				if n, ok := c.Whole(v, "the seed", math.MinInt32); ok && c.givenSeed == nil {
					c.Model.Seed = int64(n)
				}
			}
		})
	}
	if first == nil && c.givenSeed == nil && !seededByExperiments(s.Body) {
		at := diag.Span{}
		if len(s.Body) > 0 {
			at = s.Body[0].Head().At
		}
		w := diag.New(diag.NoSeed, at, "results depend on the default seed 0").WithHelp("add a line `seed 1`")
		if at.IsValid() {
			w.WithFix(diag.Insert(at.Start(), "seed 1\n"))
		}
		c.Diags.Add(w)
	}
}

// seededByExperiments reports a file whose experiments all have seeds.
func seededByExperiments(body []grammar.Statement) bool {
	seeded := false
	for _, st := range body {
		switch st := st.(type) {
		case *grammar.Run:
			return false
		case *grammar.Experiment:
			if seeded = slices.ContainsFunc(st.Body, func(b grammar.Statement) bool { _, ok := b.(*grammar.Seeds); return ok }); !seeded {
				return false
			}
		}
	}
	return seeded
}

// seed is the seed from outside; 0 without one, until the file is read.
func (c *Expander) seed() int64 {
	if c.givenSeed != nil {
		return *c.givenSeed
	}
	return 0
}

// param declares a param and applies --set.
func (c *Expander) param(st *grammar.Param, d *outline.Decl, s *outline.Scope) {
	if c.componentParam(st, d, s) {
		return
	}
	o := c.Options("param", &st.Options, s)
	p := &model.Param{Name: d.Name, At: st.At, Min: math.Inf(-1), Max: math.Inf(1)}
	if o.Has("about") {
		p.About, _ = o.Text("about")
	}
	v, ok := c.paramValue(st, d, s)
	if !ok {
		d.Failed = true
		return
	}
	if c.synapseGiven(st, d, v.Unit) {
		return
	}
	p.Value = v.Num
	p.Min, _ = o.Number("min", v.Unit, p.Min)
	p.Max, _ = o.Number("max", v.Unit, p.Max)
	if text, ok := c.settingsGiven[d.Name]; ok {
		if x, ok := c.setting(d.Name, text, v.Unit); ok {
			p.Value = x
		}
	}
	if p.Value < p.Min || p.Value > p.Max {
		c.Err(diag.OutOfRange, st.Value.At, "`%s` = %g is %s", d.Name, p.Value, p.Outside())
	}
	d.Param, d.Index = true, len(c.Model.Params)
	c.Model.Params = append(c.Model.Params, p)
}

// paramValue evaluates a param as it is declared, which is one finite number.
func (c *Expander) paramValue(st *grammar.Param, d *outline.Decl, s *outline.Scope) (v values.Value, ok bool) {
	c.Shaping(st.At, func() { v, ok = c.Constant(st.Value, s) }) // the params that it is computed from, before the run
	if !ok {
		return v, false
	}
	if v.Vec && v.Len() == 1 && values.IsFile(st.Value) { // a column of one row
		v = v.Element(0)
	}
	switch {
	case v.Vec:
		c.Err(diag.BadArgument, st.Value.At, "a param is one number; use `let` for lists")
	case math.IsInf(v.Num, 0):
		c.Err(diag.OutOfRange, st.Value.At, "`%s` must be finite, got %s", d.Name, st.Value)
	default:
		return v, true
	}
	return v, false
}

// setting reads the value of --set NAME=VALUE.
func (c *Expander) setting(name, text string, unit catalog.Unit) (float64, bool) {
	e, file, ok := c.settingExpr(name, text)
	if !ok {
		return 0, false
	}
	x := 0.0
	wrong := c.Aside(func() {
		if v, ok := c.Constant(e, c.newScope(nil, "", file)); ok {
			x, _ = c.Scalar(v, name, unit)
		}
	})
	if len(wrong) > 0 {
		d := c.Err(diag.UnknownParam, diag.Span{}, "--set %s=%s: %s", name, start(text), wrong[0].Summary)
		if fixes := wrong[0].Fixes; wrong[0].Code == diag.UnitMissing && len(fixes) == 1 {
			d.WithHelp("write its unit: `%s=%s`, in Python `%s=\"%s\"`", name, fixes[0].Edits[0].Text, name, fixes[0].Edits[0].Text)
		}
	}
	return x, len(wrong) == 0
}

// settingExpr parses the value of --set NAME=VALUE.
func (c *Expander) settingExpr(name, text string) (*grammar.Expr, *grammar.File, bool) {
	const prefix = "let v = "
	file, diags := grammar.Parse("--set "+name, prefix+text)
	if len(diags) > 0 || len(file.Body) != 1 {
		c.Err(diag.UnknownParam, diag.Span{}, "--set %s=%s: `%s` is not a value", name, start(text), start(text))
		return nil, nil, false
	}
	return file.Body[0].(*grammar.Let).Value, file, true
}

// start is enough of a text to tell it by.
func start(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

// settings reports a --set of something that is no param.
func (c *Expander) settings(s *outline.Scope) {
	for _, name := range slices.Sorted(maps.Keys(c.settingsGiven)) {
		if d := s.Lookup(name); d != nil && d.Param || c.ParamNamed(name) != nil || c.Model.Choice(name) != nil {
			continue
		}
		dg := c.Err(diag.UnknownParam, diag.Span{}, "--set %s: `%s` is not a `param` of %s", name, name, filepath.Base(c.Model.File))
		names := c.ParamNames()
		otherwise := "its params are " + strings.Join(names, ", ")
		if len(names) == 0 {
			otherwise = "the model has no params; write `param " + name + " = …` instead of `let` or a number"
		}
		if near := c.Near(dg, diag.Span{}, name, names, otherwise); near != "" {
			dg.WithHelp("did you mean `%s`?", near).Fixes = nil // the command line is no text of the model
		}
	}
}
