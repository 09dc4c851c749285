package cli

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

// Interrupt turns Ctrl-C, and every other request to end, into the end of a run:
// while a model is simulated, what was recorded is still written; while it is
// built, or at a second Ctrl-C, there is nothing to wait for.
type Interrupt struct {
	signals    chan os.Signal
	Stop       chan struct{} // closed to end a simulation
	Simulating atomic.Bool
	Building   atomic.Pointer[terminal.Building] // what is built; nil before anything is
}

// Listen hears requests to end, until Close.
func Listen(s Streams) *Interrupt {
	i := &Interrupt{signals: make(chan os.Signal, 2), Stop: make(chan struct{})}
	signal.Notify(i.signals, signals.Endings()...)
	go func() {
		for range i.signals {
			select {
			case <-i.Stop: // the second time
			default:
				if i.Simulating.Load() {
					close(i.Stop)
					continue
				}
			}
			fmt.Fprintf(s.Err, "nefc: interrupted%s\n", i.during())
			files.RemoveScratch()
			os.Exit(ExitFiles)
		}
	}()
	return i
}

// during says what was being solved, if anything was, and removes the bar that showed it.
func (i *Interrupt) during() string {
	b := i.Building.Load()
	if b == nil {
		return ""
	}
	defer b.Done()
	if what := b.String(); what != "" {
		return " while the model was built: " + what
	}
	return ""
}

// FollowBuild shows a build that a command makes, and lets Ctrl-C end it, until done.
func FollowBuild(s Streams) (tell func(compiler.Solving), done func()) {
	stop, b := Listen(s), terminal.NewBuilding(s.Err, s.JSON)
	stop.Building.Store(b)
	return b.Tell, func() {
		b.Done()
		stop.Close()
	}
}

// Close lets requests end the process as they do without it.
func (i *Interrupt) Close() {
	signal.Stop(i.signals)
	close(i.signals)
}
