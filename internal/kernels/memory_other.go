//go:build !linux

package kernels

func askForLargePages([]float64) {}
