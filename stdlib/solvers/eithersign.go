package solvers

import "slices"

// eitherSign is a problem in which weights that may have either sign, those of sign 0, are
// free columns of sign 1; the problem itself if there are none.
func eitherSign(p *Problem) *Problem {
	if !slices.Contains(p.Signs, 0) {
		return p
	}
	out := *p
	out.Signs, out.free = slices.Clone(p.Signs), make([]bool, len(p.Signs))
	for j, sign := range p.Signs {
		if sign == 0 {
			out.Signs[j], out.free[j] = 1, true
		}
	}
	return &out
}
