package compiler_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/internal/weightfile"
)

// textFiles are the files beside the models of testdata/lines and testdata/errors that are text.
var textFiles = map[string]string{
	"xy.csv":              "x,y,z\n0,1,-1\n1,3,-2\n2,2,-3\n",
	"back.csv":            "x,y\n0,1\n2,3\n1,2\n",
	"lonely.csv":          "x\n0\n1\n",
	"times.csv":           "t,b\n0,1\n0.01,2\n0.02,4\n",
	"norows.csv":          "t,b\n",
	"uneven.csv":          "x,y\n0,1\n1\n",
	"w.csv":               "row,col,value\n0,1,2\n2,0,-1\n",
	"norow.csv":           "row,col,value\n",
	"w2.csv":              "row,col,weight\n0,1,2\n",
	"halfrow.csv":         "row,col,value\n0.5,1,2\n",
	"one.nef":             "template relay(k=1) {\n input u dims 1\n output y = k*u\n}\n",
	"two.nef":             "template relay(k=1) {\n input u dims 1\n output y = k*u\n}\ntemplate twice(n) {\n expect n > 1 because \"n counts twice\"\n input u dims n\n output y = 2*u\n}\n",
	"none.nef":            "let k = 1\n",
	"broken.npz":          "no archive\n",
	"back.npy":            "no array\n",
	"xy.txt":              "1 2\n",
	"self.nef":            "template again() {\n again inner()\n}\n",
	"broken.nef":          "template bad() {\n ensemble x 10\n connect x -> nowhere\n}\n",
	"round.nef":           "use ./square\n",
	"square.nef":          "use ./round\n",
	"out/e/late.csv":      "t,b\n0,1\n",
	"folder.nef/none.txt": "folder.nef is a folder\n",
	"writer.nef":          "seed 1\nensemble a 3\nensemble b 3\nconnect c: a.neurons -> b.neurons weights 0\nexperiment first {\n run 1ms\n export weights c to \"late.npz\"\n}\n",
}

// writeDataFiles writes what the models of testdata/lines and testdata/errors read.
func writeDataFiles(t *testing.T, dir string) {
	t.Helper()
	for name, text := range textFiles {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written := func(name string, write func(io.Writer) error) {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	upTo := func(shape ...int) *npz.Array {
		n := 1
		for _, s := range shape {
			n *= s
		}
		a := &npz.Array{Shape: shape, Floats: make([]float64, n)}
		for i := range a.Floats {
			a.Floats[i] = float64(i + 1)
		}
		return a
	}
	archive := func(name string, arrays map[string]*npz.Array) {
		written(name, func(w io.Writer) error { return npz.Write(w, arrays, nil) })
	}
	archive("k.npz", map[string]*npz.Array{"k": upTo(2, 3)})
	archive("two.npz", map[string]*npz.Array{"v": upTo(3), "m": upTo(3, 3), "axes": upTo(2, 2, 2), "none": upTo(0), "number": upTo(), "huge": upTo(1100, 1000)})
	for name, shape := range map[string]string{"v3.npy": "3,", "v2.npy": "2,", "m23.npy": "2, 3", "m32.npy": "3, 2", "m21.npy": "2, 1"} {
		written(name, func(w io.Writer) error { return writeNpy(w, shape, upTo(len(shape), 10).Floats) })
	}
	population := func(name string, n, dims int) *weightfile.Population {
		return (&weightfile.Population{Name: name, Neurons: n, Dims: dims, Radius: 1, Type: "lif(tau_rc=0.02s, tau_ref=0.002s, amplitude=1, min_voltage=0)",
			Encoders: upTo(n, dims).Floats, Gain: upTo(n).Floats, Bias: upTo(n).Floats}).Seal()
	}
	weights := func(name, unit string, rows, cols int, signs []int8) {
		tab := &weightfile.Table{Meta: weightfile.Meta{Format: 1, Connection: "c", Unit: unit, Shape: [2]int{rows, cols}, Pre: population("a", cols, 1)},
			Weights: upTo(rows, cols).Floats, Signs: signs}
		if unit != weightfile.Value {
			tab.Post = population("b", rows, 1)
		}
		written(name, tab.Write)
	}
	weights("currents.npz", weightfile.Current, 3, 4, nil)
	weights("gains.npz", weightfile.Gain, 3, 4, []int8{1, 1, -1, -1})
	weights("decoders.npz", weightfile.Value, 1, 4, nil)
}

// writeNpy writes the first numbers that an array of that shape holds.
func writeNpy(w io.Writer, shape string, data []float64) error {
	n := 1
	for _, s := range strings.Split(strings.TrimSuffix(shape, ","), ", ") {
		k, err := strconv.Atoi(s)
		if err != nil {
			return err
		}
		n *= k
	}
	header := fmt.Sprintf("{'descr': '<f8', 'fortran_order': False, 'shape': (%s), }\n", shape)
	if _, err := fmt.Fprintf(w, "\x93NUMPY\x01\x00%c\x00%s", len(header), header); err != nil {
		return err
	}
	return binary.Write(w, binary.LittleEndian, data[:n])
}
