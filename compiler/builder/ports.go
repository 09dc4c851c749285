package builder

import (
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/stdlib/neurons"
)

// portsReached are the names of the ports, beside the current, in which something ends.
func (b *builder) portsReached() map[*model.Ensemble]map[string]bool {
	out := map[*model.Ensemble]map[string]bool{}
	for _, conn := range b.m.Connections {
		if !conn.Post.Neurons {
			continue
		}
		ports := []string{conn.Post.Port}
		for _, path := range conn.Paths {
			ports = append(ports, path.Port)
		}
		if out[conn.Post.Ensemble] == nil {
			out[conn.Post.Ensemble] = map[string]bool{}
		}
		for _, name := range ports {
			out[conn.Post.Ensemble][name] = true
		}
	}
	return out
}

// port makes the signal of a port, the sum of all that arrives there. Of one that has a
// sign it is never below 0: what would be is a source of the other sign, or a filter that
// overshoots, and there is no conductance like that.
func (b *builder) port(p *graph.Population, port neurons.Port, reached map[string]bool) {
	name := p.Name + "." + port.Name
	s := b.signal(name, p.N, 1)
	sum := s
	if port.Sign != 0 && reached[port.Name] {
		sum = b.signal(name+".arriving", p.N, 1)
		b.op(graph.Op{Kind: graph.Floor, Sets: []*graph.Signal{s}, Reads: []*graph.Signal{sum}, Tag: name, At: p.At})
	}
	b.reset(sum, p.At)
	p.Ports, p.Sums = append(p.Ports, s), append(p.Sums, sum)
}

// arrives is where what passes a path of a connection adds up, and by which factor: a
// port of one sign takes magnitudes, where the sign of the neurons chose it.
func (b *builder) arrives(conn *model.Connection, path model.Path) (sum *graph.Signal, factor float64) {
	p := b.pop[conn.Post.Ensemble]
	if path.Port == "" {
		return p.Sums[neurons.PortOf(p.Neurons, conn.Post.Port)], 1
	}
	k := neurons.PortOf(p.Neurons, path.Port)
	return p.Sums[k], float64(p.Neurons.Ports()[k].Sign)
}
