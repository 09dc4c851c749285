package judge

import "github.com/nefc/nefc/compiler/program"

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
	s := SignCount{Signed: signs != nil}
	zeros := 0
	for j := range cols {
		positive, negative := 0, 0
		for i := j; i < len(W); i += cols {
			switch {
			case W[i] > 0:
				positive++
			case W[i] < 0:
				negative++
			default:
				zeros++
			}
		}
		switch {
		case signs != nil && signs[j] > 0:
			s.Excitatory++
			s.Violations += negative
		case signs != nil:
			s.Inhibitory++
			s.Violations += positive
		default:
			if positive > 0 && negative > 0 {
				s.Violations++
			} else if positive > 0 {
				s.Excitatory++
			} else if negative > 0 {
				s.Inhibitory++
			}
		}
	}
	s.Zeros = float64(zeros) / float64(max(len(W), 1))
	return s
}

// SignsOf counts the signs of weights of a link. Where they are magnitudes, those below 0
// are against their sign.
func SignsOf(link *program.Link, W []float64) SignCount {
	s := CountSigns(W, link.WeightSigns(), link.Cols)
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
