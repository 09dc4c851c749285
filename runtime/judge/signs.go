package judge

import (
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/sparse"
)

// SignCount counts the weights of a matrix by sign, at the end of the run.
type SignCount struct {
	Zeros      float64 `json:"zeros_now"`  // share of zero weights
	Excitatory int     `json:"excitatory"` // presynaptic neurons that are, or have only positive weights
	Inhibitory int     `json:"inhibitory"`
	Violations int     `json:"dale_violations"` // weights against their neuron's sign, and neurons of both signs
	Signed     bool    `json:"signed"`          // the neurons have declared signs
}

// CountSigns counts the signs of a post×pre matrix.
func CountSigns(W []float64, signs []int8, cols int) SignCount {
	c := newCounting(signs, cols)
	for i, v := range W {
		c.count(i%cols, v)
	}
	return c.sum(len(W))
}

// countFew is CountSigns for weights of which most do not exist.
func countFew(w *sparse.Weights, signs []int8) SignCount {
	c := newCounting(signs, w.Cols)
	w.Each(func(_, _, j int, v float64) { c.count(j, v) })
	return c.sum(w.Rows * w.Cols)
}

// counting is how many weights of each presynaptic neuron have a sign.
type counting struct {
	signs              []int8
	positive, negative []int
}

func newCounting(signs []int8, cols int) *counting {
	return &counting{signs, make([]int, cols), make([]int, cols)}
}

func (c *counting) count(j int, v float64) {
	if v > 0 {
		c.positive[j]++
	} else if v < 0 {
		c.negative[j]++
	}
}

// sum is what there is of so many weights.
func (c *counting) sum(n int) SignCount {
	s := SignCount{Signed: c.signs != nil}
	others := 0
	for j, positive := range c.positive {
		negative := c.negative[j]
		others += positive + negative
		switch {
		case c.signs != nil && c.signs[j] > 0:
			s.Excitatory++
			s.Violations += negative
		case c.signs != nil:
			s.Inhibitory++
			s.Violations += positive
		case positive > 0 && negative > 0:
			s.Violations++
		case positive > 0:
			s.Excitatory++
		case negative > 0:
			s.Inhibitory++
		}
	}
	s.Zeros = float64(n-others) / float64(max(n, 1))
	return s
}

// SignsOf counts the signs of weights of a link. Where they are magnitudes, those below 0
// are against their sign.
func SignsOf(link *program.Link, W []float64) SignCount {
	return declared(link, CountSigns(W, link.WeightSigns(), link.Cols))
}

// SignsOfFew is SignsOf for the weights of a link that exist.
func SignsOfFew(link *program.Link, w *sparse.Weights) SignCount {
	return declared(link, countFew(w, link.WeightSigns()))
}

// declared counts neurons by the signs that they have.
func declared(link *program.Link, s SignCount) SignCount {
	s.Signed = link.Signs != nil
	if !link.Magnitudes || link.Signs == nil {
		return s
	}
	s.Excitatory, s.Inhibitory = 0, 0
	for _, sign := range link.Signs {
		if sign > 0 {
			s.Excitatory++
		} else {
			s.Inhibitory++
		}
	}
	return s
}
