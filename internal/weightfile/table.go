// Package weightfile holds weight tables: a matrix together with what gives it a
// meaning, the tuning of the populations on both sides. A table is an ordinary
// .npz file (language.md §8).
package weightfile

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/nefc/nefc/internal/npz"
)

// The units of a matrix.
const (
	Current = "current" // current per Hz
	Gain    = "gain"    // multiplied by the target's gain to give a current
	Value   = "value"   // represented value per Hz: decoders
)

// Population is what a table says of one side.
type Population struct {
	Name        string  `json:"name"`
	Neurons     int     `json:"neurons"`
	Dims        int     `json:"dims"`
	Radius      float64 `json:"radius"`
	Seed        int64   `json:"seed"`
	Type        string  `json:"type"`
	MaxRates    string  `json:"max_rates"`
	Intercepts  string  `json:"intercepts"`
	Fingerprint string  `json:"fingerprint"`

	Encoders []float64 `json:"-"` // n×d
	Gain     []float64 `json:"-"`
	Bias     []float64 `json:"-"`
	Scaled   []float64 `json:"-"` // n×d, gain/radius·encoders as learned, which dividing would round; nil if nothing changed them
}

// Meta is the part of a table that is not arrays; the member nefc.json.
type Meta struct {
	Format     int           `json:"format"`
	Version    string        `json:"nefc_version"`
	Connection string        `json:"connection"`
	Unit       string        `json:"unit"`
	Shape      [2]int        `json:"shape"`
	Bias       Bias          `json:"bias_decoded"`
	Model      string        `json:"model"`
	Experiment string        `json:"experiment"`
	Phase      string        `json:"phase"`
	T          float64       `json:"t"`
	SpecHash   string        `json:"spec_hash"`
	Pre        *Population   `json:"pre,omitempty"`
	Sources    []*Population `json:"sources,omitempty"` // instead of Pre, of a joint source: their neurons have the columns in this order
	Post       *Population   `json:"post,omitempty"`
}

// Table is a matrix of post×pre weights.
type Table struct {
	Meta
	Weights []float64
	Signs   []int8 // per presynaptic neuron; nil without signs
	Mask    []int8 // post×pre, 1 where a weight may exist
}

// Presynaptic are the populations whose neurons have the columns.
func (t *Meta) Presynaptic() []*Population {
	if t.Sources != nil {
		return t.Sources
	}
	return []*Population{t.Pre}
}

// SourceDifferences says how the populations that are read differ from others.
func (t *Meta) SourceDifferences(here []*Population) (out Differences) {
	there := t.Presynaptic()
	if len(there) != len(here) {
		return Differences{{"populations", len(there), len(here)}}
	}
	for i, p := range there {
		out = append(out, p.Differences(here[i])...)
	}
	return out
}

// SetPresynaptic sets them.
func (t *Meta) SetPresynaptic(list []*Population) {
	if len(list) == 1 {
		t.Pre = list[0]
		return
	}
	t.Sources = list
}

// sides are the populations of a table by what their arrays are called.
func (t *Meta) sides() map[string]*Population {
	out := map[string]*Population{"pre": t.Pre, "post": t.Post}
	for i, p := range t.Sources {
		out[fmt.Sprintf("pre%d", i)] = p
	}
	return out
}

// Convertible reports units of which one gives the other: the same, or both of currents.
// Neurons with other inputs have units of their own, such as nS.
func Convertible(from, to string) bool {
	ofCurrents := func(unit string) bool { return unit == Current || unit == Gain }
	return from == to || ofCurrents(from) && ofCurrents(to)
}

// In returns the weights in a unit, given the gain of the neuron that each row
// drives. Between units of current and of gain lies that gain; values are values.
func (t *Table) In(unit string, gains []float64) []float64 {
	if t.Unit == unit || t.Unit == Value || unit == Value {
		return t.Weights
	}
	out := make([]float64, len(t.Weights))
	for k, v := range t.Weights {
		gain := gains[k/t.Shape[1]]
		if unit == Gain {
			out[k] = v / gain
		} else {
			out[k] = v * gain
		}
	}
	return out
}

