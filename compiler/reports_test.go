package compiler_test

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
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
)

// line is a line of a Go file.
type line struct {
	file   string
	number int
}

// watchReports notes, until the test ends, which lines of Go were on the way to
// a diagnostic. It returns how to ask for them.
func watchReports(t *testing.T) (reached func() map[line]bool) {
	var mu sync.Mutex
	callers := map[uintptr]bool{}
	diag.Made = func() {
		var pcs [12]uintptr // what wraps diag.New is less deep
		n := runtime.Callers(3, pcs[:])
		mu.Lock()
		defer mu.Unlock()
		for _, pc := range pcs[:n] {
			callers[pc] = true
		}
	}
	t.Cleanup(func() { diag.Made = nil })
	return func() map[line]bool {
		lines := map[line]bool{}
		for pc := range callers {
			frames := runtime.CallersFrames([]uintptr{pc})
			for f, more := frames.Next(); ; f, more = frames.Next() {
				lines[line{f.File, f.Line}] = true
				if !more {
					break
				}
			}
		}
		return lines
	}
}

// demandReports demands that every report below grammar and compiler was reached.
func demandReports(t *testing.T, reached map[line]bool) {
	reports := findReports(t, "../grammar/...", "./...")
	if len(reports) < 300 {
		t.Errorf("only %d reports were found", len(reports))
	}
	for _, at := range reports {
		if !reached[line{at.Filename, at.Line}] {
			t.Errorf("no model of testdata/errors reaches the report at %v", at)
		}
	}
}

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
func findReports(t *testing.T, patterns ...string) []token.Position {
	calls := callsIn(t, patterns)
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
	return out
}

// callsIn type-checks packages and lists the calls in their functions.
func callsIn(t *testing.T, patterns []string) []call {
	t.Helper()
	var calls []call
	compiled := map[string]string{} // files of packages, by import path
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(compiled[path]) })
	for _, p := range goList(t, patterns) { // what a package imports comes before it
		compiled[p.ImportPath] = p.Export
		if p.DepOnly {
			continue
		}
		var files []*ast.File
		for _, name := range p.GoFiles {
			f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
		if _, err := (&types.Config{Importer: imports}).Check(p.ImportPath, fset, files, info); err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
					calls = append(calls, callsOf(fset, info, fn)...)
				}
			}
		}
	}
	return calls
}

// goPackage is a package as `go list` describes it.
type goPackage struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	DepOnly                 bool // not one of those asked for
}

func goList(t *testing.T, patterns []string) []goPackage {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,DepOnly"}, patterns...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
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
	var name *ast.Ident
	switch f := c.Fun.(type) {
	case *ast.Ident:
		name = f
	case *ast.SelectorExpr:
		name = f.Sel
	}
	f, _ := info.Uses[name].(*types.Func)
	return f
}
