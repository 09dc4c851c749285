package linalg

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// held is what packages that take part in results may name of gonum: matrices, as what holds numbers, copies, and what compares only.
var held = strings.Fields("mat.Dense mat.NewDense mat.DenseCopyOf mat.SymDense mat.NewSymDense mat.Matrix mat.Row mat.Col mat.Max " +
	"blas64.Symmetric blas.Upper")

// sums are methods of gonum's matrices that add products, in an order and with roundings of the processor.
var sums = strings.Fields("Mul MulVec Inverse SolveVec Det Trace Outer RankOne SymRankOne SymOuterK")

// Gonum's numbers differ between processors: it is compiled to fused products where there are some.
func TestGonumHoldsNumbers(t *testing.T) {
	read := 0
	for _, folder := range []string{"compiler", "stdlib", "runtime", "internal"} {
		err := filepath.WalkDir(filepath.Join("../..", folder), func(path string, d fs.DirEntry, err error) error {
			other := !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(filepath.ToSlash(path), "/figures/")
			if err != nil || d.IsDir() || other {
				return err
			}
			read++
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, path, nil, 0)
			if err != nil {
				return err
			}
			for _, place := range computes(file) {
				t.Errorf("%s: gonum computes here: take it from internal/linalg", files.Position(place))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if read < 300 {
		t.Errorf("only %d files were read", read)
	}
}

// computes returns where a file uses gonum for more than to hold numbers.
func computes(file *ast.File) (places []token.Pos) {
	var packages []string
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		if strings.HasPrefix(path, "gonum.org/") {
			packages = append(packages, filepath.Base(path))
		}
	}
	if packages == nil {
		return nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		s, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		from, _ := s.X.(*ast.Ident)
		named := from != nil && from.Obj == nil && slices.Contains(packages, from.Name)
		if named && !slices.Contains(held, from.Name+"."+s.Sel.Name) || !named && slices.Contains(sums, s.Sel.Name) {
			places = append(places, s.Pos())
		}
		return true
	})
	return places
}

// What computes is found.
func TestComputes(t *testing.T) {
	const head = "package p\nimport \"gonum.org/v1/gonum/mat\"\nfunc f(A, B *mat.Dense) {\n"
	for body, want := range map[string]int{
		"A.Sub(A, B)": 0, "A.Mul(A, B)": 1, "var svd mat.SVD": 1, "_ = mat.Norm(A, 2)": 1, "_ = mat.Max(A)": 0,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "p.go", head+body+"\n}", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := computes(file); len(got) != want {
			t.Errorf("%s: %d places", body, len(got))
		}
	}
}
