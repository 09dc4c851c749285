// Package look has the commands that look at models and at what runs left, and at what a
// model can name: none of them runs a model.
package look

import (
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/cmd/nefc/terminal"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/runtime/figures/theme"
	"github.com/nefc/nefc/study/picture"
)

// Graph is the command of that name.
var Graph = cli.Command{
	Name:    "graph",
	Args:    "[flags] model.nef",
	Summary: "Draw a model: populations, networks and what connects them",
	Help: `Draws circles for populations, boxes for nodes and frames for networks, with
wires between them: orange ones excite, blue ones inhibit, dashed ones teach.
Without --to it draws in the terminal. The ending of the file says how:
.svg, .pdf and .png are pictures, .dot is for Graphviz, .json for other programs.

Networks are opened as long as there are few boxes; --depth and --open say
which. With --ops it draws the operators that run, with their sizes and costs.

Examples:
  nefc graph model.nef
  nefc graph model.nef --to model.svg
  nefc graph model.nef --open memory --theme dark -o memory.png
  nefc graph --ops model.nef -o operators.svg
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &graphFlags{}
		f.model.Add(fs)
		fs.StringVarP(&f.to, "to", "o", "", "the file to write: "+strings.Join(graphFormats, ", "))
		fs.IntVar(&f.depth, "depth", picture.Auto, "open networks in so many others (default: as far as few boxes are drawn)")
		fs.Lookup("depth").DefValue = "0" // the text says it
		fs.StringArrayVar(&f.open, "open", nil, "open this network, array or group (repeatable)")
		fs.StringVar(&f.theme, "theme", theme.Paper.Name, "colours: "+strings.Join(themeNames(), ", "))
		fs.BoolVar(&f.ops, "ops", false, "draw operators instead")
		return f
	},
	Run: runGraph,
}

// graphFormats are the endings that a picture can have.
var graphFormats = []string{".svg", ".pdf", ".png", ".dot", ".json"}

// dotsPerInch is how fine a .png is, unless it would have more than mostPixels.
const (
	dotsPerInch = 300
	mostPixels  = 60e6
)

type graphFlags struct {
	model cli.ModelFlags
	to    string
	depth int
	open  []string
	theme string
	ops   bool
}

func themeNames() []string {
	names := make([]string, len(theme.Themes))
	for i, t := range theme.Themes {
		names[i] = t.Name
	}
	return names
}

func runGraph(s cli.Streams, flags any, args []string) int {
	f := flags.(*graphFlags)
	opts, err := f.model.Options()
	switch {
	case err != nil:
	case len(args) != 1:
		err = errors.New("one model at a time: `nefc graph model.nef`")
	case !cli.Writes(f.to, graphFormats):
		err = cli.CannotWrite(f.to, graphFormats)
	case !slices.Contains(themeNames(), f.theme):
		err = fmt.Errorf("--theme takes one of %s, not %q", strings.Join(themeNames(), ", "), f.theme)
	case f.depth < picture.Auto:
		err = fmt.Errorf("--depth takes 0 or more, not %d", f.depth)
	}
	if err != nil {
		return cli.UsageError(s, "graph", err)
	}
	checked, code := cli.CheckedModel(s, args[0], opts)
	if checked == nil {
		return code
	}
	d, code := f.diagram(s, checked)
	if d == nil {
		return code
	}
	return f.write(s, d, args[0])
}

// diagram is the one that the flags ask for; nil if there is none.
func (f *graphFlags) diagram(s cli.Streams, checked *compiler.Checked) (*picture.Diagram, int) {
	if f.ops {
		compiled, code := builtFrom(s, checked)
		if compiled == nil {
			return nil, code
		}
		return picture.Operators(compiled.Graph, checked.Sources), cli.ExitFine
	}
	d, err := picture.Of(checked, picture.Options{Depth: f.depth, Open: f.open})
	if err != nil {
		return nil, cli.UsageError(s, "graph", err)
	}
	return d, cli.ExitFine
}

// write draws into the file, or in the terminal.
func (f *graphFlags) write(s cli.Streams, d *picture.Diagram, model string) int {
	if f.to == "" {
		if s.JSON {
			s.Object("graph", cli.Fields{"model": model, "graph": picture.Arrange(d, picture.AnyFlow).Data()})
		} else {
			d.Text(terminal.Raw(s.Out), picture.Style{ASCII: !terminal.UTF8(), Color: terminal.Colours(s.Out)})
		}
		return cli.ExitFine
	}
	scene := picture.Arrange(d, picture.AnyFlow)
	err := files.Write(f.to, func(w io.Writer) error {
		switch cli.Ending(f.to) {
		case ".dot":
			return scene.DOT(w, theme.Of(f.theme))
		case ".json":
			return scene.WriteJSON(w)
		}
		return f.draw(w, scene, model)
	})
	if err != nil {
		return cli.FileError(s, err)
	}
	s.Say("written", cli.Fields{"file": f.to}, "%s\n", f.to)
	return cli.ExitFine
}

// draw writes a picture.
func (f *graphFlags) draw(w io.Writer, scene *picture.Scene, model string) error {
	p := picture.Draw(scene, theme.Of(f.theme), filepath.Base(model))
	switch cli.Ending(f.to) {
	case ".pdf":
		return p.PDF(w)
	case ".png":
		return p.PNG(w, int(min(dotsPerInch, 72*math.Sqrt(mostPixels/(p.Width*p.Height)))))
	}
	return p.SVG(w)
}
