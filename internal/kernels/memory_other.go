//go:build !linux

package kernels

func askForLargePages([]float64) {}

// LargeHeap does nothing: only Linux is asked for large pages.
func LargeHeap(int) {}
