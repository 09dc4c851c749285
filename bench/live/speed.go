package main

import (
	"log"
	"runtime"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/runtime/session"
)

// turn is how long one side steps before the other does.
const turn = 50 * time.Millisecond

// stride is how many steps `nefc run` makes between looks at the clock.
const stride = 256

// speeds are the steps a second of the program, stepped as a run steps it, and of a session.
// Neither records.
func speeds(name, model string, lasting time.Duration) (stepped, driven float64) {
	checked, err := compiler.Check(name, compiler.Options{Overlay: compiler.Overlay{name: model}})
	if err != nil || checked.Diags.HasErrors() {
		log.Fatal(name, err, checked.Diags)
	}
	compiled, diags := compiler.Compile(checked, 0.001, nil)
	if compiled == nil {
		log.Fatal(name, diags)
	}
	plain := session.Open(compiled.Program)
	defer plain.Close()
	hand, err := live.Open(live.Model{Path: name, Text: model}, live.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer hand.Close()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for began := time.Now(); time.Since(began) < lasting; {
		stepped = max(stepped, rate(func() int { return steps(plain) }))
		runner := live.NewRunner(hand, live.Pace{})
		driven = max(driven, rate(func() int { return ticks(hand, runner) }))
	}
	return stepped, driven
}

// rate is how many steps a second something makes for a turn.
func rate(some func() int) float64 {
	began, n := spent(), 0
	for spent()-began < turn {
		n += some()
	}
	return float64(n) / (spent() - began).Seconds()
}

func steps(s *session.Session) int {
	n, err := s.Run(stride)
	if err != nil {
		log.Fatal(err)
	}
	return n
}

func ticks(s *live.Session, r *live.Runner) int {
	before, _ := s.Now()
	if _, _, err := r.Tick(); err != nil {
		log.Fatal(err)
	}
	after, _ := s.Now()
	return after - before
}
