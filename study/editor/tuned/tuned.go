// Package tuned shows how a population is tuned beside what is said of it: curves as a line of text, and as a picture.
// A page, which draws them itself, does without.
package tuned

import (
	"bytes"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/pictures"
	"github.com/nefc/nefc/stdlib/plots"
	"github.com/nefc/nefc/study/drawn"
	"github.com/nefc/nefc/study/editor"
)

// Limits of what is drawn while somebody waits for a hover.
const (
	mostNumbers = 200_000 // encoders
	mostCurves  = 2000    // neurons
	sparks      = 4       // curves as text
	sparkWidth  = 24
)

// Of is the tuning curves of a population: some of them as text, and all as a picture.
// The population is built alone, which draws the numbers that it has in the model.
func Of(m *editor.Model, d *outline.Decl) (text string, png []byte) {
	e := m.Objects().Ensembles[d.Name]
	if members := m.Objects().Arrays[d.Name]; e == nil && len(members) > 0 {
		e = members[0]
	}
	if e == nil || m.Diags.HasErrors() || e.N*e.Dims > mostNumbers || e.N > mostCurves {
		return "", nil
	}
	whole := m.Checked.Model
	alone := &compiler.Checked{File: m.File, Model: &model.Model{File: whole.File, Seed: whole.Seed, Ensembles: []*model.Ensemble{e}}}
	compiled, _ := compiler.Compile(alone, 0.001, nil)
	if compiled == nil {
		return "", nil
	}
	curves := pictures.Curves(&compiled.Program.Populations[0]).Rates
	var lines []string
	for i := range min(sparks, len(curves)) {
		lines = append(lines, spark(curves[i*len(curves)/min(sparks, len(curves))]))
	}
	return "`" + strings.Join(lines, " ") + "`", picture(compiled.Program, e.Name)
}

// mostBytes of a picture: VS Code cuts a hover after 100,000 characters, and three bytes take four of them.
const mostBytes = 70_000

// picture is the tuning curves of a population as finely as they fit into a hover; nil if they do not.
func picture(p *program.Program, name string) []byte {
	for _, dpi := range []int{110, 80, 55} {
		figure, err := drawn.Tuning(p, []string{name}, pictureStyle(dpi))
		if err != nil {
			return nil
		}
		var out bytes.Buffer
		if figure.Write(&out, "png") == nil && out.Len() <= mostBytes {
			return out.Bytes()
		}
	}
	return nil
}

// pictureStyle is how a picture in a hover looks: readable on light and dark pages.
func pictureStyle(dpi int) plots.Style {
	s := plots.Default()
	s.DPI = dpi
	s.Theme = "screen"
	return s
}

// bars are heights from 0 on.
var bars = []rune("▁▂▃▄▅▆▇█")

// spark draws a curve as a line of text.
func spark(curve []float64) string {
	top := slices.Max(curve)
	out := make([]rune, sparkWidth)
	for i := range out {
		v := curve[i*(len(curve)-1)/(sparkWidth-1)]
		level := 0
		if top > 0 {
			level = int(v / top * float64(len(bars)-1))
		}
		out[i] = bars[max(0, min(level, len(bars)-1))]
	}
	return string(out)
}
