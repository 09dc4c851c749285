package solvers

import "gonum.org/v1/gonum/mat"

// eitherSign solves by NNLS where some weights may have either sign: their columns are
// there twice, once for each. With σ > 0 one of the two is zero.
func eitherSign(p *Problem) (*Solution, error) {
	m, n := p.A.Dims()
	both, free := *p, []int(nil)
	both.Signs = nil
	for j, sign := range p.Signs {
		if sign == 0 {
			sign, free = 1, append(free, j)
		}
		both.Signs = append(both.Signs, sign)
	}
	both.A = mat.NewDense(m, n+len(free), nil)
	for i := range m {
		row, from := both.A.RawRowView(i), p.A.RawRowView(i)
		copy(row, from)
		for k, j := range free {
			row[n+k] = from[j]
		}
	}
	for range free {
		both.Signs = append(both.Signs, -1)
	}
	sol, err := NNLS{}.Solve(&both)
	if err != nil {
		return nil, err
	}
	_, k := p.Y.Dims()
	X := mat.DenseCopyOf(sol.X.Slice(0, n, 0, k))
	for f, j := range free {
		for i := range k {
			X.Set(j, i, X.At(j, i)+sol.X.At(n+f, i))
		}
	}
	sol.X = X
	return sol, nil
}
