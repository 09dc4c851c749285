package runtime

import (
	goruntime "runtime"
	"sync/atomic"
	"time"

	"github.com/nefc/nefc/runtime/schedule"
)

// team runs the parts of a segment of the schedule at the same time. Its members meet
// after each segment; they wait turning for a moment, then asleep. Where that takes
// longer than to do all alone, its pace has steps run alone: the numbers are the same.
type team struct {
	s        *Sim
	segments []segment
	members  []*member
	working  atomic.Int32
	pace     pace
}

// segment is a schedule.Segment as instructions: the parts of a stretch.
type segment [][]instr

type member struct {
	part   []instr
	work   atomic.Uint32 // counts the parts handed to it
	asleep atomic.Bool
	wake   chan struct{}
	done   atomic.Bool
}

const (
	turnsAwake  = 100000 // of a member that waits, some 100 µs
	turnsYields = 50000  // of the one that waits for all
)

// Parallel lets steps run on a number of threads, where the model has enough that
// can. Close ends them. Results do not depend on it.
func (s *Sim) Parallel(threads int) { s.parallel(threads, schedule.WorthMeeting) }

// parallel is Parallel where a segment must save so many ns to be worth it.
func (s *Sim) parallel(threads int, worth float64) {
	if threads < 2 || s.team != nil {
		return
	}
	segments := schedule.Of(s.p, threads, worth)
	if segments == nil {
		return
	}
	t := &team{s: s, pace: pace{clock: time.Now}}
	for _, seg := range segments {
		t.segments = append(t.segments, s.instructions(seg))
	}
	for range threads - 1 {
		m := &member{wake: make(chan struct{}, 1)}
		t.members = append(t.members, m)
		go t.serve(m)
	}
	s.team = t
}

// instructions are those of a segment that is scheduled.
func (s *Sim) instructions(scheduled schedule.Segment) segment {
	seg := make(segment, len(scheduled))
	for k, part := range scheduled {
		for _, i := range part {
			seg[k] = append(seg[k], s.ops[i])
		}
		seg[k] = chained(s.grouped(seg[k]))
	}
	return seg
}

// Close ends the threads of a simulation, if it has any.
func (s *Sim) Close() {
	if s.team == nil {
		return
	}
	for _, m := range s.team.members {
		m.done.Store(true)
		m.hand(nil)
	}
	s.team = nil
}

// step runs the instructions of a step, together or alone.
func (t *team) step() {
	if !t.pace.next() {
		t.s.exec(t.s.joined)
		return
	}
	for i := range t.segments {
		t.run(t.segments[i])
	}
}

// run runs parts, the first itself.
func (t *team) run(parts [][]instr) {
	if len(parts) == 1 {
		t.s.exec(parts[0])
		return
	}
	t.working.Store(int32(len(parts) - 1))
	for k, part := range parts[1:] {
		t.members[k].hand(part)
	}
	t.s.exec(parts[0])
	for turns := 0; t.working.Load() > 0; turns++ {
		if turns > turnsYields {
			goruntime.Gosched()
		}
	}
}

// hand gives a member its part.
func (m *member) hand(part []instr) {
	m.part = part
	m.work.Add(1)
	if m.asleep.Load() {
		select {
		case m.wake <- struct{}{}:
		default:
		}
	}
}

// serve runs the parts handed to a member.
func (t *team) serve(m *member) {
	for seen := uint32(0); ; seen++ {
		for turns := 0; m.work.Load() == seen; turns++ {
			if turns > turnsAwake {
				m.asleep.Store(true)
				if m.work.Load() == seen {
					<-m.wake
				}
				m.asleep.Store(false)
				turns = 0
			}
		}
		if m.done.Load() {
			return
		}
		t.s.exec(m.part)
		t.working.Add(-1)
	}
}
