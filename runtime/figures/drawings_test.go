package figures

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/rank"
	"github.com/nefc/nefc/runtime/figures/stats"
	"github.com/nefc/nefc/runtime/figures/theme"
	"github.com/nefc/nefc/runtime/figures/trace"
	"github.com/nefc/nefc/stdlib/plots"
)

// images lists the pictures on a page.
func images(p *page.Page) (out []*page.Image) {
	for _, it := range p.Items() {
		if m, ok := it.(*page.Image); ok {
			out = append(out, m)
		}
	}
	return out
}

// fills counts filled paths of a colour.
func fills(p *page.Page, ink any) (n int) {
	for _, it := range p.Items() {
		if f, ok := it.(*page.Fill); ok && f.Color == ink {
			n++
		}
	}
	return n
}

// Excitatory and inhibitory columns are as wide as there are many; the bar says what lies beyond its ends.
func TestWeights(t *testing.T) {
	w := weightsOf(102, 101, signsOf(101))
	p := drawn(t, []Panel{{Content: w}}, nil)
	_, beyond, largest := w.Limit(plots.Limit{Kind: plots.Robust})
	if !(math.Abs(beyond-0.02) < 0.001) || !(largest > 0.03) {
		t.Errorf("%g beyond, the largest is %g", beyond, largest)
	}
	has(t, p, "c", "71 excitatory", "30 inhibitory", "pre neurons, by sign and preferred value", "post neurons, by preferred value", "weight (10⁻³/Hz)",
		fmt.Sprintf("2 %% beyond, largest %.3g", largest))
	m := images(p)
	if len(m) != 3 || !(math.Abs(m[0].Box.Width()/71-m[1].Box.Width()/30) < 0.01) {
		t.Errorf("%d images", len(m))
	}
	if n := fills(p, theme.Paper.Signed(1)); n != 2 { // the strip above, and the triangle
		t.Errorf("%d filled paths of orange", n)
	}
	p = drawn(t, []Panel{{Content: w}}, func(s *plots.Style) { s.Limit.Kind = plots.Largest })
	for _, s := range texts(p) {
		if strings.Contains(s, "beyond") {
			t.Errorf("of all weights, %s", s)
		}
	}
	p = drawn(t, []Panel{{Content: w}}, func(s *plots.Style) { s.Order = plots.ByIndex })
	has(t, p, "pre neuron", "post neuron", "0", "100")
}

// Each spike is a stroke, unless it lies on another; of thousands of neurons, shades count them.
func TestRasters(t *testing.T) {
	p := drawn(t, kinds()["raster"](), nil)
	has(t, p, "E 71", "I 30", "101 neurons of pre, by sign and", "preferred value")
	r := rasterOf(101, 2, 30, signsOf(101))
	strokes := 0
	for _, s := range series(p) {
		strokes += s.strokes[0].Path.Outlines()
	}
	if !(float64(strokes) > 0.94*float64(len(r.T))) || strokes > len(r.T) {
		t.Errorf("%d strokes of %d spikes", strokes, len(r.T))
	}
	p = drawn(t, kinds()["density"](), nil)
	if has(t, p, "rate (Hz)"); len(images(p)) != 2 || len(series(p)) != 0 {
		t.Errorf("%d images", len(images(p)))
	}
	p = drawn(t, kinds()["few"](), nil)
	has(t, p, "4", "5")
}

