package pictures

import (
	"math"
	"strings"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/stdlib/analyses"
)

// Spikes are those that some neurons of a population fired in a stretch of time.
type Spikes struct {
	Name       string
	Population *program.Population // nil if nothing is known of it but its spikes
	Neurons    []int               // that were recorded
	Value      analyses.Value
	From, To   float64 // s
}

// rows are the places of neurons among those that were recorded.
func (s *Spikes) rows() map[int]int {
	out := make(map[int]int, len(s.Neurons))
	for row, i := range s.Neurons {
		out[i] = row
	}
	return out
}

// signs are those of the neurons that were recorded; nil for none.
func (s *Spikes) signs() []int8 {
	if s.Population == nil || s.Population.Signs == nil {
		return nil
	}
	out := make([]int8, len(s.Neurons))
	for row, i := range s.Neurons {
		out[row] = s.Population.Signs[i]
	}
	return out
}

// Raster is a panel with a row for each neuron.
func Raster(s *Spikes) figures.Panel {
	r := &figures.Raster{Name: strings.TrimSuffix(s.Name, ".spikes"), T: s.Value.T, Neuron: make([]int, len(s.Value.T)),
		Neurons: s.Neurons, Signs: s.signs()}
	rows := s.rows()
	for k, i := range s.Value.Data {
		r.Neuron[k] = rows[int(i)]
	}
	if s.Population != nil {
		preferred := Preferred(s.Population)
		for _, i := range s.Neurons {
			r.Preferred = append(r.Preferred, preferred[i])
		}
	}
	return figures.Panel{Title: s.Name, X: Time(s.From, s.To), Content: r}
}

// Rates of populations: Gaussian windows of this standard deviation (s), cut where they are below 10⁻⁴ of their peak.
const (
	rateWidth = 0.010
	rateCut   = 4.3 // standard deviations
	mostRates = 20000
)

// Rates are lines of how fast neurons fire, in Hz, excitatory and inhibitory ones apart where a population has both:
//
//	rate(t) = Σ K(t − spike) / n,   K(s) = exp(−s²/2σ²)/(σ·√2π),   σ = 10 ms
//
// Near the ends K is divided by the part of it that lies within the stretch of time. dt is a step (s).
func Rates(s *Spikes, dt float64) []figures.Line {
	signs, name := s.signs(), strings.TrimSuffix(s.Name, ".spikes")
	groups := []struct {
		name string
		role figures.Role
		sign int8
	}{{name, figures.Measured, 0}}
	if signs != nil {
		groups[0].name, groups[0].role, groups[0].sign = name+" excitatory", figures.Excitatory, 1
		groups = append(groups, groups[0])
		groups[1].name, groups[1].role, groups[1].sign = name+" inhibitory", figures.Inhibitory, -1
	}
	rows := s.rows()
	var out []figures.Line
	for _, g := range groups {
		var times []float64
		n := 0
		for row := range s.Neurons {
			if g.sign == 0 || signs[row] == g.sign {
				n++
			}
		}
		for k, i := range s.Value.Data {
			if g.sign == 0 || signs[rows[int(i)]] == g.sign {
				times = append(times, s.Value.T[k])
			}
		}
		if n > 0 {
			x, y := smoothed(times, s.From, s.To, dt, 1/float64(n))
			out = append(out, figures.Line{Name: g.name, Role: g.role, X: x, Y: y})
		}
	}
	return out
}

// smoothed is the sum of windows about some times, times a factor, at steps of dt or more.
func smoothed(times []float64, from, to, dt, factor float64) (x, y []float64) {
	h := dt * math.Ceil(math.Max(1, (to-from)/dt/mostRates))
	n := max(1, int(math.Round((to-from)/h)))
	counts := make([]float64, n)
	for _, t := range times {
		counts[min(n-1, max(0, int((t-from)/h-0.5)))]++ // a spike of a step is noted at its end
	}
	reach := int(rateCut * rateWidth / h)
	window := make([]float64, reach+1)
	for k := range window {
		z := float64(k) * h / rateWidth
		window[k] = libm.Exp(-z * z / 2)
	}
	x, y = make([]float64, n), make([]float64, n)
	for i := range y {
		sum, weight := 0.0, 0.0
		for j := max(0, i-reach); j <= min(n-1, i+reach); j++ {
			w := window[max(i-j, j-i)]
			sum += w * counts[j]
			weight += w
		}
		x[i], y[i] = from+(float64(i)+0.5)*h, factor*sum/(weight*h)
	}
	return x, y
}

// RatesPanel is the panel of lines of rates.
func RatesPanel(lines []figures.Line, from, to float64) figures.Panel {
	return figures.Panel{X: Time(from, to), Y: rate, Content: &figures.Rates{List: lines}}
}
