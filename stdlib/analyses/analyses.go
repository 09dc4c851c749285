// Package analyses holds what `expect` and `plot` can compute of recorded data.
// Table says of each function what it takes, what it reduces over, in which unit
// its value is, and when it has none: the checker and a run read the same entry.
//
// A function has a value or says why it has none. It never has the value NaN,
// which every comparison would silently take for no: what holds no samples, or a
// number that is not finite, is refused before it is computed with.
package analyses

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/stdlib/catalog"
)

// Form is the kind of value an analysis has.
type Form int

// The forms.
const (
	Number  Form = iota // one number
	Samples             // numbers in time
	Matrix              // numbers without times: weights
	Spikes              // times, and which neuron
)

// String names the form in a message.
func (f Form) String() string { return [...]string{"one number", "samples", "weights", "spikes"}[f] }

// Value is the value of an analysis.
type Value struct {
	Form   Form
	X      float64   // a number
	T      []float64 // of samples and spikes, s
	D      int       // numbers in a sample, in a pointer, in all weights; neurons behind spikes
	Data   []float64 // samples, pointers, weights one after the other; the neurons of spikes
	Exists []bool    // which weights there are; nil for all
	Gaps   bool      // `when` left samples out
}

// Num is the value of one number.
func Num(x float64) Value { return Value{Form: Number, X: x} }

// All is every number of a value; of weights those that exist.
func (v Value) All() []float64 {
	switch {
	case v.Form == Number:
		return []float64{v.X}
	case v.Exists == nil:
		return v.Data
	}
	var out []float64
	for i, exists := range v.Exists {
		if exists {
			out = append(out, v.Data[i])
		}
	}
	return out
}

// Filled is a value in which weights that do not exist are 0.
func (v Value) Filled() Value {
	v.Exists = nil
	return v
}

// Row is sample number k.
func (v Value) Row(k int) []float64 { return v.Data[k*v.D : (k+1)*v.D] }

// Window is the stretch of time that is looked at, in s.
type Window struct {
	Dt    float64 // of a step
	Start float64 // of the phase
	From  float64 // where `after` begins
	End   float64 // of the phase
}

// Problem is why there is no value.
type Problem struct {
	Arg  int // the argument it lies in; -1 for the call
	Text string
}

// Error is the reason.
func (p *Problem) Error() string { return p.Text }

func undefined(format string, args ...any) *Problem {
	return &Problem{-1, fmt.Sprintf(format, args...)}
}

// Finite reports a number that is not, and when it was so.
func (v Value) Finite() *Problem {
	for i, x := range v.All() {
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			continue
		}
		if v.Form == Samples {
			return undefined("not a finite number: %v at t = %.4g s", x, v.T[i/v.D])
		}
		return undefined("not a finite number: %v", x)
	}
	return nil
}

// Takes is what an argument may be.
type Takes int

// The kinds of arguments.
const (
	Values     Takes = iota // a number, samples or weights
	Signal                  // samples
	Component               // samples of one dimension
	Firing                  // spikes, or samples of neurons
	Trains                  // spikes
	Amount                  // a number
	Pointers                // constant vectors
	Factor                  // samples, or a constant vector
	Connection              // the label of one
	Condition               // what holds or does not
)

// String names the kind in a message.
func (t Takes) String() string {
	return [...]string{"a value", "something recorded", "one recorded dimension", "spikes or recorded neurons", "spikes", "one number",
		"a pointer or a vocabulary", "something recorded or a pointer", "a connection", "a condition"}[t]
}

// Over is what a function reduces over.
type Over int

// What there is to reduce over, and what is left.
const (
	All        Over = iota // samples and dimensions: one number
	Dimensions             // one number in each sample
	Elements               // one number for each pointer, in each sample
	Nothing                // a vector in each sample
	Time                   // one sample
	Seeds                  // the cells of a sweep point, each of which gives one number
)

// String says it in words.
func (o Over) String() string {
	return [...]string{"samples and dimensions", "dimensions", "dimensions, for each pointer", "nothing", "time", "the seeds of a sweep point"}[o]
}

// Form is what is left: a number, or samples.
func (o Over) Form() Form {
	if o == All || o == Seeds {
		return Number
	}
	return Samples
}

// Function is a function of recorded data.
type Function struct {
	Name    string
	Doc     string
	Args    []Takes
	Example string // a claim
	Over    Over
	Unit    catalog.Unit // of the value; Plain where it is that of the argument
	None    string       // when it has no value; "" for never
	whole   bool         // it looks at how samples follow each other: `when` may leave none out
	picks   bool         // it looks at one sample only: the others need not be finite
	pools   bool         // it reduces the numbers of seeds too
	fills   bool         // weights that do not exist are 0 to it

	// compute is nil for what only the run knows: dale.
	compute func(w Window, args []Value) (Value, *Problem)
}

// Summary says what a function does, and when it has no value.
func (f *Function) Summary() string {
	text := f.Doc
	if f.Over != Elements && f.Over != Nothing && f.Over != Time {
		text += ", over " + f.Over.String()
	}
	if f.None != "" {
		text += "; undefined " + f.None
	}
	return text
}

// Pools reports a function of the numbers that the seeds of a sweep point gave.
func (f *Function) Pools() bool { return f.Over == Seeds || f.pools }

// Find returns the function of that name, or nil.
func Find(name string) *Function {
	for _, f := range Table {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Names lists the functions.
func Names() []string {
	var out []string
	for _, f := range Table {
		out = append(out, f.Name)
	}
	return out
}

// Pooling lists the functions of the numbers that seeds gave.
func Pooling() []string {
	var out []string
	for _, f := range Table {
		if f.Pools() {
			out = append(out, f.Name)
		}
	}
	return out
}

// Pool computes a function of the numbers that seeds gave, one each; share is the
// second argument of quantile.
func (f *Function) Pool(numbers []float64, share float64) (float64, *Problem) {
	args := []Value{{Form: Matrix, D: len(numbers), Data: numbers}}
	if len(f.Args) == 2 {
		args = append(args, Num(share))
	}
	v, p := f.Call(Window{}, args)
	return v.X, p
}

// Call computes a function of arguments of the forms it takes.
func (f *Function) Call(w Window, args []Value) (Value, *Problem) {
	for i, v := range args {
		if f.fills {
			v = v.Filled()
			args[i] = v
		}
		switch {
		case v.Form == Matrix && (f.Args[i] == Pointers || f.Args[i] == Factor):
			continue
		case v.Exists != nil && len(v.All()) == 0:
			return Value{}, &Problem{i, "no synapses"}
		case v.Form != Spikes && len(v.All()) == 0:
			return Value{}, &Problem{i, "no samples"}
		case v.Gaps && f.whole:
			return Value{}, &Problem{i, fmt.Sprintf("`%s` needs samples that follow each other, and `when` left some out", f.Name)}
		case f.picks:
			continue
		}
		if p := v.Finite(); p != nil {
			return Value{}, &Problem{i, p.Text}
		}
	}
	return f.compute(w, args)
}
