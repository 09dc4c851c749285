package watches

import (
	"fmt"

	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/stdlib/solvers"
)

// What of a fit is shown.
const (
	fitPoints = 200
	fitRows   = 4
)

// Fit is how well the weights of a connection, as they were when it was watched, make of
// rates what they are to make: at evaluation points, in order of the first dimension.
type Fit struct {
	*solvers.Fit
	Dims    int         `json:"dims"`
	Unit    string      `json:"unit"`    // of the numbers: value or current
	X       []float64   `json:"x"`       // the first dimension of the points
	Rows    []int       `json:"rows"`    // of the weights, which are shown
	Names   []string    `json:"names"`   // of them
	Target  [][]float64 `json:"target"`  // by row
	Decoded [][]float64 `json:"decoded"` // by row
}

// newFit tells one once.
func newFit(s Source, w *Watch) (View, error) {
	i, err := refusal.Link(s.Program(), w.Of)
	if err != nil {
		return nil, err
	}
	l := &s.Program().Links[i]
	if l.Fit == nil {
		return nil, refusal.Rangef("nothing was solved for `%s`", w.Of)
	}
	f := s.Compiled().Fitted(w.Of, s.Sim().Weights(i), fitPoints, fitRows)
	m, d := f.Points.Dims()
	out := &Fit{Fit: l.Fit, Dims: d, Unit: "current", Rows: f.Rows}
	if l.Unit == weightfile.Value {
		out.Unit = weightfile.Value
	}
	for k := range m {
		out.X = append(out.X, f.Points.At(k, 0))
	}
	for k, row := range f.Rows {
		name := w.Of
		if l.Rows > 1 {
			name = fmt.Sprintf("%s[%d]", w.Of, row)
		}
		out.Names = append(out.Names, name)
		var target, decoded []float64
		for i := range m {
			target, decoded = append(target, f.Target.At(i, k)), append(decoded, f.Decoded.At(i, k))
		}
		out.Target, out.Decoded = append(out.Target, target), append(out.Decoded, decoded)
	}
	return once{Info{Names: []string{w.Of}, Unit: l.Unit, Rows: l.Rows, Cols: l.Cols, Fit: out}}, nil
}