// Rows are E before I and by preferred value, or as the style says.
func TestOrder(t *testing.T) {
	signs, preferred := []int8{-1, 1, -1, 1}, []float64{0.5, 0.2, -0.5, -0.2}
	vectors := func() [][]float64 { return [][]float64{{1, 0}, {0, 1}, {1, 0.1}, {0.1, 1}} }
	for order, want := range map[plots.Order]string{plots.ByPreferred: "[3 1 2 0] by sign and preferred value", plots.BySign: "[1 3 0 2] by sign", plots.ByIndex: "[0 1 2 3] by index"} {
		r := rank.Of(order, 4, signs, preferred, vectors)
		if got := fmt.Sprint(r.Order, " ", r.Says); got != want {
			t.Errorf("%s: %s", order, got)
		}
	}
	r := rank.Of(plots.BySimilarity, 4, signs, preferred, vectors)
	if first := r.Order[:2]; !slices.Contains(first, 0) == slices.Contains(first, 2) || !slices.Contains(first, 1) == slices.Contains(first, 3) {
		t.Errorf("by similarity: %v", r.Order)
	}
}

// A band is what the style says of the seeds, and the legend names it with their number; one seed has none.
func TestBands(t *testing.T) {
	runs := [][]float64{{1, 1}, {2, 2}, {3, 3}, {6, math.NaN()}}
	for band, want := range map[plots.Band]string{
		plots.MinToMax: "[3 2] [1 1] [6 3] 4", plots.NoBand: "[3 2] [] [] 4", plots.EachLine: "[3 2] [] [] 4", plots.Quartiles: "[2.5 2] [1.75 1.5] [3.75 2.5] 4",
		plots.SD: "[3 2] [0.8398 1] [5.16 3] 4", plots.SEM: "[3 2] [1.92 1.423] [4.08 2.577] 4", plots.CI95: "[3 2] [-0.4374 -0.4841] [6.437 4.484] 4",
	} {
		s := stats.Summarise(runs, 2, band)
		if got := fmt.Sprintf("%.4g %.4g %.4g %d", s.Middle, s.Low, s.High, s.N); got != want {
			t.Errorf("%s: %s, wanted %s", band, got, want)
		}
	}
	over := func(n int) []Panel {
		x := []float64{1, 2, 3}
		return []Panel{{X: Axis{Label: "n", Swept: x}, Y: Axis{Label: "u"}, Content: &Cells{List: []Line{{Name: "u", X: x, Runs: runsOf(n, x, func(float64) float64 { return 1 })}}}}}
	}
	for band, want := range map[plots.Band]string{plots.MinToMax: "mean, range of 5 seeds", plots.CI95: "mean, 95 % CI of 5 seeds", plots.Quartiles: "median, quartiles of 5 seeds"} {
		has(t, drawn(t, over(5), func(s *plots.Style) { s.Band = band }), want)
	}
	for _, s := range texts(drawn(t, over(1), nil)) {
		if strings.Contains(s, "seed") {
			t.Errorf("of one seed: %s", s)
		}
	}
}

// Panels share their ranges, or each has its own; they lie in as many rows as are wanted.
func TestPanels(t *testing.T) {
	two := func() []Panel {
		return []Panel{{X: Axis{Label: "x"}, Y: rate, Content: tuningOf("a", 5, nil)}, {X: Axis{Label: "x"}, Y: rate, Content: &Tuning{Name: "b", X: []float64{0, 1}, Rates: [][]float64{{0, 400}}}}}
	}
	numbers := func(share plots.Share) (n int) {
		for _, s := range texts(drawn(t, two(), func(s *plots.Style) { s.Share = share })) {
			if s == "400" {
				n++
			}
		}
		return n
	}
	if numbers(plots.ShareBoth) != 1 || numbers(plots.ShareNone) != 1 {
		t.Errorf("%d and %d numbers of the greatest rate", numbers(plots.ShareBoth), numbers(plots.ShareNone))
	}
	p := drawn(t, two(), func(s *plots.Style) { s.Share = plots.ShareNone })
	if a := p.Areas(); len(a) != 2 || a[0].Top != a[1].Top || a[0].Right >= a[1].Left {
		t.Errorf("areas %v", a)
	}
	p = drawn(t, two(), func(s *plots.Style) { s.Rows = 2 })
	if a := p.Areas(); a[0].Bottom >= a[1].Top || a[0].Left != a[1].Left {
		t.Errorf("in two rows: %v", a)
	}
}

