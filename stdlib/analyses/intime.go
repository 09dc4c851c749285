package analyses

import "math"

// at is the last sample up to a time from the start of the phase.
func at(w Window, args []Value) (Value, *Problem) {
	v, T := args[0], args[1].X
	if p := args[1].Finite(); p != nil {
		return Value{}, &Problem{1, p.Text}
	}
	if w.Start+T > w.End+float64(w.Dt/2) {
		return Value{}, &Problem{1, "beyond the phase"}
	}
	k := -1
	for i, t := range v.T {
		if t <= w.Start+T+float64(w.Dt/2) {
			k = i
		}
	}
	if k < 0 {
		return Value{}, &Problem{1, "no sample up to then"}
	}
	if v.D == 1 {
		return Num(v.Data[k]), nil
	}
	return Value{Form: Samples, T: v.T[k : k+1], D: v.D, Data: v.Row(k)}, nil
}

// frequencyBand is how far a signal must go to either side of its mean, as a share
// of its standard deviation, so that noise there is no rise.
const frequencyBand = 0.2

// frequency counts rises through the mean: the periods between the first and the
// last, a second. A constant has none, which is 0 Hz.
func frequency(_ Window, args []Value) (Value, *Problem) {
	v := args[0]
	if smallest(v.Data) == largest(v.Data) {
		return Num(0), nil
	}
	m, band := Mean(v.Data), float64(frequencyBand*std(v.Data))
	var rises []float64
	low := false
	for k, x := range v.Data {
		switch {
		case x < m-band:
			low = true
		case x > m+band && low:
			low = false
			rises = append(rises, v.T[k])
		}
	}
	if len(rises) < 2 {
		return Value{}, undefined("no frequency: it rises through its mean %d times, and a period lies between two rises", len(rises))
	}
	return Num(float64(len(rises)-1) / (rises[len(rises)-1] - rises[0])), nil
}

// settle is the time from the start of the phase after which a signal stays
// within a share of its range around its last value. One that never leaves has
// settled when the look at it begins.
func settle(w Window, args []Value) (Value, *Problem) {
	v, share := args[0], args[1].X
	if share < 0 {
		return Value{}, &Problem{1, "a share is not negative"}
	}
	band := share * (largest(v.Data) - smallest(v.Data))
	last := v.Data[len(v.Data)-1]
	for k := len(v.Data) - 1; k >= 0; k-- {
		if math.Abs(v.Data[k]-last) > band {
			return Num(v.T[k+1] - w.Start), nil
		}
	}
	return Num(w.From - w.Start), nil
}

// rate is the mean firing rate of a neuron: of spikes how many a second and
// neuron, of recorded activities their mean.
func rate(w Window, args []Value) (Value, *Problem) {
	v := args[0]
	if v.Form != Spikes {
		return Num(Mean(v.Data)), nil
	}
	if !(w.End > w.From) {
		return Value{}, undefined("no rate: the phase ends at %.4g s", w.End-w.Start)
	}
	return Num(float64(len(v.T)) / (w.End - w.From) / float64(v.D)), nil
}
