//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// endings are the signals that ask a run to end: from the keyboard, from a
// scheduler, and from a terminal that is closed, unless nohup is to outlive it.
func endings() []os.Signal {
	out := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		out = append(out, syscall.SIGHUP)
	}
	return out
}

// outliveReaders lets writing to a pipe that nobody reads any more fail, as
// writing to a full disk does, instead of ending the process without a word.
func outliveReaders() { signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) }
