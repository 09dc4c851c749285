package picture

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/theme"
)

// DOT writes a scene for Graphviz, with the places of its boxes: `neato -n2` draws it as
// it is here, `dot` in its own way.
func (s *Scene) DOT(w io.Writer, t *theme.Theme) error {
	d := &dot{theme: t, height: s.Height, names: map[*Box]string{}}
	d.line("digraph model {")
	rankdir := map[Flow]string{Right: "LR", Down: "TB"}[s.Flow]
	d.line("  graph [rankdir=%s, bgcolor=%q, fontname=\"Helvetica\", fontcolor=%q, color=%q]", rankdir,
		theme.Hex(t.Background), theme.Hex(t.Ink), theme.Hex(t.Frame))
	d.line("  node [fontname=\"Helvetica\", fontsize=9, fontcolor=%q, color=%q, shape=box, style=rounded]",
		theme.Hex(t.Ink), theme.Hex(t.Muted))
	d.line("  edge [fontname=\"Helvetica\", fontsize=8, fontcolor=%q, color=%q, arrowsize=0.6]", theme.Hex(t.Muted), theme.Hex(t.Faint))
	d.boxes(s, page.Point{}, "  ")
	d.wires(s)
	d.line("}")
	_, err := d.out.WriteTo(w)
	return err
}

// dot is a DOT file that is being written.
type dot struct {
	out    bytes.Buffer
	theme  *theme.Theme
	height float64 // y of Graphviz points up
	names  map[*Box]string
	middle int
}

func (d *dot) line(format string, args ...any) { fmt.Fprintf(&d.out, format+"\n", args...) }

// quoted writes text of any kind as a string of DOT.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

// boxes writes the boxes of a scene whose corner is at a place.
func (d *dot) boxes(s *Scene, at page.Point, indent string) {
	for _, b := range s.Boxes {
		d.names[b.Box] = fmt.Sprintf("b%d", len(d.names))
		shape := moved(b.Shape, at)
		if b.Inside != nil {
			d.line("%ssubgraph cluster_%s {", indent, d.names[b.Box])
			d.line("%s  label=%s", indent, quoted(strings.TrimSpace(b.Title+" "+b.Detail)))
			d.boxes(b.Inside, page.Point{X: at.X + b.Corner.X, Y: at.Y + b.Corner.Y}, indent+"  ")
			d.line("%s}", indent)
			continue
		}
		c := centre(shape)
		d.line("%s%s [label=%s, tooltip=%s, pos=\"%.1f,%.1f\", width=%.3f, height=%.3f%s]", indent, d.names[b.Box],
			quoted(strings.Join(lines(b.Title, b.Detail, b.Text), "\n")), quoted(b.Source), c.X, d.height-c.Y,
			shape.Width()/72, shape.Height()/72, d.look(&b))
	}
}

// look are the attributes of a box of its kind.
func (d *dot) look(b *PlacedBox) string {
	switch b.Kind {
	case Ensemble:
		return ", shape=circle, fixedsize=true"
	case Array:
		return ", shape=doublecircle, fixedsize=true"
	case Error:
		return fmt.Sprintf(", color=%q", theme.Hex(d.theme.Learning))
	case Pass, Port:
		return ", shape=plain"
	}
	return ""
}

// wires writes the wires of a scene, then those inside of its boxes.
func (d *dot) wires(s *Scene) {
	middles := map[*Wire]string{}
	for _, w := range s.Wires {
		if w.Trained {
			middles[w.Wire] = fmt.Sprintf("m%d", d.middle)
			d.middle++
			c := w.Middle
			d.line("  %s [shape=point, width=0.01, label=\"\", pos=\"%.1f,%.1f\"]", middles[w.Wire], c.X, d.height-c.Y)
		}
	}
	for _, w := range s.Wires {
		from, look := d.end(w.From, w.Leaves), d.wireLook(w.Wire)
		label := "label=" + quoted(strings.Join(w.labelLines(), "\n")) + ", tooltip=" + quoted(w.Source)
		switch {
		case w.Onto != nil:
			d.line("  %s -> %s [%s%s]", from, middles[w.Onto], label, look)
		case w.Trained:
			d.line("  %s -> %s [%s%s, dir=none]", from, middles[w.Wire], label, look)
			d.line("  %s -> %s [%s]", middles[w.Wire], d.end(w.To, w.Arrives), strings.TrimPrefix(look, ", "))
		default:
			d.line("  %s -> %s [%s%s]", from, d.end(w.To, w.Arrives), label, look)
		}
	}
	for _, b := range s.Boxes {
		if b.Inside != nil {
			d.wires(b.Inside)
		}
	}
}

// end is the box that a wire ends at: inside of an opened network, its port.
func (d *dot) end(b *Box, o *Opening) string {
	for o != nil && o.box != nil {
		return d.names[o.box]
	}
	return d.names[b]
}

// wireLook are the attributes of a wire of its flavour.
func (d *dot) wireLook(w *Wire) string {
	t := d.theme
	switch {
	case w.Flavour == Learning:
		return fmt.Sprintf(", style=dashed, color=%q, fontcolor=%q", theme.Hex(t.Learning), theme.Hex(t.Learning))
	case w.Flavour == Modulates, w.Flavour == Next:
		return ", style=dotted"
	case w.Excites && w.Inhibits:
		return fmt.Sprintf(", color=\"%s:%s\", penwidth=1.8", theme.Hex(t.Excitatory), theme.Hex(t.Inhibitory))
	case w.Excites:
		return fmt.Sprintf(", color=%q, penwidth=1.8", theme.Hex(t.Excitatory))
	case w.Inhibits:
		return fmt.Sprintf(", color=%q, penwidth=1.8, arrowhead=tee", theme.Hex(t.Inhibitory))
	case w.Flavour == Weighted:
		return ", penwidth=1.8"
	}
	return ", penwidth=1"
}
