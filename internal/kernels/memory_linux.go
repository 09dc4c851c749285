package kernels

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// askForLargePages is a hint, so whether it is taken does not matter.
func askForLargePages(x []float64) {
	const page = 1 << 12
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(&x[0])), 8*len(x))
	from := -uintptr(unsafe.Pointer(&x[0])) % page
	_ = unix.Madvise(bytes[from:], unix.MADV_HUGEPAGE)
}
