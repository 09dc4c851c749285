//go:build unix

package signals

import (
	"os"
	"os/signal"
	"syscall"
)

// Endings are the signals that ask a run to end: from the keyboard, from a
// scheduler, and from a terminal that is closed, unless nohup is to outlive it.
func Endings() []os.Signal {
	out := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		out = append(out, syscall.SIGHUP)
	}
	return out
}

// OutliveReaders lets writing to a pipe that nobody reads any more fail, as
// writing to a full disk does, instead of ending the process without a word.
func OutliveReaders() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }
