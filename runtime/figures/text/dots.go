package text

import (
	"fmt"
	"math"
	"strings"
)

// dots are a grid of characters, each of two dots along and four down.
type dots struct {
	cols, rows int
	cells      []uint8 // by character: a bit for each dot
	ink        []int   // by character: of what was drawn last
}

// point is a dot: from the left, from the top.
type point struct{ x, y int }

func newDots(cols, rows int) *dots {
	return &dots{cols, rows, make([]uint8, cols*rows), make([]int, cols*rows)}
}

// at is the dot at shares of the axes from the lower left.
func (d *dots) at(x, y float64) point {
	return point{int(math.Round(x * float64(2*d.cols-1))), int(math.Round((1 - y) * float64(4*d.rows-1)))}
}

// bits are those of a braille character, by row and column of its dots.
var bits = [4][2]uint8{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// set draws a dot.
func (d *dots) set(p point, ink int) {
	if p.x < 0 || p.y < 0 || p.x >= 2*d.cols || p.y >= 4*d.rows {
		return
	}
	k := p.y/4*d.cols + p.x/2
	d.cells[k] |= bits[p.y%4][p.x%2]
	d.ink[k] = ink
}

// line draws the dots between two.
func (d *dots) line(a, b point, ink int) {
	n := max(1, max(b.x-a.x, a.x-b.x), max(b.y-a.y, a.y-b.y))
	for k := 0; k <= n; k++ {
		d.set(point{a.x + (b.x-a.x)*k/n, a.y + (b.y-a.y)*k/n}, ink)
	}
}

// Colours of the terminal: the four of lines, then excitatory, inhibitory and ideals; a character for each where there
// is no braille.
var (
	ansi  = []string{"32", "35", "33", "36", "38;5;166", "34", "0"}
	plain = []byte("*o+x^v.")
)

// The colours that are no lines.
const (
	lines      = 4
	excitatory = 4
	inhibitory = 5
	ideal      = 6
)

// row is a row of characters, in colours where neighbours differ.
func (d *drawing) row(row int) string {
	var b strings.Builder
	for col := 0; col < d.dots.cols; {
		from, ink := col, d.dots.ink[row*d.dots.cols+col]
		var stretch strings.Builder
		for ; col < d.dots.cols && (d.dots.ink[row*d.dots.cols+col] == ink || d.dots.cells[row*d.dots.cols+col] == 0); col++ {
			stretch.WriteRune(d.character(d.dots.cells[row*d.dots.cols+col], ink))
		}
		if col == from {
			break
		}
		b.WriteString(d.colored(ink, stretch.String()))
	}
	return strings.TrimRight(b.String(), " ")
}

// character is one of the grid.
func (d *drawing) character(set uint8, ink int) rune {
	switch {
	case set == 0:
		return ' '
	case d.ASCII:
		return rune(plain[ink%len(plain)])
	}
	return 0x2800 + rune(set)
}

// colored is a text in a colour.
func (d *drawing) colored(ink int, text string) string {
	if !d.Color || strings.TrimSpace(text) == "" {
		return text
	}
	return fmt.Sprintf("\x1b[%sm%s\x1b[0m", ansi[ink%len(ansi)], text)
}
