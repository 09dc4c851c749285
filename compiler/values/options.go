package values

import (
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/statements"
)

// Option is an option and the scope its value is evaluated in.
type Option struct {
	*grammar.Option
	In       *outline.Scope
	Fallback bool // from a defaults line
}

// Options holds what a statement was given, defaults filled in.
type Options struct {
	Statement string
	ByName    map[string]Option // nil until there is one
	c         *Evaluator
}

// put adds an option.
func (o *Options) put(opt Option) {
	if o.ByName == nil {
		o.ByName = map[string]Option{}
	}
	o.ByName[opt.Name] = opt
}

// Has reports an option that was given, here or by a defaults line.
func (o *Options) Has(name string) bool { _, ok := o.ByName[name]; return ok }

// Get returns an option, if it was given.
func (o *Options) Get(name string) (Option, bool) {
	opt, ok := o.ByName[name]
	return opt, ok
}

// perSource are options of which a line that starts in several populations may give a
// list, one value for each.
var perSource = []string{"dale", "density", "indegree", "outdegree", "probability", "delay", "synapse", "exc_synapse", "inh_synapse"}

// Lists are the options of a line that give a list of values, one for each source.
func (o *Options) Lists() (out []Option) {
	for _, name := range perSource {
		if opt, ok := o.ByName[name]; ok && !opt.From && opt.Value.Kind == grammar.Vector {
			out = append(out, opt)
		}
	}
	return out
}

// Of are the options of one of several sources: of a list, its value.
func (o *Options) Of(source int) *Options {
	lists := o.Lists()
	if lists == nil {
		return o
	}
	out := &Options{o.Statement, maps.Clone(o.ByName), o.c}
	for _, opt := range lists {
		if source < len(opt.Value.Args) {
			one := *opt.Option
			one.Value = opt.Value.Args[source]
			opt.Option = &one
			out.ByName[opt.Name] = opt
		}
	}
	return out
}

// Own are those of some options that the statement itself gives, rather than a
// defaults line, in the order of the names.
func (o *Options) Own(names ...string) []Option {
	var out []Option
	for _, name := range names {
		if opt, ok := o.ByName[name]; ok && !opt.Fallback {
			out = append(out, opt)
		}
	}
	return out
}

// Options checks the options of a statement against its table and adds those of
// the defaults lines of the blocks around it, nearest first.
func (c *Evaluator) Options(statement string, given *grammar.Options, s *outline.Scope) *Options {
	out := &Options{Statement: statement, c: c}
	for _, opt := range given.List {
		if !c.knownOption(statement, opt) {
			continue
		}
		if old, ok := out.ByName[opt.Name]; ok {
			c.Err(diag.OptionTwice, opt.NameAt, "`%s` is given twice", opt.Name).WithPlace(old.NameAt, "first here").WithHelp("keep one of them").
				WithFix(diag.Delete(opt.Span())).WithFix(diag.Delete(old.Span()))
			continue
		}
		out.put(Option{opt, s, false})
	}
	for p := s; p != nil; p = p.Parent {
		for _, d := range p.Defaults {
			if d.Of != statement && !(statement == "array" && d.Of == "ensemble") {
				continue
			}
			if _, ok := out.ByName[d.Name]; !ok && !out.excluded(d.Name) {
				out.put(Option{d.Option, p, true})
			}
		}
	}
	return out
}

// excluded reports a default that the statement overrides by another option.
func (o *Options) excluded(name string) bool {
	rival := map[string][]string{"reg": {"sigma"}, "sigma": {"reg"}, "max_rates": {"gain", "tuning"}, "intercepts": {"bias", "tuning"},
		"gain": {"max_rates", "tuning"}, "bias": {"intercepts", "tuning"}, "encoders": {"tuning"}}
	if o.Statement != "ensemble" && o.Statement != "array" && name != "reg" && name != "sigma" {
		return false
	}
	for _, r := range rival[name] {
		if opt, ok := o.ByName[r]; ok && !opt.Fallback {
			return true
		}
	}
	return false
}

// knownOption says whether a statement has an option, and reports one that it does not
// have.
func (c *Evaluator) knownOption(statement string, opt *grammar.Option) bool {
	kind := statements.Find(statement)
	if kind.HasOption(opt.Name) {
		return true
	}
	d := c.Err(diag.UnknownOption, opt.NameAt, "`%s` has no option `%s`", statement, opt.Name)
	if c.Diags.Full() {
		return false // nobody reads what it may have been
	}
	if statement == "learn" && c.Outline.Top.Decls[opt.Name] != nil {
		d.WithHelp("an error has a name: `learn RULE err = %s …`", opt.Name)
		return false
	}
	if owners := optionOwners(opt.Name); owners != "" {
		d.WithHelp("`%s` belongs to %s", opt.Name, owners)
		return false
	}
	c.Meant(d, opt.NameAt, opt.Name, kind.OptionNames(), "options of `"+statement+"` are "+strings.Join(kind.OptionNames(), " "))
	return false
}

// optionOwners lists the statements that have an option, "" if none has.
func optionOwners(name string) string {
	var owners []string
	for _, s := range statements.WithOption(name) {
		owners = append(owners, "`"+s.Name+"`")
	}
	return strings.Join(owners, ", ")
}

