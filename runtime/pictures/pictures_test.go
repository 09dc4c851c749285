package pictures_test

import (
	"math"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/pictures"
	"github.com/nefc/nefc/stdlib/analyses"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/neurons"
)

// population is one of two rectified linear neurons with opposite encoders.
func population(dims int) *program.Population {
	p := &program.Population{Name: "a", N: 2, Dims: dims, Radius: 2, Neurons: &neurons.ReLU{Amplitude: 1}, Gain: []float64{10, 20}, Bias: []float64{0, 0}}
	p.Encoders, p.Scaled = []float64{1, -1}, []float64{5, -10}
	if dims == 2 {
		p.Encoders, p.Scaled = []float64{1, 0, 0, -1}, []float64{5, 0, 0, -10}
	}
	return p
}

// A neuron that fires every 10 ms has a rate of 100 Hz up to the ends of the stretch; two neurons of which one fires
// have half of it, and neurons of either sign are lines of their own.
func TestRates(t *testing.T) {
	s := &pictures.Spikes{Name: "a.spikes", Neurons: []int{3, 7}, To: 1, Value: analyses.Value{Form: analyses.Spikes, D: 8}}
	for k := range 100 {
		s.Value.T, s.Value.Data = append(s.Value.T, 0.01*float64(k)+0.005), append(s.Value.Data, 7)
	}
	lines := pictures.Rates(s, 0.001)
	if len(lines) != 1 || lines[0].Name != "a" || len(lines[0].Y) != 1000 {
		t.Fatalf("%d lines", len(lines))
	}
	for k, r := range lines[0].Y {
		if !(math.Abs(r-50) <= 3) {
			t.Fatalf("%g Hz at %g s, want 50", r, lines[0].X[k])
		}
	}
	s.Population = &program.Population{Signs: []int8{1, 1, 1, 1, 1, 1, 1, -1}}
	lines = pictures.Rates(s, 0.001)
	if len(lines) != 2 || lines[0].Role != figures.Excitatory || slices.Max(lines[0].Y) != 0 || !(math.Abs(lines[1].Y[500]-100) <= 3) {
		t.Errorf("excitatory and inhibitory: %v", lines)
	}
}

// Decoders are summed over rates, the bias is the neurons' own, and a neuron prefers the middle of where it fires.
func TestTuning(t *testing.T) {
	p := population(1)
	panel := pictures.Tuning(p, []pictures.Decoder{{Name: "c", Weights: []float64{0.1, -0.1}}})
	tuning := panel.Content.(*figures.Tuning)
	if tuning.X[0] != -2 || tuning.Rates[1][0] != 20 || tuning.Rates[0][0] != 0 || !(math.Abs(tuning.Decoded[0].Y[0]+2) <= 1e-12) || !(math.Abs(tuning.Decoded[0].Y[200]-1) <= 1e-12) {
		t.Errorf("%v", tuning.Decoded)
	}
	if at := pictures.Preferred(p); !(at[0] > 1.2 && at[0] < 1.5) || !(math.Abs(at[0]+at[1]) <= 1e-12) {
		t.Errorf("preferred values %v", at)
	}
}

// A map of rates has those of the plane, and nothing beyond the radius.
func TestHeats(t *testing.T) {
	panels := pictures.Heats(population(2), []int{1})
	h := panels[0].Content.(*figures.Heat)
	n := len(h.X)
	if panels[0].Title != "a.neurons[1]" || !math.IsNaN(h.Z[0]) || !(math.Abs(h.Z[n/2]-20) <= 1e-12) || h.Z[(n-1)*n+n/2] != 0 {
		t.Errorf("%s: %g %g %g", panels[0].Title, h.Z[0], h.Z[n/2], h.Z[(n-1)*n+n/2])
	}
	mean := pictures.Heats(population(2), nil)
	if m := mean[0].Content.(*figures.Heat); len(mean) != 1 || !(math.Abs(m.Z[n/2]-10) <= 1e-12) {
		t.Errorf("the mean is %g", m.Z[n/2])
	}
}

// Lines that measure the same, or say nothing, share an axis; others get their own.
func TestHeights(t *testing.T) {
	lines := []figures.Line{{Name: "a"}, {Name: "u"}}
	if y := pictures.Heights(lines, []figures.Axis{{Label: "decoded value"}, {}}); y.Label != "decoded value" || lines[0].Of != nil {
		t.Errorf("%v", y)
	}
	if y := pictures.Heights(lines[:1], []figures.Axis{{}}); y.Label != "a" {
		t.Errorf("%v", y)
	}
	pictures.Heights(lines, []figures.Axis{{Label: "decoded value"}, {Label: "activity", Unit: "Hz"}})
	if lines[0].Of == nil || lines[1].Of == nil || lines[1].Of.Unit != "Hz" {
		t.Errorf("%v", lines)
	}
}

