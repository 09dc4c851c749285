package diagtest

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// call is a call of a function that has a name.
type call struct {
	at      token.Position
	callee  string
	caller  string
	certain bool // made whenever the caller is called
}

// findReports finds all calls that make a diagnostic: those of diag.New and, again
// and again, those of functions that make one whenever they are called. Callers of
// a function that makes one only now and then are no reports: it has its own.
func findReports(patterns []string) ([]token.Position, error) {
	calls, err := callsIn(patterns)
	if err != nil {
		return nil, err
	}
	reporters := map[string]bool{"github.com/nefc/nefc/grammar/diag.New": true}
	for grown := true; grown; {
		grown = false
		for _, c := range calls {
			if c.certain && reporters[c.callee] && !reporters[c.caller] {
				reporters[c.caller], grown = true, true
			}
		}
	}
	var out []token.Position
	for _, c := range calls {
		if reporters[c.callee] {
			out = append(out, c.at)
		}
	}
	return out, nil
}

// callsIn type-checks packages and lists the calls in their functions.
func callsIn(patterns []string) ([]call, error) {
	packages, err := goList(patterns)
	if err != nil {
		return nil, err
	}
	var calls []call
	compiled := map[string]string{} // files of packages, by import path
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(compiled[path]) })
	for _, p := range packages { // what a package imports comes before it
		compiled[p.ImportPath] = p.Export
		if p.DepOnly {
			continue
		}
		info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
		files, err := p.parse(fset)
		if err == nil {
			_, err = (&types.Config{Importer: imports}).Check(p.ImportPath, fset, files, info)
		}
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
					calls = append(calls, callsOf(fset, info, fn)...)
				}
			}
		}
	}
	return calls, nil
}

// goPackage is a package as `go list` describes it.
type goPackage struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	DepOnly                 bool // not one of those asked for
}

func (p *goPackage) parse(fset *token.FileSet) ([]*ast.File, error) {
	var files []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

func goList(patterns []string) ([]goPackage, error) {
	out, err := exec.Command("go", append([]string{"list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,DepOnly"}, patterns...)...).Output()
	if err != nil {
		return nil, err
	}
	var packages []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages = append(packages, p)
	}
}

// callsOf lists the calls in a function. Certain are those in its plain
// statements, up to the first statement that may return.
func callsOf(fset *token.FileSet, info *types.Info, fn *ast.FuncDecl) []call {
	var calls []call
	caller := info.Defs[fn.Name].(*types.Func).FullName()
	certain := true
	for _, st := range fn.Body.List {
		plain, returns := false, false
		switch st.(type) {
		case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt:
			plain = true
		}
		ast.PreorderStack(st, nil, func(n ast.Node, around []ast.Node) bool {
			own := !slices.ContainsFunc(around, isFuncLit)
			switch n := n.(type) {
			case *ast.ReturnStmt:
				returns = returns || own
			case *ast.CallExpr:
				if callee := calleeOf(info, n); callee != nil {
					calls = append(calls, call{fset.Position(n.Lparen), callee.FullName(), caller, certain && plain && own})
				}
			}
			return true
		})
		certain = certain && !returns
	}
	return calls
}

func isFuncLit(n ast.Node) bool {
	_, ok := n.(*ast.FuncLit)
	return ok
}

func calleeOf(info *types.Info, c *ast.CallExpr) *types.Func {
	fun := c.Fun
	if generic, ok := fun.(*ast.IndexExpr); ok {
		fun = generic.X
	}
	var name *ast.Ident
	switch f := fun.(type) {
	case *ast.Ident:
		name = f
	case *ast.SelectorExpr:
		name = f.Sel
	}
	f, _ := info.Uses[name].(*types.Func)
	return f
}
