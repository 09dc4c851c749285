package runtime_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/internal/npz"
)

// A constant may be an array of a file, indexed as a list; an index of a matrix
// picks a row, in constants, on wires and in nodes.
func TestConstantsFromFiles(t *testing.T) {
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "w.npz"))
	if err != nil {
		t.Fatal(err)
	}
	if err := npz.Write(f, map[string]*npz.Array{
		"k": {Shape: []int{3}, Floats: []float64{1.5, 2.5, 3.5}},
		"m": {Shape: []int{2, 2}, Floats: []float64{1, 2, 3, 4}},
		"s": {Floats: []float64{7}},
	}, nil); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if err := os.WriteFile(filepath.Join(dir, "t.csv"), []byte("a,b\n1,2\n3,4\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	got := record(t, compileIn(t, dir, `seed 1
let k = from "w.npz:k"
let m = npy("w.npz:m")
let s = from "w.npz:s"
let b = from "t.csv:b"
let same = m
let twice = 2*[[1, 2], [3, 4]]
node u = [k[0], k[-1], m[1][0], s, b[1]]
node row = same[1]
node rows = twice[1, 0]
node sum = len(k) + sum(k[1:3]) + [1, 2, 3][2]
node v dims 2
defaults connect synapse none
connect k[1]*m[0]*2 -> v
connect m[1]*u[0] -> v
for i in 0:2 { node w[i] = m[i][1] }
node y dims 2
connect v -> y transform same
probe u, row, rows, sum, v, w[0], w[1], y
`).Program, 2)
	last := func(name string) []float64 { data := got[name].Data; return data[len(data)/2:] }
	same(t, "elements", last("u"), []float64{1.5, 3.5, 3, 7, 4}, 0)
	same(t, "row", last("row"), []float64{3, 4}, 0)
	same(t, "rows", last("rows"), []float64{6, 8, 2, 4}, 0)
	same(t, "functions", last("sum"), []float64{3 + 6 + 3}, 0)
	same(t, "on wires", last("v"), []float64{5 + 4.5, 10 + 6}, 0)
	same(t, "in loops", []float64{last("w[0]")[0], last("w[1]")[0]}, []float64{2, 4}, 0)
	same(t, "transform", last("y"), []float64{9.5 + 2*16, 3*9.5 + 4*16}, 0)
}
