package solvers

// What the solvers hold at once while they solve, in numbers, beside A and Y: of
// m points, n neurons and k targets. A Gram matrix and its factors are n² each.

// scratch is what multiplying matrices takes: panels of columns, and of targets.
func scratch(n, k float64) float64 { return 2*panelRows*n + 2*panelRows*k }

// checked is what comparing a solution with the targets takes.
func checked(m, n, k float64) float64 {
	if k <= fewTargets {
		return min(m, blockRows)*k + n*k
	}
	return min(m, blockRows) * k
}

// solving is what a factorisation and its solutions take, of the smaller Gram
// matrix: the matrix with its factors, or the factors with the targets of the
// normal equations and two forms of the solutions.
func solving(n, k float64) float64 { return max(2*n*n+n*k, n*n+3*n*k) }

// Room is the Gram matrix and its factors, of the points if these are fewer.
func (L2) Room(m, n, k float64) float64 {
	if m < n {
		return max(2*m*m+m*k, m*m+2*m*k+n*k) + scratch(n, k) + checked(m, n, k)
	}
	return solving(n, k) + scratch(n, k) + checked(m, n, k)
}

// Room is that of L2.
func (L2nz) Room(m, n, k float64) float64 {
	return solving(n, k) + scratch(n, k) + checked(m, n, k)
}

// Room is a copy of A and its singular vectors on either side.
func (Lstsq) Room(m, n, k float64) float64 {
	r := min(m, n)
	return m*n + 2*m*r + 2*n*r + (r+n)*k + checked(m, n, k)
}

// Room is noisy activities, and what they are solved with.
func (Noise) Room(m, n, k float64) float64 { return m*n + Lstsq{}.Room(m, n, k) }

// Room is noisy activities, and what they are solved with.
func (MultNoise) Room(m, n, k float64) float64 { return m*n + Lstsq{}.Room(m, n, k) }

// Room is that of L2, then of the activities that are kept.
func (Drop) Room(m, n, k float64) float64 {
	return max(L2{}.Room(m, n, k), m*n+L2{}.Room(m, n, 1)) + 2*n*k
}

// Room is the Gram matrix, all of it again, and the factors of passive columns.
func (L1) Room(m, n, k float64) float64 {
	return 3*n*n + 6*n*k + scratch(n, k) + checked(m, n, k)
}

// Room is the Gram matrix, all of it again, its factors or, of each piece of a tour, those
// of passive columns; with thresholds, each has a Gram matrix too.
func (NNLS) Room(m, n, k float64) float64 {
	return 6*n*n + 3*n*k + scratch(n, k) + checked(m, n, k)
}

// Room is the Gram matrix, its columns, and orthogonal factors.
func (NNLSGram) Room(m, n, k float64) float64 {
	return 4*n*n + 3*n*k + scratch(n, k) + checked(m, n, k)
}

// Room is the zeros.
func (None) Room(m, n, k float64) float64 { return n*k + checked(m, n, k) }
