package check

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/statements"
)

// option is an option and the scope its value is evaluated in.
type option struct {
	*grammar.Option
	in       *scope
	fallback bool // from a defaults line
}

// defaultOption is an option of a defaults line: the first of its name for a kind
// of statement in a block.
type defaultOption struct {
	*grammar.Option
	of string
}

// options holds what a statement was given, defaults filled in.
type options struct {
	statement string
	byName    map[string]option // nil until there is one
	c         *checker
}

func (o *options) put(opt option) {
	if o.byName == nil {
		o.byName = map[string]option{}
	}
	o.byName[opt.Name] = opt
}

func (o *options) has(name string) bool { _, ok := o.byName[name]; return ok }

func (o *options) get(name string) (option, bool) {
	opt, ok := o.byName[name]
	return opt, ok
}

// options checks the options of a statement against its table and adds those of
// the defaults lines of the blocks around it, nearest first.
func (c *checker) options(statement string, given *grammar.Options, s *scope) *options {
	out := &options{statement: statement, c: c}
	for _, opt := range given.List {
		if !c.knownOption(statement, opt) {
			continue
		}
		if old, ok := out.byName[opt.Name]; ok {
			c.err(diag.OptionTwice, opt.NameAt, "`%s` is given twice", opt.Name).WithPlace(old.NameAt, "first here").WithHelp("keep one of them").
				WithFix(diag.Delete(opt.Span())).WithFix(diag.Delete(old.Span()))
			continue
		}
		out.put(option{opt, s, false})
	}
	for p := s; p != nil; p = p.parent {
		for _, d := range p.defaults {
			if d.of != statement && !(statement == "array" && d.of == "ensemble") {
				continue
			}
			if _, ok := out.byName[d.Name]; !ok && !out.excluded(d.Name) {
				out.put(option{d.Option, p, true})
			}
		}
	}
	return out
}

// excluded reports a default that the statement overrides by another option.
func (o *options) excluded(name string) bool {
	rival := map[string][]string{"reg": {"sigma"}, "sigma": {"reg"}, "max_rates": {"gain", "tuning"}, "intercepts": {"bias", "tuning"},
		"gain": {"max_rates", "tuning"}, "bias": {"intercepts", "tuning"}, "encoders": {"tuning"}}
	if o.statement != "ensemble" && o.statement != "array" && name != "reg" && name != "sigma" {
		return false
	}
	for _, r := range rival[name] {
		if opt, ok := o.byName[r]; ok && !opt.fallback {
			return true
		}
	}
	return false
}

// knownOption reports an option the statement does not have.
func (c *checker) knownOption(statement string, opt *grammar.Option) bool {
	kind := statements.Find(statement)
	if kind.HasOption(opt.Name) {
		return true
	}
	d := c.err(diag.UnknownOption, opt.NameAt, "`%s` has no option `%s`", statement, opt.Name)
	if statement == "learn" && c.outline.top.decls[opt.Name] != nil {
		d.WithHelp("an error has a name: `learn RULE err = %s …`", opt.Name)
		return false
	}
	if owners := optionOwners(opt.Name); owners != "" {
		d.WithHelp("`%s` belongs to %s", opt.Name, owners)
		return false
	}
	c.meant(d, opt.NameAt, opt.Name, kind.OptionNames(), "options of `"+statement+"` are "+strings.Join(kind.OptionNames(), " "))
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

// defaultsLine checks a defaults line.
func (c *checker) defaultsLine(d *grammar.Defaults, s *scope) {
	if kind := statements.Find(d.Of); kind == nil || len(kind.Options()) == 0 {
		c.err(diag.UnknownOption, d.At, "`defaults %s`: no statement is called `%s`", d.Of, d.Of).
			WithHelp("defaults are for ensemble, connect, node, probe and learn")
		return
	}
	c.options(d.Of, &d.Options, &scope{decls: map[string]*decl{}})
	for _, opt := range d.Options.List {
		if !slices.ContainsFunc(s.defaults, func(old defaultOption) bool { return old.of == d.Of && old.Name == opt.Name }) {
			s.defaults = append(s.defaults, defaultOption{opt, d.Of})
		}
	}
}

// noFrom refuses `from` where an option takes no array.
func (c *checker) noFrom(opt option) bool {
	if opt.From {
		c.err(diag.BadArgument, opt.Value.At, "`%s` takes a value, not a file", opt.Name)
	}
	return !opt.From
}

// number reads an option that is one number; present is false if it is absent
// or in error (ok tells which).
func (o *options) number(name string, unit catalog.Unit, fallback float64) (v float64, ok bool) {
	val, present, ok := o.constant(name)
	if !present || !ok {
		return fallback, ok
	}
	if v, ok = o.c.scalar(val, name, unit); !ok {
		return fallback, false
	}
	return v, true
}

// constant evaluates an option; ok is true if it is absent.
func (o *options) constant(name string) (v value, present, ok bool) {
	opt, present := o.byName[name]
	if !present {
		return v, false, true
	}
	if !o.c.noFrom(opt) {
		return v, true, false
	}
	v, ok = o.c.constant(opt.Value, opt.in)
	return v, true, ok
}

// whole reads an option that is a whole number of at least low.
func (o *options) whole(name string, low, fallback int) (int, bool) {
	val, present, ok := o.constant(name)
	if !present || !ok {
		return fallback, ok
	}
	return o.c.whole(val, "`"+name+"`", low)
}

// fraction reads an option between 0 and 1.
func (o *options) fraction(name string) (v float64, ok bool) {
	v, ok = o.number(name, catalog.Plain, 0)
	if ok && !(v >= 0 && v <= 1) {
		opt := o.byName[name]
		d := o.c.err(diag.OutOfRange, opt.Value.At, "`%s` is a fraction from 0 to 1, got %g", name, v)
		if v >= 2 && v <= 100 {
			d.WithHelp("`%g` or `%g%%`", v/100, v)
			if o.c.isLiteral(opt.Value.At) {
				d.WithFix(diag.Replace(opt.Value.At, shortest(v)+"%"))
			}
		}
		return 0, false
	}
	return v, ok
}

// word reads an option that is one of a few words.
func (o *options) word(name, fallback string, words ...string) (string, bool) {
	opt, present := o.byName[name]
	if !present {
		return fallback, true
	}
	if w, ok := opt.Value.IsName(); ok && !opt.From && slices.Contains(words, w) {
		return w, true
	}
	o.c.err(diag.BadArgument, opt.Value.At, "`%s` is %s, found `%s`", name, strings.Join(words, " or "), opt.Value)
	return fallback, false
}

// yes reads an option that is yes or no, yes if it is absent.
func (o *options) yes(name string) (yes, ok bool) {
	w, ok := o.word(name, "yes", "yes", "no")
	return w == "yes", ok
}

// text reads an option that is a string.
func (o *options) text(name string) (string, bool) {
	opt, present := o.byName[name]
	if !present {
		return "", false
	}
	if opt.Value.Kind != grammar.String {
		o.c.err(diag.BadArgument, opt.Value.At, "`%s` is a text in quotes, found `%s`", name, opt.Value)
		return "", false
	}
	return opt.Value.Text, true
}
