package experiment

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/stdlib/functions"
)

// value is what an analysis comes to: one number, or samples in time, or a
// matrix (samples without times).
type value struct {
	number bool
	x      float64   // a number
	t      []float64 // times, s; nil for a matrix
	d      int       // numbers in a sample
	data   []float64
	events bool // data are neuron indices of spikes
	start  float64
	end    float64
	n      int // neurons behind events
}

func num(x float64) value { return value{number: true, x: x} }

func truthValue(b bool) value {
	if b {
		return num(1)
	}
	return num(0)
}

// truth is whether a condition holds: for samples, in all of them.
func (v value) truth() bool {
	if v.number {
		return v.x != 0
	}
	return len(v.data) > 0 && !slices.Contains(v.data, 0)
}

// analyser evaluates analyses over one phase, from `after` on.
type analyser struct {
	r     *runner
	ph    *phase
	after float64
	err   error
	at    diag.Span // of err
}

func (r *runner) analyser(phaseName string, after float64) *analyser {
	return &analyser{r: r, ph: r.phaseOf(phaseName), after: after}
}

func (a *analyser) fail(at diag.Span, format string, args ...any) value {
	if a.err == nil {
		a.err, a.at = fmt.Errorf(format, args...), at
	}
	return num(math.NaN())
}

// eval computes an analysis.
func (a *analyser) eval(e *model.Analysis) value {
	switch e.Kind {
	case model.ANumber:
		return num(e.Num)
	case model.AParam:
		return num(a.r.sim.Params()[e.Param])
	case model.ASeries:
		return a.series(e)
	case model.AWeights:
		link := a.r.links[e.Connection]
		return value{d: 1, data: a.r.sim.Weights(link)}
	case model.ATime:
		return a.times(e)
	case model.AUnary:
		v := a.eval(e.Args[0])
		return v.each(func(x float64) float64 {
			if e.Op == "not" {
				return truthValue(x == 0).x
			}
			return -x
		})
	case model.ABinary:
		return a.combine(e.At, a.eval(e.Args[0]), a.eval(e.Args[1]), operators[e.Op])
	default:
		return a.call(e)
	}
}

var operators = map[string]func(x, y float64) float64{
	"+": func(x, y float64) float64 { return x + y }, "-": func(x, y float64) float64 { return x - y },
	"*": func(x, y float64) float64 { return x * y }, "/": func(x, y float64) float64 { return x / y },
	"^":  math.Pow,
	"==": func(x, y float64) float64 { return truthValue(x == y).x }, "!=": func(x, y float64) float64 { return truthValue(x != y).x },
	"<": func(x, y float64) float64 { return truthValue(x < y).x }, ">": func(x, y float64) float64 { return truthValue(x > y).x },
	"<=": func(x, y float64) float64 { return truthValue(x <= y).x }, ">=": func(x, y float64) float64 { return truthValue(x >= y).x },
	"and": func(x, y float64) float64 { return truthValue(x != 0 && y != 0).x }, "or": func(x, y float64) float64 { return truthValue(x != 0 || y != 0).x },
}

// each applies a function to every number.
func (v value) each(f func(float64) float64) value {
	if v.number {
		return num(f(v.x))
	}
	out := v
	out.data = make([]float64, len(v.data))
	for i, x := range v.data {
		out.data[i] = f(x)
	}
	return out
}

// series returns the samples of a probe from `after` on.
func (a *analyser) series(e *model.Analysis) value {
	if a.ph == nil {
		return a.fail(e.At, "nothing has been recorded yet")
	}
	i := a.r.probes[e.Probe]
	rec := a.ph.Records[i]
	from := 0
	for from < len(rec.T) && rec.T[from]-a.ph.Start < a.after-1e-9 {
		from++
	}
	v := value{t: rec.T[from:], start: a.ph.Start + a.after, end: a.r.sim.Time()}
	if a.r.p.Probes[i].Spikes >= 0 {
		v.events, v.d, v.n = true, 1, e.Probe.Slot.Size
		for _, k := range rec.Spike[from:] {
			v.data = append(v.data, float64(k))
		}
		return v
	}
	if len(v.t) == 0 {
		return a.fail(e.At, "`%s` has no samples after %g s of the phase", rec.Name, a.after)
	}
	return pick(v, rec, from, e.Index)
}

// pick takes some elements of every sample.
func pick(v value, rec runtime.Record, from int, index []int) value {
	size := len(rec.Data) / len(rec.T)
	if index == nil {
		v.d, v.data = size, rec.Data[from*size:]
		return v
	}
	v.d = len(index)
	for k := from; k < len(rec.T); k++ {
		for _, i := range index {
			v.data = append(v.data, rec.Data[k*size+i])
		}
	}
	return v
}