// DefaultsLine checks a defaults line and adds its options to those of the block.
func (c *Evaluator) DefaultsLine(d *grammar.Defaults, s *outline.Scope) {
	kind := statements.Find(d.Of)
	if kind == nil || len(kind.Options()) == 0 {
		at := c.Place(d.At, d.Of)
		if kind != nil {
			c.Err(diag.UnknownOption, at, "`%s` has no options", d.Of)
			return
		}
		var names []string
		for _, s := range statements.WithOptions() {
			names = append(names, s.Name)
		}
		c.Meant(c.Err(diag.UnknownOption, at, "no statement is called `%s`", d.Of), at, d.Of, names, "statements with options are "+strings.Join(names, " "))
		return
	}
	known := c.Options(d.Of, &d.Options, &outline.Scope{Decls: map[string]*outline.Decl{}})
	for _, opt := range d.Options.List {
		given := func(old outline.DefaultOption) bool { return old.Of == d.Of && old.Name == opt.Name }
		if _, ok := known.Get(opt.Name); ok && !slices.ContainsFunc(s.Defaults, given) {
			s.Defaults = append(s.Defaults, outline.DefaultOption{Option: opt, Of: d.Of})
		}
	}
}

// NoFrom refuses `from` where an option takes no array.
func (c *Evaluator) NoFrom(opt Option) bool {
	if opt.From {
		c.Err(diag.BadArgument, opt.Value.At, "`%s` takes a value, not a file", opt.Name)
	}
	return !opt.From
}

// Number reads an option that is one number of a class of unit; it is the fallback
// if the option is absent.
func (o *Options) Number(name string, unit catalog.Unit, fallback float64) (v float64, ok bool) {
	val, present, ok := o.constant(name)
	if !present || !ok {
		return fallback, ok
	}
	if v, ok = o.c.Scalar(val, name, unit); !ok {
		return fallback, false
	}
	return v, true
}

// constant evaluates an option; ok is true if it is absent.
func (o *Options) constant(name string) (v Value, present, ok bool) {
	opt, present := o.ByName[name]
	if !present {
		return v, false, true
	}
	if !o.c.NoFrom(opt) {
		return v, true, false
	}
	v, ok = o.c.Constant(opt.Value, opt.In)
	return v, true, ok
}

// Whole reads an option that is a whole number of at least low; it is the fallback
// if the option is absent.
func (o *Options) Whole(name string, low, fallback int) (int, bool) {
	val, present, ok := o.constant(name)
	if !present || !ok {
		return fallback, ok
	}
	return o.c.Whole(val, "`"+name+"`", low)
}

// Fraction reads an option between 0 and 1; it is 0 if the option is absent.
func (o *Options) Fraction(name string) (v float64, ok bool) {
	v, ok = o.Number(name, catalog.Plain, 0)
	if ok && !(v >= 0 && v <= 1) {
		opt := o.ByName[name]
		d := o.c.Err(diag.OutOfRange, opt.Value.At, "`%s` is a fraction from 0 to 1, got %g", name, v)
		if v >= 2 && v <= 100 {
			d.WithHelp("`%g` or `%g%%`", v/100, v)
			if o.c.IsLiteral(opt.Value.At) {
				d.WithFix(diag.Replace(opt.Value.At, shortest(v)+"%"))
			}
		}
		return 0, false
	}
	return v, ok
}

// BothDecide reports two options of which each decides the same thing by itself.
func (c *Evaluator) BothDecide(first, second Option, what string) *diag.Diagnostic {
	return c.Err(diag.TwoSources, second.Span(), "`%s` and `%s` both decide %s", first.Name, second.Name, what).
		WithPlace(first.Span(), "given here").WithHelp("keep one of them")
}

// Word reads an option that is one of a few words; it is the fallback if the option
// is absent.
func (o *Options) Word(name, fallback string, words ...string) (string, bool) {
	opt, present := o.ByName[name]
	if !present {
		return fallback, true
	}
	if w, ok := opt.Value.IsName(); ok && !opt.From && slices.Contains(words, w) {
		return w, true
	}
	o.c.Err(diag.BadArgument, opt.Value.At, "`%s` is %s, found `%s`", name, catalog.Listed(words, "or"), opt.Value)
	return fallback, false
}

// Yes reads an option that is yes or no, yes if it is absent.
func (o *Options) Yes(name string) (yes, ok bool) {
	w, ok := o.Word(name, "yes", "yes", "no")
	return w == "yes", ok
}

// Text reads an option that is a text in quotes; false if it is absent or in error.
func (o *Options) Text(name string) (string, bool) {
	opt, present := o.ByName[name]
	if !present {
		return "", false
	}
	if opt.Value.Kind != grammar.String {
		text := o.c.Text(opt.Value.At)
		d := o.c.Err(diag.BadArgument, opt.Value.At, "`%s` is a text in quotes, found `%s`", name, opt.Value)
		if name != "to" || strings.Contains(text, ".") { // a file has an ending
			d.WithFix(diag.Replace(opt.Value.At, token.Quote(text)).Maybe())
		}
		return "", false
	}
	return opt.Value.Text, true
}
