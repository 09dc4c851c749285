package picture

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/nefc/nefc/internal/layered"
)

// Style is what a terminal can show.
type Style struct {
	ASCII bool // signs of ASCII only
	Color bool
}

// Text draws a diagram in a terminal, as Draw does on paper: the same layers in the same
// order, with rows and columns for points. Wires lead to the right.
func (d *Diagram) Text(w io.Writer, style Style) {
	drawText(d, style).write(w, style)
	if keys := d.textKeys(); keys != "" {
		fmt.Fprintf(w, "\n%s\n", style.signs(keys))
	}
}

// textKeys explains the signs of boxes and wires that a diagram has.
func (d *Diagram) textKeys() string {
	have := map[string]bool{}
	d.each(func(b *Box) { have[string(b.Kind)] = true }, func(w *Wire) {
		have[string(w.Flavour)] = true
		have["excites"], have["inhibits"] = have["excites"] || w.Excites, have["inhibits"] || w.Inhibits
	})
	var out []string
	for _, k := range []struct{ of, text string }{
		{string(Ensemble), "(population neurons)"}, {string(Array), "((array))"}, {string(Node), "[node]"}, {string(Error), "‹error›"},
		{string(Weighted), "══ weights"}, {string(Learning), "┄┄ learns"},
	} {
		if have[k.of] {
			out = append(out, k.text)
		}
	}
	return strings.Join(out, "   ")
}

// each calls functions for all boxes and wires, those inside of networks too.
func (d *Diagram) each(box func(*Box), wire func(*Wire)) {
	for _, b := range d.Boxes {
		box(b)
		if b.Inside != nil {
			b.Inside.each(box, wire)
		}
	}
	for _, w := range d.Wires {
		wire(w)
	}
}

// inText is a box as a word.
func (b *Box) inText() string {
	name := strings.Join(lines(b.Title, strings.ReplaceAll(b.Detail, "\u2009", "")), " ")
	switch b.Kind {
	case Ensemble:
		return "(" + name + ")"
	case Array:
		return "((" + name + "))"
	case Error:
		return "‹" + name + "›"
	case Port:
		return b.Title
	case Pass:
		return "○ " + name
	case Network:
		return "[[" + name + "]]"
	}
	if text := strings.Join(lines(name, b.Text), ": "); b.Curve == nil {
		return "[" + text + "]"
	}
	return "[" + name + "]"
}

// texter places one diagram on a canvas, after those inside of its boxes.
type texter struct {
	d      *Diagram
	number map[*Box]int
	inside map[*Box]*canvas
	graph  *layered.Graph
	style  Style
}

// drawText draws a diagram and what is inside of its boxes.
func drawText(d *Diagram, style Style) *canvas {
	t := &texter{d: d, number: map[*Box]int{}, inside: map[*Box]*canvas{}, style: style,
		graph: &layered.Graph{Gap: 2, LayerGap: 5, LoopRoom: 2, LoopsBefore: true}}
	for i, b := range d.Boxes {
		t.number[b] = i
		if b.Inside != nil && !b.Inside.Crowd {
			t.inside[b] = drawText(b.Inside, style)
		}
		t.graph.Boxes = append(t.graph.Boxes, t.size(b))
	}
	wires := map[*Wire]int{}
	for i, w := range d.Wires {
		wires[w] = i
	}
	for _, w := range d.Wires {
		t.graph.Wires = append(t.graph.Wires, t.wire(w, wires))
	}
	for i, b := range d.Boxes {
		if onto := besideOf(d, b, t.graph, t.number); onto != nil {
			t.graph.Boxes[i].Beside, t.graph.Boxes[i].Before = wires[onto], 2
		}
	}
	return t.canvas(layered.Layout(t.graph))
}

// size is the size of a box in rows and columns.
func (t *texter) size(b *Box) layered.Box {
	out := layered.Box{Beside: layered.None, Width: 1, Depth: float64(utf8.RuneCountInString(b.inText()))}
	switch {
	case b.Kind == Port:
		out.First, out.Last, out.Depth = b.Entry, !b.Entry, out.Depth+1
	case t.inside[b] != nil:
		out.Width, out.Depth, out.Directed = float64(t.inside[b].rows+2), max(float64(t.inside[b].cols+2), out.Depth+2), true
	case b.Kind == Network:
		out.Width, out.Directed = max(1, 2*float64(max(len(b.In), len(b.Out)))-1), true
	}
	return out
}

