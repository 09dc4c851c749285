package picture

import (
	"math"
	"slices"

	"github.com/nefc/nefc/internal/layered"
	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/runtime/figures/page"
)

// Sizes of text, in points.
const (
	nameSize   = 8.5
	detailSize = 7.5
	labelSize  = 7.5
	lineHeight = 10
	labelGap   = 4 // between a wire and its label
)

// textSize is the size of lines of text, of which the first is a name.
func textSize(name string, more ...string) (width, height float64) {
	if name != "" {
		width, height = page.Width(name, nameSize, true), lineHeight
	}
	for _, line := range more {
		if line != "" {
			width, height = max(width, page.Width(line, detailSize, false)), height+lineHeight
		}
	}
	return width, height
}

// labelSize is the size of the label of a wire; 0 without one.
func (w *Wire) labelSize() (width, height float64) {
	return textSize("", w.labelLines()...)
}

// labelLines are those of the label, the rule that has no box among them.
func (w *Wire) labelLines() []string {
	if w.Rule != "" {
		return append(slices.Clone(w.Label), w.Rule)
	}
	return w.Label
}

// size is the size of a box to package layered, with room for its name.
func (a *arranger) size(b *Box) layered.Box {
	out := layered.Box{Beside: layered.None}
	switch b.Kind {
	case Ensemble, Array:
		out.Round = b.Kind == Ensemble || b.N > 0
		out.Width = 2 * radius(max(b.N, b.Members))
		out.Depth = out.Width
		a.nameOutside(&out, b)
		if b.Kind == Array {
			if a.flow == Right {
				out.After += 2 * stackStep
			} else {
				out.Before += 2 * stackStep
			}
		}
	case Pass:
		out.Round, out.Width, out.Depth = true, 9, 9
		a.nameOutside(&out, b)
	case Network:
		a.networkSize(&out, b)
	case Port:
		width, height := textSize("", b.Title)
		out.Width, out.Depth = max(width, 6), height+6
		if a.flow == Right {
			out.Width, out.Depth = max(height, 6), width+8
		}
		out.First, out.Last = b.Entry, !b.Entry
	default:
		a.nodeSize(&out, b)
	}
	return out
}

// radius is that of a circle for n neurons: its area grows with their logarithm.
func radius(n int) float64 { return 17 * math.Sqrt(libm.Log10(float64(max(n, 8)))) }

// stackStep is how far the circles of an array lie apart.
const stackStep = 3.5

// nameOutside makes room for the name beside a shape: before it where wires lead down,
// below it where they lead to the right.
func (a *arranger) nameOutside(out *layered.Box, b *Box) {
	width, height := textSize(b.Title, b.Detail)
	if a.flow == Right {
		out.After, out.Room = height+3, width
		return
	}
	out.Before = width + 6
}

// nodeSize is the size of a box that has a curve in it, or its name.
func (a *arranger) nodeSize(out *layered.Box, b *Box) {
	if b.Curve != nil {
		out.Width, out.Depth = curveWidth, curveHeight
		a.nameOutside(out, b)
	} else {
		width, height := textSize(b.Title, b.Detail, b.Text)
		out.Width, out.Depth = width+14, height+8
	}
	if a.flow == Right {
		out.Width, out.Depth = out.Depth, out.Width
	}
}

// The size of a node with a curve.
const (
	curveWidth  = 44
	curveHeight = 30
)

// networkSize is the size of a network: of what is inside, or of its title and the
// names of its openings.
func (a *arranger) networkSize(out *layered.Box, b *Box) {
	out.Directed = true
	if s := a.inside[b]; s != nil {
		inside := layered.Point{Across: s.Width, Along: s.Height}
		if a.flow == Right {
			inside = layered.Point{Across: s.Height, Along: s.Width}
		}
		out.Width, out.Depth = inside.Across+2*pad+titleStrip, inside.Along+margin(b.Inside, true)+margin(b.Inside, false)
		a.roomForTitle(out, b)
		return
	}
	width, height := textSize(b.Title, b.Detail, b.Text)
	if a.flow == Right {
		out.Width = max(height+12, openingStep*float64(max(len(b.In), len(b.Out)))+8)
		out.Depth = width + 2*max(widest(b.In), widest(b.Out)) + 28
		return
	}
	out.Width = max(width+16, openingsWidth(b.In), openingsWidth(b.Out))
	out.Depth = height + 12 + strip(b.In) + strip(b.Out)
}

// titleStrip is where the title of an opened network stands; openingStep is how far
// openings lie apart where their names stand below each other.
const (
	titleStrip  = 13
	openingStep = 12
)

// roomForTitle makes an opened network large enough for its title.
func (a *arranger) roomForTitle(out *layered.Box, b *Box) {
	name, _ := textSize(b.Title)
	detail, _ := textSize("", b.Detail)
	out.Depth = max(out.Depth, name+detail+22)
}

// margin is the room before the first layer inside a network, or after the last: little
// where there are ports, which stand at the edge.
func margin(d *Diagram, entry bool) float64 {
	for _, b := range d.Boxes {
		if b.Kind == Port && b.Entry == entry {
			return 4
		}
	}
	return pad
}

// strip is the room for the names of openings above or below a title.
func strip(list []*Opening) float64 {
	if len(list) == 0 {
		return 0
	}
	return lineHeight
}

func widest(list []*Opening) (w float64) {
	for _, o := range list {
		width, _ := textSize("", o.Name)
		w = max(w, width)
	}
	return w
}

// openingsWidth is the room for the names of openings beside each other.
func openingsWidth(list []*Opening) float64 { return float64(len(list)) * (widest(list) + 10) }

// openingAt is where an opening lies across, from the middle of its network.
func (a *arranger) openingAt(b *Box, o *Opening) float64 {
	if s := a.inside[b]; s != nil {
		for i := range s.Boxes {
			if p := &s.Boxes[i]; p.Box == o.box && a.flow == Right {
				return (p.Shape.Top+p.Shape.Bottom)/2 - s.Height/2 + titleStrip/2
			} else if p.Box == o.box {
				return (p.Shape.Left+p.Shape.Right)/2 - s.Width/2 + titleStrip/2
			}
		}
	}
	list := b.In
	k := slices.Index(list, o)
	if k < 0 {
		list = b.Out
		k = slices.Index(list, o)
	}
	step := openingStep + 0.0
	if a.flow == Down {
		step = widest(list) + 10
	}
	return (float64(k) - float64(len(list)-1)/2) * step
}

// corner is where the inside of an opened network begins.
func (a *arranger) corner(b *Box, shape page.Box) page.Point {
	across, along := pad+titleStrip+0.0, margin(b.Inside, true)
	if a.flow == Right {
		return page.Point{X: shape.Left + along, Y: shape.Top + across}
	}
	return page.Point{X: shape.Left + across, Y: shape.Top + along}
}
