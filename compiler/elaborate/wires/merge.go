package wires

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar/diag"
)

// term merges the addends of one source: a linear map if all are linear, else
// one function with a common factor taken out.
func (sp *splitter) term(src expressions.Source, parts [][]addend, at diag.Span) (*Term, bool) {
	t := &Term{Source: src, At: at}
	if k, ok := sameElements(parts, src.Size()); ok {
		t.Transform = model.Scaling(k)
		return t, true
	}
	if !sp.c.Expands(at, report.NumberBytes*float64(len(parts))*float64(src.Size())) {
		return nil, false
	}
	if m, ok := linearMap(parts, src.Size()); ok {
		t.Transform = m
		if m.M != nil && src.Ensemble != nil {
			t.Function, t.Transform = usedDimensions(m)
		}
		return t, true
	}
	if src.IsPassThrough() {
		sp.onlyPassesOn(src, firstNonlinear(parts, src.Size()))
		return nil, false
	}
	t.Function, t.Transform.Scalar = function(parts, at)
	t.dropZeros()
	return t, true
}

// onlyPassesOn refuses a function of what has no neurons to compute it with.
func (sp *splitter) onlyPassesOn(src expressions.Source, bad *code.Expr) {
	sp.c.Err(diag.ProductOnWire, bad.At, "`%s` needs neurons: `%s` only passes values on", sp.c.Text(bad.At), src.Name()).
		WithPlace(src.Node.At, "it has no neurons to compute with").
		WithHelp("connect `%s` to an ensemble and take the function of that, or write `node f = …`, which is exact", src.Name())
}

// function sums the addends of each element, with the factor that all share taken out.
func function(parts [][]addend, at diag.Span) (fn []*code.Expr, factor float64) {
	factor, common := commonFactor(parts)
	if !common {
		factor = 1
	}
	nothing := code.Number(0)
	fn = make([]*code.Expr, len(parts))
	for i, addends := range parts {
		sum := nothing
		for k, a := range addends {
			x := a.e
			if a.factor != factor {
				x = code.NewBinary("*", code.Number(a.factor/factor), a.e, a.e.At)
			}
			if k == 0 {
				sum = x
			} else {
				sum = code.NewBinary("+", sum, x, at)
			}
		}
		fn[i] = sum.Replace(func(_, i int) *code.Expr { return code.Var(0, i) })
	}
	return fn, factor
}

// sameElements reports addends that are the elements of a source in order, all
// with one factor: a multiple of the identity, for which no matrix is needed.
func sameElements(parts [][]addend, size int) (factor float64, ok bool) {
	if len(parts) != size {
		return 0, false
	}
	for i, addends := range parts {
		if len(addends) != 1 || addends[0].e.Kind != code.Input || addends[0].e.Index != i || addends[0].factor != parts[0][0].factor {
			return 0, false
		}
	}
	return parts[0][0].factor, true
}

// dropZeros decodes only the elements of a function that are not zero: those a
// source has no part in.
func (t *Term) dropZeros() {
	var used []int
	for i, e := range t.Function {
		if v, isConst := e.IsConst(); !isConst || v != 0 {
			used = append(used, i)
		}
	}
	if len(used) == len(t.Function) || len(used) == 0 {
		return
	}
	m := model.Zeros(len(t.Function), len(used))
	var fn []*code.Expr
	for j, i := range used {
		fn = append(fn, t.Function[i])
		m.M[i*m.Cols+j] = t.Transform.Scalar
	}
	t.Function, t.Transform = fn, m
}

// linearMap returns the matrix of a term whose addends are all linear; a
// multiple of the identity becomes a scalar.
func linearMap(parts [][]addend, size int) (model.Transform, bool) {
	m := model.Zeros(len(parts), size)
	for i, addends := range parts {
		for _, a := range addends {
			if a.e.Kind == code.Input {
				m.M[i*size+a.e.Index] += a.factor
				continue
			}
			coef, constant, ok := a.e.Linear(size)
			if !ok || constant != 0 {
				return m, false
			}
			for j, v := range coef {
				m.M[i*size+j] += float64(a.factor * v)
			}
		}
	}
	return m.Simplest(), true
}

// usedDimensions drops the dimensions a linear map does not read, so that only
// the others are decoded.
func usedDimensions(m model.Transform) ([]*code.Expr, model.Transform) {
	var used []int
	for j := range m.Cols {
		for i := range m.Rows {
			if m.M[i*m.Cols+j] != 0 {
				used = append(used, j)
				break
			}
		}
	}
	if len(used) == m.Cols {
		return nil, m
	}
	if len(used) == 0 {
		used = []int{0}
	}
	var fn []*code.Expr
	for _, j := range used {
		fn = append(fn, code.Var(0, j))
	}
	out := m.Columns(used)
	if out.IsIdentity() {
		out = model.Scaling(1)
	}
	return fn, out
}

// firstNonlinear is the first addend that is no multiple of an element.
func firstNonlinear(parts [][]addend, size int) *code.Expr {
	for _, addends := range parts {
		for _, a := range addends {
			if _, k, ok := a.e.Linear(size); !ok || k != 0 {
				return a.e
			}
		}
	}
	return parts[0][0].e
}

// commonFactor returns the coefficient all addends share.
func commonFactor(parts [][]addend) (float64, bool) {
	factor, found := 0.0, false
	for _, addends := range parts {
		for _, a := range addends {
			if _, isConst := a.e.IsConst(); isConst {
				return 1, false
			}
			if found && a.factor != factor {
				return 1, false
			}
			factor, found = a.factor, true
		}
	}
	return factor, found && factor != 0
}
