package kernels

// Zeros is make([]float64, n), where the system has them in large pages: arrays
// that do not fit the caches are read faster by far fewer translations of
// addresses, and first written by far fewer page faults.
func Zeros(n int) []float64 {
	x := make([]float64, n)
	if n >= largeFrom {
		askForLargePages(x)
	}
	return x
}

// largeFrom is the number of elements (of 8 bytes) from which it is worth asking.
const largeFrom = 1 << 18
