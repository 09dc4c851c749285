package synapses

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// LinearFilter is any transfer function num(s)/den(s), coefficients with the
// highest power first; den is at least as long as num. A digital one (not
// Analog) is in z and runs as it is.
//
// Source: Franklin, Powell & Workman (1998), Digital Control of Dynamic
// Systems, ch. 6.
type LinearFilter struct {
	Num, Den []float64
	Method   string // "" for zoh
	Analog   bool
}

// Methods lists how a continuous filter becomes a recurrence: zero-order hold,
// or the generalised bilinear transform with the weight given.
var Methods = map[string]float64{"zoh": math.NaN(), "bilinear": 0.5, "euler": 0, "backward_diff": 1}

// NewLinearFilter checks the coefficients.
func NewLinearFilter(num, den []float64, method string, analog bool) (LinearFilter, error) {
	for len(num) > 1 && num[0] == 0 {
		num = num[1:]
	}
	f := LinearFilter{num, den, method, analog}
	switch {
	case len(num) == 0 || len(den) == 0 || den[0] == 0:
		return f, fmt.Errorf("the first coefficient of the denominator must not be 0")
	case len(num) > len(den):
		return f, fmt.Errorf("the numerator has a higher power than the denominator; such a filter answers before it is asked")
	}
	if _, ok := Methods[method]; method != "" && !ok {
		return f, fmt.Errorf("the method is one of zoh, bilinear, euler, backward_diff, not %q", method)
	}
	return f, nil
}

// String writes the coefficients.
func (f LinearFilter) String() string {
	text := fmt.Sprintf("tf(%v, %v", f.Num, f.Den)
	if f.Method != "" {
		text += fmt.Sprintf(", method=%q", f.Method)
	}
	if !f.Analog {
		text += ", analog=no"
	}
	return text + ")"
}

// Discretize puts the filter into controller canonical form and discretises it.
func (f LinearFilter) Discretize(dt float64) Filter {
	A, B, C, D := f.canonical()
	if s := len(B); f.Analog && s > 0 {
		if alpha, ok := Methods[f.Method]; ok && alpha == alpha {
			A, B, C, D = bilinear(A, B, C, D, dt, alpha)
		} else {
			A, B = zeroOrderHold(A, B, dt)
		}
	}
	return Filter{A: A, B: B, C: C, D: D}
}

// canonical is the controller canonical form of num/den.
func (f LinearFilter) canonical() (A, B, C []float64, D float64) {
	s := len(f.Den) - 1
	num := make([]float64, s+1) // as long as den, divided by den[0]
	for i, v := range f.Num {
		num[i+len(f.Den)-len(f.Num)] = v / f.Den[0]
	}
	A, B, C, D = make([]float64, s*s), make([]float64, s), make([]float64, s), num[0]
	for i := range s {
		den := f.Den[i+1] / f.Den[0]
		A[i] = -den
		C[i] = num[i+1] - D*den
		if i > 0 {
			A[i*s+i-1] = 1
		}
	}
	if s > 0 {
		B[0] = 1
	}
	return A, B, C, D
}

// zeroOrderHold is [Ad Bd; 0 1] = expm(dt·[A B; 0 0]).
func zeroOrderHold(A, B []float64, dt float64) (Ad, Bd []float64) {
	s := len(B)
	block := mat.NewDense(s+1, s+1, nil)
	for i := range s {
		for j := range s {
			block.Set(i, j, dt*A[i*s+j])
		}
		block.Set(i, s, dt*B[i])
	}
	var exp mat.Dense
	exp.Exp(block)
	Ad, Bd = make([]float64, s*s), make([]float64, s)
	for i := range s {
		for j := range s {
			Ad[i*s+j] = exp.At(i, j)
		}
		Bd[i] = exp.At(i, s)
	}
	return Ad, Bd
}

// bilinear is the generalised bilinear transform, M = I - α·dt·A:
//
//	Ad = M⁻¹(I + (1-α)·dt·A),  Bd = M⁻¹·dt·B,  Cd = C·M⁻¹,  Dd = D + α·C·Bd
func bilinear(A, B, C []float64, D, dt, alpha float64) (Ad, Bd, Cd []float64, Dd float64) {
	s := len(B)
	M, N := mat.NewDense(s, s, nil), mat.NewDense(s, s, nil)
	for i := range s {
		for j := range s {
			one := 0.0
			if i == j {
				one = 1
			}
			M.Set(i, j, one-alpha*dt*A[i*s+j])
			N.Set(i, j, one+(1-alpha)*dt*A[i*s+j])
		}
	}
	var inverse, ad, bd, cd mat.Dense
	// An unstable filter may make M singular; its output is then not finite, which
	// the run reports at its line.
	_ = inverse.Inverse(M)
	ad.Mul(&inverse, N)
	bd.Mul(&inverse, mat.NewDense(s, 1, B))
	bd.Scale(dt, &bd)
	cd.Mul(mat.NewDense(1, s, C), &inverse)
	Ad, Bd, Cd = ad.RawMatrix().Data, bd.RawMatrix().Data, cd.RawMatrix().Data
	Dd = D
	for i, c := range C {
		Dd += alpha * c * Bd[i]
	}
	return Ad, Bd, Cd, Dd
}
