package synapses

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"

	"github.com/nefc/nefc/internal/libm"
)

// stateSpace is a filter in continuous time, in controller canonical form:
//
//	dx/dt = A·x + e₁·u,  y = C·x + D·u
//
// Row 0 of A is -a, every other row hands the state above it on. Time is
// counted in units of its own (rate of them in a second, a power of two), in
// which the fastest pole is near 1, so that neither the states nor the
// coefficients leave the range of floating point; a step is Step units.
//
// Numbers carry Prec bits. Matrix exponentials and inverses in double
// precision lose most of their digits where time constants differ much or lie
// far from the time step; with bits to spare nothing is lost, and the
// recurrence is rounded once, at its end.
type stateSpace struct {
	Prec   uint
	Step   *big.Float
	A      []*big.Float // a₁ … aₙ
	C      []*big.Float
	D      *big.Float
	halves int // how often a step is halved until it is short
}

// short is the logarithm (base 2) of what the norm of A·Step is at most, once
// the step was halved: a series of few terms then gives the exponential.
const short = -8

// farthest is how often a step may be halved: 1e-300 s is as far from a step
// of 1 s.
const farthest = 1100

// newStateSpace takes a proper transfer function of order 1 or more apart.
func newStateSpace(num, den []float64, dt float64) (*stateSpace, error) {
	n := len(den) - 1
	_, lead := math.Frexp(den[0])
	if !finite(num) || !finite(den) {
		return nil, errors.New("its coefficients are not finite")
	}
	rate, driven := math.MinInt, false
	for k, a := range den[1:] {
		if a != 0 {
			_, e := math.Frexp(a)
			rate, driven = max(rate, ceilDiv(e-lead, k+1)), true
		}
	}
	_, step := math.Frexp(dt)
	if !driven { // integrators: any unit will do
		rate = -step
	}
	s := &stateSpace{}
	s.halves = max(0, step+rate+int(math.Ceil(libm.Log2(float64(2*n+1))))-short)
	if s.halves > farthest {
		return nil, fmt.Errorf("its fastest time constant is too short for steps of %g s", dt)
	}
	s.Prec = uint(192 + 2*s.halves)
	s.Step = s.float(dt)
	s.Step.SetMantExp(s.Step, rate)
	s.D = s.float(0)
	for k := range n + 1 {
		a, b := s.float(den[k]), s.float(0)
		if i := k - (n + 1 - len(num)); i >= 0 {
			b.SetFloat64(num[i])
		}
		for _, x := range []*big.Float{a, b} {
			x.Quo(x, s.float(den[0]))
			x.SetMantExp(x, -k*rate)
		}
		if k == 0 {
			s.D = b
			continue
		}
		s.A = append(s.A, a)
		s.C = append(s.C, b.Sub(b, s.product(s.D, a)))
	}
	return s, nil
}

func finite(xs []float64) bool {
	return !slices.ContainsFunc(xs, func(x float64) bool { return x-x != 0 })
}

// ceilDiv is a/b rounded up, for b > 0.
func ceilDiv(a, b int) int { return int(math.Ceil(float64(a) / float64(b))) }

func (s *stateSpace) float(v float64) *big.Float { return new(big.Float).SetPrec(s.Prec).SetFloat64(v) }

func (s *stateSpace) product(x, y *big.Float) *big.Float {
	return new(big.Float).SetPrec(s.Prec).Mul(x, y)
}

// matrix is n×n, row by row.
type matrix [][]*big.Float

// identity is c·I.
func (s *stateSpace) identity(c float64) matrix {
	m := make(matrix, len(s.A))
	for i := range m {
		m[i] = make([]*big.Float, len(s.A))
		for j := range m[i] {
			m[i][j] = s.float(0)
		}
		m[i][i].SetFloat64(c)
	}
	return m
}

// timesA is m·A·c.
func (s *stateSpace) timesA(m matrix, c *big.Float) matrix {
	out := s.identity(0)
	for i, row := range m {
		for j, a := range s.A {
			out[i][j].Neg(s.product(row[0], a))
			if j+1 < len(row) {
				out[i][j].Add(out[i][j], row[j+1])
			}
			out[i][j].Mul(out[i][j], c)
		}
	}
	return out
}

// apply is m·x.
func (s *stateSpace) apply(m matrix, x []*big.Float) []*big.Float {
	y := make([]*big.Float, len(m))
	for i, row := range m {
		y[i] = s.dot(row, x)
	}
	return y
}

func (s *stateSpace) dot(x, y []*big.Float) *big.Float {
	sum, term := s.float(0), s.float(0)
	for i := range x {
		sum.Add(sum, term.Mul(x[i], y[i]))
	}
	return sum
}

// errTooLarge says that a filter has no recurrence of finite numbers: an
// unstable one may grow beyond them within a step.
var errTooLarge = errors.New("a coefficient of its recurrence is too large for a number")

