package look

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/cmd/nefc/terminal"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/figures/data"
	"github.com/nefc/nefc/runtime/figures/text"
	"github.com/nefc/nefc/stdlib/plots"
	"github.com/nefc/nefc/study/drawn"
)

// Plot is the command of that name.
var Plot = cli.Command{
	Name:    "plot",
	Args:    "[flags] FILE.npz … [SIGNAL …] [OPTION VALUE …]",
	Summary: "Draw what a past run recorded, or a weight table",
	Help: `Draws signals of a probes.npz, all if none is named, or the weights of a table.
Without --to it draws in the terminal. The ending of the file says how: .svg, .pdf
and .png are pictures, .csv, .npz and .json (Vega-Lite) their data. Options say how
it looks; they are those of a line plot in a model (nefc explain plot), as flags or
as words.

Examples:
  nefc plot out/main/run/probes.npz
  nefc plot out/main/run/probes.npz post ramp --to post.pdf width page
  nefc plot out/main/run/probes.npz x --against y --kind scatter
  nefc plot out/main/weights.npz --to weights.svg --limit max
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &plotFlags{}
		fs.StringVar(&f.ask.Kind, "kind", "", "line, scatter, raster, rate or hist (default: what the first signal needs)")
		fs.StringVar(&f.ask.Against, "against", "", "the signal along the axis, instead of time")
		f.figure.add(fs)
		return f
	},
	Run: runPlot,
}

// Tuning is the command of that name.
var Tuning = cli.Command{
	Name:    "tuning",
	Args:    "[flags] model.nef [POPULATION …] [OPTION VALUE …]",
	Summary: "Draw the tuning curves of a model's populations, as built",
	Help: `Builds a model and draws how fast the neurons of its populations fire over what
they represent, and in one dimension what its connections decode from them. It is
drawn and written as by nefc plot.

Examples:
  nefc tuning model.nef
  nefc tuning model.nef pre --to pre.svg
  nefc tuning model.nef pre --csv - > pre.csv
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &plotFlags{}
		f.model.Add(fs)
		f.figure.add(fs)
		return f
	},
	Run: runTuning,
}

// plotFlags are those of commands that draw.
type plotFlags struct {
	model  cli.ModelFlags
	ask    drawn.Asked
	figure figureFlags
}

// figureFlags say where a figure goes and how it looks.
type figureFlags struct {
	to, csv string
	looks   map[string]*string // values of options, by name
}

func (f *figureFlags) add(fs *pflag.FlagSet) {
	fs.StringVarP(&f.to, "to", "o", "", "the file to write: "+strings.Join(plots.Endings, ", "))
	fs.StringVar(&f.csv, "csv", "", "write the data as a table; - for the standard output")
	f.looks = map[string]*string{}
	for i := range plots.Options {
		if o := &plots.Options[i]; o.Values != nil {
			f.looks[o.Name] = fs.String(o.Name, "", o.Doc+": "+o.Values.String())
		}
	}
}

// words takes options out of the words of a command line, and returns the others.
func (f *figureFlags) words(args []string) (rest []string, err error) {
	for i := 0; i < len(args); i++ {
		o := plots.FindOption(args[i])
		switch {
		case o == nil || o.Values == nil && o.Name != "to":
			rest = append(rest, args[i])
			continue
		case i+1 == len(args):
			return nil, fmt.Errorf("`%s` needs a value", args[i])
		case o.Name == "to":
			f.to = args[i+1]
		default:
			*f.looks[o.Name] = args[i+1]
		}
		i++
	}
	return rest, nil
}

// style is the look that the flags ask for.
func (f *figureFlags) style() (plots.Style, error) {
	style := plots.Default()
	for i := range plots.Options {
		o := &plots.Options[i]
		if given := f.looks[o.Name]; given != nil && *given != "" {
			v, err := o.Parse(*given)
			if err != nil {
				return style, err
			}
			o.Set(&style, v)
		}
	}
	if style.Pixels() > plots.MostPixels {
		return style, fmt.Errorf("a figure of %g mm with %d dpi is %d pixels wide, and %d at most", style.Width, style.DPI,
			style.Pixels(), plots.MostPixels)
	}
	if !cli.Writes(f.to, plots.Endings) {
		return style, cli.CannotWrite(f.to, plots.Endings)
	}
	return style, nil
}

// show writes a figure into its file, as a table, as an object of --json, or draws it in the terminal.
func (f *figureFlags) show(s cli.Streams, kind string, fig *figures.Figure) int {
	fig.Provenance.Version = version.Name()
	var err error
	switch {
	case f.csv == "-":
		err = data.CSV(terminal.Raw(s.Out), fig)
	case f.csv != "":
		err = files.Write(f.csv, func(w io.Writer) error { return data.CSV(w, fig) })
		s.Say("written", cli.Fields{"file": f.csv}, "%s\n", f.csv)
	case f.to == "" && s.JSON:
		var spec any
		if spec, err = data.Spec(fig); err == nil {
			s.Object(kind, cli.Fields{"figure": spec})
		}
	case f.to == "":
		err = text.Write(terminal.Raw(s.Out), fig, text.Options{ASCII: !terminal.UTF8(), Color: terminal.Colours(s.Out)})
	}
	if err == nil && f.to != "" {
		err = files.Write(f.to, func(w io.Writer) error { return data.Write(w, fig, cli.Ending(f.to)) })
		if err == nil {
			s.Say("written", cli.Fields{"file": f.to}, "%s\n", f.to)
		}
	}
	if err != nil {
		return cli.FileError(s, err)
	}
	return cli.ExitFine
}

func runPlot(s cli.Streams, flags any, args []string) int {
	f := flags.(*plotFlags)
	args, err := f.figure.words(args)
	if err == nil {
		f.ask.Style, err = f.figure.style()
	}
	var paths []string
	for _, a := range args {
		switch {
		case strings.HasSuffix(a, ".npz"):
			paths = append(paths, a)
		case strings.HasSuffix(a, ".nef") && err == nil:
			err = fmt.Errorf("%s is a model: `nefc run %s` runs it; then draw what it recorded", a, a)
		default:
			f.ask.Names = append(f.ask.Names, a)
		}
	}
	if err == nil && len(paths) == 0 {
		err = fmt.Errorf("which file? `nefc plot out/EXPERIMENT/PHASE/probes.npz`")
	}
	if err != nil {
		return cli.UsageError(s, "plot", err)
	}
	fig, err := drawn.Recorded(paths, f.ask)
	if err != nil {
		return cli.FileError(s, err)
	}
	return f.figure.show(s, "plot", fig)
}

func runTuning(s cli.Streams, flags any, args []string) int {
	f := flags.(*plotFlags)
	args, err := f.figure.words(args)
	if err == nil {
		f.ask.Style, err = f.figure.style()
	}
	opts, wrong := f.model.Options()
	switch {
	case err == nil && wrong != nil:
		err = wrong
	case err == nil && len(args) == 0:
		err = fmt.Errorf("which model? `nefc tuning model.nef`")
	}
	if err != nil {
		return cli.UsageError(s, "tuning", err)
	}
	compiled, code := builtModel(s, args[0], opts)
	if compiled == nil {
		return code
	}
	fig, err := drawn.Tuning(compiled.Program, args[1:], f.ask.Style)
	if err != nil {
		return cli.UsageError(s, "tuning", err)
	}
	fig.Provenance = figures.Provenance{Model: filepath.Base(args[0]), Hash: compiled.Program.SpecHash,
		Seed: fmt.Sprint(compiled.Program.Seed)}
	tellConductances(s, compiled, args[1:])
	return f.figure.show(s, "tuning", fig)
}

// tellConductances says of populations, all or those that are named, how conductances act
// together like a current where weights are solved for them.
func tellConductances(s cli.Streams, compiled *compiler.Compiled, names []string) {
	for i := range compiled.Program.Populations {
		pop := &compiled.Program.Populations[i]
		c := pop.Calibration
		if c == nil || len(names) > 0 && !slices.Contains(names, pop.Name) {
			continue
		}
		h := c.H
		fmt.Fprintf(s.Err, "%s: J = (%.4g + exc %+.4g·inh)/(%.4g %+.4g·exc %+.4g·inh), in nS", pop.Name, h.B0, h.B2, h.A0, h.A1, h.A2)
		if c.Fitted {
			fmt.Fprintf(s.Err, "; rates to %.2g Hz, up to %.3g Hz", c.RMSE, c.Highest)
		}
		fmt.Fprintln(s.Err)
	}
}

// builtModel checks and builds a model with the time step of its first experiment; nil if it has errors.
func builtModel(s cli.Streams, path string, opts compiler.Options) (*compiler.Compiled, int) {
	checked, code := cli.CheckedModel(s, path, opts)
	if checked == nil {
		return nil, code
	}
	return builtFrom(s, checked)
}

// builtFrom is the same of a model that was checked.
func builtFrom(s cli.Streams, checked *compiler.Checked) (*compiler.Compiled, int) {
	dt := 0.001
	if x := checked.Model.Experiments; len(x) > 0 {
		dt = x[0].Dt
	}
	tell, done := cli.FollowBuild(s)
	checked.Watch = tell
	compiled, diags := compiler.Compile(checked, dt, nil)
	done()
	cli.Show(s, diags, checked.Sources)
	if compiled == nil {
		return nil, cli.ExitModel
	}
	return compiled, cli.ExitFine
}