// times is the time of each sample of the phase, by the first sampled probe.
func (a *analyser) times(e *model.Analysis) value {
	for i := range a.ph.Records {
		if rec := a.ph.Records[i]; a.r.p.Probes[i].Spikes < 0 && len(rec.T) > 0 {
			return value{t: rec.T, d: 1, data: rec.T}
		}
	}
	return a.fail(e.At, "`t` needs something that was sampled")
}

// combine applies a function sample by sample at the common times; a number
// fills, and so does a single dimension.
func (a *analyser) combine(at diag.Span, x, y value, f func(x, y float64) float64) value {
	switch {
	case x.number && y.number:
		return num(f(x.x, y.x))
	case x.number:
		return y.each(func(v float64) float64 { return f(x.x, v) })
	case y.number:
		return x.each(func(v float64) float64 { return f(v, y.x) })
	case x.events || y.events:
		return a.fail(at, "spikes have no samples to compute with; probe `.neurons` instead")
	case (x.t == nil) != (y.t == nil) || x.t == nil && len(x.data) != len(y.data):
		return a.fail(at, "weights and samples cannot be combined")
	case x.d != y.d && x.d != 1 && y.d != 1:
		return a.fail(at, "%d and %d dimensions cannot be combined", x.d, y.d)
	}
	if x.t == nil {
		out := x
		out.data = make([]float64, len(x.data))
		for i, v := range x.data {
			out.data[i] = f(v, y.data[i])
		}
		return out
	}
	out := value{d: max(x.d, y.d), start: x.start, end: x.end}
	for i, j := 0, 0; i < len(x.t) && j < len(y.t); {
		switch tolerance := a.r.p.Dt / 2; {
		case x.t[i] < y.t[j]-tolerance:
			i++
		case y.t[j] < x.t[i]-tolerance:
			j++
		default:
			out.t = append(out.t, x.t[i])
			for k := range out.d {
				out.data = append(out.data, f(x.data[i*x.d+k%x.d], y.data[j*y.d+k%y.d]))
			}
			i, j = i+1, j+1
		}
	}
	if len(out.t) == 0 {
		return a.fail(at, "the two were never sampled at the same time")
	}
	return out
}

// call applies an analysis function.
func (a *analyser) call(e *model.Analysis) value {
	args := make([]value, len(e.Args))
	for i, x := range e.Args {
		args[i] = a.eval(x)
	}
	if a.err != nil {
		return num(math.NaN())
	}
	x := args[0]
	if fn := functions.Find(e.Op); fn != nil && (fn.F2 == nil || len(args) == 2) && !(fn.F2 != nil && len(args) == 1) {
		if fn.F2 != nil {
			return a.combine(e.At, x, args[1], fn.F2)
		}
		return x.each(fn.F1)
	}
	switch e.Op {
	case "if":
		if x.truth() {
			return args[1]
		}
		return args[2]
	case "rmse":
		diff := a.combine(e.At, x, args[1], func(x, y float64) float64 { return x - y })
		return num(rms(diff.all()))
	case "corr":
		return a.correlation(e.At, x, args[1])
	case "dale":
		return a.dale(e.Args[0].Connection)
	case "argmax":
		return argmax(x)
	case "similarity":
		return a.similarity(e, x)
	case "rate":
		return a.rate(e.At, x)
	case "frequency":
		return a.frequency(e.At, x)
	case "at":
		return a.sampleAt(e.At, x, args[1].x)
	case "settle":
		return a.settle(e.At, x, args[1].x)
	}
	if reduce := reductions[e.Op]; reduce != nil {
		return num(reduce(x.all()))
	}
	return a.fail(e.At, "`%s` cannot be computed", e.Op)
}

// similarity is the scalar product of each sample with each pointer.
func (a *analyser) similarity(e *model.Analysis, x value) value {
	if len(e.Vectors[0]) != x.d || x.number {
		return a.fail(e.At, "the samples have %d dimensions, the pointers %d", x.d, len(e.Vectors[0]))
	}
	out := value{t: x.t, d: len(e.Vectors), start: x.start, end: x.end}
	for k := range len(x.data) / x.d {
		for _, v := range e.Vectors {
			sum := 0.0
			for i, w := range v {
				sum += w * x.data[k*x.d+i]
			}
			out.data = append(out.data, sum)
		}
	}
	return out
}

// all is every number of a value.
func (v value) all() []float64 {
	if v.number {
		return []float64{v.x}
	}
	return v.data
}

func rms(v []float64) float64 { return norm(v) / math.Sqrt(float64(len(v))) }

func norm(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x * x
	}
	return math.Sqrt(sum)
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}

func std(v []float64) float64 {
	m, sum := mean(v), 0.0
	for _, x := range v {
		sum += (x - m) * (x - m)
	}
	return math.Sqrt(sum / float64(len(v)))
}

