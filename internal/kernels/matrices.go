package kernels

import (
	"math"

	"github.com/nefc/nefc/internal/libm"
)

// Encode is
//
//	for i := range y {
//		y[i] = b[i]
//		for j := range x {
//			y[i] += A[i*len(x)+j]*x[j]
//		}
//	}
func Encode(y, b, A, x []float64) {
	b = b[:len(y)]
	for i, v := range b {
		y[i] = v + Dot(A[i*len(x):(i+1)*len(x)], x)
	}
}

// DotAdd is
//
//	for i := range y {
//		for j := range x {
//			y[i] += A[i*len(x)+j]*x[j]
//		}
//	}
//
// with the sum over j taken first.
func DotAdd(y, A, x []float64) {
	for i := range y {
		y[i] += Dot(A[i*len(x):(i+1)*len(x)], x)
	}
}

// EncodeColumns is Encode with A stored a column after the other, which begin stride
// numbers after each other:
//
//	for i := range y {
//		y[i] = b[i]
//		for j := range x {
//			y[i] += A[j*stride+i]*x[j]
//		}
//	}
//
// y may be b.
func EncodeColumns(y, b, A, x []float64, stride int) {
	rows := len(y)
	b = b[:rows]
	if len(x) > 0 {
		A = A[:(len(x)-1)*stride+rows]
	}
	n := groups(rows)
	switch {
	case n == 0 || len(x) == 0:
		n = 0
	case len(x) == 1:
		addScaledAVX2(&y[0], &b[0], &A[0], x[0], n)
	default:
		encodeAVX2(&y[0], &b[0], &A[0], &x[0], n, len(x), stride)
	}
	for i := n; i < rows; i++ {
		sum := b[i]
		for j, v := range x {
			sum += float64(A[j*stride+i] * v)
		}
		y[i] = sum
	}
}

// Learn adds changes to some rows of a column of weights, one after the other: k[t] times
// row t of L, after what row t of D forgets. Rows begin stride numbers after each other. D
// may be nil.
//
//	for i := range y {
//		for t := range k {
//			y[i] -= D[t*stride+i]*y[i]
//			y[i] += L[t*stride+i]*k[t]
//		}
//	}
func Learn(y, L, D, k []float64, stride int) {
	n, steps := groups(len(y)), len(k)
	if steps == 0 {
		return
	}
	L = L[:(steps-1)*stride+len(y)]
	switch {
	case n == 0:
	case wide && D == nil:
		n = len(y)
		growAVX512(&y[0], &L[0], nil, &k[0], n, steps, stride)
	case wide:
		n = len(y)
		learnAVX512(&y[0], &L[0], &D[:len(L)][0], &k[0], n, steps, stride)
	case D == nil:
		encodeAVX2(&y[0], &y[0], &L[0], &k[0], n, steps, stride)
	default:
		learnAVX2(&y[0], &L[0], &D[:len(L)][0], &k[0], n, steps, stride)
	}
	for i := n; i < len(y); i++ {
		v := y[i]
		for t, a := range k {
			if D != nil {
				v -= float64(D[t*stride+i] * v)
			}
			v += float64(L[t*stride+i] * a)
		}
		y[i] = v
	}
}

// UpdateRows changes rows of a matrix P, which lie one after the other, and multiplies
// them with x both ways:
//
//	for r := range k {
//		for i := range u {
//			P[r*len(u)+i] += k[r]*u[i]
//			y[i] += a[r]*P[r*len(u)+i]
//			sums[r] += P[r*len(u)+i]*x[i]
//		}
//	}
//
// with sums taken in the order of Dot. Assembly takes a multiple of four rows of whole
// groups of 16.
func UpdateRows(P, u, k, y, a, x, sums []float64) {
	n, rows := len(u), len(k)
	P, y, x, a, sums = P[:rows*n], y[:n], x[:n], a[:rows], sums[:rows]
	switch {
	case n == 0 || rows == 0 || n%16 != 0 || rows%4 != 0 || !assembly:
		for r := range k {
			row := P[r*n : (r+1)*n]
			Axpy(row, k[r], u)
			Axpy(y, a[r], row)
			sums[r] += Dot(row, x)
		}
	case wide:
		updateRowsAVX512(&P[0], &u[0], &k[0], &y[0], &a[0], &x[0], &sums[0], n, rows)
	default:
		updateRowsAVX2(&P[0], &u[0], &k[0], &y[0], &a[0], &x[0], &sums[0], n, rows)
	}
}

// Columns is
//
//	for i := range y {
//		y[i] = 0
//		for _, j := range spikes {
//			y[i] += A[j*len(y)+i]
//		}
//		y[i] *= height
//	}
//
// that is A·x for x of height where a neuron spiked and zero elsewhere, A
// stored a column after the other.
func Columns(y, A []float64, height float64, spikes []int32) {
	n := len(y)
	switch {
	case n == 1:
		sum := 0.0
		for _, j := range spikes {
			sum += A[j]
		}
		y[0] = sum * height
	case 1 < n && n < columnsAtOnce && assembly && len(spikes) > 0:
		_ = A[int(spikes[len(spikes)-1])*n+n-1] // they ascend
		sum := columnsAVX2
		if wide && n >= wideColumns {
			sum = columnsAVX512
		}
		sum(&y[0], &A[0], n, &spikes[0], len(spikes), height)
	default:
		clear(y)
		for _, j := range spikes {
			Add(y, A[int(j)*n:int(j)*n+n])
		}
		Scale(y, height)
	}
}

