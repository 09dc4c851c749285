// Package built tells what a model is after building, without a run: expressions of its
// params, constants, gains, encoders and weights (built.go), and how well what was solved
// fits (fit.go).
package built

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime/experiment"
)

// Value is what an expression came to: numbers row by row.
type Value struct {
	Numbers    []float64
	Rows, Cols int
	Names      []string // of the rows; nil for none
}

// Invalid says that an expression has errors, or the model that it is asked of.
type Invalid struct {
	Diags   diag.List
	Sources diag.Sources
}

// Error says so.
func (e *Invalid) Error() string { return "has errors" }

// asked is the name of the experiment, or of the constant, that an expression is read in.
const asked = "nefc_eval"

// Evaluate computes an expression of a model that is built and has not run:
//
//  1. NAME.fit is how well the connection of that name fits
//  2. what `expect` can compute of params, weights, and slots that are built
//  3. constants: lists, pointers of vocabularies, sizes
//
// The error is an Invalid where the text is wrong, and otherwise why there is no value.
func Evaluate(path, expression string, opts compiler.Options) (*Value, error) {
	if name, ok := strings.CutSuffix(strings.TrimSpace(expression), ".fit"); ok {
		return fit(path, name, opts)
	}
	if strings.ContainsAny(expression, "\n\r#{};") {
		return nil, fmt.Errorf("%q is no expression", expression)
	}
	checked, err := with(path, fmt.Sprintf("experiment %s {\n  run 1ms\n  expect (%s) < 1\n}\n", asked, expression), opts)
	if err != nil {
		return nil, err
	}
	if !checked.Diags.HasErrors() {
		return analysis(checked)
	}
	if v := constant(path, expression, opts); v != nil {
		return v, nil
	}
	return nil, &Invalid{checked.Diags, checked.Sources}
}

// with checks a model with lines at its end.
func with(path, lines string, opts compiler.Options) (*compiler.Checked, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	opts.Overlay = compiler.Overlay{filepath.Clean(path): string(text) + "\n" + lines}
	return compiler.Check(path, opts)
}

// analysis computes what the experiment expects to be less than 1.
func analysis(checked *compiler.Checked) (*Value, error) {
	compiled, diags := compiler.Compile(checked, checked.Model.Experiment(asked).Dt, nil)
	if compiled == nil {
		return nil, &Invalid{diags, checked.Sources}
	}
	list := compiled.Program.Experiment(asked).Events
	expect := list[len(list)-1].(*events.Expect)
	v, shape, err := experiment.Evaluate(compiled.Program, expect.Cond.Args[0])
	if err != nil {
		return nil, err
	}
	return &Value{Numbers: v.Filled().All(), Rows: shape[0], Cols: shape[1]}, nil
}

// constant is the value of an expression that reads nothing but params; nil if it is none.
func constant(path, expression string, opts compiler.Options) *Value {
	checked, err := with(path, fmt.Sprintf("node %s = %s\n", asked, expression), opts)
	if err != nil || checked.Diags.HasErrors() {
		return nil
	}
	i := slices.IndexFunc(checked.Model.Nodes, func(n *model.Node) bool { return n.Name == asked })
	if i < 0 || checked.Model.Nodes[i].Kind != model.Code {
		return nil
	}
	env := &code.Env{}
	for _, p := range checked.Model.Params {
		env.Params = append(env.Params, p.Value)
	}
	v := &Value{Rows: len(checked.Model.Nodes[i].Code), Cols: 1}
	for _, e := range checked.Model.Nodes[i].Code {
		varies := false
		e.Walk(func(x *code.Expr) {
			varies = varies || x.Kind == code.Input || x.Kind == code.Time || x.Kind == code.Step
		})
		if varies {
			return nil
		}
		v.Numbers = append(v.Numbers, e.Eval(env))
	}
	return v
}
