package check

import (
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// readSeed reads the seed line of the file, unless the command line has one.
func (c *checker) readSeed(s *scope) {
	var first *grammar.Seed
	for _, st := range s.body {
		sd, ok := st.(*grammar.Seed)
		if !ok {
			continue
		}
		if first != nil {
			c.err(diag.DeclaredTwice, sd.At, "the seed is set twice").WithPlace(first.At, "first here")
			continue
		}
		first = sd
		c.structUse = c.structural(sd.Value.At)
		if v, ok := c.constant(sd.Value, s); ok {
			if n, ok := c.whole(v, "the seed", math.MinInt32); ok && c.givenSeed == nil {
				c.model.Seed = int64(n)
			}
		}
		c.structUse = nil
	}
	if first == nil && c.givenSeed == nil && !seededByExperiments(s.body) {
		at := diag.Span{}
		if len(s.body) > 0 {
			at = s.body[0].Head().At
		}
		w := diag.New(diag.NoSeed, at, "results depend on the default seed 0").WithHelp("add a line `seed 1`")
		if at.Start.IsValid() {
			w.WithFix(diag.Insert(at.Start, "seed 1\n"))
		}
		c.diags.Add(w)
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

func (c *checker) seed() int64 {
	if c.givenSeed != nil {
		return *c.givenSeed
	}
	return 0
}

// structural returns what marks a param as shaping the model.
func (c *checker) structural(at diag.Span) func(*decl) {
	return func(d *decl) {
		if c.model.Params[d.index].Structural == nil {
			place := at
			c.model.Params[d.index].Structural = &place
		}
	}
}

// param declares a param and applies --set.
func (c *checker) param(st *grammar.Param, d *decl, s *scope) {
	o := c.options("param", &st.Options, s)
	p := &model.Param{Name: d.name, At: st.At, Min: math.Inf(-1), Max: math.Inf(1)}
	if o.has("about") {
		o.text("about")
	}
	saved := c.structUse
	c.structUse = c.structural(st.At) // of the params that it is computed from, before the run
	v, ok := c.constant(st.Value, s)
	if c.structUse = saved; !ok {
		d.failed = true
		return
	}
	if v.vec {
		c.err(diag.BadArgument, st.Value.At, "a param is one number; use `let` for lists")
		d.failed = true
		return
	}
	if math.IsInf(v.num, 0) {
		c.err(diag.OutOfRange, st.Value.At, "`%s` must be finite, got %s", d.name, st.Value)
		d.failed = true
		return
	}
	p.Value = v.num
	p.Min, _ = o.number("min", v.unit, p.Min)
	p.Max, _ = o.number("max", v.unit, p.Max)
	if text, ok := c.settingsGiven[d.name]; ok {
		if x, ok := c.setting(d.name, text, v.unit); ok {
			p.Value = x
		}
	}
	if p.Value < p.Min || p.Value > p.Max {
		c.err(diag.OutOfRange, st.Value.At, "`%s` = %g is %s", d.name, p.Value, outside(p))
	}
	d.param, d.index = true, len(c.model.Params)
	c.model.Params = append(c.model.Params, p)
}

// outside says where a value lies that is not one of a param.
func outside(p *model.Param) string {
	switch {
	case math.IsInf(p.Min, -1):
		return fmt.Sprintf("above its `max` %g", p.Max)
	case math.IsInf(p.Max, 1):
		return fmt.Sprintf("below its `min` %g", p.Min)
	}
	return fmt.Sprintf("outside its range %g to %g", p.Min, p.Max)
}

// setting reads the value of --set NAME=VALUE.
func (c *checker) setting(name, text string, unit catalog.Unit) (float64, bool) {
	const prefix = "let v = "
	file, diags := grammar.Parse("--set "+name, prefix+text)
	if len(diags) > 0 || len(file.Body) != 1 {
		c.err(diag.UnknownParam, diag.Span{}, "--set %s=%s: `%s` is not a value", name, text, text)
		return 0, false
	}
	let := file.Body[0].(*grammar.Let)
	x := 0.0
	wrong := c.aside(func() {
		if v, ok := c.constant(let.Value, c.newScope(nil, "", file)); ok {
			x, _ = c.scalar(v, name, unit)
		}
	})
	if len(wrong) > 0 {
		c.err(diag.UnknownParam, diag.Span{}, "--set %s=%s: %s", name, text, wrong[0].Summary)
	}
	return x, len(wrong) == 0
}

// settings reports a --set of something that is no param.
func (c *checker) settings(s *scope) {
	for _, name := range slices.Sorted(maps.Keys(c.settingsGiven)) {
		if d := s.lookup(name); d != nil && d.param || c.paramNamed(name) != nil {
			continue
		}
		dg := c.err(diag.UnknownParam, diag.Span{}, "--set %s: `%s` is not a `param` of %s", name, name, filepath.Base(c.model.File))
		names := c.paramNames()
		otherwise := "its params are " + strings.Join(names, ", ")
		if len(names) == 0 {
			otherwise = "the model has no params; write `param " + name + " = …` instead of `let` or a number"
		}
		if near := c.near(dg, diag.Span{}, name, names, otherwise); near != "" {
			dg.WithHelp("did you mean `%s`?", near).Fixes = nil // the command line is no text of the model
		}
	}
}

func (c *checker) paramNamed(name string) *model.Param {
	for _, p := range c.model.Params {
		if p.Name == name {
			return p
		}
	}
	return nil
}