// A map has neurons where they are, and how fast each fired; those along a line have their rates above it.
func TestMap(t *testing.T) {
	s := &pictures.Spikes{Name: "a.spikes", Neurons: []int{0, 2}, From: 1, To: 3,
		Value:      analyses.Value{Form: analyses.Spikes, D: 3, T: []float64{1.5, 2, 2.5}, Data: []float64{2, 0, 2}},
		Population: &program.Population{N: 3, Positions: []float64{-1, 0, 9, 9, 0.5, 1}}}
	panel := pictures.Map(s)
	p := panel.Content.(*figures.Places)
	if !slices.Equal(p.X, []float64{-1, 0.5}) || !slices.Equal(p.Y, []float64{0, 1}) || !slices.Equal(p.Z, []float64{0.5, 1}) || p.Name != "a" {
		t.Errorf("%+v", p)
	}
	s.Population.Positions = []float64{-1, 9, 0.5}
	l := pictures.Map(s).Content.(*figures.Plane).List[0]
	if !slices.Equal(l.X, []float64{-1, 0.5}) || !slices.Equal(l.Y, []float64{0.5, 1}) {
		t.Errorf("%+v", l)
	}
}

// Neurons with conductances have their rates over both beside their tuning: those of a membrane in closed form, up to
// the conductance at which a neuron fires as fast as the fastest of the population, and to what silences it then.
func TestSurface(t *testing.T) {
	entry, _ := neurons.Table.Find("lif_cond")
	kind, err := entry.New(catalog.Defaults(entry.Params))
	if err != nil {
		t.Fatal(err)
	}
	p := population(1)
	p.Neurons, p.Gain, p.Bias, p.Scaled = kind, []float64{2, 2}, []float64{1, 1}, []float64{1, -1}
	panels := pictures.Tunings(p, nil, 0.001)
	if len(panels) != 2 {
		t.Fatalf("%d panels", len(panels))
	}
	s, top := panels[1].Content.(*figures.Heat), []float64{3}
	n := len(s.X)
	kind.Rates(top, top)
	// J of 3 is 3·750 pA = exc·77.5 mV by theory; inhibition of 17.5 mV brings it back to 1
	if want := 3 * 750 / 77.5; math.Abs(s.X[n-1]-want) > 1e-9 || math.Abs(s.Y[n-1]-2*750/17.5) > 1e-9 {
		t.Errorf("up to %g and %g nS, not %g", s.X[n-1], s.Y[n-1], want)
	}
	g := 50 + s.X[n-1]
	v := (50*-65 + s.X[n-1]*20) / g
	if want := 1 / (0.003 + 1/g*math.Log1p(15/(v+50))); math.Abs(s.Z[n-1]-want) > 1e-9 || s.Z[0] != 0 || s.Z[n*n-1] != 0 {
		t.Errorf("%g Hz, %g without conductances, %g with both; want %g", s.Z[n-1], s.Z[0], s.Z[n*n-1], want)
	}
	if len(pictures.Tunings(population(1), nil, 0.001)) != 1 {
		t.Error("neurons of one input have a surface")
	}
}

// Where signs choose a conductance each has a panel with the columns of its neurons; elsewhere there is one.
func TestWeightsByChannel(t *testing.T) {
	entry, _ := neurons.Table.Find("lif_cond")
	kind, err := entry.New(catalog.Defaults(entry.Params))
	if err != nil {
		t.Fatal(err)
	}
	pre, post := population(1), population(1)
	post.Neurons = kind
	link := &program.Link{Name: "c", Rows: 2, Cols: 2, Unit: "nS", Full: true, Signs: []int8{-1, 1}}
	W := []float64{-1, 2, -3, 4}
	panels := pictures.Weights(link, W, []*program.Population{pre}, post)
	if len(panels) != 2 || panels[0].Title != "c, exc" || panels[1].Title != "c, inh" {
		t.Fatalf("%+v", panels)
	}
	exc, inh := panels[0].Content.(*figures.Weights), panels[1].Content.(*figures.Weights)
	if !slices.Equal(exc.W, []float64{2, 4}) || !slices.Equal(exc.PreIndex, []int{1}) || !slices.Equal(inh.W, []float64{-1, -3}) || inh.Cols != 1 {
		t.Errorf("%+v, %+v", exc, inh)
	}
	other := population(1)
	pre.N, other.N, pre.Name, other.Name = 1, 1, "inhibitory", "excitatory"
	panels = pictures.Weights(link, W, []*program.Population{pre, other}, post)
	if e, i := panels[0].Content.(*figures.Weights).Pre, panels[1].Content.(*figures.Weights).Pre; e != "excitatory" || i != "inhibitory" {
		t.Errorf("the panels are of %q and %q", e, i)
	}
	link.Signs = []int8{1, 1}
	if one := pictures.Weights(link, W, []*program.Population{pre}, post); len(one) != 1 || one[0].Title != "c, exc" {
		t.Errorf("of excitatory neurons: %+v", one)
	}
	if one := pictures.Weights(link, W, []*program.Population{pre}, pre); len(one) != 1 || one[0].Title != "c" {
		t.Errorf("of currents: %+v", one)
	}
}
