//go:build !unix

package main

import (
	"os"
	"syscall"
)

// endings are the signals that ask a run to end.
func endings() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }

// outliveReaders has nothing to do: writing to a pipe that nobody reads any more
// fails here as it is.
func outliveReaders() {}
