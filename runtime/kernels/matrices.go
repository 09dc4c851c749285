package kernels

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

// EncodeColumns is Encode with A stored a column after the other:
//
//	for i := range y {
//		y[i] = b[i]
//		for j := range x {
//			y[i] += A[j*len(y)+i]*x[j]
//		}
//	}
//
// y may be b.
func EncodeColumns(y, b, A, x []float64) {
	rows := len(y)
	b, A = b[:rows], A[:rows*len(x)]
	n := groups(rows)
	if n > 0 && len(x) == 1 {
		addScaledAVX2(&y[0], &b[0], &A[0], x[0], n)
	} else if n > 0 {
		encodeAVX2(&y[0], &b[0], &A[0], &x[0], n, len(x), rows)
	}
	for i := n; i < rows; i++ {
		sum := b[i]
		for j, v := range x {
			sum += float64(A[j*rows+i] * v)
		}
		y[i] = sum
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
// stored a column after the other. A single row is summed in four parts, each
// of every fourth spike, so that no sum waits for the one before:
//
//	y[0] = ((s0 + s1) + (s2 + s3)) * height
func Columns(y, A []float64, height float64, spikes []int32) {
	n := len(y)
	switch {
	case n == 1:
		y[0] = fourSums(A, spikes) * height
		return
	case 1 < n && n < shortest && assembly && len(spikes) > 0:
		_ = A[int(spikes[len(spikes)-1])*n+n-1] // they ascend
		columnsAVX2(&y[0], &A[0], n, &spikes[0], len(spikes))
	default:
		clear(y)
		for _, j := range spikes {
			Add(y, A[int(j)*n:int(j)*n+n])
		}
	}
	Scale(y, height)
}

func fourSums(A []float64, spikes []int32) float64 {
	var s0, s1, s2, s3 float64
	for ; len(spikes) >= 4; spikes = spikes[4:] {
		s0 += A[spikes[0]]
		s1 += A[spikes[1]]
		s2 += A[spikes[2]]
		s3 += A[spikes[3]]
	}
	for k, j := range spikes {
		switch k {
		case 0:
			s0 += A[j]
		case 1:
			s1 += A[j]
		default:
			s2 += A[j]
		}
	}
	return (s0 + s1) + (s2 + s3)
}

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

// The panels of GramPanel.
const (
	GramRows = 4
	GramCols = 8
)

// GramPanel is
//
//	for k := range len(a)/4 {
//		for i := range 4 {
//			for j := range 8 {
//				c[i*stride+j] += a[k*4+i]*b[k*8+j]
//			}
//		}
//	}
func GramPanel(c []float64, stride int, a, b []float64) {
	m := len(a) / GramRows
	b, _ = b[:m*GramCols], c[:3*stride+GramCols]
	if assembly && m > 0 {
		gramAVX2(&c[0], stride, &a[0], &b[0], m)
		return
	}
	for i := range GramRows {
		row := (*[GramCols]float64)(c[i*stride:])
		for k := range m {
			s, x := a[k*GramRows+i], (*[GramCols]float64)(b[k*GramCols:])
			for j := range GramCols {
				row[j] += float64(s * x[j])
			}
		}
	}
}
