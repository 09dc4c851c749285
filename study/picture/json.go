package picture

import (
	"encoding/json"
	"io"
	"math"

	"github.com/nefc/nefc/runtime/figures/page"
)

// Data is a scene for other programs. Boxes and wires refer to each other by their
// places in the lists, and lengths are points from the upper left corner of the scene.
type Data struct {
	Flow   string     `json:"flow"` // right or down
	Width  float64    `json:"width"`
	Height float64    `json:"height"`
	Boxes  []BoxData  `json:"boxes"`
	Wires  []WireData `json:"wires"`
}

// BoxData is a box.
type BoxData struct {
	Kind     Kind      `json:"kind"`
	Name     string    `json:"name"`
	Title    string    `json:"title"`
	Detail   string    `json:"detail,omitempty"`
	Text     string    `json:"text,omitempty"`
	File     string    `json:"file"`
	Line     int       `json:"line"`
	Neurons  int       `json:"neurons,omitempty"`
	Dims     int       `json:"dims,omitempty"`
	Members  int       `json:"members,omitempty"`
	Excite   *int      `json:"excitatory,omitempty"` // how many neurons excite, where neurons have signs
	Recorded bool      `json:"recorded,omitempty"`
	Curve    []float64 `json:"curve,omitempty"`
	X        float64   `json:"x"`
	Y        float64   `json:"y"`
	Width    float64   `json:"width"`
	Height   float64   `json:"height"`
	Inside   *Data     `json:"inside,omitempty"`    // of an opened network
	InsideAt []float64 `json:"inside_at,omitempty"` // where its corner is
}

// WireData is a wire. Path holds x and y of its start, then of three points for each
// cubic Bézier piece.
type WireData struct {
	Flavour     Flavour   `json:"flavour"`
	From        int       `json:"from"`
	To          *int      `json:"to,omitempty"`   // a box
	Onto        *int      `json:"onto,omitempty"` // a wire, in whose middle it ends
	Label       []string  `json:"label,omitempty"`
	Rule        string    `json:"rule,omitempty"`
	Excites     bool      `json:"excites,omitempty"`
	Inhibits    bool      `json:"inhibits,omitempty"`
	Connections []string  `json:"connections"`
	File        string    `json:"file"`
	Line        int       `json:"line"`
	Path        []float64 `json:"path"`
	Middle      []float64 `json:"middle"`
}

// Data is what WriteJSON writes.
func (s *Scene) Data() *Data {
	d := &Data{Flow: "down", Width: hundredths(s.Width), Height: hundredths(s.Height), Boxes: []BoxData{}, Wires: []WireData{}}
	if s.Flow == Right {
		d.Flow = "right"
	}
	number, wires := map[*Box]int{}, map[*Wire]int{}
	for i, b := range s.Boxes {
		number[b.Box] = i
		d.Boxes = append(d.Boxes, b.data())
	}
	for i, w := range s.Wires {
		wires[w.Wire] = i
	}
	for _, w := range s.Wires {
		out := WireData{Flavour: w.Flavour, From: number[w.From], Label: w.Label, Rule: w.Rule, Excites: w.Excites, Inhibits: w.Inhibits,
			Connections: append([]string{}, w.Names...), File: w.At.Start().Filename, Line: w.At.Start().Line, Middle: xy(w.Middle), Path: xy(w.Path...)}
		if w.To != nil {
			to := number[w.To]
			out.To = &to
		}
		if w.Onto != nil {
			onto := wires[w.Onto]
			out.Onto = &onto
		}
		d.Wires = append(d.Wires, out)
	}
	return d
}

func (b *PlacedBox) data() BoxData {
	out := BoxData{Kind: b.Kind, Name: b.Name, Title: b.Title, Detail: b.Detail, Text: b.Text,
		File: b.At.Start().Filename, Line: b.At.Start().Line,
		Neurons: b.N, Dims: b.Dims, Members: b.Members, Recorded: b.Probed, Curve: b.Curve,
		X: hundredths(b.Shape.Left), Y: hundredths(b.Shape.Top), Width: hundredths(b.Shape.Width()), Height: hundredths(b.Shape.Height())}
	if b.Signs != None {
		out.Excite = &b.Signs
	}
	if b.Inside != nil {
		out.Inside, out.InsideAt = b.Inside.Data(), xy(b.Corner)
	}
	return out
}

// hundredths rounds to a hundredth of a point, less than any eye tells.
func hundredths(v float64) float64 { return math.Round(100*v) / 100 }

// xy lists the coordinates of points.
func xy(points ...page.Point) []float64 {
	out := make([]float64, 0, 2*len(points))
	for _, p := range points {
		out = append(out, hundredths(p.X), hundredths(p.Y))
	}
	return out
}

// WriteJSON writes a scene for other programs.
func (s *Scene) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(s.Data())
}
