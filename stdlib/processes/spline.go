package processes

import "slices"

// spline is Σ coef[i]·B_i(t) with B-splines of degree k on knots.
type spline struct {
	k, cols int
	knots   []float64
	coef    []float64 // points×cols
	basis   []float64 // scratch, k+1
}

// fitSpline solves for the spline through the points. Its inner knots are the
// times without those next to the ends (odd k), or the middles between times
// without the outer ones (even k).
func fitSpline(p *Rows, k int) *spline {
	n := p.N
	inner := append([]float64(nil), p.Times...)
	skip := (k + 1) / 2
	if k%2 == 0 {
		inner, skip = make([]float64, n-1), k/2
		for i := range inner {
			inner[i] = (p.Times[i] + p.Times[i+1]) / 2
		}
	}
	s := &spline{k: k, cols: p.Cols, basis: make([]float64, k+1)}
	for range k + 1 {
		s.knots = append(s.knots, p.Times[0])
	}
	s.knots = append(s.knots, inner[skip:len(inner)-skip]...)
	for range k + 1 {
		s.knots = append(s.knots, p.Times[n-1])
	}
	width := 2*k + 1
	band := make([]float64, n*width) // element (i, j) of B is at (i, j-i+k)
	for i, t := range p.Times {
		first := s.evaluate(t)
		for j, v := range s.basis {
			if v != 0 {
				band[i*width+first+j-i+k] = v
			}
		}
	}
	s.coef = slices.Clone(p.Data)
	solveBand(band, k, s.coef, p.Cols)
	return s
}

// solveBand replaces the rows of y by the solution of B·x = y, for a matrix B of splines at increasing times with k diagonals on either
// side of the main one. By Schoenberg and Whitney B is regular, and since it is totally positive, elimination needs no pivots.
//
// Source: de Boor & Pinkus (1977), Backward error analysis for totally positive linear systems.
func solveBand(band []float64, k int, y []float64, cols int) {
	width := 2*k + 1
	n := len(band) / width
	for i := range n {
		pivot := band[i*width+k:]
		for r := i + 1; r <= min(i+k, n-1); r++ {
			row := band[r*width+k-(r-i):]
			factor := row[0] / pivot[0]
			for c := 1; c <= k; c++ {
				row[c] -= float64(factor * pivot[c])
			}
			for c := range cols {
				y[r*cols+c] -= float64(factor * y[i*cols+c])
			}
		}
	}
	for i := n - 1; i >= 0; i-- {
		pivot := band[i*width+k:]
		for c := range cols {
			v := y[i*cols+c]
			for r := i + 1; r <= min(i+k, n-1); r++ {
				v -= float64(pivot[r-i] * y[r*cols+c])
			}
			y[i*cols+c] = v / pivot[0]
		}
	}
}

// evaluate computes the k+1 B-splines that are not zero at t and returns the
// number of the first (Cox and de Boor).
func (s *spline) evaluate(t float64) int {
	k := s.k
	last := len(s.knots) - k - 2
	m := k
	for m < last && t >= s.knots[m+1] {
		m++
	}
	B := s.basis
	B[0] = 1
	for d := 1; d <= k; d++ {
		saved := 0.0
		for r := range d {
			left, right := s.knots[m+1-d+r], s.knots[m+r+1]
			term := B[r] / (right - left)
			B[r] = saved + float64((right-t)*term)
			saved = (t - left) * term
		}
		B[d] = saved
	}
	return m - k
}

// at computes the spline at t.
func (s *spline) at(t float64, y []float64) {
	first := s.evaluate(t)
	for j := range y {
		sum := 0.0
		for i, b := range s.basis {
			sum += float64(b * s.coef[(first+i)*s.cols+j])
		}
		y[j] = sum
	}
}
