package figures

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/stats"
	"github.com/nefc/nefc/runtime/figures/theme"
	"github.com/nefc/nefc/stdlib/plots"
)

// drawn draws panels at a column's width on paper, after a change of the style.
func drawn(t *testing.T, panels []Panel, change func(*plots.Style)) *page.Page {
	t.Helper()
	f := Figure{Style: styled(plots.Paper, plots.Column), Panels: panels, Provenance: provenance}
	if change != nil {
		change(&f.Style)
	}
	p := f.Page()
	for _, fault := range p.Faults() {
		t.Error(fault)
	}
	return p
}

// one is a panel of time and a decoded value.
func one(c Content) []Panel { return []Panel{{X: overTime, Y: decoded, Content: c}} }

// texts lists what is written on a page.
func texts(p *page.Page) (out []string) {
	for _, it := range p.Items() {
		if t, ok := it.(*page.Text); ok {
			out = append(out, t.String)
		}
	}
	return out
}

// has reports texts that a page lacks.
func has(t *testing.T, p *page.Page, want ...string) {
	t.Helper()
	all := texts(p)
	for _, w := range want {
		if !slices.Contains(all, w) {
			t.Errorf("no %q in %q", w, all)
		}
	}
}

// drawing of a line: the group that it is drawn in, and its strokes and fills.
type drawnLine struct {
	name    string
	strokes []*page.Stroke
	fills   []*page.Fill
}

// series lists the lines in the order in which they are drawn.
func series(p *page.Page) (out []drawnLine) {
	depth, within := 0, -1
	for _, it := range p.Items() {
		switch it := it.(type) {
		case *page.Group:
			if depth++; it.Class == "series" {
				out, within = append(out, drawnLine{name: it.Name}), depth
			}
		case page.End:
			if depth == within {
				within = -1
			}
			depth--
		case *page.Stroke:
			if within >= 0 {
				out[len(out)-1].strokes = append(out[len(out)-1].strokes, it)
			}
		case *page.Fill:
			if within >= 0 {
				out[len(out)-1].fills = append(out[len(out)-1].fills, it)
			}
		}
	}
	return out
}

