//go:build !unix

package signals

import (
	"os"
	"syscall"
)

// Endings are the signals that ask a run to end.
func Endings() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }

// OutliveReaders has nothing to do: writing to a pipe that nobody reads any more
// fails here as it is.
func OutliveReaders() {}
