// Command bench measures how the cost of a step grows with the size of a model
// and draws it:
//
//	go run ./bench --out docs/scaling.svg
//
// It prints a table of ns a step for each neuron, synapse and recorded number, on
// one thread, the shortest of several stretches of a step.
package main

import (
	"fmt"
	"image/color"
	"log"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/runtime"
)

// curve is a kind of model in growing sizes; count is what costs are shared by.
type curve struct {
	name  string
	sizes []int
	model func(n int) string
	count func(n int) float64
}

func each(n int) float64   { return float64(n) }
func square(n int) float64 { return float64(n) * float64(n) }

var curves = []curve{
	{"neuron", []int{100, 300, 1000, 3000, 10000, 30000, 100000, 300000, 1000000}, func(n int) string {
		return fmt.Sprintf("node u = sin(6*t)\nensemble a %d n_eval_points 10\nconnect u -> a\n", n)
	}, each},
	{"synapse", []int{100, 300, 1000, 3000, 10000}, func(n int) string {
		return fmt.Sprintf("node u = sin(6*t)\nensemble a %d n_eval_points 10\nensemble b %d n_eval_points 10\nconnect u -> a\nconnect a.neurons -> b.neurons weights 1e-6\n", n, n)
	}, square},
	{"recorded number", []int{100, 1000, 10000, 100000}, func(n int) string {
		return fmt.Sprintf("node u = sin(6*t)\nensemble a %d neurons relu n_eval_points 10\nconnect u -> a\nprobe a.neurons\n", n)
	}, each},
}

func main() {
	out := pflag.String("out", "scaling.svg", "the plot")
	pflag.Parse()
	plot.DefaultFont = font.Font{Typeface: "Liberation", Variant: "Sans"}
	p := plot.New()
	p.X.Label.Text, p.Y.Label.Text = "how many", "ns a step for each"
	p.X.Scale, p.Y.Scale = plot.LogScale{}, plot.LogScale{}
	p.X.Tick.Marker, p.Y.Tick.Marker = plot.LogTicks{Prec: -1}, plot.LogTicks{Prec: -1}
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 100, 3e8, 0.01, 40
	p.Legend.Top, p.Legend.XOffs, p.Legend.YOffs, p.Legend.Padding = true, -vg.Centimeter, -vg.Centimeter, vg.Millimeter
	p.Add(plotter.NewGrid())
	colors := []color.Color{color.RGBA{31, 119, 180, 255}, color.RGBA{214, 39, 40, 255}, color.RGBA{44, 160, 44, 255}}
	for i, c := range curves {
		var points plotter.XYs
		for _, n := range c.sizes {
			ns := measure(c.model(n)) / c.count(n)
			fmt.Printf("| %.0f %ss | %.3g ns |\n", c.count(n), c.name, ns)
			points = append(points, plotter.XY{X: c.count(n), Y: ns})
		}
		line, dots, err := plotter.NewLinePoints(points)
		if err != nil {
			log.Fatal(err)
		}
		line.Color, dots.Color, line.Width = colors[i], colors[i], vg.Points(1.5)
		p.Add(line, dots)
		p.Legend.Add("a "+c.name+"   ", line, dots)
	}
	if err := p.Save(16*vg.Centimeter, 10*vg.Centimeter, *out); err != nil {
		log.Fatal(err)
	}
}

// measure returns the ns of a step.
func measure(text string) float64 {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.nef")
	if err := os.WriteFile(path, []byte("seed 1\n"+text), 0o600); err != nil {
		log.Fatal(err)
	}
	checked, err := compiler.Check(path, compiler.Options{})
	if err != nil || checked.Diags.HasErrors() {
		log.Fatal(err, checked.Diags)
	}
	c, diags := compiler.Compile(checked, 0.001, nil)
	if c == nil {
		log.Fatal(diags)
	}
	sim := runtime.New(c.Program)
	began := time.Now()
	run(sim, 20)
	steps := max(1, int(0.01*20/time.Since(began).Seconds())) // 10 ms
	best := math.Inf(1)
	for range 30 {
		sim.Reserve(steps, nil)
		began := time.Now()
		run(sim, steps)
		best = min(best, float64(time.Since(began).Nanoseconds())/float64(steps))
	}
	return best
}

func run(sim *runtime.Sim, steps int) {
	for range steps {
		if err := sim.Step(); err != nil {
			log.Fatal(err)
		}
	}
}
