package lsp

import (
	"time"

	"github.com/nefc/nefc/internal/cache"
)

// quiet is how long nothing is typed before open models are built.
const quiet = 2 * time.Second

// builder builds open models, one at a time, while nothing is typed: hovers tell then how well
// connections fit. No question waits for it.
type builder struct {
	server *server
	asked  chan struct{} // holds one: that texts are as they were for the last find
	stop   chan struct{}
}

func newBuilder(s *server) *builder {
	b := &builder{server: s, asked: make(chan struct{}, 1), stop: make(chan struct{})}
	go b.work()
	return b
}

// soon says that open models can be built unless something is typed.
func (b *builder) soon() {
	select {
	case b.asked <- struct{}{}:
	default: // it waits already, and waits anew
	}
}

// close ends it; a build that is under way is left to the end of the process.
func (b *builder) close() { close(b.stop) }

func (b *builder) work() {
	wait := time.NewTimer(quiet)
	wait.Stop()
	for {
		select {
		case <-b.stop:
			return
		case <-b.asked:
			wait.Reset(quiet)
		case <-wait.C:
			b.build()
		}
	}
}

// giveWay holds a build up while something is typed.
func (b *builder) giveWay() {
	for {
		since := time.Since(time.Unix(0, b.server.docs.changed.Load()))
		if since >= quiet {
			return
		}
		select {
		case <-b.stop:
			return
		case <-time.After(quiet - since):
		}
	}
}

func (b *builder) build() {
	solutions := cache.OfUser()
	for _, path := range b.server.docs.paths() {
		if len(b.asked) > 0 {
			return
		}
		b.server.files.Build(path, solutions, b.giveWay)
	}
}
