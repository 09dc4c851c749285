package stats

// Evenly chooses at most so many of n things, at even distances.
func Evenly(n, most int) []int {
	out := make([]int, min(n, most))
	for k := range out {
		out[k] = k * n / len(out)
	}
	return out
}
