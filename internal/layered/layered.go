// Package layered lays out a directed graph in layers, after Sugiyama, Tagawa & Toda
// (1981): sizes of boxes and wires between them go in, coordinates come out. It draws
// nothing and knows no models. Coordinates have two axes: along, the way that wires
// flow, and across. Who draws decides which of them is down.
//
// The steps, a file each:
//
//	cycles.go       wires that are turned round so that the rest has no cycles
//	layers.go       a layer for each box: the longest path, then pulled together
//	chains.go       a wire over several layers becomes a chain of places
//	order.go        the order in each layer, with few crossings
//	coordinates.go  where each place lies across
//	paths.go        wires as curves
//
// Layout is a pure function: the same graph has the same coordinates to the last bit,
// and ties are broken by the order of boxes and wires.
package layered

// None stands for no box and no wire.
const None = -1

// Box is what is laid out. Its wires start and end on its centre line, or beside it.
type Box struct {
	Width, Depth  float64 // of the shape, across and along
	Round         bool    // the shape is an ellipse
	Before, After float64 // room beside the shape, across: for its name
	Room          float64 // along, if that is more than Depth: for a name that is longer than the shape
	Beside        int     // the wire in whose middle's layer it stands, next to it; None for no
	Directed      bool    // wires enter where the flow comes from and leave at the other side, come what may
	First, Last   bool    // it stands in the first or the last layer
}

// Wire goes from one box to another, or ends in the middle of a wire.
type Wire struct {
	From, To      int     // boxes; To is None for a wire that ends Onto another
	Onto          int     // the wire in whose middle it ends; None for no
	FromAt, ToAt  float64 // where a Directed box has its ends: across, from its centre
	Free          bool    // it has no say in which layers its boxes are
	Straight      bool    // it goes straight rather than others
	Before, After float64 // room for a label in its middle, beside the line
	Along         float64 // length of that label
}

// labelled reports a wire with a place of its own for its middle.
func (w *Wire) labelled() bool { return w.Along > 0 }

// Graph is what is laid out. LoopsBefore puts wires from a box to itself before it
// across, rather than after.
type Graph struct {
	Boxes       []Box
	Wires       []Wire
	LoopsBefore bool
	Gap         float64 // between neighbours in a layer
	LayerGap    float64 // between layers, at least
	PortGap     float64 // between the ends of wires at one side of a box, where there is room
	LoopRoom    float64 // how far a wire from a box to itself reaches beside it
}

// Point is a place.
type Point struct{ Across, Along float64 }

// Path is a curve: its start, then three points for each cubic Bézier piece.
type Path []Point

// Drawing is where everything lies; the smallest coordinates are 0.
type Drawing struct {
	Across, Along float64 // the size of all
	Boxes         []Point // centre lines, half way along
	Wires         []Path
	Middles       []Point // of wires, where labels belong
}

// Layout computes coordinates.
func Layout(g *Graph) *Drawing {
	if len(g.Boxes) == 0 {
		return &Drawing{}
	}
	l := &layout{Graph: g}
	l.assignLayers()
	l.makeChains()
	l.orderLayers()
	l.placeAcross()
	l.placeAlong()
	return l.draw()
}

// layout is a graph on its way to a drawing.
type layout struct {
	*Graph
	layerOf  []int   // of boxes
	middleOf []int   // of wires that others end in, the layer of their middle; None for others
	nodes    []*node // places: of boxes first, then of chains
	chains   [][]int // of wires, the nodes they go through, from their start to their end; nil for those from a box to itself
	middle   []int   // of wires, the node of their middle; None for others
	beside   [][]int // of nodes, those that stand next to them, in order
	layers   [][]int // nodes in order

	top, bottom []float64 // of layers, along
	end         float64   // of all, along
}

// node is a place in a layer: of a box, or of a wire that passes through.
type node struct {
	box           int // None for a place of a wire
	layer, pos    int // pos numbers the nodes of a layer
	before, after float64
	depth         float64
	x             float64 // of the centre line
	up, down      []int   // nodes it is linked with in the layers before and after
	straightUp    int     // that of up that it lies straight behind, and of down before; None for no
	straightDown  int
	host          int    // the node it stands next to; None for no
	key           [2]int // its place at the start: a box and a wire
}

func (l *layout) isLoop(w *Wire) bool { return w.Onto == None && w.From == w.To }
