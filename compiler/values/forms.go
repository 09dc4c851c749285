package values

import (
	"slices"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
)

// Deref follows a name that stands for a constant, such as a template's
// argument, to the expression behind it.
func (c *Evaluator) Deref(e *grammar.Expr, s *outline.Scope) (*grammar.Expr, *outline.Scope) {
	for range 64 {
		name, ok := e.Strip().IsName()
		if !ok {
			return e, s
		}
		d := s.Lookup(name)
		if d == nil || d.Kind != outline.Constant || d.Param {
			return e, s
		}
		e, s = d.Expr, d.In
	}
	return e, s
}

// NameAndArgs splits NAME or NAME(args).
func NameAndArgs(e *grammar.Expr) (name string, args []*grammar.Expr, argNames []string, ok bool) {
	if name, ok = e.IsName(); ok {
		return name, nil, nil, true
	}
	if e.Kind == grammar.Call {
		if name, ok = e.Args[0].IsName(); ok {
			return name, e.Args[1:], e.ArgNames, true
		}
	}
	return "", nil, nil, false
}

// BehindFirst is a call without its first argument: lowpass(10ms) of lowpass(x, 10ms).
func BehindFirst(e *grammar.Expr) *grammar.Expr {
	args := append([]*grammar.Expr{e.Args[0]}, e.Args[2:]...)
	return &grammar.Expr{Kind: grammar.Call, At: e.At, Args: args, ArgNames: e.ArgNames[1:]}
}

// CalledBy is NAME of NAME(arguments), or the expression itself.
func CalledBy(e *grammar.Expr) *grammar.Expr {
	if e.Kind == grammar.Call {
		return e.Args[0]
	}
	return e
}

// NpyFile recognises npy("FILE"), an array of a file; file is nil where npy is called in
// another way.
func NpyFile(e *grammar.Expr) (file *grammar.Expr, found bool) {
	name, args, _, ok := NameAndArgs(e)
	if !ok || name != "npy" {
		return nil, false
	}
	if len(args) == 1 && args[0].Kind == grammar.String {
		file = args[0]
	}
	return file, true
}

// IsFile reports a constant that is read from a file.
func IsFile(e *grammar.Expr) bool {
	file, _ := NpyFile(e.Strip())
	return e.Strip().Kind == grammar.FromFile || file != nil
}

// IsMatrix reports a constant that may be a matrix, of which an index picks
// rows, not numbers.
func IsMatrix(e *grammar.Expr, s *outline.Scope, depth int) bool {
	inside := func(args []*grammar.Expr) bool {
		return slices.ContainsFunc(args, func(a *grammar.Expr) bool { return IsMatrix(a, s, depth+1) })
	}
	switch name, _, _, _ := NameAndArgs(e); {
	case depth > 64:
		return false
	case e.Kind == grammar.Name:
		d := s.Lookup(e.Text)
		return d != nil && d.Kind == outline.Constant && !d.Param && IsMatrix(d.Expr, d.In, depth+1)
	case e.Kind == grammar.Vector:
		return e.Args[0].Strip().Kind == grammar.Vector || inside(e.Args)
	case e.Kind == grammar.Index:
		return IsMatrix(e.Args[0], s, depth+1)
	case e.Kind == grammar.Paren, e.Kind == grammar.Unary, e.Kind == grammar.Binary, e.Kind == grammar.If:
		return inside(e.Args)
	case e.Kind == grammar.Call:
		return IsFile(e) || slices.Contains([]string{"matrix", "eye", "diag", "transpose"}, name)
	}
	return IsFile(e)
}

// IsRef reports whether an expression has the form of a reference: a name,
// with members and indices behind it.
func IsRef(e *grammar.Expr) bool {
	switch e.Kind {
	case grammar.Name:
		return true
	case grammar.Member, grammar.Index:
		return IsRef(e.Args[0])
	}
	return false
}

// RootDecl returns the declaration at the root of a reference, without a
// diagnostic.
func RootDecl(e *grammar.Expr, s *outline.Scope) *outline.Decl {
	for e.Kind != grammar.Name {
		e = e.Args[0]
	}
	return s.Lookup(e.Text)
}