// wire is a wire to package layered; the label stands above it.
func (t *texter) wire(w *Wire, wires map[*Wire]int) layered.Wire {
	out := layered.Wire{From: t.number[w.From], To: layered.None, Onto: layered.None,
		Straight: w.Flavour == Weighted, Free: w.Flavour == Next}
	if w.To != nil {
		out.To = t.number[w.To]
	}
	if w.Onto != nil {
		out.Onto, out.Free = wires[w.Onto], true
	}
	out.FromAt, out.ToAt = t.openingAt(w.From, w.Leaves, w.From.Out), 0
	if w.To != nil {
		out.ToAt = t.openingAt(w.To, w.Arrives, w.To.In)
	}
	if text := t.label(w); text != "" {
		out.Before, out.Along = 1, t.width(text)+2
	}
	return out
}

// width is how many columns a text takes.
func (t *texter) width(text string) float64 { return float64(utf8.RuneCountInString(text)) }

// mostLetters is how long a label is in a terminal, at most.
const mostLetters = 20

// label is the label of a wire in one line, shortened.
func (t *texter) label(w *Wire) string {
	text := []rune(t.style.signs(w.inText()))
	if len(text) > mostLetters {
		text = append(text[:mostLetters-1], []rune(t.style.signs("…"))...)
	}
	return string(text)
}

// inText is the label of a wire in one line.
func (w *Wire) inText() string {
	text := strings.Join(w.labelLines(), " ")
	switch {
	case w.Excites && w.Inhibits:
		text += " E+I"
	case w.Excites:
		text += " E"
	case w.Inhibits:
		text += " I"
	}
	return strings.ReplaceAll(strings.TrimSpace(text), "\u2009", "")
}

// openingAt is the row of an opening, from the middle of its network.
func (t *texter) openingAt(b *Box, o *Opening, list []*Opening) float64 {
	if o == nil {
		return 0
	}
	if c := t.inside[b]; c != nil {
		return float64(c.ports[o.box]) - float64(c.rows-1)/2
	}
	for k := range list {
		if list[k] == o {
			return 2*float64(k) - float64(len(list)-1)
		}
	}
	return 0
}

// row and column of a coordinate: the cell that begins there.
func cell(v float64) int { return int(math.Floor(v + 1e-6)) }

// canvas draws what package layered placed.
func (t *texter) canvas(at *layered.Drawing) *canvas {
	c := newCanvas(cell(at.Across)+3, cell(at.Along)+4)
	for i, w := range t.d.Wires {
		c.wire(w, at.Wires[i], t.number[w.From])
	}
	for i, w := range t.d.Wires {
		if text := t.label(w); text != "" {
			m := at.Middles[i]
			n := utf8.RuneCountInString(text)
			row, col := cell(m.Across)-1, cell(m.Along)-n/2
			if w.Onto != nil {
				row, col = cell(m.Across), cell(m.Along)+2
			}
			c.put(row, col, text, w.ink())
		}
	}
	for i, b := range t.d.Boxes {
		p, size := at.Boxes[i], t.graph.Boxes[i]
		top, left := cell(p.Across-size.Width/2), cell(p.Along-size.Depth/2)
		switch inside := t.inside[b]; {
		case inside != nil:
			c.frame(top, left, cell(size.Width), cell(size.Depth), b.Title)
			c.paste(inside, top+1, left+1)
		case b.Kind == Port:
			t.port(c, b, cell(p.Across), left)
		default:
			c.put(cell(p.Across), left, t.style.signs(b.inText()), b.ink())
		}
	}
	return c
}

// port writes the name of an opening, and draws the line from there to the edge of the
// network if wires leave it.
func (t *texter) port(c *canvas, b *Box, row, left int) {
	name := t.style.signs(b.inText())
	c.ports[b] = row
	c.put(row, left, name, plainInk)
	if !b.Entry {
		c.across(row, left+utf8.RuneCountInString(name), c.cols, single, plainInk)
	}
}
