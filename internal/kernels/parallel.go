package kernels

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Parallel calls f for 0 … n-1 on all cores that UseThreads leaves it. Which core takes which is chance, so
// calls must not depend on each other.
func Parallel(n int, f func(i int)) {
	ParallelBy(n, func(int) func(i int) { return f })
}

// ParallelBy is Parallel for calls that need something of their own for each
// thread: thread is called once for each, with its number, Threads(n) at most.
func ParallelBy(n int, thread func(t int) func(i int)) {
	threads := Threads(n)
	if threads == 1 {
		f := thread(0)
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var done sync.WaitGroup
	for t := range threads {
		done.Go(func() {
			f := thread(t)
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	done.Wait()
}

// mostThreads is what UseThreads said last; 0 before that.
var mostThreads atomic.Int32

// UseThreads leaves other cores alone: from now on n threads at most take part in calls, or
// one a core for 0. No result depends on it.
func UseThreads(n int) { mostThreads.Store(int32(n)) }

// Threads is how many threads take part in n calls.
func Threads(n int) int {
	most := runtime.GOMAXPROCS(0)
	if left := int(mostThreads.Load()); left > 0 {
		most = min(most, left)
	}
	return max(1, min(most, n))
}
