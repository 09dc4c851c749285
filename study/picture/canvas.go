package picture

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/nefc/nefc/internal/layered"
)

// ink is a colour of the terminal, as the number of an ANSI sequence; "" for its own.
type ink string

const (
	plainInk  ink = ""
	nameInk   ink = "1"
	faintInk  ink = "2"
	excites   ink = "38;5;208"
	inhibits  ink = "38;5;39"
	learnsInk ink = "38;5;205"
)

func (b *Box) ink() ink {
	if b.Kind == Error {
		return learnsInk
	}
	return nameInk
}

func (w *Wire) ink() ink {
	switch {
	case w.Flavour == Learning:
		return learnsInk
	case w.Excites && !w.Inhibits:
		return excites
	case w.Inhibits && !w.Excites:
		return inhibits
	}
	return plainInk
}

// The ways a line leaves a cell, as a set.
const (
	up = 1 << iota
	right
	down
	left
)

// pen is how a line is drawn.
type pen int

const (
	single pen = iota
	double
	dashed
)

// strokes are the signs of lines: by the ways that they leave the cell.
var strokes = [...][16]rune{
	single: {' ', '│', '─', '└', '│', '│', '┌', '├', '─', '┘', '─', '┴', '┐', '┤', '┬', '┼'},
	double: {' ', '║', '═', '╚', '║', '║', '╔', '╠', '═', '╝', '═', '╩', '╗', '╣', '╦', '╬'},
	dashed: {' ', '┆', '┄', '└', '┆', '┆', '┌', '├', '┄', '┘', '┄', '┴', '┐', '┤', '┬', '┼'},
}

// spot is a cell of a canvas: a sign, or a line.
type spot struct {
	sign rune // 0 for a line
	ways int
	pen  pen
	ink  ink
}

// canvas is a drawing of signs. It grows as it is drawn on.
type canvas struct {
	rows, cols int
	spots      map[[2]int]spot
	ports      map[*Box]int // their rows
}

func newCanvas(rows, cols int) *canvas {
	return &canvas{rows: rows, cols: cols, spots: map[[2]int]spot{}, ports: map[*Box]int{}}
}

// put writes a word.
func (c *canvas) put(row, col int, text string, in ink) {
	for _, r := range text {
		c.spots[[2]int{row, col}] = spot{sign: r, ink: in}
		col++
	}
	c.cols = max(c.cols, col)
}

// mark adds ways to a cell that holds no sign.
func (c *canvas) mark(row, col, ways int, p pen, in ink) {
	s, taken := c.spots[[2]int{row, col}]
	if s.sign != 0 {
		return
	}
	if taken && s.pen != p {
		p = single
	}
	c.spots[[2]int{row, col}] = spot{ways: s.ways | ways, pen: p, ink: in}
}

// across draws a line from column to column in a row, along one from row to row.
func (c *canvas) across(row, from, to int, p pen, in ink) {
	for col := min(from, to); col < max(from, to); col++ {
		c.mark(row, col, right, p, in)
		c.mark(row, col+1, left, p, in)
	}
}

func (c *canvas) along(col, from, to int, p pen, in ink) {
	for row := min(from, to); row < max(from, to); row++ {
		c.mark(row, col, down, p, in)
		c.mark(row+1, col, up, p, in)
	}
}

// wire draws a curve with straight lines. Pieces that change the row do so in a column
// that depends on the number of the box they come from, so that wires of other boxes
// rarely lie on it.
func (c *canvas) wire(w *Wire, path layered.Path, number int) {
	p, in := single, w.ink()
	switch w.Flavour {
	case Weighted:
		p = double
	case Learning, Modulates, Next:
		p = dashed
	}
	if w.From == w.To {
		c.loop(path, p, in)
		end := path[len(path)-1]
		c.head(w, cell(end.Across), cell(end.Along), down)
		return
	}
	if w.Leaves != nil && w.From.Inside != nil {
		c.mark(cell(path[0].Across), cell(path[0].Along)-1, right, p, in)
	}
	last := right
	for i := 0; i+3 < len(path); i += 3 {
		last = c.piece(path[i], path[i+3], path[i+1], p, in, last, number)
	}
	end := path[len(path)-1]
	c.head(w, cell(end.Across), cell(end.Along), last)
}

// loop draws a wire above the box that it starts and ends in.
func (c *canvas) loop(path layered.Path, p pen, in ink) {
	row, from, to := cell(path[0].Across), cell(path[0].Along), cell(path[len(path)-1].Along)
	c.along(from, row-2, row, p, in)
	c.across(row-2, to, from, p, in)
	c.along(to, row-2, row, p, in)
}

