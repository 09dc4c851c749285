package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/study/drawn"
)

var evalCommand = command{
	name:    "eval",
	args:    "[flags] model.nef 'EXPR'",
	summary: "Compute an expression of a model that is built, without running it",
	help: `Builds a model and prints what an expression is: a number, or many. Expressions
are those of expect: params and constants, weights of connections as they are
built, and functions of them.

Examples:
  nefc eval model.nef 'max(c.weights)'
  nefc eval model.nef 'mean(c.weights^2)'
  nefc eval --set lr=1e-3 model.nef '1000*lr'
  nefc eval model.nef c.weights --json
`,
	flags: func(fs *pflag.FlagSet) any {
		m := &modelFlags{}
		m.add(fs)
		return m
	},
	run: runEval,
}

func runEval(s streams, flags any, args []string) int {
	opts, err := flags.(*modelFlags).options()
	if err == nil && len(args) != 2 {
		err = fmt.Errorf("a model and an expression: `nefc eval model.nef 'max(c.weights)'`")
	}
	if err != nil {
		return plotError(s, "eval", err)
	}
	v, checked, diags, err := drawn.Eval(args[0], args[1], opts)
	if checked != nil && checked.Diags.HasErrors() {
		show(s, checked.Diags, checked.Sources)
		return exitModel
	}
	if checked != nil && diags.HasErrors() {
		show(s, diags, checked.Sources)
		return exitModel
	}
	switch {
	case err != nil && checked == nil:
		return fileError(s, err)
	case err != nil:
		fmt.Fprintf(s.err, "nefc eval: %s has no value: %v\n", args[1], err)
		return exitModel
	}
	say(s, args[1], v)
	return exitFine
}

// say prints a value: a number, or the numbers of each row in a line.
func say(s streams, expression string, v analyses.Value) {
	var list []any
	var text []string
	for _, x := range v.All() {
		list, text = append(list, finite(x)), append(text, strconv.FormatFloat(x, 'g', -1, 64))
	}
	s.say("value", fields{"expression": expression, "numbers": list}, "%s\n", strings.Join(text, "\n"))
}
