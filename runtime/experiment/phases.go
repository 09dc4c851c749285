package experiment

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/runtime/mapped"
	"github.com/nefc/nefc/runtime/output"
)

// phase is a finished stretch of simulation.
type phase struct {
	judge.Phase
	disk *mapped.File // that holds its records; nil for memory
}

// phaseOf returns the phase an event reads: the one it names, or the latest.
func (r *runner) phaseOf(name string) *judge.Phase {
	ph := r.latest
	if name != "" {
		ph = r.phases[name]
	}
	if ph == nil {
		return nil
	}
	return &ph.Phase
}

// recording is what lines are judged on.
func (r *runner) recording() *judge.Recording {
	return &judge.Recording{Program: r.p, Events: r.e.Events, Phase: r.phaseOf, Params: r.session.Params, Weights: r.session.Weights}
}

// progressEvery is how many steps a run makes between looks at the clock.
const progressEvery = 256

// phase lets the block happen, simulates, and writes the probes. Freezes of
// the block last for the phase. A phase that a checkpoint lies in goes on there.
func (r *runner) phase(e *events.Phase) error {
	done, room, err := r.enter(e)
	if err != nil {
		return err
	}
	ph := &phase{Phase: judge.Phase{Name: e.Name, Start: r.saving.Start}, disk: room}
	if r.opts.Observer != nil {
		r.opts.Observer.Enter(r.session, e.Name)
	}
	began := time.Now()
	ended, stepErr := r.simulate(e, done, room)
	r.result.SimulateSeconds += time.Since(began).Seconds()
	if room != nil {
		if err := room.Flush(); err != nil {
			return err
		}
	}
	ph.End, ph.Records = r.session.Time(), r.session.Records()
	r.health.Note(r.session.Sim, r.p.Populations)
	r.phases[e.Name], r.latest = ph, ph
	if r.opts.Observer != nil {
		if err := r.opts.Observer.Leave(r.session, r.dir, e.Name); err != nil {
			return err
		}
	}
	r.session.After(e.Events, r.saving.Found)
	if err := r.writeProbes(ph); err != nil {
		return err
	}
	steps := r.result.Steps - r.saving.Before
	r.result.Phases = append(r.result.Phases, PhaseSummary{Name: e.Name, Steps: steps, Seconds: float64(steps) * r.p.Dt, Asked: e.Asked, Until: ended})
	return stepErr
}

// enter begins a phase, or goes on in it, and returns how many steps are done
// and where it records.
func (r *runner) enter(e *events.Phase) (done int, room *mapped.File, err error) {
	r.saving.phase++
	r.released = 0
	if at := r.at; at != nil {
		r.at = nil
		r.saving.entered = at.Entered
		return at.Done, at.disk, nil
	}
	r.saving.Found = r.session.Before()
	if err := r.happen(e.Events); err != nil {
		return 0, nil, err
	}
	r.saving.Start, r.saving.Before, r.saving.Unjudged = r.session.Time(), r.result.Steps, nil
	if room, err = r.roomFor(e); err != nil {
		return 0, nil, err
	}
	r.session.Reserve(e.Steps, room.Store())
	if room != nil && room.Err() != nil {
		return 0, nil, fmt.Errorf("there is no room to record phase `%s`: %w", e.Name, room.Err())
	}
	return 0, room, nil
}

// simulate makes the steps of a phase that are not done yet, and says how one ended
// that may end early.
func (r *runner) simulate(e *events.Phase, done int, room *mapped.File) (*Ended, error) {
	w := r.windows(e, done)
	for done < e.Steps && !w.met() {
		if err := r.tidy(e.Name, room); err != nil {
			return w.ended, err
		}
		if err := r.pause(e, done, room); err != nil {
			return w.ended, err
		}
		n, err := r.session.Run(min(progressEvery, w.next(e.Steps)-done))
		done += n
		r.result.Steps += n
		if err != nil {
			return w.ended, err
		}
		w.judge(done)
	}
	w.report()
	if r.opts.Progress != nil {
		r.opts.Progress(e.Name, e.Steps, e.Steps)
	}
	return w.ended, nil
}

// pause looks at the clock and at the user after k steps of a phase.
func (r *runner) pause(e *events.Phase, k int, room *mapped.File) error {
	select {
	case <-r.opts.Stop:
		if r.opts.CheckpointEvery > 0 {
			if err := r.save(k, room); err != nil {
				return err
			}
		}
		return errInterrupted
	default:
	}
	if r.opts.Progress != nil {
		r.opts.Progress(e.Name, k, e.Steps)
	}
	if r.due() {
		return r.save(k, room)
	}
	return nil
}

// writeProbes writes what a phase recorded to PHASE/probes.npz.
func (r *runner) writeProbes(ph *phase) error {
	var series []output.Series
	for i, p := range r.p.Probes {
		if !p.Implicit {
			series = append(series, r.series(ph, i))
		}
	}
	if len(series) == 0 {
		return nil
	}
	return r.write(filepath.Join(ph.Name, "probes.npz"), func(w io.Writer) error { return output.Npz(ph.disk.Releasing(w), series) })
}

// series is what a probe recorded in a phase.
func (r *runner) series(ph *phase, probe int) output.Series {
	rec := ph.Records[probe]
	return output.Series{Name: rec.Name, Shape: rec.Shape, T: rec.T, Data: rec.Data, Spikes: rec.Spike, Events: r.p.Probes[probe].Spikes >= 0}
}
