package kernels

import (
	"runtime"
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

// LargeHeap asks for large pages for so many bytes that the heap will take next: who
// fills them soon has far fewer page faults. An array of that size is made and goes back
// to the heap without having been touched.
func LargeHeap(bytes int) {
	Zeros(bytes / 8)
	runtime.GC()
}
