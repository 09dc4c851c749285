package figures

import (
	"math"
	"slices"
	"strings"

	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/runtime/figures/legend"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/stdlib/plots"
)

// frame is a pair of axes in the making, with what is drawn between them.
type frame struct {
	title  string
	x, y   side
	paint  func(*canvas) // draws the data into area
	legend legend.Legend
	bar    *bar
	head   float64  // room above the area that paint draws into
	tail   float64  // room to its right
	tall   float64  // the greatest height of the area; 0 for any
	ratio  float64  // height of the area to its width; 0 for what the style says
	equal  bool     // a step along x is as long as one along y
	narrow float64  // the width below which panels are put into more rows
	boxed  bool     // lines on all four sides: images
	area   page.Box // where the data are, once it is placed
	outer  page.Box // that and the margins around it
}

// side is an axis in the making.
type side struct {
	Axis
	data   axes.Extent
	wanted axes.Wanted
	given  *string // the label that the style gives; nil for none
	bare   bool    // no numbers stand along it
	hidden bool    // what stands along it stands along that of a neighbour
	scale  axes.Scale
	ticks  axes.Ticks
	lines  []string // of its label, as they fit
}

// newFrame is a frame with the axes of a panel as the style wants them.
func (d *drawing) newFrame(p *Panel) *frame {
	f := &frame{title: p.Title, narrow: 38 * page.MM}
	f.x, f.y = side{Axis: p.X, data: axes.Nothing(), given: d.XLabel}, side{Axis: p.Y, data: axes.Nothing(), given: d.YLabel}
	f.x.wanted = axes.Wanted{Kind: d.XScale, Range: d.XRange, Swept: p.X.Swept, FromZero: p.X.FromZero}
	f.y.wanted = axes.Wanted{Kind: d.YScale, Range: d.YRange, Swept: p.Y.Swept, FromZero: p.Y.FromZero}
	for _, s := range []*side{&f.x, &f.y} {
		if s.From < s.To {
			s.data.Add(s.From, s.To)
			s.wanted.Tight = true
		}
		if len(s.Words) > 0 {
			s.data = axes.Extent{Low: -0.5, High: float64(len(s.Words)) - 0.5, Positive: 1}
			s.wanted = axes.Wanted{Kind: plots.Linear, Tight: true}
		}
	}
	return f
}

// fit finds the scales of both axes from the data.
func (f *frame) fit() {
	f.x.scale, f.y.scale = axes.New(f.x.data, f.x.wanted), axes.New(f.y.data, f.y.wanted)
	if f.equal && f.x.scale.Kind == plots.Linear && f.y.scale.Kind == plots.Linear {
		f.square()
	}
}

// square widens the shorter of two linear scales, so that both span the same.
func (f *frame) square() {
	x, y := &f.x.scale, &f.y.scale
	half := math.Max(x.To/2-x.From/2, y.To/2-y.From/2)
	for _, s := range []*axes.Scale{x, y} {
		middle := s.From/2 + s.To/2
		s.From, s.To = math.Max(middle-half, -math.MaxFloat64), math.Min(middle+half, math.MaxFloat64)
	}
	f.ratio = 1
}

// String is the label of an axis with its unit: "time (s)".
func (a Axis) String() string { return withUnit(a.Label, a.Unit, "") }

// label is what stands along the axis.
func (s *side) label() string {
	if s.given != nil {
		if *s.given == "" {
			return ""
		}
		return withUnit(*s.given, "", s.ticks.Note())
	}
	return withUnit(s.Label, s.Unit, s.ticks.Note())
}

// withUnit writes a label as "current (10⁶ Hz)".
func withUnit(label, unit, note string) string {
	inside := note
	if per, ok := strings.CutPrefix(unit, "1/"); ok && note != "" {
		unit = "/" + per
	} else if note != "" && unit != "" {
		inside += " "
	}
	if inside += unit; inside == "" {
		return label
	}
	if label == "" {
		return inside
	}
	return label + " (" + inside + ")"
}

// mostTicks is how many ticks with numbers an axis has, about.
const mostTicks = 6

// longestWord is how long names beside an area may be, in sizes of the font.
const longestWord = 12

// mark finds the ticks of an axis of a length. Labels that would touch are left out, those of marks last.
func (s *side) mark(length, font float64, along bool) {
	if s.bare {
		s.ticks = axes.Ticks{}
		return
	}
	if len(s.Words) > 0 {
		room := longestWord * font
		if along {
			room = length/float64(len(s.Words)) - 0.8*font
		}
		s.ticks = axes.Ticks{}
		for i, w := range s.Words {
			s.ticks.List = append(s.ticks.List, axes.Tick{Value: float64(i), Label: page.Fit(w, font, room, false)})
		}
	} else {
		for most := mostTicks; ; most-- {
			s.ticks = s.scale.Ticks(most, s.Marks, s.Swept)
			if most <= 2 || s.ticks.Touching(s.scale, length, font, along) < 0 {
				break
			}
		}
	}
	for k := s.ticks.Touching(s.scale, length, font, along); k >= 0; k = s.ticks.Touching(s.scale, length, font, along) {
		s.ticks.List[k].Label = ""
	}
}

// mostLines is how many lines the label of an axis may have.
const mostLines = 2

// settle breaks the label of an axis into lines for a room along it, and returns how much they need across.
func (s *side) settle(room, font float64) float64 {
	s.lines = page.Wrap(s.label(), font, room, mostLines)
	if len(s.lines) == 0 {
		return 0
	}
	return gap + page.Leading*font*float64(len(s.lines))
}

// share gives panels that show the same the same ranges.
func (d *drawing) share(stacks [][]*frame) {
	var all []*frame
	for _, s := range stacks {
		all = append(all, s...)
	}
	join := func(of func(*frame) *side) {
		for i, f := range all {
			for _, g := range all[:i] {
				a, b := of(f), of(g)
				if a.Label == b.Label && a.Unit == b.Unit && a.wanted.Kind == b.wanted.Kind && slices.Equal(a.Words, b.Words) {
					a.data.Join(b.data)
					b.data = a.data
				}
			}
		}
	}
	if len(stacks) > 1 && (d.Share == plots.ShareBoth || d.Share == plots.ShareX) {
		join(func(f *frame) *side { return &f.x })
	}
	if len(stacks) > 1 && (d.Share == plots.ShareBoth || d.Share == plots.ShareY) {
		join(func(f *frame) *side { return &f.y })
	}
	for _, f := range all {
		f.fit()
	}
}
