package figures

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/nefc/nefc/stdlib/plots"
)

// noisy samples a function over time with noise.
func noisy(n int, end, noise float64, of func(t float64) float64) (x, y []float64) {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	for i := range n {
		t := end * float64(i+1) / float64(n)
		x, y = append(x, t), append(y, of(t)+noise*r.NormFloat64())
	}
	return x, y
}

func line(name string, role Role, n int, end, noise float64, of func(t float64) float64) Line {
	x, y := noisy(n, end, noise, of)
	return Line{Name: name, Role: role, X: x, Y: y}
}

var (
	overTime = Axis{Label: "time", Unit: "s", From: 0, To: 20, Marks: []float64{20}}
	decoded  = Axis{Label: "decoded value"}
	rate     = Axis{Label: "rate", Unit: "Hz"}
)

// signsOf makes the signs of n neurons, seven of ten excitatory.
func signsOf(n int) (out []int8) {
	for i := range n {
		if i*7%10 < 7 {
			out = append(out, 1)
		} else {
			out = append(out, -1)
		}
	}
	return out
}

func tuningOf(name string, n int, signs []int8) *Tuning {
	r := rand.New(rand.NewPCG(2, uint64(n)))
	t := &Tuning{Name: name, Signs: signs}
	for k := range 201 {
		t.X = append(t.X, -2+0.02*float64(k))
	}
	for range n {
		e, top, from := float64(1-2*r.IntN(2)), 50+50*r.Float64(), -0.9+1.8*r.Float64()
		var rates []float64
		for _, x := range t.X {
			j := (e*x/2 - from) / (1 - from)
			v := 0.0
			if j > 0 {
				v = top * math.Pow(j, 0.6)
			}
			rates = append(rates, v)
		}
		t.Rates = append(t.Rates, rates)
	}
	return t
}

func rasterOf(n int, seconds, hz float64, signs []int8) *Raster {
	r := rand.New(rand.NewPCG(3, uint64(n)))
	out := &Raster{Name: "pre", Signs: signs}
	for i := range n {
		out.Neurons = append(out.Neurons, i)
		out.Preferred = append(out.Preferred, r.Float64()*2-1)
	}
	for t := 0.0; t < seconds; t += 0.001 {
		for i := range n {
			near := math.Exp(-4 * math.Pow(out.Preferred[i]-math.Sin(6*t/seconds*math.Pi/2), 2))
			if r.Float64() < hz*near*0.001*2 {
				out.T, out.Neuron = append(out.T, t+0.001), append(out.Neuron, i)
			}
		}
	}
	return out
}

func weightsOf(rows, cols int, signs []int8) *Weights {
	r := rand.New(rand.NewPCG(4, uint64(rows)))
	w := &Weights{Name: "c", Pre: "pre", Post: "post", Unit: "1/Hz", Rows: rows, Cols: cols, Signs: signs}
	for range rows {
		w.PostPreferred = append(w.PostPreferred, r.Float64()*2-1)
	}
	for range cols {
		w.PrePreferred = append(w.PrePreferred, r.Float64()*2-1)
	}
	for i := range rows {
		for j := range cols {
			v := 0.01 * math.Max(0, w.PostPreferred[i]*w.PrePreferred[j]+0.2*r.NormFloat64())
			if r.Float64() < 0.004 {
				v *= 8
			}
			if signs != nil && signs[j] < 0 || signs == nil && r.Float64() < 0.4 {
				v = -v
			}
			w.W = append(w.W, v)
		}
	}
	return w
}

// runsOf are the values of seeds at points.
func runsOf(seeds int, x []float64, of func(x float64) float64) (runs [][]float64) {
	r := rand.New(rand.NewPCG(5, uint64(seeds)))
	for range seeds {
		var run []float64
		for _, v := range x {
			run = append(run, of(v)*(1+0.3*r.NormFloat64()))
		}
		runs = append(runs, run)
	}
	return runs
}

// kinds are figures of all kinds with data as models have them.
var kinds = sync.OnceValue(func() map[string]func() []Panel {
	out := map[string]func() []Panel{}
	for name, make := range examples() {
		out[name] = sync.OnceValue(make)
	}
	return out
})

