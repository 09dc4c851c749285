package built

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/program"
)

// fit is how well the connection of a name fits what it is to compute.
func fit(path, name string, opts compiler.Options) (*Value, error) {
	checked, err := compiler.Check(path, opts)
	if err != nil {
		return nil, err
	}
	if checked.Diags.HasErrors() {
		return nil, &Invalid{checked.Diags, checked.Sources}
	}
	dt := 0.001
	if x := checked.Model.Experiments; len(x) > 0 {
		dt = x[0].Dt
	}
	compiled, diags := compiler.Compile(checked, dt, nil)
	if compiled == nil {
		return nil, &Invalid{diags, checked.Sources}
	}
	return fitOf(compiled.Program, name)
}

// fitOf is the fit of a link: errors in the unit of what it brings, the condition of the
// matrix that was solved with, 0 if none was, and the share of its weights that are 0.
func fitOf(p *program.Program, name string) (*Value, error) {
	var solved []string
	for i := range p.Links {
		l := &p.Links[i]
		switch {
		case l.Fit != nil && l.Name == name:
			f := l.Fit
			return &Value{Numbers: []float64{f.RMSE, f.TargetRMS, f.Condition, f.Zeros, float64(f.Iterations)}, Rows: 5, Cols: 1,
				Names: []string{"rmse", "target rms", "condition", "zeros", "iterations"}}, nil
		case l.Fit != nil:
			solved = append(solved, l.Name)
		case l.Name == name:
			return nil, fmt.Errorf("the weights of %s are given, so nothing was fitted", name)
		}
	}
	if solved == nil {
		return nil, fmt.Errorf("no connection of the model was solved")
	}
	return nil, fmt.Errorf("no connection that was solved is called %s; there are %s", name, strings.Join(solved, ", "))
}
