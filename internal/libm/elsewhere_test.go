package libm

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// exact are the functions of package math that have one right answer, which every processor gives. Constants are not listed.
var exact = strings.Fields("Abs Ceil Copysign Float32bits Float32frombits Float64bits Float64frombits Floor Frexp Inf IsInf IsNaN Ldexp " +
	"Max Min Mod Modf NaN Nextafter Round RoundToEven Signbit Sqrt Trunc")

// No other package takes from math (or math/cmplx) what differs between processors.
func TestFunctionsElsewhere(t *testing.T) {
	read := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || filepath.Dir(path) == filepath.Join("../..", "internal/libm") {
			return err
		}
		read++
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && ofMath(s) {
				t.Errorf("%s: %s.%s differs between processors: take it from internal/libm", files.Position(s.Pos()), s.X, s.Sel.Name)
			}
			return true
		})
		return nil
	})
	if err != nil || read < 500 {
		t.Fatalf("%d files were read: %v", read, err)
	}
}

// ofMath reports a function of math or cmplx that is not exact.
func ofMath(s *ast.SelectorExpr) bool {
	from, ok := s.X.(*ast.Ident)
	if !ok || from.Obj != nil || from.Name != "math" && from.Name != "cmplx" {
		return false
	}
	constant := strings.HasPrefix(s.Sel.Name, "Max") || strings.HasPrefix(s.Sel.Name, "Min") || strings.HasPrefix(s.Sel.Name, "Smallest") ||
		slices.Contains(strings.Fields("E Pi Phi Sqrt2 SqrtE SqrtPi SqrtPhi Ln2 Log2E Ln10 Log10E"), s.Sel.Name)
	return from.Name == "cmplx" || !constant && !slices.Contains(exact, s.Sel.Name)
}
