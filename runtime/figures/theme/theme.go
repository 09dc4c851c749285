// Package theme is the one place that names a colour. Figures, diagrams and the pages of a report take theirs from
// here.
//
// Orange excites and blue inhibits, and nothing else is orange or dark blue. Lines of signals have four other hues,
// told apart by dashes beyond; what should be is dashed ink. The two colours of signs, and any two of the lines, differ
// for people with each of the three kinds of colour blindness.
package theme

import (
	"fmt"
	"image/color"
)

// Theme is a set of colours, and the widths of lines in points.
type Theme struct {
	Name       string
	Background color.NRGBA // of the page
	Ink        color.NRGBA // text, axes, ideals
	Muted      color.NRGBA // text of second rank
	Faint      color.NRGBA // text of third rank, what lies behind
	Frame      color.NRGBA // around images
	Grid       color.NRGBA // lines at ticks; of the background's colour for none
	Excitatory color.NRGBA
	Inhibitory color.NRGBA
	Zero       color.NRGBA // the middle between the two
	Lines      [4]color.NRGBA
	Learning   color.NRGBA
	Low, High  color.NRGBA // ends of the scale of what has no sign, such as rates
	Mid        color.NRGBA // its middle
	LineWidth  float64     // of data
	AxisWidth  float64     // of axes and ticks
	ThinWidth  float64     // of one line among many
}

// Themes are all of them: for print, for a light and a dark screen.
var Themes = []*Theme{&Paper, &Screen, &Dark}

// Of finds a theme by its name; Paper if there is none of it.
func Of(name string) *Theme {
	for _, t := range Themes {
		if t.Name == name {
			return t
		}
	}
	return &Paper
}

// Paper is black on white, without a grid.
var Paper = Theme{
	Name: "paper", Background: hex(0xffffff), Ink: hex(0x171a1f), Muted: hex(0x545b66), Faint: hex(0x6f7682),
	Frame: hex(0xa9b0ba), Grid: hex(0xffffff),
	Excitatory: hex(0xc94f00), Inhibitory: hex(0x0068a8), Zero: hex(0xffffff),
	Lines: [4]color.NRGBA{hex(0x0b7a52), hex(0xd2499a), hex(0xa58300), hex(0x2a7fdc)}, Learning: hex(0xd2499a),
	Low: hex(0xf7f4ec), Mid: hex(0x53a58b), High: hex(0x0e2f3f),
	LineWidth: 1, AxisWidth: 0.6, ThinWidth: 0.5,
}

// Screen is Paper with a grid, and axes that stand back.
var Screen = func() Theme {
	t := Paper
	t.Name, t.Frame, t.Grid = "screen", hex(0xdfe2e7), hex(0xeceef1)
	return t
}()

// Dark is light on dark.
var Dark = Theme{
	Name: "dark", Background: hex(0x14171d), Ink: hex(0xe8eaee), Muted: hex(0xa6adb9), Faint: hex(0x838b98),
	Frame: hex(0x262b34), Grid: hex(0x20242c),
	Excitatory: hex(0xf58a4a), Inhibitory: hex(0x56b4ee), Zero: hex(0x14171d),
	Lines: [4]color.NRGBA{hex(0x4fe6a4), hex(0xcf5a9c), hex(0xc2952c), hex(0x4f9bf0)}, Learning: hex(0xcf5a9c),
	Low: hex(0x1a1f27), Mid: hex(0x2f8d78), High: hex(0xf1f3c8),
	LineWidth: 1, AxisWidth: 0.6, ThinWidth: 0.5,
}

// Token is a colour by the name that style sheets have for it.
type Token struct {
	Name  string
	Color color.NRGBA
}

// Tokens lists the colours that style sheets share with figures.
func (t *Theme) Tokens() []Token {
	return []Token{{"tile", t.Background}, {"ink", t.Ink}, {"ink2", t.Muted}, {"ink3", t.Faint}, {"line", t.Frame}, {"grid", t.Grid},
		{"exc", t.Excitatory}, {"inh", t.Inhibitory}, {"zero", t.Zero}, {"ideal", t.Ink},
		{"c1", t.Lines[0]}, {"c2", t.Lines[1]}, {"c3", t.Lines[2]}, {"c4", t.Lines[3]}}
}

// Hex is a colour as style sheets write it: #rrggbb. How much shines through is not in it.
func Hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// Faded is c of which only a share is seen.
func Faded(c color.NRGBA, share float64) color.NRGBA {
	c.A = uint8(255*share + 0.5)
	return c
}

// Mix is a colour on the straight way from a to b: a at 0, b at 1.
func Mix(a, b color.NRGBA, share float64) color.NRGBA {
	mix := func(x, y uint8) uint8 { return uint8(float64(x) + share*(float64(y)-float64(x)) + 0.5) }
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// hex is an opaque colour from 0xrrggbb.
func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 255}
}
