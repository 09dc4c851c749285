package picture

import (
	"math"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/rng"
)

// samples is how many points a curve has, and mostSteps how many steps of a process are
// computed for it.
const (
	samples   = 60
	mostSteps = 50_000
)

// signals computes what nodes put out that depend on time only.
type signals struct {
	dt, span float64 // s
	params   []float64
	values   map[*model.Node][][]float64 // by sample; nil for nodes that depend on more
}

// newSignals takes the first phase of the first experiment for the time to show, and a
// second where there is none.
func newSignals(m *model.Model) *signals {
	s := &signals{dt: 0.001, span: 1, values: map[*model.Node][][]float64{}}
	for _, p := range m.Params {
		s.params = append(s.params, p.Value)
	}
	if len(m.Experiments) == 0 {
		return s
	}
	s.dt = m.Experiments[0].Dt
	for _, e := range m.Experiments[0].Events {
		if p, ok := e.(*model.Phase); ok && p.Steps > 0 {
			s.span = float64(p.Steps) * s.dt
			break
		}
	}
	return s
}

// curve is the first dimension of a node over the span; nil if it is not a function of
// time alone, or not finite.
func (s *signals) curve(n *model.Node) []float64 {
	values := s.of(n)
	out := make([]float64, len(values))
	for i, v := range values {
		if out[i] = v[0]; math.IsNaN(v[0]) || math.IsInf(v[0], 0) {
			return nil
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (s *signals) of(n *model.Node) [][]float64 {
	if v, known := s.values[n]; known {
		return v
	}
	s.values[n] = nil // what reads itself is not a function of time
	switch n.Kind {
	case model.Code:
		s.values[n] = s.code(n)
	case model.Process:
		s.values[n] = s.process(n)
	}
	return s.values[n]
}

// code computes an expression of time and of other such nodes.
func (s *signals) code(n *model.Node) [][]float64 {
	reads := make([][][]float64, len(n.Reads))
	for i, r := range n.Reads {
		if r.Node == nil || r.Previous || r.Synapse != nil {
			return nil
		}
		if reads[i] = s.of(r.Node); reads[i] == nil {
			return nil
		}
	}
	out := make([][]float64, samples)
	for k := range out {
		env := &code.Env{T: s.time(k), Dt: s.dt, Params: s.params, In: func(src, i int) float64 { return reads[src][k][i] }}
		for _, e := range n.Code {
			out[k] = append(out[k], e.Eval(env))
		}
	}
	return out
}

// time is that of a sample, of a whole step.
func (s *signals) time(k int) float64 {
	return s.dt * math.Max(1, math.Round(s.span/s.dt*float64(k)/(samples-1)))
}

// process runs a process from the start, as a simulation does.
func (s *signals) process(n *model.Node) [][]float64 {
	steps := math.Round(s.span / s.dt)
	if steps*float64(n.Dims) > mostSteps || n.Process.Check(s.dt) != nil {
		return nil
	}
	g := n.Process.Start(s.dt, n.Dims, rng.Stream(n.Seed, n.Name, rng.Noise))
	var out [][]float64
	y := make([]float64, n.Dims)
	for k := 1; len(out) < samples && k <= int(steps); k++ {
		g.Next(k, float64(k)*s.dt, y)
		for len(out) < samples && s.time(len(out)) <= (float64(k)+0.5)*s.dt {
			out = append(out, append([]float64(nil), y...))
		}
	}
	if len(out) < samples {
		return nil
	}
	return out
}
