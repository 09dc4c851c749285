// Package picture draws a model: populations, nodes and networks as boxes, connections
// as wires. A checked model goes in; out come a diagram (Of), the same with places
// (Arrange), and of that SVG, PDF and PNG (Draw), text for a terminal (Text), DOT and
// JSON. Operators draws the operators of a compiled model in the same way.
//
// The files follow the way of a model:
//
//	fold.go      which objects are drawn by themselves, and which are part of a box
//	boxes.go     what is said of a box
//	wires.go     what is said of a wire; wires of the same boxes become one
//	arrange.go   coordinates, by package layered
//	draw.go, shapes.go, strokes.go  a page
package picture

import (
	"github.com/nefc/nefc/grammar/diag"
)

// Kind is what a box stands for.
type Kind string

// The kinds of box.
const (
	Ensemble Kind = "ensemble"
	Array    Kind = "array" // or a group of a loop: Members of one kind
	Node     Kind = "node"
	Pass     Kind = "pass-through"
	Error    Kind = "error"
	Network  Kind = "network" // or an instance of a template
	Port     Kind = "port"    // of the network whose inside it is drawn in
	Operator Kind = "operator"
)

// Diagram is boxes and the wires between them, in the order of the file.
type Diagram struct {
	Boxes []*Box
	Wires []*Wire
	Crowd bool // of many members of an array: they stand in rows, without their names
}

// Box is an object of the model, or several that are drawn as one.
type Box struct {
	Kind    Kind
	Name    string // qualified
	Title   string // Name without what is around it
	Detail  string // a line below: 101 · 2D
	At      diag.Span
	Source  string // the file, the line and its text
	N, Dims int
	Members int        // of an array or a group; 0 for one object
	Signs   int        // how many neurons excite, the rest inhibits; None for neurons without signs
	Curve   []float64  // of a node: its value over time, evenly spaced; nil for none
	Text    string     // of a node without a curve: what it computes, if that is short
	Probed  bool       // something of it is recorded
	In, Out []*Opening // of a Network
	Inside  *Diagram   // of a Network that is drawn opened; nil for a closed one
	Entry   bool       // of a Port: wires come in

	color int // of the ring of a population
}

// None is a number that is not there.
const None = -1

// Opening is where wires enter or leave a network.
type Opening struct {
	Name string
	box  *Box    // the Port that stands for it inside an opened network
	at   float64 // across, from the middle of the network
}

// Flavour is what a wire carries, and how it is drawn.
type Flavour string

// The flavours of wire.
const (
	Exact     Flavour = "exact"     // of a node: values as they are
	Decoded   Flavour = "decoded"   // values that are decoded from neurons
	Weighted  Flavour = "weights"   // from neurons to neurons
	Learning  Flavour = "learning"  // an error to the connection that it trains
	Modulates Flavour = "modulates" // a gate of a learning rule
	Next      Flavour = "next"      // what an operator leaves for the next step
)

// Wire leads from box to box, or from a box onto a wire that learns.
type Wire struct {
	Flavour           Flavour
	From, To          *Box  // To is nil for one that ends Onto another
	Onto              *Wire // nil for those that end at a box
	Leaves, Arrives   *Opening
	Label             []string // lines, the first of which is the function
	Rule              string   // the rule that trains it without an error; "" for none
	Excites, Inhibits bool
	Trained           bool     // another wire ends in its middle
	Names             []string // of the connections it stands for
	At                diag.Span
	Source            string // the file, the line and its text
}