// examples makes the panels of each.
func examples() map[string]func() []Panel {
	square := func(t float64) float64 { x := t/10 - 1; return x * x }
	lrs := []float64{1e-6, 1e-5, 1e-4, 1e-3, 1e-2}
	one := func(x, y Axis, c Content) func() []Panel {
		return func() []Panel { return []Panel{{X: x, Y: y, Content: c}} }
	}
	value := Axis{Label: "pre", Unit: "decoded value"}
	return map[string]func() []Panel{
		"line": one(overTime, decoded, &Lines{List: []Line{line("post", Measured, 20000, 20, 0.03, square), line("ramp^2", Ideal, 20000, 20, 0, square),
			line("ramp", Measured, 20000, 20, 0, func(t float64) float64 { return t/10 - 1 })}}),
		"units": one(overTime, decoded, &Lines{List: []Line{line("post", Measured, 2000, 20, 0.03, square), line("ramp", Measured, 2000, 20, 0, func(t float64) float64 { return t/10 - 1 }),
			{Name: "pre.rate", Of: &Axis{Label: "rate", Unit: "Hz", FromZero: true}, X: []float64{0, 5, 10, 15, 20}, Y: []float64{20, 40, 30, 60, 50}}}}),
		"many": func() []Panel {
			l := &Lines{By: "frequency"}
			for k := range 20 {
				v := math.Pow(1.5, float64(k))
				c := line(fmt.Sprint("u, f ", k), Measured, 400, 20, 0.01, func(t float64) float64 { return math.Sin(t/3+float64(k)/8) * (1 + float64(k)/10) })
				c.By = &v
				l.List = append(l.List, c)
			}
			return []Panel{{X: overTime, Y: decoded, Content: l}}
		},
		"eight": func() []Panel {
			l := &Lines{}
			for k := range 8 {
				l.List = append(l.List, line(fmt.Sprintf("x[%d]", k), Measured, 400, 20, 0.01, func(t float64) float64 { return math.Sin(t/3 + float64(k)/2) }))
			}
			return []Panel{{X: overTime, Y: decoded, Content: l}}
		},
		"plane": one(Axis{Label: "x[0]"}, Axis{Label: "x[1]"}, &Plane{SameUnit: true, List: []Line{func() Line {
			l := Line{Name: "x[1]"}
			for k := range 6000 {
				t := 0.004 * float64(k)
				l.X, l.Y = append(l.X, math.Cos(t)*(1-math.Exp(-t/3))), append(l.Y, math.Sin(t)*(1-math.Exp(-t/3)))
			}
			return l
		}()}}),
		"tuning": func() []Panel {
			return []Panel{{X: value, Y: rate, Content: tuningOf("pre", 101, signsOf(101))}, {X: Axis{Label: "post", Unit: "decoded value"}, Y: rate, Content: tuningOf("post", 102, nil)}}
		},
		"response": func() []Panel {
			t := tuningOf("pre", 60, nil)
			l, i := Line{Name: "x^2 decoded"}, Line{Name: "x^2", Role: Ideal}
			for _, x := range t.X {
				l.X, l.Y, i.X, i.Y = append(l.X, x), append(l.Y, x*x+0.08*math.Sin(9*x)), append(i.X, x), append(i.Y, x*x)
			}
			t.Decoded = []Line{l, i}
			return []Panel{{X: value, Y: rate, Content: t}}
		},
		"raster":   one(Axis{Label: "time", Unit: "s", From: 0, To: 2}, Axis{}, rasterOf(101, 2, 30, signsOf(101))),
		"density":  one(Axis{Label: "time", Unit: "s", From: 0, To: 1}, Axis{}, rasterOf(2000, 1, 40, signsOf(2000))),
		"few":      one(Axis{Label: "time", Unit: "s", From: 0, To: 1}, Axis{}, &Raster{Name: "a", T: []float64{0.1, 0.2, 0.5}, Neuron: []int{0, 1, 0}, Neurons: []int{4, 5}}),
		"weights":  one(Axis{}, Axis{}, weightsOf(102, 101, signsOf(101))),
		"unsigned": one(Axis{}, Axis{}, weightsOf(30, 60, nil)),
		"hist": func() []Panel {
			_, a := noisy(3000, 1, 1, func(float64) float64 { return 0 })
			_, b := noisy(3000, 1, 0.3, func(t float64) float64 { return t })
			return []Panel{{X: Axis{Label: "x[0]"}, Content: &Histogram{a}}, {X: Axis{Label: "x[1]"}, Content: &Histogram{b}}}
		},
		"rate": one(overTime, rate, &Rates{List: []Line{line("excitatory", Excitatory, 2000, 20, 3, func(t float64) float64 { return 40 + 20*math.Sin(t) }),
			line("inhibitory", Inhibitory, 2000, 20, 3, func(t float64) float64 { return 25 + 5*math.Cos(t) })}}),
		"similarity": func() []Panel {
			s := &Similarities{}
			for k := range 14 {
				x, y := noisy(2000, 20, 0.03, func(t float64) float64 {
					return math.Max(0, math.Cos((t-float64(k)*2)/3)) * math.Exp(-math.Abs(t-float64(k)*2)/4)
				})
				s.T, s.Names, s.Values = x, append(s.Names, []string{"CAT", "DOG", "A*B", "VERB"}[k%4]+fmt.Sprint(k)), append(s.Values, y)
			}
			return []Panel{{X: overTime, Content: s}}
		},
		"heat": func() []Panel {
			h := &Heat{Label: "rate", Unit: "Hz"}
			for k := range 41 {
				h.X, h.Y = append(h.X, -1+0.05*float64(k)), append(h.Y, -1+0.05*float64(k))
			}
			for _, y := range h.Y {
				for _, x := range h.X {
					v := math.NaN()
					if x*x+y*y <= 1.02 {
						v = math.Max(0, 120*(0.7*x+0.5*y+0.1))
					}
					h.Z = append(h.Z, v)
				}
			}
			return []Panel{{Title: "pre[12]", X: Axis{Label: "x[0]"}, Y: Axis{Label: "x[1]"}, Content: h}}
		},
		"map": func() []Panel {
			m := &Places{Name: "sheet", Label: "rate", Unit: "Hz"}
			for k := range 300 {
				x, y := math.Mod(0.7548776662*float64(k), 1), math.Mod(0.5698402910*float64(k), 1)
				m.X, m.Y, m.Neurons = append(m.X, 2*x-1), append(m.Y, 2*y-1), append(m.Neurons, k)
				m.Z = append(m.Z, 90*math.Exp(-8*((x-0.4)*(x-0.4)+(y-0.6)*(y-0.6))))
			}
			return []Panel{{Title: "sheet.spikes", X: Axis{Label: "position[0]"}, Y: Axis{Label: "position[1]"}, Content: m}}
		},
		"over": func() []Panel {
			return []Panel{{X: Axis{Label: "lr", Swept: lrs}, Y: Axis{Label: "rmse(post, ramp^2)"}, Content: &Cells{List: []Line{
				{Name: "rmse(post, ramp^2)", X: lrs, Runs: runsOf(5, lrs, func(x float64) float64 { return 0.05 })}}}}}
		},
		"overby": func() []Panel {
			var list []Line
			for k, f := range []string{"1", "2", "5"} {
				v := float64(k)
				list = append(list, Line{Name: "rmse(post, u), f " + f, By: &v, X: lrs, Runs: runsOf(5, lrs, func(x float64) float64 { return 0.05 + 0.04*v })})
			}
			return []Panel{{X: Axis{Label: "lr", Swept: lrs}, Y: Axis{Label: "rmse(post, u)"}, Content: &Cells{List: list, By: "f"}}}
		},
		"words": func() []Panel {
			x := []float64{0, 1, 2}
			return []Panel{{X: Axis{Label: "cell", Words: []string{"lif", "relu", "adaptive_lif"}}, Y: Axis{Label: "rmse(post, u)"}, Content: &Cells{List: []Line{
				{Name: "rmse(post, u)", X: x, Runs: runsOf(7, x, func(x float64) float64 { return 0.1 + 0.05*x })}}}}}
		},
	}
}

