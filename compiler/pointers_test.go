package compiler_test

import (
	"math"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/stdlib/pointers"
)

// Binding with a constant on a wire is the connection whose transform is the circulant
// matrix of the constant, on either side and however it is spelled; the inverse of a
// value is a permutation of it.
func TestBindingIsATransform(t *testing.T) {
	const head = "seed 1\nvocab v dims 8 { A; B }\nlet k = v.A\nensemble x 90 dims 8\nensemble y 90 dims 8\nnode u = vector(8, i)*t\nconnect u -> x\nprobe y\n"
	for _, c := range []struct {
		of    string // u, or an ensemble
		wires []string
		plain string
	}{
		{"x", []string{"bind(x, v.A)", "bind(v.A, x)", "bind(x, k)", "bind(k, (x))"}, "matrix(8, 8, k[mod(i - j, 8)])"},
		{"x", []string{"bind(x, inverse(v.A))", "bind(inverse(k), x)"}, "matrix(8, 8, k[mod(j - i, 8)])"},
		{"u", []string{"inverse(u)"}, "matrix(8, 8, mod(i + j, 8) == 0)"},
		{"x", []string{"bind(2*x, v.A)", "2*bind(x, v.A)", "bind(x, 2*v.A)"}, "matrix(8, 8, 2*k[mod(i - j, 8)])"},
	} {
		want := specOf(t, head+"connect c: "+c.of+" -> y transform "+c.plain+"\n", "")
		for _, wire := range c.wires {
			if got := specOf(t, head+"connect c: "+wire+" -> y\n", ""); got != want {
				t.Errorf("connect %s is another model than the one with transform %s", wire, c.plain)
			}
		}
	}
}

// The matrix of a binding is that of the algebra: its columns are the pointer bound
// to unit vectors.
func TestBindingMatrix(t *testing.T) {
	m := compilertest.Valid(t, "seed 3\nvocab v dims 16 { A }\nensemble x 60 dims 16\nensemble y 60 dims 16\nconnect c: bind(x, v.A) -> y\nnode a = v.A\nprobe y, a\n").Model
	var pointer []float64
	for _, e := range m.Nodes[0].Code {
		pointer = append(pointer, e.Num)
	}
	dense := m.Connections[0].Transform.Dense()
	for i := range pointer {
		unit := make([]float64, len(pointer))
		unit[i] = 1
		for k, want := range pointers.Bind(unit, pointer) {
			if got := dense[k*len(pointer)+i]; !(math.Abs(got-want) <= 0) {
				t.Fatalf("element %d, %d is %g, wanted %g", k, i, got, want)
			}
		}
	}
}

// A vocabulary is its numbers: which vocabulary they are taken from, and how they are
// written, is no part of the model. Drawn anew, or at another angle, they are others.
func TestVocabularyIsItsNumbers(t *testing.T) {
	const head = "seed 1\nvocab v dims 8 { A; B; C }\n"
	const tail = "node n = [p.A, p.D]\nprobe n\n"
	want := specOf(t, head+"vocab p dims 8 { A = v.A; D = v.A*v.B }\n"+tail, "")
	for _, same := range []string{"vocab p of v { A; D = A*B }", "vocab p of v { D = A*B; A }", "vocab p dims 8 of v { A; D = (A*B) }"} {
		if specOf(t, head+same+"\n"+tail, "") != want {
			t.Errorf("%s is another model", same)
		}
	}
	for _, other := range []string{"vocab p of v { A; D = A*C }", "vocab p like v { D = A*B }", "vocab p like v random unitary { D = A*B }"} {
		if specOf(t, head+other+"\n"+tail, "") == want {
			t.Errorf("%s is the same model", other)
		}
	}
}

// A binding of hundreds of dimensions is a matrix of them and no more: it is made at
// once, and what no check could hold is refused.
func TestBindingOfManyDimensions(t *testing.T) {
	m := compilertest.Valid(t, "seed 1\nvocab v dims 512 { A }\nnode u dims 512\nnode y dims 512\nconnect bind(u, v.A) -> y\nprobe y\n").Model
	if got := m.Connections[0].Transform; got.Rows != 512 || got.Cols != 512 {
		t.Errorf("%d×%d", got.Rows, got.Cols)
	}
	c := compilertest.Check(t, "seed 1\nnode u dims 20000\nnode y dims 20000\nconnect bind(u, vector(20000, i)) -> y\nprobe y\n")
	if !strings.Contains(c.Diags.Error(), "make more than 160 MB") {
		t.Error(c.Diags)
	}
}
