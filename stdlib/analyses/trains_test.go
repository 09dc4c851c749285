package analyses

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// train is the look at 2 s of spikes, in steps of 1 ms from t = 1 s on.
var train = Window{Dt: 0.001, Start: 1, From: 1, End: 3}

// raster is spikes of n neurons, where fires says so of a step, counted from 1, and a neuron.
func raster(n int, w Window, fires func(step, neuron int) bool) Value {
	v := spikes(n)
	for k := 1; k <= int(math.Round((w.End-w.From)/w.Dt)); k++ {
		for i := range n {
			if fires(k, i) {
				v.T, v.Data = append(v.T, w.From+float64(k)*w.Dt), append(v.Data, float64(i))
			}
		}
	}
	return v
}

// irregular is a raster that NumPy can make too: of a linear congruential generator.
func irregular() Value {
	state := 1
	return raster(4, train, func(_, neuron int) bool {
		state = (state*1103515245 + 12345) % (1 << 31)
		return (state>>16)%1000 < []int{20, 80, 5, 150}[neuron]
	})
}

// Statistics of spikes are what NumPy 1.24 has of np.diff and np.histogram.
func TestStatisticsOfSpikes(t *testing.T) {
	regular := raster(3, train, func(k, i int) bool { return k%(10+i) == 0 })
	together := raster(9, train, func(k, _ int) bool { return k%40 == 3 })
	turns := raster(2, train, func(k, i int) bool { return k%10 == 3+5*i }) // one in each bin of 5 ms
	edges := spikes(1, 1, 1.1, 1.101, 1.2, 2.2)                             // of bins of 100 ms: 0 1 2 1, and 1 in the eleventh after it
	for _, c := range []struct {
		name string
		args []Value
		want float64
	}{
		{"cv", []Value{irregular()}, 0.8594770068071076},
		{"fano", []Value{irregular(), Num(0.1)}, 0.7969221622201559},
		{"fano", []Value{irregular(), Num(0.07)}, 0.7179198701717232},
		{"synchrony", []Value{irregular()}, 0.48113320239892066},
		{"cv", []Value{regular}, 0},
		{"cv", []Value{spikes(1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6)}, 0},
		{"fano", []Value{raster(1, train, func(k, _ int) bool { return k%10 == 0 }), Num(0.1)}, 0},
		{"fano", []Value{edges, Num(0.1)}, (20.0*6 - 16) / (20 * 4)}, // counts 1 2 0 … 1 …
		{"synchrony", []Value{together}, 1},
		{"synchrony", []Value{turns}, 0},
	} {
		got, p := Find(c.name).Call(train, c.args)
		if p != nil || !(math.Abs(got.X-c.want) <= 1e-13) {
			t.Errorf("%s is %v, %v, wanted %v", c.name, got.X, p, c.want)
		}
	}
}

// In steps a Poisson process is Bernoulli's: intervals of cv √(1 - p), counts of Fano
// factor 1 - p, and N such neurons are synchronous by 1/√N.
func TestStatisticsOfPoisson(t *testing.T) {
	const p, n = 0.02, 100
	w := Window{Dt: 0.001, From: 0, End: 50}
	random := rand.New(rand.NewPCG(7, 11))
	v := raster(n, w, func(int, int) bool { return random.Float64() < p })
	for _, c := range []struct {
		name string
		args []Value
		want float64
	}{
		{"cv", []Value{v}, math.Sqrt(1 - p)},
		{"fano", []Value{v, Num(0.1)}, 1 - p},
		{"synchrony", []Value{v}, 1 / math.Sqrt(n)},
	} {
		if got, problem := Find(c.name).Call(w, c.args); problem != nil || !(math.Abs(got.X/c.want-1) < 0.02) {
			t.Errorf("%s is %v, %v, wanted %v", c.name, got.X, problem, c.want)
		}
	}
}

// Where spikes say nothing, why not is said.
func TestNoStatisticsOfSpikes(t *testing.T) {
	five := spikes(3, 1.1, 1.2, 1.35, 1.4, 1.5)
	one := raster(1, train, func(k, _ int) bool { return k%7 == 0 })
	alike := raster(2, train, func(k, _ int) bool { return k%5 == 0 })
	gaps := one
	gaps.Gaps = true
	for _, c := range []struct {
		name string
		args []Value
		arg  int
		want string
	}{
		{"cv", []Value{spikes(3)}, -1, "no neuron has 5 intervals"},
		{"cv", []Value{five}, -1, "no neuron has 5 intervals"},
		{"cv", []Value{spikes(1, 1.1, 1.1, 1.1, 1.1, 1.1, 1.1)}, -1, "no neuron has 5 intervals"},
		{"cv", []Value{gaps}, 0, "`when` left some out"},
		{"fano", []Value{spikes(3), Num(0.1)}, -1, "no neuron spikes"},
		{"fano", []Value{one, Num(1.5)}, -1, "2 s hold fewer than two bins of 1.5 s"},
		{"fano", []Value{one, Num(0)}, 1, "no shorter than a step"},
		{"fano", []Value{one, Num(-0.1)}, 1, "no shorter than a step"},
		{"fano", []Value{one, Num(math.NaN())}, 1, "not a finite number"},
		{"fano", []Value{one, Num(math.Inf(1))}, 1, "not a finite number"},
		{"synchrony", []Value{spikes(3)}, -1, "fewer than two neurons"},
		{"synchrony", []Value{one}, -1, "fewer than two neurons"},
		{"synchrony", []Value{alike}, -1, "as many spikes in every bin"},
	} {
		_, p := Find(c.name).Call(train, c.args)
		if p == nil || p.Arg != c.arg || !strings.Contains(p.Error(), c.want) {
			t.Errorf("%s: %+v, wanted %d, %s", c.name, p, c.arg, c.want)
		}
	}
	short := Window{Dt: 0.001, From: 1, End: 1.009}
	if _, p := Find("synchrony").Call(short, []Value{alike}); p == nil || !strings.Contains(p.Text, "fewer than two bins") {
		t.Errorf("of 9 ms: %v", p)
	}
}
