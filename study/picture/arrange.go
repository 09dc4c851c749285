package picture

import (
	"github.com/nefc/nefc/internal/layered"
	"github.com/nefc/nefc/runtime/figures/page"
)

// Flow is the way in which wires lead.
type Flow int

// The flows; AnyFlow is to the right where that makes a drawing wider than 1.4 : 1, else
// down.
const (
	AnyFlow Flow = iota
	Right
	Down
)

const widerThan = 1.4

// Scene is a diagram with places, in points from its upper left corner.
type Scene struct {
	Flow          Flow
	Width, Height float64
	Boxes         []PlacedBox
	Wires         []PlacedWire
}

// PlacedBox is a box with a place.
type PlacedBox struct {
	*Box
	Shape  page.Box
	Inside *Scene     // of an opened network; its own corner is at Corner
	Corner page.Point // of Inside
}

// PlacedWire is a wire with a place.
type PlacedWire struct {
	*Wire
	Path   []page.Point // the start, then three points for each cubic Bézier piece
	Middle page.Point   // where its label stands
	Aside  bool         // it leads across the flow, to the middle of a wire beside its box
}

// Arrange gives a diagram places.
func Arrange(d *Diagram, flow Flow) *Scene {
	if flow != AnyFlow {
		return arrange(d, flow)
	}
	if s := arrange(d, Right); s.Width > widerThan*s.Height {
		return s
	}
	return arrange(d, Down)
}

// How far things are apart.
const (
	gap      = 18 // boxes of a layer
	layerGap = 26
	portGap  = 12 // wires at one side of a box
	loopRoom = 20 // a wire from a box to itself
	pad      = 12 // around the inside of a network
)

// arranger places one diagram, after those inside of its boxes.
type arranger struct {
	flow   Flow
	d      *Diagram
	number map[*Box]int
	wires  map[*Wire]int
	inside map[*Box]*Scene
	room   map[*Box]float64 // of boxes beside a wire, for the name of their rule
	graph  *layered.Graph
}

func arrange(d *Diagram, flow Flow) *Scene {
	if d.Crowd {
		return inRows(d, flow)
	}
	a := &arranger{flow: flow, d: d, number: map[*Box]int{}, wires: map[*Wire]int{}, inside: map[*Box]*Scene{}, room: map[*Box]float64{},
		graph: &layered.Graph{Gap: gap, LayerGap: layerGap, PortGap: portGap, LoopRoom: loopRoom, LoopsBefore: flow == Right}}
	for i, b := range d.Boxes {
		a.number[b] = i
		if b.Inside != nil {
			a.inside[b] = arrange(b.Inside, flow)
		}
		a.graph.Boxes = append(a.graph.Boxes, a.size(b))
	}
	for i, w := range d.Wires {
		a.wires[w] = i
	}
	for _, w := range d.Wires {
		a.graph.Wires = append(a.graph.Wires, a.wire(w))
	}
	for i, b := range d.Boxes {
		a.standBeside(i, b)
	}
	return a.scene(layered.Layout(a.graph))
}

// The circles of a crowd, and how far they are apart.
const (
	crowdCircle = 15
	crowdStep   = 19
)

// inRows stands a crowd in rows that are as many as each is long.
func inRows(d *Diagram, flow Flow) *Scene {
	long := 1
	for long*long < len(d.Boxes) {
		long++
	}
	rows := (len(d.Boxes) + long - 1) / long
	s := &Scene{Flow: flow, Width: float64(crowdStep*long - crowdStep + crowdCircle), Height: float64(crowdStep*rows - crowdStep + crowdCircle)}
	for i, b := range d.Boxes {
		at := page.Point{X: float64(crowdStep * (i % long)), Y: float64(crowdStep * (i / long))}
		s.Boxes = append(s.Boxes, PlacedBox{Box: b, Shape: page.Box{Left: at.X, Top: at.Y, Right: at.X + crowdCircle, Bottom: at.Y + crowdCircle}})
	}
	return s
}

