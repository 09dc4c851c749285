package watches

import "math"

// Kind is a kind of frame.
type Kind uint8

// The kinds, as their numbers in a frame.
const (
	Values Kind = 1 + iota
	Envelope
	Events
	Counts
	Matrix
	Picked
)

var kindNames = [...]string{"", "values", "envelope", "events", "counts", "matrix", "picked"}

// String names the kind.
func (k Kind) String() string { return kindNames[k] }

// Frame is what a stream tells at once.
type Frame struct {
	Kind   Kind
	T      float64 // model time of the first sample, s
	Every  float64 // between samples, s
	N      int     // samples, events, bins or rows
	Width  int     // values a sample
	Values []float64
	Steps  []uint32 // of events, after the first
	Neuron []uint32
	Picks  []uint32 // of values of which only some are told: which
	Exact  bool
	Gap    bool // time or state jumped before it
	Last   bool
	Past   bool // it lies before what has been told
}

// Join adds a frame to those before: to the last, if it goes on there.
func Join(list []*Frame, f *Frame, dt float64) []*Frame {
	if len(list) == 0 {
		return append(list, f)
	}
	last := list[len(list)-1]
	if f.T < last.T { // time was reset
		return []*Frame{f}
	}
	same := last.Kind == f.Kind && last.Every == f.Every && last.Width == f.Width && !f.Gap
	switch {
	case f.Kind == Matrix:
		return []*Frame{f}
	case same && f.Kind == Events:
		after := uint32(math.Round((f.T - last.T) / dt))
		for i, step := range f.Steps {
			last.Steps, last.Neuron = append(last.Steps, after+step), append(last.Neuron, f.Neuron[i])
		}
	case same && f.Kind != Picked && math.Abs(last.T+float64(last.N)*last.Every-f.T) < dt/2:
		last.Values = append(last.Values, f.Values...)
	default:
		return append(list, f)
	}
	last.N += f.N
	return list
}

// From drops what lies before a time (s). Matrices stay.
func (f *Frame) From(t float64) {
	if f.T >= t || f.Kind == Matrix {
		return
	}
	k := int(math.Ceil((t - f.T) / f.Every))
	if f.Kind == Events {
		keep := 0
		for i, step := range f.Steps {
			if int(step) >= k {
				f.Steps[keep], f.Neuron[keep] = step-uint32(k), f.Neuron[i]
				keep++
			}
		}
		f.N, f.Steps, f.Neuron = keep, f.Steps[:keep], f.Neuron[:keep]
	} else {
		k = min(k, f.N)
		each := len(f.Values) / max(1, f.N)
		f.N, f.Values = f.N-k, f.Values[k*each:]
	}
	f.T += float64(k) * f.Every
}
