package live

import (
	"context"
	"time"
)

// Why is why a run ended.
type Why string

// The reasons.
const (
	Asked Why = "asked" // the context is done
	Until Why = "until" // the step that was asked for
	Broke Why = "break" // a break: Hit says which
	Ended Why = "ended" // the experiment is over
)

// Pace is how fast a run goes, and how far.
type Pace struct {
	Speed float64 // model seconds in a second; 0 for all it can
	Until int     // step; 0 for none
	Ends  bool    // with the experiment that is followed
}

// Slice makes steps for at most some time, up to a step if that is not 0, and returns how
// many. It ends early at a break.
func (s *Session) Slice(until int, most int, lasting time.Duration) (done int, err error) {
	began := time.Now()
	for done < most {
		n := min(most-done, s.stride(lasting))
		if until > 0 {
			n = min(n, until-s.step)
		}
		if n <= 0 {
			break
		}
		k, err := s.steps(n)
		done += k
		now := time.Now()
		if err != nil || s.hit != nil || s.stopped() || now.Sub(began) > lasting-s.pace.step {
			return done, err
		}
	}
	return done, nil
}

// pacing is how long a step takes.
type pacing struct{ step time.Duration }

// stride is how many steps take a quarter of some time.
func (s *Session) stride(lasting time.Duration) int {
	if s.pace.step <= 0 {
		return 1
	}
	return min(max(1, int(lasting/4/s.pace.step)), 4096)
}

// paced notes how long steps took.
func (s *Session) paced(n int, took time.Duration) {
	if n > 0 {
		s.pace.step = max(1, (3*s.pace.step+took/time.Duration(n))/4)
	}
}

// Fastest is how many model seconds the steps of a second would make, if nothing but steps
// were made; 0 before any was.
func (s *Session) Fastest() float64 {
	if s.pace.step <= 0 {
		return 0
	}
	return s.dt / s.pace.step.Seconds()
}

// Run makes steps at a pace until somebody or something ends it. What it falls behind it
// does not make up.
func (s *Session) Run(ctx context.Context, p Pace) (Why, error) {
	r := NewRunner(s, p)
	for {
		select {
		case <-ctx.Done():
			return Asked, nil
		default:
		}
		wait, why, err := r.Tick()
		if err != nil || why != "" {
			return why, err
		}
		if wait > 0 {
			select {
			case <-ctx.Done():
				return Asked, nil
			case <-time.After(wait):
			}
		}
	}
}

// Runner makes the steps of a run a little at a time, so that others can act between.
type Runner struct {
	s       *Session
	pace    Pace
	last    time.Time // when steps were last due
	owed    float64   // model seconds that are due
	began   time.Time // of the stretch in which Real is measured
	made    int
	measure float64
}

// most is how long a slice of steps takes at most, and tick how often steps are due.
const (
	most = 2 * time.Millisecond
	tick = time.Second / 60
)

// NewRunner begins a run.
func NewRunner(s *Session, p Pace) *Runner {
	now := time.Now()
	s.ending = p.Ends && !s.follow.Over()
	return &Runner{s: s, pace: p, last: now, began: now}
}

// Tick makes the steps that are due, for 2 ms at most. wait is how long nothing is due.
func (r *Runner) Tick() (wait time.Duration, why Why, err error) {
	due := 1 << 30
	now := time.Now()
	if r.pace.Speed > 0 {
		r.owed += now.Sub(r.last).Seconds() * r.pace.Speed
		r.last = now
		due = int(r.owed / r.s.dt)
		if due == 0 {
			return min(tick, time.Duration((r.s.dt-r.owed)/r.pace.Speed*1e9)+time.Microsecond), "", nil
		}
	}
	n, err := r.s.Slice(r.pace.Until, due, most)
	r.made += n
	r.owed -= float64(n) * r.s.dt
	if behind := 2 * tick.Seconds() * r.pace.Speed; r.owed > behind {
		r.owed = 0 // a debt is dropped
	}
	switch {
	case err != nil:
		return 0, "", err
	case r.s.hit != nil:
		return 0, Broke, nil
	case r.s.stopped():
		r.s.ending = false
		return 0, Ended, nil
	case r.pace.Until > 0 && r.s.step >= r.pace.Until:
		return 0, Until, nil
	}
	return 0, "", nil
}

// Real is how many model seconds passed in a second since it was last asked.
func (r *Runner) Real() float64 {
	now := time.Now()
	if past := now.Sub(r.began).Seconds(); past > 0.05 {
		r.measure = float64(r.made) * r.s.dt / past
		r.began, r.made = now, 0
	}
	return r.measure
}
