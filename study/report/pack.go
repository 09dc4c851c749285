package report

import (
	"encoding/binary"
	"math"
)

// Ref says where an array lies in the data of a report, and how its numbers are
// written. A value is Lo + Scale·number. Kinds:
//
//	d16, d32  differences of unsigned numbers of that many bits, the first from 0
//	q16       signed numbers
//	f32       the values as they are
//
// The bytes of the first three lie in planes, all low ones first: that packs better.
type Ref struct {
	At    int     `json:"at"`
	N     int     `json:"n"`
	Kind  string  `json:"kind"`
	Lo    float64 `json:"lo"`
	Scale float64 `json:"scale"`
}

// Pack collects arrays.
type Pack struct{ data []byte }

// begin notes where an array begins: at a multiple of 4, as float32 must.
func (p *Pack) begin(kind string, n int, lo, scale float64) Ref {
	for len(p.data)%4 != 0 {
		p.data = append(p.data, 0)
	}
	return Ref{At: len(p.data), N: n, Kind: kind, Lo: lo, Scale: scale}
}

// planes appends n numbers of some bytes each.
func (p *Pack) planes(n, bytes int, number func(i int) uint32) {
	at := len(p.data)
	p.data = append(p.data, make([]byte, n*bytes)...)
	for i := range n {
		v := number(i)
		for b := range bytes {
			p.data[at+b*n+i] = byte(v >> (8 * b))
		}
	}
}

// Floats keeps values as they are.
func (p *Pack) Floats(values []float64) Ref {
	r := p.begin("f32", len(values), 0, 1)
	for _, v := range values {
		p.data = binary.LittleEndian.AppendUint32(p.data, math.Float32bits(float32(v)))
	}
	return r
}

// Whole keeps ascending or other whole numbers from 0 to 2³²-1, times scale.
func (p *Pack) Whole(values []float64, scale float64) Ref {
	r := p.begin("d32", len(values), 0, scale)
	before := uint32(0)
	p.planes(len(values), 4, func(i int) uint32 {
		now := uint32(math.Round(values[i] / scale))
		d := now - before
		before = now
		return d
	})
	return r
}

// Signed keeps values of both signs with 16 bits, so that zero stays zero. The error is
// at most 1/65534 of the largest.
func (p *Pack) Signed(values []float64) Ref {
	largest := 0.0
	for _, v := range values {
		largest = max(largest, math.Abs(v))
	}
	if largest == 0 || math.IsInf(largest, 0) || math.IsNaN(largest) {
		return p.Floats(values)
	}
	scale := largest / math.MaxInt16
	r := p.begin("q16", len(values), 0, scale)
	p.planes(len(values), 2, func(i int) uint32 { return uint32(uint16(int16(math.Round(values[i] / scale)))) })
	return r
}

// How a line may be looked at: drawn so high, zoomed so far.
const (
	pixels    = 260.0
	zoomed    = 4
	tooCoarse = 0.5 // pixels
)

// Line keeps a line with 16 bits between its least and its largest value, if nobody who
// zooms in four times sees a difference of half a pixel; else as it is.
func (p *Pack) Line(values []float64) Ref {
	lo, hi := extent(values)
	step := (hi - lo) / math.MaxUint16
	if !(step > 0) || math.IsInf(step, 0) || step/2 > tooCoarse/pixels*smallestExtent(values, max(1, len(values)/zoomed)) {
		return p.Floats(values)
	}
	r := p.begin("d16", len(values), lo, step)
	before := uint16(0)
	p.planes(len(values), 2, func(i int) uint32 {
		now := uint16(math.Round((values[i] - lo) / step))
		d := now - before
		before = now
		return uint32(d)
	})
	return r
}

// extent is the least and the largest of some values; NaN if one is none.
func extent(values []float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if math.IsNaN(v) {
			return v, v
		}
		lo, hi = min(lo, v), max(hi, v)
	}
	return lo, hi
}

// smallestExtent is the least difference between the largest and the least value in
// windows of a length that overlap by half; windows of one value do not count.
func smallestExtent(values []float64, length int) float64 {
	least := math.Inf(1)
	for from := 0; from+length <= len(values); from += max(1, length/2) {
		if lo, hi := extent(values[from : from+length]); hi > lo {
			least = min(least, hi-lo)
		}
	}
	return least
}
