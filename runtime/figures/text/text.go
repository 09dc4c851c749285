// Package text draws figures in a terminal: braille dots in a frame of 80 × 20 characters, with numbers along the axes
// and the names of lines above; or plain characters where a terminal has no braille.
package text

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/stdlib/plots"
)

// Options are what a terminal can show.
type Options struct {
	ASCII bool // no braille
	Color bool // colours tell lines apart
}

// The size of a drawing in characters.
const (
	width  = 80
	height = 20
	beside = 9 // numbers left of the frame
)

// Write draws a figure, its panels below each other.
func Write(w io.Writer, f *figures.Figure, o Options) error {
	out := bufio.NewWriter(w)
	for i := range f.Panels {
		if i > 0 {
			fmt.Fprintln(out)
		}
		d := &drawing{Options: o, style: f.Style, panel: &f.Panels[i], out: out, dots: newDots(width-beside-1, height-4)}
		d.draw()
	}
	return out.Flush()
}

// drawing is a panel that is drawn.
type drawing struct {
	Options
	style plots.Style
	panel *figures.Panel
	out   *bufio.Writer
	dots  *dots
	x, y  axes.Scale
}

// draw draws the title, the names of curves, the frame with its numbers, and what lies along the axes.
func (d *drawing) draw() {
	curves := curvesOf(d.panel.Content, d.style)
	d.scales(curves)
	for i := range curves {
		d.curve(&curves[i])
	}
	if t := d.panel.Title; t != "" {
		fmt.Fprintln(d.out, t)
	}
	d.names(curves)
	d.frame()
}

// scales find the range of both axes.
func (d *drawing) scales(curves []curve) {
	x, y := axes.Nothing(), axes.Nothing()
	x.Add(d.panel.X.From, d.panel.X.To)
	if d.panel.X.From == d.panel.X.To {
		x = axes.Nothing()
	}
	fromZero, down := d.panel.Y.FromZero, false
	for i := range curves {
		x.Add(curves[i].x...)
		y.Add(curves[i].y...)
		fromZero, down = fromZero || curves[i].bars, down || curves[i].down
	}
	d.x = axes.New(x, axes.Wanted{Kind: d.style.XScale, Range: d.style.XRange, Swept: d.panel.X.Swept, Tight: true})
	d.y = axes.New(y, axes.Wanted{Kind: d.style.YScale, Range: d.style.YRange, FromZero: fromZero, Down: down})
}

// curve draws one.
func (d *drawing) curve(c *curve) {
	last, joined := point{}, false
	for k := range c.x {
		px, py := d.x.At(c.x[k]), d.y.At(c.y[k])
		if math.IsNaN(px) || math.IsNaN(py) || px < -1e-9 || px > 1+1e-9 || py < -1e-9 || py > 1+1e-9 {
			joined = false
			continue
		}
		p := d.dots.at(px, py)
		switch {
		case c.bars:
			d.dots.line(d.dots.at(px, 0), p, c.ink)
		case joined && !c.points:
			d.dots.line(last, p, c.ink)
		default:
			d.dots.set(p, c.ink)
		}
		last, joined = p, true
	}
}

// mostNames is how many curves are named.
const mostNames = 8

// names writes those of the curves above the frame.
func (d *drawing) names(curves []curve) {
	var parts []string
	for i := range curves {
		if c := &curves[i]; c.name != "" && len(parts) < mostNames {
			parts = append(parts, d.colored(c.ink, d.sign(c)+" "+c.name))
		}
	}
	if len(parts) > 0 {
		fmt.Fprintf(d.out, "%s%s\n", strings.Repeat(" ", beside), strings.Join(parts, "   "))
	}
}

// sign is what stands before the name of a curve; without colours it is what the curve is drawn with.
func (d *drawing) sign(c *curve) string {
	if d.ASCII {
		return string(plain[c.ink%len(plain)])
	}
	return "─"
}

// frame writes the dots between axes with numbers.
func (d *drawing) frame() {
	side, corner, floor := "│", "└", "─"
	if d.ASCII {
		side, corner, floor = "|", "+", "-"
	}
	label := words(d.panel.Y, d.style.YLabel)
	if label != "" {
		fmt.Fprintf(d.out, "%s%s\n", strings.Repeat(" ", beside-1), d.text(label))
	}
	at := map[int]string{}
	ticks := d.y.Ticks(5, nil, nil)
	for _, t := range ticks.List {
		if t.Label != "" {
			at[int(math.Round((1-d.y.At(t.Value))*float64(d.dots.rows-1)))] = t.Label
		}
	}
	for row := range d.dots.rows {
		fmt.Fprintf(d.out, "%*s%s%s\n", beside-1, d.text(at[row]), side, d.row(row))
	}
	fmt.Fprintf(d.out, "%s%s%s\n", strings.Repeat(" ", beside-1), corner, strings.Repeat(floor, d.dots.cols))
	d.below()
}

// below writes the numbers along the lower axis, and what it measures.
func (d *drawing) below() {
	line := []rune(strings.Repeat(" ", width+beside))
	free := 0
	for _, t := range d.x.Ticks(6, d.panel.X.Marks, d.panel.X.Swept).List {
		label := []rune(d.text(t.Label))
		from := beside + int(math.Round(d.x.At(t.Value)*float64(d.dots.cols-1))) - len(label)/2
		if len(label) == 0 || from < free || from+len(label) > len(line) {
			continue
		}
		copy(line[from:], label)
		free = from + len(label) + 1
	}
	fmt.Fprintln(d.out, strings.TrimRight(string(line), " "))
	if label := d.text(words(d.panel.X, d.style.XLabel)); label != "" {
		fmt.Fprintf(d.out, "%s%s\n", strings.Repeat(" ", max(0, (width+beside-utf8.RuneCountInString(label))/2)), label)
	}
}

// words of an axis: those of the style, or what it measures.
func words(a figures.Axis, given *string) string {
	if given != nil {
		return *given
	}
	return a.String()
}

// text is what a terminal can show of a text.
func (d *drawing) text(s string) string {
	if d.ASCII {
		return strings.NewReplacer("−", "-", "×", "x").Replace(s)
	}
	return s
}
