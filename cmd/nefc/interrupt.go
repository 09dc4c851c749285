package main

import (
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/signals"
)

// interrupt turns Ctrl-C, and every other request to end, into the end of a run:
// while a model is simulated, what was recorded is still written; while it is
// built, or at a second Ctrl-C, there is nothing to wait for.
type interrupt struct {
	signals    chan os.Signal
	stop       chan struct{} // closed to end a simulation
	simulating atomic.Bool
}

func listen(s streams) *interrupt {
	i := &interrupt{signals: make(chan os.Signal, 2), stop: make(chan struct{})}
	signal.Notify(i.signals, signals.Endings()...)
	go func() {
		for range i.signals {
			select {
			case <-i.stop: // the second time
			default:
				if i.simulating.Load() {
					close(i.stop)
					continue
				}
			}
			fmt.Fprintln(s.err, "nefc: interrupted")
			files.RemoveScratch()
			os.Exit(exitFiles)
		}
	}()
	return i
}

func (i *interrupt) close() {
	signal.Stop(i.signals)
	close(i.signals)
}
