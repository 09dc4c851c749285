package live

import "github.com/nefc/nefc/live/watches"

// Jump is where time or state did not go on from the step before.
type Jump struct {
	Step int     `json:"step"` // the number of steps made, from here on
	T    float64 `json:"t"`    // model time, s
}

// Jumps are those since they were last asked for, in order.
func (s *Session) Jumps() []Jump {
	out := s.jumps
	s.jumps = nil
	return out
}

// carried is what streams carry from step to step.
func (s *Session) carried() map[int]any {
	out := map[int]any{}
	for _, st := range s.streams {
		if v, ok := st.view.(watches.Carrier); ok {
			out[st.ID] = v.Carry()
		}
	}
	return out
}

// resume lets streams go on from what they carried; those that are missing from nothing.
func (s *Session) resume(from map[int]any) {
	for _, st := range s.streams {
		if v, ok := st.view.(watches.Carrier); ok {
			v.Resume(from[st.ID])
		}
	}
}

// gap notes that time or state jumped: what was collected until then is apart.
func (s *Session) gap() {
	if s.quiet && !s.telling {
		return
	}
	s.flush()
	for _, st := range s.streams {
		if v, ok := st.view.(watches.Cutter); ok {
			v.Cut()
		}
	}
	s.jumped()
}

// flush keeps what was collected until now apart from what follows.
func (s *Session) flush() {
	for _, st := range s.streams {
		if f := st.collected(true); f != nil {
			st.queue = append(st.queue, f)
		}
	}
}

// jumped notes where the next step goes on from.
func (s *Session) jumped() {
	if _, t := s.Now(); !s.quiet {
		s.jumps = append(s.jumps, Jump{s.step, t})
	}
	for _, st := range s.streams {
		st.pending = true
	}
}