// reductions make one number of all samples and dimensions.
var reductions = map[string]func([]float64) float64{
	"mean": mean, "std": std, "norm": norm,
	"max": func(v []float64) float64 { return fold(v, math.Max) },
	"min": func(v []float64) float64 { return fold(v, math.Min) },
	"nonzero": func(v []float64) float64 {
		n := 0
		for _, x := range v {
			if x != 0 {
				n++
			}
		}
		return float64(n) / float64(len(v))
	},
}

func fold(v []float64, f func(x, y float64) float64) float64 {
	out := math.NaN()
	for i, x := range v {
		if i == 0 {
			out = x
		} else {
			out = f(out, x)
		}
	}
	return out
}

func (a *analyser) correlation(at diag.Span, x, y value) value {
	both := a.combine(at, x, y, func(x, _ float64) float64 { return x })
	other := a.combine(at, x, y, func(_, y float64) float64 { return y })
	mx, my, sum := mean(both.all()), mean(other.all()), 0.0
	for i, v := range both.data {
		sum += (v - mx) * (other.data[i] - my)
	}
	return num(sum / float64(len(both.data)) / (std(both.all()) * std(other.all())))
}

// dale reports whether no presynaptic neuron has weights of both signs, and
// none differs from its sign.
func (a *analyser) dale(conn *model.Connection) value {
	i := a.r.links[conn]
	return truthValue(CountSigns(a.r.sim.Weights(i), a.r.p.Links[i].Signs, a.r.p.Links[i].Weights.Cols).Violations == 0)
}

// argmax is the largest dimension at each sample.
func argmax(v value) value {
	out := value{t: v.t, d: 1, start: v.start, end: v.end}
	for k := range v.t {
		best := 0
		for i, x := range v.data[k*v.d : (k+1)*v.d] {
			if x > v.data[k*v.d+best] {
				best = i
			}
		}
		out.data = append(out.data, float64(best))
	}
	return out
}

// rate is the mean firing rate (Hz) of a neuron.
func (a *analyser) rate(at diag.Span, v value) value {
	if v.events {
		return num(float64(len(v.t)) / (v.end - v.start) / float64(v.n))
	}
	if v.t == nil {
		return a.fail(at, "`rate` takes recorded neurons or spikes")
	}
	return num(mean(v.data))
}

// frequency counts upward crossings of the mean, with a band of a fifth of the
// standard deviation against noise: periods between the first and the last,
// per second.
func (a *analyser) frequency(at diag.Span, v value) value {
	if v.t == nil || v.d != 1 || v.events {
		return a.fail(at, "`frequency` takes one recorded dimension")
	}
	m, band := mean(v.data), 0.2*std(v.data)
	var crossings []float64
	low := false
	for k, x := range v.data {
		switch {
		case x < m-band:
			low = true
		case x > m+band && low:
			low = false
			crossings = append(crossings, v.t[k])
		}
	}
	if len(crossings) < 2 {
		return num(0)
	}
	return num(float64(len(crossings)-1) / (crossings[len(crossings)-1] - crossings[0]))
}

// sampleAt is the sample at a time from the start of the phase.
func (a *analyser) sampleAt(at diag.Span, v value, T float64) value {
	if v.t == nil || v.events {
		return a.fail(at, "`at` takes something recorded")
	}
	k := -1
	for i, t := range v.t {
		if t <= a.ph.Start+T+a.r.p.Dt/2 {
			k = i
		}
	}
	if k < 0 {
		return a.fail(at, "there is no sample at %g s", T)
	}
	if v.d == 1 {
		return num(v.data[k])
	}
	return value{t: v.t[k : k+1], d: v.d, data: v.data[k*v.d : (k+1)*v.d]}
}

// settle is the time from the start of the phase after which a signal stays
// within a share of its range around its last value.
func (a *analyser) settle(at diag.Span, v value, share float64) value {
	if v.t == nil || v.d != 1 || v.events {
		return a.fail(at, "`settle` takes one recorded dimension")
	}
	band := share * (fold(v.data, math.Max) - fold(v.data, math.Min))
	last := v.data[len(v.data)-1]
	for k := len(v.data) - 1; k >= 0; k-- {
		if math.Abs(v.data[k]-last) > band {
			return num(v.t[min(k+1, len(v.t)-1)] - a.ph.Start)
		}
	}
	return num(0)
}

// explain returns the value of the left side of a comparison of two numbers, the
// operator and the limit; nil for other conditions.
func (a *analyser) explain(e *model.Analysis) (found *float64, op string, limit float64) {
	if e.Kind != model.ABinary || !strings.Contains("< > <= >= == !=", e.Op) {
		return nil, "", 0
	}
	left, right := a.eval(e.Args[0]), a.eval(e.Args[1])
	if !left.number || !right.number {
		return nil, "", 0
	}
	return &left.x, e.Op, right.x
}

// leftOf is the text in front of a comparison.
func leftOf(text, op string) string {
	if i := strings.LastIndex(text, " "+op+" "); i >= 0 {
		return text[:i]
	}
	return text
}
