package plan

import (
	"math"
	"testing"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/stdlib/solvers"
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
