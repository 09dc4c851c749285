package main

import (
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"

	"github.com/nefc/nefc/cmd/nefc/terminal"
	"github.com/nefc/nefc/compiler"
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
	building   atomic.Pointer[terminal.Building] // what is built; nil before anything is
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
			fmt.Fprintf(s.err, "nefc: interrupted%s\n", i.during())
			files.RemoveScratch()
			os.Exit(exitFiles)
		}
	}()
	return i
}

// during says what was being solved, if anything was, and removes the bar that showed it.
func (i *interrupt) during() string {
	b := i.building.Load()
	if b == nil {
		return ""
	}
	defer b.Done()
	if what := b.String(); what != "" {
		return " while the model was built: " + what
	}
	return ""
}

// followBuild shows a build that a command makes, and lets Ctrl-C end it, until done.
func followBuild(s streams) (tell func(compiler.Solving), done func()) {
	stop, b := listen(s), terminal.NewBuilding(s.err, s.json)
	stop.building.Store(b)
	return b.Tell, func() {
		b.Done()
		stop.close()
	}
}

func (i *interrupt) close() {
	signal.Stop(i.signals)
	close(i.signals)
}
