package main

import (
	"log"
	"time"

	"golang.org/x/sys/unix"
)

// spent is how long this thread has computed: what else the machine does does not count.
func spent() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		log.Fatal(err)
	}
	return time.Duration(t.Nano())
}