// fingerprint identifies a population: SHA-256 over its neuron type, sizes,
// radius, encoders, gains and biases, and scaled encoders if they were learned.
func (p *Population) fingerprint() string {
	h := sha256.New()
	fmt.Fprintf(h, "nefc population 1\n%s\n%d %d\n", p.Type, p.Neurons, p.Dims)
	for _, list := range [][]float64{{p.Radius}, p.Encoders, p.Gain, p.Bias, p.Scaled} {
		buf := make([]byte, 0, 8*len(list))
		for _, v := range list {
			buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(v))
		}
		h.Write(buf)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Seal computes the fingerprint.
func (p *Population) Seal() *Population {
	p.Fingerprint = p.fingerprint()
	return p
}

// Write writes the table as .npz.
func (t *Table) Write(w io.Writer) error {
	meta, err := json.MarshalIndent(&t.Meta, "", "  ")
	if err != nil {
		return err
	}
	arrays := map[string]*npz.Array{"weights": {Shape: t.Shape[:], Floats: t.Weights}}
	if t.Signs != nil {
		arrays["signs"] = ints(t.Signs, len(t.Signs))
	}
	if t.Mask != nil {
		arrays["mask"] = ints(t.Mask, t.Shape[0], t.Shape[1])
	}
	for side, p := range t.sides() {
		if p != nil {
			arrays[side+".encoders"] = &npz.Array{Shape: []int{p.Neurons, p.Dims}, Floats: p.Encoders}
			arrays[side+".gain"] = &npz.Array{Shape: []int{p.Neurons}, Floats: p.Gain}
			arrays[side+".bias"] = &npz.Array{Shape: []int{p.Neurons}, Floats: p.Bias}
		}
		if p != nil && p.Scaled != nil {
			arrays[side+".scaled_encoders"] = &npz.Array{Shape: []int{p.Neurons, p.Dims}, Floats: p.Scaled}
		}
	}
	return npz.Write(w, arrays, map[string][]byte{"nefc.json": append(meta, '\n')})
}

func ints(v []int8, shape ...int) *npz.Array {
	a := &npz.Array{Shape: shape, Ints: make([]int64, len(v))}
	for i, x := range v {
		a.Ints[i] = int64(x)
	}
	return a
}

// Read reads a table. Errors complete the sentence `"file" …`.
func Read(path string) (*Table, error) {
	f, err := npz.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := f.Raw("nefc.json")
	if err != nil {
		return nil, fmt.Errorf("is not a weight table (no nefc.json in it); name one of its arrays, as in \"file.npz:weights\"")
	}
	t := &Table{}
	if err := json.Unmarshal(raw, &t.Meta); err != nil || t.Format != 1 || slices.Contains(t.Presynaptic(), nil) {
		return nil, fmt.Errorf("holds a nefc.json this version cannot read")
	}
	if t.Weights, err = readFinite(f, "weights", t.Shape[0], t.Shape[1]); err != nil {
		return nil, err
	}
	if f.Has("signs") {
		if t.Signs, err = readInts(f, "signs", t.Shape[1], 1, -1, 1); err != nil {
			return nil, err
		}
	}
	if f.Has("mask") {
		if t.Mask, err = readInts(f, "mask", t.Shape[0], t.Shape[1], 0, 1); err != nil {
			return nil, err
		}
	}
	for side, p := range t.sides() {
		if p == nil {
			continue
		}
		if err := p.read(f, side); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// read loads the arrays of one side and checks that they are what the
// fingerprint was taken of.
func (p *Population) read(f *npz.File, side string) (err error) {
	if p.Encoders, err = readFinite(f, side+".encoders", p.Neurons, p.Dims); err != nil {
		return err
	}
	if p.Gain, err = readFinite(f, side+".gain", p.Neurons, 1); err != nil {
		return err
	}
	if p.Bias, err = readFinite(f, side+".bias", p.Neurons, 1); err != nil {
		return err
	}
	if f.Has(side + ".scaled_encoders") {
		if p.Scaled, err = readFinite(f, side+".scaled_encoders", p.Neurons, p.Dims); err != nil {
			return err
		}
	}
	if p.fingerprint() != p.Fingerprint {
		return fmt.Errorf("was changed after it was written: the arrays of `%s` do not match its fingerprint", side)
	}
	return nil
}

// readFinite reads an array of that shape without NaN and infinities.
func readFinite(f *npz.File, name string, rows, cols int) ([]float64, error) {
	a, err := f.Read(name, func(shape []int) error {
		if r, c := npz.Matrix(shape); r != rows || c != cols {
			return fmt.Errorf("has shape %v, not (%d, %d)", shape, rows, cols)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := Finite(a.Floats, cols); err != nil {
		return nil, fmt.Errorf("member %s %w", name, err)
	}
	return a.Floats, nil
}

// Finite fails if a matrix with that many columns holds NaN or infinities.
func Finite(data []float64, cols int) error {
	bad, first := 0, -1
	for i, v := range data {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			if bad++; first < 0 {
				first = i
			}
		}
	}
	if bad > 0 {
		return fmt.Errorf("holds %d values that are not finite, first at [%d, %d]", bad, first/cols, first%cols)
	}
	return nil
}

// readInts reads an array of a few integers.
func readInts(f *npz.File, name string, rows, cols int, among ...float64) ([]int8, error) {
	v, err := readFinite(f, name, rows, cols)
	if err != nil {
		return nil, err
	}
	out := make([]int8, len(v))
	for i, x := range v {
		if !slices.Contains(among, x) {
			return nil, fmt.Errorf("member %s holds %g at [%d, %d], which is not one of %v", name, x, i/cols, i%cols, among)
		}
		out[i] = int8(x)
	}
	return out, nil
}
