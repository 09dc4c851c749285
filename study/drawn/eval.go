package drawn

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/stdlib/analyses"
)

// asked is the name of the experiment that an expression is read in.
const asked = "nefc_eval"

// Eval computes an expression of a model that is built and has not run. Expressions are those of `expect`: they read
// params, constants, weights and functions of them. Checked holds the diagnostics; the value is good if there are no
// errors and err is nil.
func Eval(path, expression string, opts compiler.Options) (v analyses.Value, checked *compiler.Checked, diags diag.List, err error) {
	if strings.ContainsAny(expression, "\n\r#{};") {
		return v, nil, nil, fmt.Errorf("%q is no expression", expression)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return v, nil, nil, err
	}
	opts.Overlay = compiler.Overlay{filepath.Clean(path): fmt.Sprintf("%s\nexperiment %s {\n  expect (%s) < 1\n}\n", text, asked, expression)}
	if checked, err = compiler.Check(path, opts); err != nil || checked.Diags.HasErrors() {
		return v, checked, nil, err
	}
	x := checked.Model.Experiment(asked)
	compiled, diags := compiler.Compile(checked, x.Dt, nil)
	if compiled == nil {
		return v, checked, diags, nil
	}
	for _, e := range compiled.Program.Experiment(asked).Events {
		if expect, is := e.(*events.Expect); is {
			v, err = experiment.Evaluate(compiled.Program, expect.Cond.Args[0])
		}
	}
	return v, checked, diags, err
}