// A figure has the size that a journal prints, and no text below 7 pt.
func TestSizes(t *testing.T) {
	for _, width := range []float64{plots.Column, plots.Wide, plots.Page, 60} {
		p := drawn(t, kinds()["line"](), func(s *plots.Style) { s.Width, s.Height = width, 50 })
		if !(math.Abs(p.Width-width*page.MM) < 0.01) || !(math.Abs(p.Height-50*page.MM-2*edge) < 0.5) {
			t.Errorf("%g × 50 mm is %g × %g", width, p.Width/page.MM, p.Height/page.MM)
		}
	}
	for _, it := range drawn(t, kinds()["line"](), func(s *plots.Style) { s.Font = 4 }).Items() {
		if s, ok := it.(*page.Text); ok && s.Size < 7 {
			t.Errorf("%q has %g pt", s.String, s.Size)
		}
	}
}

// Of a long trace no peak is lost, however many samples lie beside it, and few points are kept.
func TestEnvelope(t *testing.T) {
	n := 200_000
	x, y := indices(n), make([]float64, n)
	for i := range y {
		y[i] = math.Sin(float64(i) / 5000)
	}
	y[77_777], y[150_000] = 9, -9
	p := drawn(t, []Panel{{X: Axis{Label: "n"}, Y: decoded, Content: &Lines{List: []Line{{Name: "u", X: x, Y: y}}}}}, func(s *plots.Style) {
		s.YRange = plots.Range{Given: true, From: -9, To: 9}
	})
	path := series(p)[0].strokes[0].Path
	b, a := path.Bounds(), p.Areas()[0]
	if !(math.Abs(b.Top-a.Top) < 0.01) || !(math.Abs(b.Bottom-a.Bottom) < 0.01) || path.Len() > 4*trace.Columns(a)+10 {
		t.Errorf("%d points within %v of %v", path.Len(), b, a)
	}
}

// The data of tuning curves have the colours of signs; what decoders make of them is dashed below.
func TestTuning(t *testing.T) {
	p := drawn(t, kinds()["tuning"](), nil)
	has(t, p, "71 excitatory", "30 inhibitory", "rate (Hz)", "pre", "post")
	curves := 0
	for _, s := range series(p) {
		curves += len(s.strokes)
	}
	if curves != 3 { // two signs, and those without
		t.Errorf("%d colours", curves)
	}
	p = drawn(t, kinds()["response"](), nil)
	s := series(p)
	if last := s[len(s)-2].strokes[0]; len(p.Areas()) != 2 || last.Dash == nil || last.Color != theme.Paper.Lines[0] {
		t.Errorf("decoded: %v in %d panels", last.Dash, len(p.Areas()))
	}
	many := tuningOf("a", 450, nil)
	has(t, drawn(t, []Panel{{X: Axis{Label: "x"}, Y: rate, Content: many}}, nil), "200 of 450 neurons")
}

// Each format says where the figure is from, and the same figure has the same bytes.
func TestProvenance(t *testing.T) {
	f := Figure{Style: styled(plots.Paper, plots.Column), Panels: kinds()["over"](), Provenance: provenance}
	f.Style.DPI = 72
	for _, format := range Formats {
		var first, second bytes.Buffer
		if err := f.Write(&first, format); err != nil {
			t.Fatal(err)
		}
		if err := f.Write(&second, format); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s differs from time to time", format)
		}
		text := first.String()
		if format == "pdf" { // its strings are in UTF-16
			text = strings.ReplaceAll(text, "\x00", "")
		}
		for _, want := range []string{provenance.Model, provenance.Hash, provenance.Phase, provenance.Experiment} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %s", format, want)
			}
		}
	}
	if err := f.Write(&bytes.Buffer{}, "gif"); err == nil {
		t.Error("a figure is drawn as a gif")
	}
}
