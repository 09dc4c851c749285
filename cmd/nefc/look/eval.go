package look

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/study/built"
)

// Eval is the command of that name.
var Eval = cli.Command{
	Name:    "eval",
	Args:    "[flags] model.nef 'EXPR'",
	Summary: "Tell what a model is after building, without running it",
	Help: `Builds a model and prints what an expression is: a number, a list, or a matrix.
Expressions are those of expect, of what is known before a run: params, gain, bias,
encoders, max_rates and intercepts of ensembles, and weights of connections, which
are decoders behind their transform where a connection starts at a value. Beside
them there are constants, lists, pointers of vocabularies, dot and len; and
NAME.fit, how well a connection fits what it is to compute.

Examples:
  nefc eval model.nef 'max(c.weights)'
  nefc eval model.nef a.encoders
  nefc eval model.nef 'mean(a.max_rates)'
  nefc eval model.nef c.fit
  nefc eval model.nef 'dot(v.DOG, v.CAT)'
  nefc eval --set lr=1e-3 model.nef '1000*lr'
  nefc eval model.nef c.weights --to weights.npy
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &evalFlags{}
		f.model.Add(fs)
		fs.StringVarP(&f.to, "to", "o", "", "the file to write: "+strings.Join(built.Endings, ", "))
		return f
	},
	Run: runEval,
}

type evalFlags struct {
	model cli.ModelFlags
	to    string
}

func runEval(s cli.Streams, flags any, args []string) int {
	f := flags.(*evalFlags)
	opts, err := f.model.Options()
	format := cli.Ending(f.to)
	switch {
	case err == nil && len(args) != 2:
		err = fmt.Errorf("a model and an expression: `nefc eval model.nef 'max(c.weights)'`")
	case err == nil && !cli.Writes(f.to, built.Endings):
		err = cli.CannotWrite(f.to, built.Endings)
	}
	if err != nil {
		return cli.UsageError(s, "eval", err)
	}
	tell, done := cli.FollowBuild(s)
	opts.Watch = tell
	v, err := built.Evaluate(args[0], args[1], opts)
	done()
	if err != nil {
		return noValue(s, args[1], err)
	}
	if f.to == "" {
		sayValue(s, args[1], v)
		return cli.ExitFine
	}
	if err := files.Write(f.to, func(w io.Writer) error { return v.Write(w, format) }); err != nil {
		return cli.FileError(s, err)
	}
	s.Say("written", cli.Fields{"file": f.to}, "%s\n", f.to)
	return cli.ExitFine
}

// noValue says why an expression has no value.
func noValue(s cli.Streams, expression string, err error) int {
	var invalid *built.Invalid
	var file *fs.PathError
	switch {
	case errors.As(err, &invalid):
		cli.Show(s, invalid.Diags, invalid.Sources)
		return cli.ExitModel
	case errors.As(err, &file):
		return cli.FileError(s, err)
	}
	fmt.Fprintf(s.Err, "nefc eval: %s has no value: %v\n", expression, err)
	return cli.ExitModel
}

// shownRows and shownCols are how much of a matrix is printed.
const (
	shownRows = 40
	shownCols = 10
)

// sayValue prints a value: a number, a list one a line, a matrix as a table with its shape.
func sayValue(s cli.Streams, expression string, v *built.Value) {
	if s.JSON {
		list := make([]any, len(v.Numbers))
		for i, x := range v.Numbers {
			list[i] = cli.Finite(x)
		}
		object := cli.Fields{"expression": expression, "numbers": list, "shape": []int{v.Rows, v.Cols}}
		if v.Names != nil {
			object["names"] = v.Names
		}
		s.Object("value", object)
		return
	}
	switch {
	case v.Names != nil:
		table := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
		for i, name := range v.Names {
			fmt.Fprintf(table, "%s\t%.6g\n", name, v.Numbers[i])
		}
		table.Flush()
	case v.Cols == 1 || v.Rows == 1:
		for _, x := range v.Numbers {
			fmt.Fprintln(s.Out, strconv.FormatFloat(x, 'g', -1, 64))
		}
	default:
		printMatrix(s.Out, v)
	}
}

// printMatrix prints rows and columns, of a large matrix the first ones.
func printMatrix(w io.Writer, v *built.Value) {
	rows, cols := min(v.Rows, shownRows), min(v.Cols, shownCols)
	rest := ""
	if rows < v.Rows || cols < v.Cols {
		rest = fmt.Sprintf("; the first %d × %d, --to FILE.csv writes all", rows, cols)
	}
	fmt.Fprintf(w, "%d × %d%s\n", v.Rows, v.Cols, rest)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for i := range rows {
		for j := range cols {
			fmt.Fprintf(table, "%.4g\t", v.Numbers[i*v.Cols+j])
		}
		fmt.Fprintln(table)
	}
	table.Flush()
}
