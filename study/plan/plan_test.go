package plan

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/study/run"
)

// What the cost grows with: all objects, all neurons, pairs of full connections,
// and for what is solved, each source once.
func TestMeasure(t *testing.T) {
	a, b := &model.Ensemble{N: 100, NumEvalPoints: 500}, &model.Ensemble{N: 200, NumEvalPoints: 700}
	m := &model.Model{Ensembles: []*model.Ensemble{a, b}, Nodes: make([]*model.Node, 3), Probes: make([]*model.Probe, 4)}
	add := func(solved bool, c model.Connection) {
		if solved {
			c.Solver = solvers.L2{}
		}
		m.Connections = append(m.Connections, &c)
	}
	add(true, model.Connection{Pre: model.Endpoint{Ensemble: a, Size: 100}, Post: model.Endpoint{Size: 200}, Full: true})
	add(true, model.Connection{Pre: model.Endpoint{Ensemble: a, Size: 1}, Post: model.Endpoint{Size: 1}})
	add(false, model.Connection{Pre: model.Endpoint{Ensemble: b, Size: 200}, Post: model.Endpoint{Size: 50}, Full: true})
	add(true, model.Connection{Pre: model.Endpoint{Size: 1}})
	z := Measure(m)
	if z.Objects != 2+4+3+4 || z.Neurons != 300 || z.Synapses != 100*200+200*50 || !(math.Abs(z.Build-productCost*100*100*500) < 1e-15) {
		t.Errorf("%+v", z)
	}
}

// What is drawn counts: pairs that a chance decides one by one, synapses, and their delays.
func TestMeasureOfDraws(t *testing.T) {
	a := &model.Ensemble{N: 1000}
	of := &model.Pairwise{Of: code.Var(0, 0)}
	even := &model.Pairwise{Num: 0.1}
	for name, c := range map[string]struct {
		conn model.Connection
		want float64
	}{
		"all":                   {model.Connection{}, 0},
		"an even chance":        {model.Connection{Chance: []*model.Pairwise{even}}, 1e5 * drawCost},
		"so many":               {model.Connection{InDegree: []int{10}}, 1e4 * drawCost},
		"so many by distance":   {model.Connection{InDegree: []int{10}, Chance: []*model.Pairwise{of}}, 1e6*pairCost + 1e4*drawCost},
		"from each by distance": {model.Connection{OutDegree: []int{20}, Chance: []*model.Pairwise{of}}, 1e6*pairCost + 2e4*drawCost},
		"a share":               {model.Connection{Sparse: []float64{0.02}}, 1e6*pairCost + 2e4*drawCost},
		"delays of all":         {model.Connection{Delays: []*model.Pairwise{of}}, 1e6 * delayCost},
		"delays of so many":     {model.Connection{InDegree: []int{10}, Delays: []*model.Pairwise{of}}, 1e4 * (drawCost + delayCost)},
	} {
		end := model.Endpoint{Ensemble: a, Neurons: true, Size: 1000}
		c.conn.Pre, c.conn.Post, c.conn.Full, c.conn.Weights = end, end, true, &model.Given{}
		m := &model.Model{Ensembles: []*model.Ensemble{a}, Connections: []*model.Connection{&c.conn}}
		if z := Measure(m); !(math.Abs(z.Build-c.want) <= 1e-12) {
			t.Errorf("%s: %g s, want %g", name, z.Build, c.want)
		}
	}
}

// A plan counts steps, cells and files; what is finished is planned no more.
func TestOf(t *testing.T) {
	const text = `param k = 1
node u = k
probe u
experiment e {
  seeds 0:5
  phase one 10ms
  run 20ms
  plot u to "a.svg"
}
`
	dir := t.TempDir()
	checked := compilertest.ValidIn(t, dir, text)
	job := &run.Job{Path: checked.Model.File, Dir: filepath.Join(dir, "out"), Workers: 2}
	e := checked.Model.Experiments[0]
	p, err := Of(job, checked, e)
	if err != nil {
		t.Fatal(err)
	}
	if p.Cells != 5 || p.Finished != 0 || p.Workers != 2 || p.Files != 4 || p.Folder != filepath.Join(dir, "out", "e") || !(math.Abs(p.ModelSeconds-0.03) <= 1e-12) || p.Disk != 5*30*16 || p.Memory != 2*checked.Model.Bytes {
		t.Errorf("%+v", p)
	}
	if want := 30*Measure(checked.Model).step() + cellCost; !(math.Abs(p.CellSeconds-want) <= 1e-12) || !(math.Abs(p.Seconds-2.5*want) <= 1e-12) {
		t.Errorf("%g s, %g a cell; want %g a cell", p.Seconds, p.CellSeconds, want)
	}
	results, err := job.Experiments(checked, checked.Model.Experiments)
	if err != nil {
		t.Fatal(err)
	}
	took := 0.0
	for _, c := range results[0].Cells {
		took += c.Result.BuildSeconds + c.Result.SimulateSeconds
	}
	if p, err := Of(job, checked, e); err != nil || !(math.Abs(p.CellSeconds-took/5-cellCost) <= 1e-12) || p.Finished != 5 || p.Seconds != 0 || p.Disk != 0 {
		t.Errorf("%v, %+v", err, p)
	}
}
