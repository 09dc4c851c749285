package kernels

import (
	"runtime"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// askForLargePages is a hint, so whether it is taken does not matter.
func askForLargePages(x []float64) {
	advise(unsafe.Pointer(&x[0]), 8*len(x))
}

func advise(first unsafe.Pointer, bytes int) {
	const page = 1 << 12
	from := int(-uintptr(first) % page)
	if from < bytes {
		_ = unix.Madvise(unsafe.Slice((*byte)(first), bytes)[from:], unix.MADV_HUGEPAGE)
	}
}

// LargeHeap asks for large pages for so many bytes that the heap will take next: who
// fills them soon has far fewer page faults. A room of that size is taken and goes back
// to the heap without having been touched: that of a string builder, which is not cleared.
func LargeHeap(bytes int) {
	var room strings.Builder
	room.Grow(bytes)
	room.WriteByte(0)
	advise(unsafe.Pointer(unsafe.StringData(room.String())), bytes)
	runtime.GC()
}