// piece draws a piece of a wire and returns the way in which it ends.
func (c *canvas) piece(from, to, bend layered.Point, p pen, in ink, last, number int) int {
	r0, c0, r1, c1 := cell(from.Across), cell(from.Along), cell(to.Across), cell(to.Along)
	switch {
	case r0 == r1 && c0 == c1:
		return last
	case r0 == r1:
		c.across(r0, c0, c1, p, in)
	case c0 == c1 && bend.Along != from.Along:
		out := cell(from.Along + math.Copysign(2, bend.Along-from.Along))
		c.across(r0, c0, out, p, in)
		c.along(out, r0, r1, p, in)
		c.across(r1, out, c1, p, in)
		c0 = out
	case c0 == c1:
		c.along(c0, r0, r1, p, in)
		if r1 > r0 {
			return down
		}
		return up
	default:
		step := 1
		if c1 < c0 {
			step = -1
		}
		half := c0 + step*(2+number%max(1, step*(c1-c0)-3))
		c.across(r0, c0, half, p, in)
		c.along(half, r0, r1, p, in)
		c.across(r1, half, c1, p, in)
	}
	if c1 > c0 {
		return right
	}
	return left
}

// head ends a wire before its box.
func (c *canvas) head(w *Wire, row, col, way int) {
	if w.To != nil && w.To.Kind == Port {
		return
	}
	signs := map[int]rune{right: '▶', left: '◀', up: '▲', down: '▼'}
	if w.Inhibits && !w.Excites {
		signs = map[int]rune{right: '⊣', left: '⊢', up: '⊤', down: '⊥'}
	}
	switch way {
	case right:
		col--
	case up:
		row++
	case down:
		row--
	}
	c.spots[[2]int{row, col}] = spot{sign: signs[way], ink: w.ink()}
}

// frame draws a network with its title in the upper edge.
func (c *canvas) frame(top, leftmost, rows, cols int, title string) {
	bottom, rightmost := top+rows-1, leftmost+cols-1
	c.across(top, leftmost, rightmost, single, faintInk)
	c.across(bottom, leftmost, rightmost, single, faintInk)
	c.along(leftmost, top, bottom, single, faintInk)
	c.along(rightmost, top, bottom, single, faintInk)
	c.put(top, leftmost+2, " "+title+" ", nameInk)
}

// paste puts a drawing into another.
func (c *canvas) paste(inside *canvas, top, leftmost int) {
	for at, s := range inside.spots {
		if row, col := top+at[0], leftmost+at[1]; s.sign == 0 {
			c.mark(row, col, s.ways, s.pen, s.ink)
		} else {
			c.spots[[2]int{row, col}] = s
		}
	}
}

// ascii are the signs of ASCII that stand for others.
var ascii = strings.NewReplacer(
	"│", "|", "─", "-", "┄", ".", "┆", ":", "═", "=", "║", "H", "└", "+", "┌", "+", "├", "+", "┘", "+", "┴", "+",
	"┐", "+", "┤", "+", "┬", "+", "┼", "+", "╚", "#", "╔", "#", "╠", "#", "╝", "#", "╩", "#", "╗", "#", "╣", "#",
	"╦", "#", "╬", "#", "▶", ">", "◀", "<", "▲", "^", "▼", "v", "⊣", "|", "⊢", "|", "⊤", "-", "⊥", "-", "‹", "<",
	"›", ">", "○", "o", "−", "-", "×", "x", "·", "*", "²", "^2", "³", "^3", "π", "pi", "…", "~", "τ", "tau", "₀", "0",
	"₁", "1", "₂", "2", "₃", "3", "₄", "4", "₅", "5", "₆", "6", "₇", "7", "₈", "8", "₉", "9",
)

func (s Style) signs(text string) string {
	if s.ASCII {
		return ascii.Replace(text)
	}
	return text
}

// write prints the canvas, without blanks at the ends of lines and without empty lines
// around it.
func (c *canvas) write(w io.Writer, style Style) {
	first, last := math.MaxInt, math.MinInt
	leftmost := math.MaxInt
	end := map[int]int{}
	for at, s := range c.spots {
		if s.rune() != ' ' {
			first, last, leftmost = min(first, at[0]), max(last, at[0]), min(leftmost, at[1])
			end[at[0]] = max(end[at[0]], at[1]+1)
		}
	}
	for row := first; row <= last; row++ {
		var line strings.Builder
		for col := leftmost; col < end[row]; col++ {
			s := c.spots[[2]int{row, col}]
			text := style.signs(string(s.rune()))
			if style.Color && s.ink != plainInk && text != " " {
				text = fmt.Sprintf("\x1b[%sm%s\x1b[0m", s.ink, text)
			}
			line.WriteString(text)
		}
		fmt.Fprintln(w, line.String())
	}
}

func (s spot) rune() rune {
	if s.sign != 0 {
		return s.sign
	}
	return strokes[s.pen][s.ways]
}
