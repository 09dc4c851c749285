// Package weights looks at weight tables, compares, scales and converts them. In go
// tables, as `export weights` writes them; out come descriptions, differences in
// words, and files.
package weights

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/judge"
)

// Open reads a table.
func Open(path string) (*weightfile.Table, error) {
	t, err := weightfile.Read(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

// Description is what the weights of a table are like.
type Description struct {
	Positive, Negative, Zero int
	Low, High                float64
	Norm                     float64         // Frobenius
	Signs                    judge.SignCount // of source neurons, by their weights alone
}

// Describe describes a table.
func Describe(t *weightfile.Table) Description {
	d := Description{Low: math.Inf(1), High: math.Inf(-1), Signs: judge.CountSigns(t.Weights, nil, t.Shape[1])}
	sum := 0.0
	for _, v := range t.Weights {
		d.Low, d.High, sum = min(d.Low, v), max(d.High, v), sum+v*v
		switch {
		case v > 0:
			d.Positive++
		case v < 0:
			d.Negative++
		default:
			d.Zero++
		}
	}
	d.Norm = math.Sqrt(sum)
	return d
}

// Scale multiplies all weights of a table by k; neurons and signs stay as they are. It
// fails where k would turn declared signs round.
func Scale(t *weightfile.Table, k float64) error {
	if k < 0 && t.Signs != nil {
		return fmt.Errorf("has declared signs, which %g would turn round", k)
	}
	for i := range t.Weights {
		t.Weights[i] *= k
	}
	return nil
}
