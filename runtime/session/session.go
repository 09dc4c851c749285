// Package session drives a simulation one request at a time: step, run until a time,
// change a param or weights, hold a signal, freeze a rule, put things back, watch,
// pause, save and load. experiment.Run is a client; so may be a debugger or a live
// page. A session serves one request after the other: no two goroutines may use it at
// once.
package session

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
)

// Session is a simulation and those who watch it. Params, rules, links, probes and
// signals go by their numbers in the program, which finds them by name. What needs no
// more than the simulation is asked of that: SetParam, Freeze, Weights, Records.
type Session struct {
	*runtime.Sim
	Program *program.Program
	watches []*watch
	pauses  []*pause
}

// Open begins a session at t = 0. Nothing is recorded until Reserve makes room for
// it.
func Open(p *program.Program) *Session {
	s := &Session{Sim: runtime.New(p), Program: p}
	s.Mute()
	return s
}

// Step advances by one step, and tells those who watch. If a value is no longer
// finite, the error is a *runtime.NotFinite.
func (s *Session) Step() error {
	if err := s.Sim.Step(); err != nil {
		return err
	}
	for _, w := range s.watches {
		w.tell(s)
	}
	return nil
}

// Run makes steps until there were as many, or a condition pauses it, and returns how
// many it made. One that fails is not counted.
func (s *Session) Run(steps int) (done int, err error) {
	for done < steps {
		if err := s.Step(); err != nil {
			return done, err
		}
		done++
		if s.pausing() {
			break
		}
	}
	return done, nil
}

// RunUntil runs until the model time t (s), or until a condition pauses it; with an
// infinite t only a condition does.
func (s *Session) RunUntil(t float64) (done int, err error) {
	return s.Run(int(min(math.Round((t-s.Time())/s.Program.Dt), math.MaxInt/2)))
}

// Hold holds a node at values until it is released; nil is what it is now.
func (s *Session) Hold(node int, values []float64) error {
	if x := &s.Program.Holds[node]; values != nil && len(values) != x.Y.Len {
		return fmt.Errorf("%q has %d numbers, not %d", x.Name, x.Y.Len, len(values))
	}
	s.Sim.Hold(node, values)
	return nil
}

// ScaleWeights multiplies the weights of a link.
func (s *Session) ScaleWeights(link int, k float64) error {
	if err := s.changeable(link); err != nil {
		return err
	}
	s.Sim.ScaleWeights(link, k)
	return nil
}

// LoadWeights replaces the weights of a link, given row by row in its unit.
func (s *Session) LoadWeights(link int, W []float64) error {
	if err := s.changeable(link); err != nil {
		return err
	}
	if l := &s.Program.Links[link]; len(W) != l.Rows*l.Cols {
		return fmt.Errorf("%q has %d×%d weights, not %d", l.Name, l.Rows, l.Cols, len(W))
	}
	s.Sim.LoadWeights(link, W)
	return nil
}

// changeable says why the weights of a link cannot change.
func (s *Session) changeable(link int) error {
	if l := &s.Program.Links[link]; !l.Kept {
		return fmt.Errorf("the weights of %q are constants of the program: no rule learns them, and no experiment scales, loads or cuts them", l.Name)
	}
	return nil
}

// Cut cuts the first share of the synapses of a link, and brings back the others.
func (s *Session) Cut(link int, share float64) error {
	if err := s.changeable(link); err != nil {
		return err
	}
	s.Sim.Cut(link, share)
	return nil
}

// Reset puts back the "state", "time", "weights" or "all".
func (s *Session) Reset(what string) error {
	reset, ok := map[string]func(){"state": s.ResetState, "time": s.ResetTime, "weights": s.ResetWeights, "all": s.ResetAll}[what]
	if !ok {
		return fmt.Errorf("%q cannot be reset: it is state, time, weights or all", what)
	}
	reset()
	return nil
}

// TakeOver continues the session of an older version of the model in this one, which
// must be new. It returns the names of what the older one had and this one cannot take.
func (s *Session) TakeOver(old *Session) (left []string, err error) {
	if err := s.new(); err != nil {
		return nil, err
	}
	return s.Sim.TakeOver(old.Sim)
}

// new says why a session cannot become another one: processes that have run are not
// run again.
func (s *Session) new() error {
	if s.Time() != 0 {
		return fmt.Errorf("it is at %g s already: only a session at t = 0 can become another one", s.Time())
	}
	return nil
}