// provenance of figures in tests.
var provenance = Provenance{Model: "doubling.nef", Hash: "a718254b9c4f", Seed: "7", Experiment: "doubled", Phase: "train", Version: "1.0"}

// styled is a default style with a theme and a width.
func styled(theme plots.Theme, width float64) plots.Style {
	s := plots.Default()
	s.Theme, s.Width = theme, width
	return s
}

// All kinds are drawn in all themes. SHEET=FOLDER keeps the drawings, at two widths, for a person to look at.
func TestSheet(t *testing.T) {
	dir := os.Getenv("SHEET")
	widths := []float64{plots.Column, plots.Page}
	if dir == "" {
		dir, widths = t.TempDir(), widths[:1]
	}
	for name, panels := range kinds() {
		for _, theme := range []plots.Theme{plots.Paper, plots.Screen, plots.Dark} {
			for _, width := range widths {
				f := Figure{Style: styled(theme, width), Panels: panels(), Provenance: provenance}
				for _, fault := range f.Page().Faults() {
					t.Errorf("%s, %s, %g mm: %s", name, theme, width, fault)
				}
				format := "svg"
				if theme == plots.Paper && os.Getenv("SHEET") != "" {
					format = "png"
				}
				var out bytes.Buffer
				f.Style.DPI = 150
				if err := f.Write(&out, format); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%s-%g.%s", name, theme, width, format)), out.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
