package kernels

import (
	"runtime"
	"sync/atomic"
	"testing"
)

// Every call is made once, on no more threads than are left to them.
func TestThreads(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	defer UseThreads(0)
	for left, want := range map[int]int{0: 4, 1: 1, 3: 3, 9: 4} {
		UseThreads(left)
		calls, threads := make([]int, 1000), atomic.Int32{}
		ParallelBy(len(calls), func(int) func(int) {
			threads.Add(1)
			return func(i int) { calls[i]++ }
		})
		for i, n := range calls {
			if n != 1 {
				t.Errorf("call %d was made %d times", i, n)
			}
		}
		if got := int(threads.Load()); got != want || Threads(1000) != want || Threads(2) != min(2, want) || Threads(0) != 1 {
			t.Errorf("%d threads of %d that are left, want %d", got, left, want)
		}
	}
}
