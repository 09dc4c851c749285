package values

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Arguments matches arguments with parameters, by place and by name.
func (c *Evaluator) Arguments(of string, params []catalog.Param, args []*grammar.Expr, names []string, at diag.Span, s *outline.Scope) (catalog.Values, bool) {
	values, given := catalog.Values{}, map[string]bool{}
	var known []string
	for _, p := range params {
		known = append(known, p.Name)
		values[p.Name] = p.Default
	}
	ok := true
	for i, a := range args {
		name := names[i]
		if name == "" && i < len(params) {
			name = params[i].Name
		}
		if !slices.Contains(known, name) {
			c.BadArgument(of, name, known, a.At)
			ok = false
			continue
		}
		ok = !c.GivenTwice(given, name, a.At) && ok
		ok = c.Argument(params, name, a, s, values) && ok
	}
	for _, p := range params {
		if p.Required && !given[p.Name] {
			c.Err(diag.BadArgument, at, "`%s` needs a value for `%s`", of, p.Name)
			ok = false
		}
	}
	return values, ok
}

// GivenTwice notes that an argument of that name is there, and refuses a second
// one. Those without a name are told apart by their place.
func (c *Evaluator) GivenTwice(given map[string]bool, name string, at diag.Span) bool {
	if name == "" || !given[name] {
		given[name] = true
		return false
	}
	c.Err(diag.OptionTwice, at, "`%s` is given twice", name)
	return true
}

// BadArgument reports an argument that nothing takes: one too many, or a name that
// is not known, whose place is in front of the value.
func (c *Evaluator) BadArgument(of, name string, known []string, value diag.Span) {
	otherwise := ""
	if longer := beginningWith(name+"_", known); longer != nil {
		otherwise = "did you mean `" + strings.Join(longer, "` or `") + "`?"
	} else if owners := optionOwners(name); owners != "" && owners != "`plot`" { // components and looks are far apart
		otherwise = "`" + name + "` is an option of " + owners
	}
	if d, at := c.WrongArgument(of, name, known, value); name != "" {
		c.Meant(d, at, name, known, otherwise)
	}
}

// beginningWith are the names that begin so.
func beginningWith(start string, names []string) (out []string) {
	for _, n := range names {
		if strings.HasPrefix(n, start) {
			out = append(out, n)
		}
	}
	return out
}

// WrongArgument reports an argument that nothing takes, and says where its name is.
func (c *Evaluator) WrongArgument(of, name string, known []string, value diag.Span) (d *diag.Diagnostic, at diag.Span) {
	if name == "" && len(known) == 0 {
		return c.Err(diag.BadArgument, value, "`%s` takes no arguments", of), value
	}
	if name == "" {
		return c.Err(diag.BadArgument, value, "`%s` takes %s: %s", of, report.Arguments(len(known)), strings.Join(known, ", ")), value
	}
	at = c.NameBefore(value, name)
	takes := "it takes none"
	if len(known) > 0 {
		takes = "it takes " + strings.Join(known, ", ")
	}
	return c.Err(diag.BadArgument, at, "`%s` has no argument `%s`; %s", of, name, takes), at
}

// NameBefore is the place of NAME in NAME = VALUE.
func (c *Evaluator) NameBefore(value diag.Span, name string) diag.Span {
	f := c.Files[value.Filename]
	if f == nil {
		return value
	}
	before := strings.TrimRight(f.Source[:value.Start().Offset], " \t")
	before = strings.TrimRight(strings.TrimSuffix(before, "="), " \t")
	if !strings.HasSuffix(before, name) {
		return value // on another line than its value
	}
	end := value.Start()
	end.Column -= utf8.RuneCountInString(f.Source[len(before):end.Offset])
	end.Offset = len(before)
	return report.Tail(diag.Between(end, end), name)
}

// Flag reads yes or no.
func (c *Evaluator) Flag(name string, a *grammar.Expr, values catalog.Values) bool {
	w, _ := a.IsName()
	if w != "yes" && w != "no" {
		c.Meant(c.Err(diag.BadArgument, a.At, "`%s` is yes or no, found `%s`", name, a), a.At, w, []string{"yes", "no"}, "")
		return false
	}
	values[name] = map[string]float64{"yes": 1}[w]
	return true
}

// word reads one of the words of an argument.
func (c *Evaluator) word(p catalog.Param, a *grammar.Expr, values catalog.Values) bool {
	w, _ := a.IsName()
	k := slices.Index(p.Words, w)
	if k < 0 {
		c.Meant(c.Err(diag.BadArgument, a.At, "`%s` is %s, found `%s`", p.Name, catalog.Listed(p.Words, "or"), a), a.At, w, p.Words, p.Doc)
		return false
	}
	values[p.Name] = float64(k)
	return true
}

// Argument evaluates the argument of a name into values, if a parameter is called so,
// and checks it.
func (c *Evaluator) Argument(params []catalog.Param, name string, a *grammar.Expr, s *outline.Scope, values catalog.Values) bool {
	for _, p := range params {
		if p.Name != name {
			continue
		}
		switch {
		case p.Kind == catalog.Flag:
			return c.Flag(name, a, values)
		case p.Words != nil:
			return c.word(p, a, values)
		}
		v, ok := c.Constant(a, s)
		if !ok {
			return false
		}
		x := v.Num
		if !p.Infinite || !math.IsInf(x, 0) {
			if x, ok = c.Scalar(v, name, p.Unit); !ok {
				return false
			}
		}
		if !c.InRange(p, x, a.At) {
			return false
		}
		values[name] = x
	}
	return true
}

// InRange refuses a value that an argument, or an option of a component, does not take.
func (c *Evaluator) InRange(p catalog.Param, v float64, at diag.Span) bool {
	if p.Check == nil {
		return true
	}
	err := p.Check(v)
	if err != nil {
		c.Err(diag.OutOfRange, at, "`%s` %v, got %g", p.Name, err, v)
	}
	return err == nil
}