// wire is a wire to package layered.
func (a *arranger) wire(w *Wire) layered.Wire {
	out := layered.Wire{From: a.number[w.From], To: layered.None, Onto: layered.None, Straight: w.Flavour == Weighted}
	if w.To != nil {
		out.To = a.number[w.To]
	}
	if w.Onto != nil {
		out.Onto, out.Free = a.wires[w.Onto], true
	}
	if w.Flavour == Next {
		out.Free = true
	}
	if w.Leaves != nil {
		out.FromAt = a.openingAt(w.From, w.Leaves)
	}
	if w.Arrives != nil {
		out.ToAt = a.openingAt(w.To, w.Arrives)
	}
	width, height := w.labelSize()
	if width == 0 {
		return out
	}
	out.Before, out.After, out.Along = 4, width+labelGap+4, height
	if a.flow == Right {
		out.Before, out.After, out.Along = height+labelGap+2, 4, width+8
	}
	if a.flow == Down && w.Trained {
		out.Before, out.After = out.After, out.Before
	}
	return out
}

// standBeside puts a box next to the wire that it trains, if it does nothing else.
func (a *arranger) standBeside(i int, b *Box) {
	onto := besideOf(a.d, b, a.graph, a.number)
	if onto == nil {
		return
	}
	box := &a.graph.Boxes[i]
	box.Beside = a.wires[onto]
	room, _ := textSize("", b.rule(a.d))
	if a.flow == Right {
		room = labelSize + 6
	}
	a.room[b] = room + 16
	if a.flow == Right {
		box.Before = 0 // the name is below
	}
	box.Before += a.room[b]
}

// besideOf is the wire that a box trains and may stand next to: the box leads nowhere
// else, and none of the boxes concerned stands beside another wire.
func besideOf(d *Diagram, b *Box, g *layered.Graph, number map[*Box]int) *Wire {
	var onto *Wire
	for _, w := range d.Wires {
		if w.From != b {
			continue
		}
		if w.Flavour != Learning || b.Kind == Network {
			return nil
		}
		t := w.Onto
		free := g.Boxes[number[t.From]].Beside == layered.None && g.Boxes[number[t.To]].Beside == layered.None
		if onto == nil && t.From != b && t.To != b && free {
			onto = t
		}
	}
	return onto
}

// rule is the name of the rule that a box drives.
func (b *Box) rule(d *Diagram) string {
	for _, w := range d.Wires {
		if w.From == b && w.Flavour == Learning && len(w.Label) > 0 {
			return w.Label[0]
		}
	}
	return ""
}

// point turns coordinates of package layered into those of a page.
func (a *arranger) point(p layered.Point) page.Point {
	if a.flow == Right {
		return page.Point{X: p.Along, Y: p.Across}
	}
	return page.Point{X: p.Across, Y: p.Along}
}

// scene takes over what package layered found.
func (a *arranger) scene(at *layered.Drawing) *Scene {
	s := &Scene{Flow: a.flow}
	size := a.point(layered.Point{Across: at.Across, Along: at.Along})
	s.Width, s.Height = size.X, size.Y
	for i, b := range a.d.Boxes {
		c, half := a.point(at.Boxes[i]), a.point(layered.Point{Across: a.graph.Boxes[i].Width / 2, Along: a.graph.Boxes[i].Depth / 2})
		p := PlacedBox{Box: b, Inside: a.inside[b]}
		p.Shape = page.Box{Left: c.X - half.X, Top: c.Y - half.Y, Right: c.X + half.X, Bottom: c.Y + half.Y}
		if p.Inside != nil {
			p.Corner = a.corner(b, p.Shape)
		}
		s.Boxes = append(s.Boxes, p)
	}
	for i, w := range a.d.Wires {
		p := PlacedWire{Wire: w, Middle: a.point(at.Middles[i])}
		for _, q := range at.Wires[i] {
			p.Path = append(p.Path, a.point(q))
		}
		if from := a.number[w.From]; w.Onto != nil && a.graph.Boxes[from].Beside == a.wires[w.Onto] {
			p.Aside = true
			box, middle := a.graph.Boxes[from], at.Boxes[from]
			middle.Across += a.room[w.From]/2 - box.Width/2 - box.Before
			p.Middle = a.point(middle)
		}
		s.Wires = append(s.Wires, p)
	}
	return s
}
