package pictures

import (
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/tuned"
)

// tuningPoints is how many points a tuning curve has.
const tuningPoints = 201

// Curves computes tuning curves: in one dimension over the represented value, in more along each neuron's own encoder.
// The bias is the neurons' own.
func Curves(p *program.Population) *figures.Tuning {
	t := &figures.Tuning{Name: p.Name, Signs: p.Signs}
	J := make([]float64, tuningPoints)
	for k := range tuningPoints {
		t.X = append(t.X, p.Radius*(2*float64(k)/(tuningPoints-1)-1))
	}
	for i := range p.N {
		slope := tuned.Slope(p, i)
		for k, x := range t.X {
			J[k] = slope*x + p.Bias[i]
		}
		rates := make([]float64, tuningPoints)
		p.Neurons.Rates(J, rates)
		t.Rates = append(t.Rates, rates)
	}
	return t
}

// Decoder is what a connection makes of the rates of a population of one dimension.
type Decoder struct {
	Name    string
	Weights []float64 // one for each neuron
}

// Decoders are those of the connections of a program that start in a population of one dimension and end in one. weights
// are those of a link, row by row.
func Decoders(p *program.Program, population int, weights func(link int) []float64) []Decoder {
	var out []Decoder
	of := &p.Populations[population]
	for i := range p.Links {
		link := &p.Links[i]
		if link.Sources[0] == population && of.Dims == 1 && !link.Full && link.Unit == weightfile.Value && link.Rows == 1 && link.Cols == of.N {
			out = append(out, Decoder{Name: link.Name, Weights: weights(i)})
		}
	}
	return out
}

// Tuning is the panel of a population; decoders of its value are drawn below it.
func Tuning(p *program.Population, decoders []Decoder) figures.Panel {
	t := Curves(p)
	for _, d := range decoders {
		line := figures.Line{Name: d.Name, X: t.X, Y: make([]float64, len(t.X))}
		for i, rates := range t.Rates {
			for k, r := range rates {
				line.Y[k] += d.Weights[i] * r
			}
		}
		t.Decoded = append(t.Decoded, line)
	}
	label := "represented value"
	if p.Dims > 1 {
		label = "value along the encoder"
	}
	return figures.Panel{X: figures.Axis{Label: label}, Y: rate, Content: t}
}

// rate is the axis of firing rates.
var rate = figures.Axis{Label: "rate", Unit: "Hz", FromZero: true}

// Preferred is where each neuron fires most, on the whole: the mean of the represented value, weighed with its rate, in
// one dimension; in more the angle of its encoder in the plane of the first two.
func Preferred(p *program.Population) []float64 {
	out := make([]float64, p.N)
	if p.Dims > 1 {
		for i := range out {
			out[i] = libm.Atan2(p.Encoders[i*p.Dims+1], p.Encoders[i*p.Dims])
		}
		return out
	}
	t := Curves(p)
	for i, rates := range t.Rates {
		sum := 0.0
		for k, r := range rates {
			out[i] += r * t.X[k]
			sum += r
		}
		if sum > 0 {
			out[i] /= sum
		}
	}
	return out
}
