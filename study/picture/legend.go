package picture

import (
	"github.com/nefc/nefc/runtime/figures/page"
)

// key is an entry of the legend.
type key struct {
	wire  Wire // a sample; of flavour "" for the dot of a probe
	about string
}

// legendKeys lists what a scene has that needs an explanation.
func legendKeys(s *Scene) []key {
	all := []key{
		{Wire{Flavour: Weighted, Excites: true}, "excites"},
		{Wire{Flavour: Weighted, Inhibits: true}, "inhibits"},
		{Wire{Flavour: Learning}, "learns"},
		{Wire{Flavour: Modulates}, "gates"},
		{Wire{Flavour: Next}, "in the next step"},
		{Wire{}, "recorded"},
	}
	have := map[string]bool{}
	s.has(have)
	var out []key
	for _, k := range all {
		if have[k.about] {
			out = append(out, k)
		}
	}
	return out
}

// has notes what is drawn of a scene.
func (s *Scene) has(have map[string]bool) {
	for _, w := range s.Wires {
		have["excites"] = have["excites"] || w.Excites
		have["inhibits"] = have["inhibits"] || w.Inhibits
		have["learns"] = have["learns"] || w.Flavour == Learning || w.Rule != ""
		have["in the next step"] = have["in the next step"] || w.Flavour == Next
		have["gates"] = have["gates"] || w.Flavour == Modulates
	}
	for _, b := range s.Boxes {
		have["recorded"] = have["recorded"] || b.Probed
		if b.Inside != nil {
			b.Inside.has(have)
		}
	}
}

// Widths of the sample and of the gap behind an entry.
const (
	sampleWidth = 18
	keyGap      = 14
)

func legendWidth(keys []key) (w float64) {
	for _, k := range keys {
		w += sampleWidth + 5 + page.Width(k.about, detailSize, false) + keyGap
	}
	return w
}

// legend writes the entries in a row.
func (p *painter) legend(keys []key, at page.Point) {
	for _, k := range keys {
		width := sampleWidth + 0.0
		if k.wire.Flavour == "" {
			dot := &page.Path{}
			width = 6
			dot.Circle(page.Point{X: at.X + 3, Y: at.Y}, 2.6)
			p.Fill(dot, p.theme.Ink)
		} else {
			p.wire(&PlacedWire{Wire: &k.wire, Path: []page.Point{{}, {X: 6}, {X: 12}, {X: sampleWidth}}}, at)
		}
		at.X += width + 5
		box := p.Text(page.Text{String: k.about, At: at, Size: detailSize, Color: p.theme.Muted, Lies: page.Centred})
		at.X = box.Right + keyGap
	}
}
