package main

import (
	"log"
	"runtime"
	"slices"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/runtime/session"
)

// turn is how long one side steps before the other does.
const turn = 10 * time.Millisecond

// stride is how many steps `nefc run` makes between looks at the clock.
const stride = 256

// speeds are the steps a second of the program, stepped as a run steps it, and of a session, at
// best; and how much more time the session takes: the median of turns that follow each other,
// which what else the machine does hits alike. Neither records.
func speeds(name, model string, lasting time.Duration) (stepped, driven, more float64) {
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
	plain.Measure() // as a run does, for what it warns of
	hand, err := live.Open(live.Model{Path: name, Text: model}, live.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer hand.Close()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var ratios []float64
	for began := time.Now(); time.Since(began) < lasting; {
		one := rate(func() int { return steps(plain) })
		runner := live.NewRunner(hand, live.Pace{})
		other := rate(func() int { return ticks(hand, runner) })
		stepped, driven, ratios = max(stepped, one), max(driven, other), append(ratios, one/other)
	}
	slices.Sort(ratios)
	return stepped, driven, ratios[len(ratios)/2] - 1
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