// columnsAtOnce is up to how many rows sums stay in registers, and columns are
// read a stretch of each at a time; longer columns are read one after the other.
const columnsAtOnce = 2048

// wideColumns is from how many rows AVX-512 pays.
const wideColumns = 8

// SparseAdd is
//
//	for j, v := range x {
//		for k := first[j]; k < first[j+1]; k++ {
//			y[row[k]] += val[k]*v
//		}
//	}
//
// that is y += S·x, S stored by columns. Columns of zeros in x are skipped.
func SparseAdd(y []float64, first, row []int32, val, x []float64) {
	for j, v := range x {
		if v == 0 {
			continue
		}
		for k := first[j]; k < first[j+1]; k++ {
			y[row[k]] += float64(val[k] * v)
		}
	}
}

// SparseColumns is y += Σ columns of S, S stored by columns.
func SparseColumns(y []float64, first, row []int32, val []float64, columns []int32) {
	for _, j := range columns {
		rows := row[first[j]:first[j+1]]
		vals := val[first[j]:first[j+1]][:len(rows)]
		for k, i := range rows {
			y[i] += vals[k]
		}
	}
}

// PanelWidth is the number of columns of the panels of AddPanels.
const PanelWidth = 8

// Pack copies columns of a matrix, eight at most, side by side,
//
//	for k := range len(panel)/8 {
//		for i := range columns {
//			panel[k*8+i] = a[k*stride+i]
//		}
//		for i := columns; i < 8; i++ {
//			panel[k*8+i] = 0
//		}
//	}
//
// and returns the rows from the first to the last that is not zero, from = to if all are.
func Pack(panel, a []float64, stride, columns int) (from, to int) {
	m := len(panel) / PanelWidth
	if m == 0 {
		return 0, 0
	}
	a = a[:(m-1)*stride+columns]
	if wide {
		from, to = packAVX512(&panel[0], &a[0], stride, 1<<columns-1, m)
		return min(from, to), to
	}
	for k := range m {
		row := panel[k*PanelWidth:][:PanelWidth]
		clear(row[copy(row, a[k*stride:][:columns]):])
	}
	return Nonzero(panel)
}

// Nonzero are the rows of a panel from the first to the last that is not zero.
func Nonzero(panel []float64) (from, to int) {
	to = len(panel) / PanelWidth
	for from < to && zeros(panel[from*PanelWidth:]) {
		from++
	}
	for to > from && zeros(panel[(to-1)*PanelWidth:]) {
		to--
	}
	if from == to {
		return 0, 0
	}
	return from, to
}

// zeros reports a row of a panel that is zero; -0 is, too.
func zeros(row []float64) bool {
	bits := uint64(0)
	for _, v := range row[:PanelWidth] {
		bits |= math.Float64bits(v)
	}
	return bits<<1 == 0
}

// AddPanels is, for panels of as many rows,
//
//	for k := range len(a)/8 {
//		for i := range 8 {
//			for j := range 8 {
//				c[i*stride+j] = libm.FMA(a[k*8+i], b[k*8+j], c[i*stride+j])
//			}
//		}
//	}
//
// Solving is the one place with fused multiply-adds, which are half as many
// instructions; libm.FMA gives the same bits on every machine.
func AddPanels(c []float64, stride int, a, b []float64) {
	m := len(a) / PanelWidth
	a, b, c = a[:m*PanelWidth], b[:m*PanelWidth], c[:(PanelWidth-1)*stride+PanelWidth]
	switch {
	case m == 0:
		return
	case wide:
		panelsAVX512(&c[0], stride, &a[0], &b[0], m)
		return
	case assembly:
		panelsAVX2(&c[0], stride, &a[0], &b[0], m)
		panelsAVX2(&c[4*stride], stride, &a[4], &b[0], m)
		return
	}
	for i := range PanelWidth {
		libm.FMAs((*[PanelWidth]float64)(c[i*stride:]), a[i:], b)
	}
}

// AddPanelPair is AddPanels for two panels b and d, whose products lie side by side: d's
// eight columns behind b's.
func AddPanelPair(c []float64, stride int, a, b, d []float64) {
	if !wide || len(a) == 0 {
		AddPanels(c, stride, a, b)
		AddPanels(c[PanelWidth:], stride, a, d)
		return
	}
	m := len(a) / PanelWidth
	a, b, d = a[:m*PanelWidth], b[:m*PanelWidth], d[:m*PanelWidth]
	c = c[:(PanelWidth-1)*stride+2*PanelWidth]
	panelPairAVX512(&c[0], stride, &a[0], &b[0], &d[0], m)
}
