package optimize

import "github.com/nefc/nefc/compiler/graph"

// stillProducts computes once what constant nodes are multiplied by, and what only receives
// that: conductances that nothing changes. A node that may be held is not constant, and of
// small matrices a product is not worth it.
func stillProducts(g *graph.Graph) {
	u, gone := usersOf(g), map[*graph.Op]bool{}
	for _, op := range g.Order() {
		if len(op.Sets) != 1 || op.Index != nil || op.Columns != nil {
			continue
		}
		y := op.Sets[0]
		if len(u.sets[y]) != 1 || len(u.incs[y]) > 0 || u.updated(y) || y.Size() < worthIt || y.Lasting {
			continue
		}
		switch {
		case op.Kind == graph.DotInc && op.Reads[0].Const && op.Reads[0].Init != nil:
			x, ok := u.values(op.Reads[1])
			if !ok {
				continue
			}
			y.Init = product(op.Reads[0], x)
		case op.Kind == graph.CopyInc && op.Scale == 1 && op.Reads[0].Const && op.Reads[0].Init != nil && op.Reads[0].Size() == y.Size():
			y.Init = op.Reads[0].Init
		default:
			continue
		}
		y.Const, gone[op] = true, true
	}
	drop(g, gone)
}

// worthIt is of how many numbers on a product is computed once; it is above the number of
// rows from which lower takes products column by column, whose sums these are.
const worthIt = 64

// values are those of a node of constants.
func (u *users) values(x *graph.Signal) (out []float64, ok bool) {
	if len(u.sets[x]) != 1 || len(u.incs[x]) > 0 || u.updated(x) || u.sets[x][0].Kind != graph.SimNode {
		return nil, false
	}
	for _, e := range u.sets[x][0].Code {
		v, isNumber := e.IsConst()
		if !isNumber {
			return nil, false
		}
		out = append(out, v)
	}
	return out, true
}

// product is A·x, summed column by column as a step does.
func product(A *graph.Signal, x []float64) []float64 {
	out := make([]float64, A.Rows)
	for i := range out {
		for j, v := range x {
			out[i] += float64(A.Init[i*A.Cols+j] * v)
		}
	}
	return out
}
