package builder

import "github.com/nefc/nefc/compiler/graph"

// perHz are weights per Hz of what is written for a link: of jumps, column by column, as the
// path of its neuron makes them.
func (b *builder) perHz(link *graph.Link, W []float64) []float64 {
	if !link.Jumps {
		return W
	}
	factors := b.jumps(link)
	out := make([]float64, len(W))
	for k, v := range W {
		out[k] = v * factors[k%len(factors)]
	}
	return out
}

// written is the weight per Hz of 1 as weights of a link, and the bounds of its rules, are
// written; 0 where that differs between columns.
func (b *builder) written(link *graph.Link) float64 {
	if !link.Jumps {
		return 1
	}
	factors := b.jumps(link)
	for _, k := range factors {
		if k != factors[0] {
			return 0
		}
	}
	return factors[0]
}

// jumps are the weights per Hz of a jump of 1, by column.
func (b *builder) jumps(link *graph.Link) []float64 {
	out := make([]float64, link.Connection.Pre.Size)
	columns := sourceColumns(link)
	for _, path := range link.EachPath() {
		factor, _ := link.PerHz(path, b.g.Dt) // laws have looked at it
		for _, j := range columns[path.Source] {
			if j >= 0 && (path.Sign == 0 || link.Signs[j] == path.Sign) {
				out[j] = factor
			}
		}
	}
	return out
}