// hold is the zero-order hold, the input constant over each step:
//
//	Ad = exp(A·h),  Bd = ∫₀ʰ exp(A·τ)·e₁ dτ
//
// from their Taylor series for a short step, which is then doubled:
// Bd(2h) = Ad(h)·Bd(h) + Bd(h),  Ad(2h) = Ad(h)².
func (s *stateSpace) hold() (Filter, error) {
	n := len(s.A)
	h := new(big.Float).SetMantExp(s.Step, -s.halves)
	Ad, term := s.identity(1), s.identity(1)
	Bd := make([]*big.Float, n)
	for i := range Bd {
		Bd[i] = new(big.Float).Set(term[i][0])
	}
	for k := 1; -short*k < int(s.Prec); k++ {
		term = s.timesA(term, new(big.Float).Quo(h, s.float(float64(k))))
		for i := range n {
			for j := range n {
				Ad[i][j].Add(Ad[i][j], term[i][j])
			}
			Bd[i].Add(Bd[i], new(big.Float).Quo(term[i][0], s.float(float64(k+1))))
		}
	}
	for i := range Bd {
		Bd[i].Mul(Bd[i], h)
	}
	for range s.halves {
		top := largest(Ad)
		if top > 1<<16 {
			return Filter{}, errTooLarge
		}
		if top < -1200-int(s.Prec) { // nothing is left of the state before
			Ad = s.identity(0)
			break
		}
		for i, b := range s.apply(Ad, Bd) {
			Bd[i].Add(Bd[i], b)
		}
		Ad = s.squared(Ad)
	}
	return s.rounded(Ad, Bd, s.C, s.D)
}

func (s *stateSpace) squared(m matrix) matrix {
	out, column := s.identity(0), make([]*big.Float, len(m))
	for j := range m {
		for i := range m {
			column[i] = m[i][j]
		}
		for i, row := range m {
			out[i][j] = s.dot(row, column)
		}
	}
	return out
}

// largest is the exponent of the largest element.
func largest(m matrix) int {
	top := math.MinInt
	for _, row := range m {
		for _, x := range row {
			if x.Sign() != 0 {
				top = max(top, x.MantExp(nil))
			}
		}
	}
	return top
}

// bilinear is the generalised bilinear transform, M = I - α·h·A:
//
//	Ad = M⁻¹(I + (1-α)·h·A),  Bd = M⁻¹·h·e₁,  Cd = C·M⁻¹,  Dd = D + α·C·Bd
func (s *stateSpace) bilinear(alpha float64) (Filter, error) {
	M := s.timesA(s.identity(-alpha), s.Step)
	N := s.timesA(s.identity(1-alpha), s.Step)
	for i := range M {
		M[i][i].Add(M[i][i], s.float(1))
		N[i][i].Add(N[i][i], s.float(1))
	}
	inverse, err := s.inverse(M)
	if err != nil {
		return Filter{}, err
	}
	n := len(s.A)
	Ad, Bd, Cd := s.identity(0), make([]*big.Float, n), make([]*big.Float, n)
	for j := range n {
		column := make([]*big.Float, n)
		for i := range n {
			column[i] = N[i][j]
		}
		for i, x := range s.apply(inverse, column) {
			Ad[i][j] = x
		}
		for i := range n {
			column[i] = inverse[i][j]
		}
		Cd[j] = s.dot(s.C, column)
		Bd[j] = s.product(inverse[j][0], s.Step)
	}
	feed := s.product(s.float(alpha), s.dot(s.C, Bd))
	return s.rounded(Ad, Bd, Cd, feed.Add(feed, s.D))
}

// inverse is Gauss-Jordan elimination with partial pivoting. It changes M.
func (s *stateSpace) inverse(M matrix) (matrix, error) {
	out := s.identity(1)
	for k := range M {
		pivot := k
		for i := k; i < len(M); i++ {
			if new(big.Float).Abs(M[i][k]).Cmp(new(big.Float).Abs(M[pivot][k])) > 0 {
				pivot = i
			}
		}
		if M[pivot][k].Sign() == 0 {
			return nil, errors.New("it has a pole that this method cannot carry over at this time step")
		}
		M[k], M[pivot] = M[pivot], M[k]
		out[k], out[pivot] = out[pivot], out[k]
		for i := range M {
			if i == k {
				continue
			}
			factor := new(big.Float).Quo(M[i][k], M[k][k])
			for j := range M {
				M[i][j].Sub(M[i][j], s.product(factor, M[k][j]))
				out[i][j].Sub(out[i][j], s.product(factor, out[k][j]))
			}
		}
	}
	for k := range out {
		for j := range out {
			out[k][j].Quo(out[k][j], M[k][k])
		}
	}
	return out, nil
}

// rounded is the recurrence in double precision.
func (s *stateSpace) rounded(A matrix, B, C []*big.Float, D *big.Float) (Filter, error) {
	f := Filter{B: doubles(B), C: doubles(C)}
	f.D, _ = D.Float64()
	for _, row := range A {
		f.A = append(f.A, doubles(row)...)
	}
	return f, f.finite()
}

func doubles(x []*big.Float) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i], _ = v.Float64()
	}
	return out
}
