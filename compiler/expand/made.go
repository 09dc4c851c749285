package expand

import (
	"strconv"

	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// What the lines of a choice stand for is made as statements and expressions, at the
// places of what was written.

// nameAt is a name.
func nameAt(name string, at diag.Span) *grammar.Expr {
	return &grammar.Expr{Kind: grammar.Name, Text: name, At: at}
}

// memberOf is base.name.
func memberOf(base *grammar.Expr, name string, at diag.Span) *grammar.Expr {
	return &grammar.Expr{Kind: grammar.Member, Text: name, At: at, Args: []*grammar.Expr{base}}
}

// part is base.name where the text has no such name: it stands nowhere.
func part(base *grammar.Expr, name string) *grammar.Expr { return memberOf(base, name, diag.Span{}) }

// indexOf is base[i].
func indexOf(base *grammar.Expr, i int) *grammar.Expr {
	return &grammar.Expr{Kind: grammar.Index, At: base.At, Args: []*grammar.Expr{base, number(i, base.At)}}
}

// number is a whole number.
func number(n int, at diag.Span) *grammar.Expr {
	return &grammar.Expr{Kind: grammar.Number, Num: float64(n), Text: strconv.Itoa(n), At: at}
}

// milliseconds is a time.
func milliseconds(n float64, at diag.Span) *grammar.Expr {
	return &grammar.Expr{Kind: grammar.Quantity, Num: n, Text: "ms", At: at}
}

// times is a product; what is a sum itself is put in parentheses.
func times(a, b *grammar.Expr) *grammar.Expr {
	if a.Kind == grammar.Binary || a.Kind == grammar.If || a.Kind == grammar.Unary {
		a = &grammar.Expr{Kind: grammar.Paren, At: a.At, Args: []*grammar.Expr{a}}
	}
	return &grammar.Expr{Kind: grammar.Binary, Text: "*", At: a.At, OpAt: int32(a.At.End().Offset), Args: []*grammar.Expr{a, b}}
}

// lengthOf is len(x).
func lengthOf(x *grammar.Expr) *grammar.Expr {
	return &grammar.Expr{Kind: grammar.Call, At: x.At, ArgNames: []string{""}, Args: []*grammar.Expr{nameAt("len", x.At), x}}
}

// optionOf is an option of a statement.
func optionOf(name string, value *grammar.Expr) *grammar.Option {
	return &grammar.Option{Name: name, NameAt: value.At, Value: value}
}

// wire is `connect from -> to synapse s`, made of a rule.
func wire(of *grammar.ActionRule, at diag.Span, from, to, s *grammar.Expr) *grammar.Connect {
	return &grammar.Connect{Stmt: grammar.Stmt{At: at, Keyword: "connect"}, Source: from, Target: to,
		Options: grammar.Options{List: []*grammar.Option{optionOf("synapse", s)}}, Of: of}
}

// instanceOf is `template name()`.
func instanceOf(template string, name *grammar.Expr, at diag.Span) *grammar.Instance {
	call := &grammar.Expr{Kind: grammar.Call, At: at, Args: []*grammar.Expr{name}}
	return &grammar.Instance{Stmt: grammar.Stmt{At: at, Keyword: template}, Template: []string{template}, Call: call}
}

// give adds an argument to an instance.
func give(st *grammar.Instance, name string, value *grammar.Expr) {
	st.Call.Args, st.Call.ArgNames = append(st.Call.Args, value), append(st.Call.ArgNames, name)
}

// giveOptions adds those options that a statement was given as arguments of the same
// names.
func giveOptions(st *grammar.Instance, o *values.Options, names ...string) {
	for _, name := range names {
		if opt, given := o.Get(name); given {
			give(st, name, opt.Value)
		}
	}
}
