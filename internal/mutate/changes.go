package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
)

// change replaces a few bytes of a source file by others: one operator,
// constant, comparison, sign, argument or statement.
type change struct {
	File       string // path below the module
	Func       string // the function it stands in
	Line       int
	Start, End int // offsets into the file
	Old, New   string
	Text       string // the line, without indentation
}

// String is how a change is reported.
func (c change) String() string {
	return fmt.Sprintf("%s:%d %s: `%s` -> `%s` in `%s`", c.File, c.Line, c.Func, c.Old, c.New, c.Text)
}

// apply returns the file with the change.
func (c change) apply(src []byte) []byte {
	out := append([]byte(nil), src[:c.Start]...)
	out = append(out, c.New...)
	return append(out, src[c.End:]...)
}

// swapped are the operators that stand for each other.
var swapped = map[token.Token]token.Token{
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL, token.REM: token.QUO,
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR, token.EQL: token.NEQ, token.NEQ: token.EQL,
	token.LAND: token.LOR, token.LOR: token.LAND, token.AND: token.OR, token.OR: token.AND, token.SHL: token.SHR, token.SHR: token.SHL,
	token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN, token.MUL_ASSIGN: token.QUO_ASSIGN, token.QUO_ASSIGN: token.MUL_ASSIGN,
	token.INC: token.DEC, token.DEC: token.INC,
}

// changesOf lists every change of a file. Changes that do not compile are among
// them; the caller finds that out. A generated file has none.
func changesOf(name string, src []byte) ([]change, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	if ast.IsGenerated(file) {
		return nil, nil
	}
	l := &lister{name: name, src: src, tok: fset.File(file.Pos()), lines: strings.Split(string(src), "\n")}
	for _, d := range file.Decls {
		l.declaration(d)
	}
	return l.found, nil
}

// lister walks the syntax tree of a file.
type lister struct {
	name  string
	src   []byte
	tok   *token.File
	lines []string
	fn    string
	found []change
}

func (l *lister) declaration(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		l.fn = d.Name.Name
		if d.Recv != nil {
			l.fn = l.text(d.Recv.List[0].Type) + "." + l.fn
		}
		if d.Body != nil {
			ast.Inspect(d.Body, l.visit)
		}
	case *ast.GenDecl:
		if d.Tok != token.VAR {
			return // constants name things; imports and types do nothing
		}
		for _, s := range d.Specs {
			l.fn = "var " + s.(*ast.ValueSpec).Names[0].Name
			ast.Inspect(s, l.visit)
		}
	}
}

func (l *lister) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		l.operator(n.OpPos, n.Op)
	case *ast.IncDecStmt:
		l.operator(n.TokPos, n.Tok)
	case *ast.AssignStmt:
		l.operator(n.TokPos, n.Tok)
		l.deletion(n, n.Tok != token.DEFINE)
	case *ast.ExprStmt:
		l.deletion(n, true)
	case *ast.BasicLit:
		l.constant(n)
	case *ast.UnaryExpr:
		if n.Op == token.NOT || n.Op == token.SUB {
			l.add(n.Pos(), n.Pos()+1, "")
		}
	case *ast.IfStmt:
		l.add(n.Cond.Pos(), n.Cond.End(), "false && ("+l.text(n.Cond)+")")
		l.add(n.Cond.Pos(), n.Cond.End(), "true || ("+l.text(n.Cond)+")")
	case *ast.IndexExpr:
		if _, name := n.Index.(*ast.Ident); name {
			l.add(n.Index.Pos(), n.Index.End(), "0*("+l.text(n.Index)+")")
		}
	case *ast.CallExpr:
		l.arguments(n)
	case *ast.ImportSpec, *ast.FuncType:
		return false
	}
	return true
}

func (l *lister) operator(at token.Pos, op token.Token) {
	if other, ok := swapped[op]; ok {
		l.add(at, at+token.Pos(len(op.String())), other.String())
	}
}

// deletion removes a statement whose results nobody declares.
func (l *lister) deletion(n ast.Node, possible bool) {
	if possible {
		l.add(n.Pos(), n.End(), "")
	}
}

// constant moves a number by one, or halves it.
func (l *lister) constant(n *ast.BasicLit) {
	switch n.Kind {
	case token.INT:
		v, err := strconv.ParseInt(n.Value, 0, 64)
		if err != nil {
			return
		}
		l.add(n.Pos(), n.End(), strconv.FormatInt(v+1, 10))
		if v > 0 {
			l.add(n.Pos(), n.End(), strconv.FormatInt(v-1, 10))
		}
	case token.FLOAT:
		v, err := strconv.ParseFloat(n.Value, 64)
		if err != nil {
			return
		}
		to := v / 2
		if v == 0 {
			to = 1
		}
		l.add(n.Pos(), n.End(), strconv.FormatFloat(to, 'g', -1, 64))
	}
}

// arguments exchanges neighbours in a call.
func (l *lister) arguments(n *ast.CallExpr) {
	for i := 1; i < len(n.Args); i++ {
		a, b := n.Args[i-1], n.Args[i]
		if x, y := l.text(a), l.text(b); x != y {
			l.add(a.Pos(), b.End(), y+", "+x)
		}
	}
}

func (l *lister) add(from, to token.Pos, with string) {
	start, end := l.tok.Offset(from), l.tok.Offset(to)
	line := l.tok.Line(from)
	l.found = append(l.found, change{File: l.name, Func: l.fn, Line: line, Start: start, End: end,
		Old: string(l.src[start:end]), New: with, Text: strings.TrimSpace(l.lines[line-1])})
}

func (l *lister) text(n ast.Node) string {
	return string(l.src[l.tok.Offset(n.Pos()):l.tok.Offset(n.End())])
}