// Sweeps over decades are on a log axis, with a tick at each swept value.
func TestSweepsOverDecades(t *testing.T) {
	p := drawn(t, kinds()["over"](), nil)
	has(t, p, "10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "lr", "rmse(post, ramp^2)", "mean, range of 5 seeds")
	s := series(p)[0]
	b := s.strokes[0].Path.Bounds()
	if a := p.Areas()[0]; b.Left < a.Left || b.Right > a.Right || b.Width() < 0.8*a.Width() {
		t.Errorf("the curve spans %v of %v", b, a)
	}
}

// Numbers of an axis share their exponent, which its label says; a narrow range far from 0 has an offset.
func TestSharedExponents(t *testing.T) {
	current := func(y ...float64) []Panel {
		return []Panel{{X: overTime, Y: Axis{Label: "current"}, Content: &Lines{List: []Line{{Name: "a", X: indices(len(y)), Y: y}}}}}
	}
	has(t, drawn(t, current(0, 1e6, 3e6), nil), "0", "1", "2", "3", "current (10⁶)")
	has(t, drawn(t, current(0, 1e-5, 2e-5), nil), "20", "current (10⁻⁶)")
	has(t, drawn(t, current(3e6, 3e6+4), nil), "current (+3×10⁶)")
	for _, s := range texts(drawn(t, current(-3, 2), nil)) {
		if strings.Contains(s, "-") || strings.Contains(s, "e+") {
			t.Errorf("%q has a hyphen for a minus, or an e", s)
		}
	}
}

// What measures different things is in panels below each other over the same times.
func TestUnits(t *testing.T) {
	p := drawn(t, kinds()["units"](), nil)
	has(t, p, "decoded value", "rate (Hz)", "time (s)")
	a := p.Areas()
	if len(a) != 2 || a[0].Left != a[1].Left || a[0].Right != a[1].Right || a[0].Bottom >= a[1].Top {
		t.Errorf("areas %v", a)
	}
}

// Noise is drawn first, then what is smooth, ideals last, in dashed ink.
func TestOrderOfDrawing(t *testing.T) {
	p := drawn(t, one(&Lines{List: []Line{line("ideal", Ideal, 500, 20, 0, math.Sin), line("smooth", Measured, 500, 20, 0, math.Cos),
		line("noisy", Measured, 500, 20, 0.2, math.Sin)}}), nil)
	var names []string
	for _, s := range series(p) {
		names = append(names, s.name)
	}
	if got := strings.Join(names, " "); got != "noisy smooth ideal" {
		t.Errorf("drawn as %s", got)
	}
	last := series(p)[2].strokes[0]
	if last.Dash == nil || last.Color != theme.Paper.Ink {
		t.Errorf("an ideal is %v, dashes %v", last.Color, last.Dash)
	}
	for _, s := range series(p)[:2] {
		if s.strokes[0].Dash != nil || s.strokes[0].Color == theme.Paper.Ink {
			t.Errorf("%s looks like an ideal", s.name)
		}
	}
	same := line("a", Measured, 500, 20, 0, math.Sin)
	other := same
	other.Name = "b"
	s := series(drawn(t, one(&Lines{List: []Line{same, other}}), nil))
	if s[0].strokes[0].Dash != nil || s[1].strokes[0].Dash == nil {
		t.Error("of two lines that are equal, one hides the other")
	}
	third, apart := line("c", Measured, 500, 20, 0, math.Sin), line("d", Measured, 500, 20, 0, math.Cos)
	for i := range third.Y {
		third.Y[i] += 0.005
	}
	var dashes []string
	for _, s := range series(drawn(t, one(&Lines{List: []Line{same, other, third, apart}}), nil)) {
		dashes = append(dashes, fmt.Sprint(s.name == "d", s.strokes[0].Dash))
	}
	slices.Sort(dashes)
	if got := strings.Join(dashes, ", "); got != "false [2 6], false [4 4], false [], true []" {
		t.Errorf("three lines on each other, and one apart, have the dashes %s", got)
	}
}

// level are lines at heights, which end there.
func level(names []string, heights ...float64) *Lines {
	l := &Lines{}
	for i, h := range heights {
		l.List = append(l.List, Line{Name: names[i], X: []float64{0, 20}, Y: []float64{h, h}})
	}
	return l
}

// Names stand at the ends of lines where these are far apart, else above; never in the data. What names have in common
// is said once.
func TestLegends(t *testing.T) {
	beside := func(p *page.Page, name string) bool {
		for _, it := range p.Items() {
			if s, ok := it.(*page.Text); ok && s.String == name {
				return s.Box().Left > p.Areas()[0].Right
			}
		}
		t.Errorf("no %q", name)
		return false
	}
	if p := drawn(t, one(level([]string{"a", "b"}, 0, 1)), nil); !beside(p, "a") || !beside(p, "b") {
		t.Error("names are not at the ends of their lines")
	}
	if p := drawn(t, one(level([]string{"a", "b", "c"}, 0, 0.99, 1)), nil); beside(p, "a") {
		t.Error("names are at the ends of lines that end together")
	}
	if p := drawn(t, one(level([]string{"a", "b"}, 0, 1)), func(s *plots.Style) { s.Legend = plots.NoLegend }); slices.Contains(texts(p), "a") {
		t.Error("`legend none` names lines")
	}
	if p := drawn(t, one(level([]string{"a", "b"}, 0, 1)), func(s *plots.Style) { s.Legend = plots.RightOfData }); !beside(p, "b") {
		t.Error("`legend right` is not to the right")
	}
	has(t, drawn(t, kinds()["overby"](), nil), "1", "2", "5", "f")
}

// Twelve lines differ in hue or dash; more are shades along a bar, and so are nine of a sweep.
func TestManyLines(t *testing.T) {
	l := &Lines{}
	for k := range 12 {
		l.List = append(l.List, Line{Name: fmt.Sprint("line", k), X: []float64{0, 20}, Y: []float64{float64(k), float64(k % 5)}})
	}
	seen := map[string]bool{}
	for _, s := range series(drawn(t, one(l), nil)) {
		seen[fmt.Sprint(s.strokes[0].Color, s.strokes[0].Dash)] = true
	}
	if len(seen) != 12 {
		t.Errorf("%d kinds of lines of 12", len(seen))
	}
	if p := drawn(t, one(l), nil); len(images(p)) != 0 {
		t.Error("twelve lines have a bar")
	}
	l.List = append(l.List, l.List[0])
	if p := drawn(t, one(l), nil); len(images(p)) != 1 {
		t.Error("thirteen lines have no bar")
	}
	swept := &Lines{By: "lr"}
	for k := range 9 {
		v := math.Pow(10, float64(k-9))
		swept.List = append(swept.List, Line{Name: "u", By: &v, X: []float64{0, 20}, Y: []float64{0, float64(k)}})
	}
	p := drawn(t, one(swept), nil)
	if has(t, p, "lr"); len(images(p)) != 1 {
		t.Error("nine lines of a sweep have no bar")
	}
}

// The axis of time goes from where the phase begins to where it ends, which is a tick.
func TestEndsOfPhases(t *testing.T) {
	x, y := noisy(1700, 17, 0.1, math.Sin) // the first sample is at 10 ms
	p := drawn(t, []Panel{{X: Axis{Label: "time", Unit: "s", From: 0, To: 17, Marks: []float64{17}}, Y: decoded, Content: &Lines{List: []Line{{Name: "u", X: x, Y: y}}}}}, nil)
	has(t, p, "0", "5", "10", "17")
	b := series(p)[0].strokes[0].Path.Bounds()
	if a := p.Areas()[0]; !(b.Left > a.Left) || !(math.Abs(b.Right-a.Right) < 0.01) {
		t.Errorf("the curve lies in %v of %v", b, a)
	}
}

// Two signals of a unit span the same lengths, in a square; a hollow circle is the start, a filled one the end.
func TestPlane(t *testing.T) {
	p := drawn(t, kinds()["plane"](), nil)
	a := p.Areas()[0]
	if !(math.Abs(a.Width()-a.Height()) < 0.01) {
		t.Errorf("the area is %v", a)
	}
	s := series(p)[0]
	if len(s.fills) != 2 || s.fills[0].Color != theme.Paper.Background || s.fills[1].Color != theme.Paper.Lines[0] {
		t.Errorf("ends are %v", s.fills)
	}
	x := s.fills[0].Path.Bounds()
	if c := (x.Left + x.Right) / 2; !(math.Abs(c-(a.Left+a.Right)/2) < 1) {
		t.Errorf("the start, (0, 0), is at %g", c)
	}
	first, last := s.strokes[0].Color, s.strokes[fades-1].Color
	if first == last {
		t.Error("a way does not say where it goes")
	}
}

// Each dimension has a histogram of its own, which counts all values.
func TestHistograms(t *testing.T) {
	p := drawn(t, kinds()["hist"](), nil)
	has(t, p, "x[0]", "x[1]", "count")
	if len(p.Areas()) != 2 {
		t.Errorf("%d panels", len(p.Areas()))
	}
	for _, c := range []struct {
		values []float64
		want   string
	}{{[]float64{0, 0, 1, 3}, "-0.5 1 [2 1 0 1]"}, {[]float64{2.5, 2.5}, "2.375 0.25 [2]"}, {nil, "0 1 []"}} {
		low, width, counts := stats.Bins(c.values)
		if got := fmt.Sprint(low, width, counts); got != c.want {
			t.Errorf("%v: %s", c.values, got)
		}
	}
	_, v := noisy(5000, 1, 1, func(float64) float64 { return 0 })
	_, _, counts := stats.Bins(stats.Finite(v))
	sum := 0.0
	for _, n := range counts {
		sum += n
	}
	if sum != 5000 || len(counts) < 10 || len(counts) > 60 {
		t.Errorf("%d bins count %g values", len(counts), sum)
	}
}
