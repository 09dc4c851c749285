package experiment

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"time"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/sealed"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/health"
	"github.com/nefc/nefc/runtime/judge"
	"github.com/nefc/nefc/runtime/mapped"
	"github.com/nefc/nefc/runtime/session"
)

// checkpointName is the file in the folder of an experiment or cell that holds
// where its run is. It goes when the run has finished.
const checkpointName = ".checkpoint"

// seal begins a checkpoint, and says which form it has.
const seal = "nefc checkpoint 3\n"

// checkpoint is a run in the middle of a phase.
type checkpoint struct {
	Of identity

	Phase, Done int // which phase, from 0, and how many steps of it
	Entered     entered
	Sim         *runtime.State

	Phases  map[string]*phase          // the finished ones
	OnDisk  map[string][]mapped.Extent // by phase, of those whose records lie in a file
	Latest  string
	Summary []byte         // as JSON: gob has no absent numbers
	Lengths []PhaseSummary // whole: JSON leaves out what was asked for
	Files   []string       // written, below the folder
	Diags   diag.List
	Health  health.Seen

	disk *mapped.File // where the phase it lies in records
}

// identity is what a run and a checkpoint it goes on from have in common.
type identity struct{ Version, SpecHash, Program, Experiment, Cell string }

// identity returns that of this run.
func (r *runner) identity() identity {
	if r.own.Program == "" {
		r.own = identity{Version: r.opts.Version, SpecHash: r.result.SpecHash, Program: r.p.Fingerprint(),
			Experiment: r.e.Name, Cell: r.opts.Cell}
	}
	return r.own
}

// same fails with what another run has that this one has not.
func (i identity) same(other identity) error {
	switch {
	case i == other:
		return nil
	case i.Version != other.Version:
		return errors.New("another version of nefc wrote it")
	case i.Experiment != other.Experiment || i.Cell != other.Cell:
		return errors.New("it is that of another experiment or cell")
	case i.SpecHash != other.SpecHash:
		return errors.New("it is that of another model")
	}
	return errors.New("it is that of another program")
}

// saving is when to write checkpoints, and which phase the run is in.
type saving struct {
	last  time.Time
	phase int  // the number of phases begun
	there bool // a checkpoint that this run could go on from
	entered
}

// entered is how things were when the phase began that runs, and how it stands.
type entered struct {
	Found  session.Before
	Start  float64 // model time, s
	Before int     // steps

	Unjudged *diag.Diagnostic // of a phase that may end early: why its last window could not be judged; nil if it could
}

// save writes a checkpoint. Records that lie in files are on the disk before.
func (r *runner) save(done int, room *mapped.File) error {
	for _, d := range r.disks {
		if err := d.Flush(); err != nil {
			return err
		}
	}
	c, err := r.checkpoint(done, room)
	if err != nil {
		return err
	}
	if err := sealed.Write(r.checkpointFile(), seal, c); err != nil {
		return err
	}
	r.saving.there = true
	return nil
}

// checkpoint is where the run is now, so many steps into a phase that records in room.
func (r *runner) checkpoint(done int, room *mapped.File) (*checkpoint, error) {
	state, err := r.session.State()
	if err != nil {
		return nil, err
	}
	c := &checkpoint{Of: r.identity(), Phase: r.saving.phase - 1, Done: done, Entered: r.saving.entered, Sim: state,
		Phases: map[string]*phase{}, OnDisk: map[string][]mapped.Extent{}, Lengths: r.result.Phases, Diags: r.result.Diags,
		Health: r.health}
	for name, ph := range r.phases {
		c.Phases[name] = &phase{Phase: judge.Phase{Name: ph.Name, Start: ph.Start, End: ph.End, Records: c.note(name, ph.Records, ph.disk)}}
	}
	state.Records = c.note("", state.Records, room)
	if c.Summary, err = json.Marshal(&r.result.Summary); err != nil {
		return nil, err
	}
	for _, path := range r.result.Files {
		name, err := filepath.Rel(r.dir, path)
		if err != nil {
			return nil, err
		}
		c.Files = append(c.Files, name)
	}
	if r.latest != nil {
		c.Latest = r.latest.Name
	}
	return c, nil
}

// note returns the records of a phase as the checkpoint holds them, and notes what of
// them lies on the disk.
func (c *checkpoint) note(phase string, records []runtime.Record, d *mapped.File) []runtime.Record {
	short, lengths := mapped.Without(records, d)
	if lengths != nil {
		c.OnDisk[phase] = lengths
	}
	return short
}

func (r *runner) checkpointFile() string { return filepath.Join(r.dir, checkpointName) }

// due reports that it is time for a checkpoint.
func (r *runner) due() bool {
	if r.opts.CheckpointEvery <= 0 || time.Since(r.saving.last) < r.opts.CheckpointEvery {
		return false
	}
	r.saving.last = time.Now()
	return true
}

// resume puts a checkpoint of the same run back, if there is one. From one that
// is damaged, or belongs to another run, nothing is taken: it goes, with the
// records it speaks of, the run starts from the beginning, and the result says why.
func (r *runner) resume() error {
	if !r.opts.Anew {
		switch err := r.goOn(); {
		case err == nil:
			r.saving.there = true
			return nil
		case !errors.Is(err, errNothingThere):
			r.result.BegunAnew = err.Error()
		}
	}
	r.closeDisks()
	return forget(r.dir)
}

// errNothingThere is why a run begins that none went before.
var errNothingThere = errors.New("nothing there")

// goOn puts the checkpoint back, or fails with why it cannot.
func (r *runner) goOn() error {
	c := &checkpoint{}
	if err := sealed.Read(r.checkpointFile(), seal, c); errors.Is(err, fs.ErrNotExist) {
		if len(recordsIn(r.dir)) > 0 {
			return errors.New("there is none for the records that are there")
		}
		return errNothingThere
	} else if err != nil {
		return err
	}
	if err := r.identity().same(c.Of); err != nil {
		return err
	}
	for _, file := range c.Files {
		if _, err := os.Stat(filepath.Join(r.dir, file)); err != nil {
			return fmt.Errorf("%s, which it speaks of, is not there", file)
		}
	}
	summary := Summary{}
	if err := json.Unmarshal(c.Summary, &summary); err != nil {
		return err
	}
	if file := r.reopen(c); file != "" {
		return fmt.Errorf("%s, which it speaks of, is not there or was changed", file)
	}
	if err := r.session.Restore(c.Sim); err != nil {
		r.session = session.Open(r.p) // this one may have taken half of it
		return err
	}
	r.putBack(c, summary)
	return nil
}

// putBack takes what a checkpoint holds beside the simulation.
func (r *runner) putBack(c *checkpoint, summary Summary) {
	summary.BuildSeconds = r.result.BuildSeconds
	r.result.Summary, r.result.Phases, r.result.Diags = summary, c.Lengths, c.Diags
	for _, file := range c.Files {
		r.result.Files = append(r.result.Files, filepath.Join(r.dir, file))
	}
	r.result.Resumed = r.session.Time()
	r.health = c.Health
	maps.Copy(r.phases, c.Phases)
	r.latest, r.at = r.phases[c.Latest], c
}

// reopen finds the records that lie in files, and returns the name of one that
// is not what it was; "" if all are. The file of the phase the run is in goes by no name, so
// that a phase may.
func (r *runner) reopen(c *checkpoint) (bad string) {
	number := 0
	for _, e := range r.e.Events {
		p, ok := e.(*events.Phase)
		if !ok {
			continue
		}
		name, records := p.Name, c.Sim.Records
		if number == c.Phase {
			name = ""
		} else if ph := c.Phases[name]; ph != nil {
			records = ph.Records
		}
		if lengths := c.OnDisk[name]; lengths != nil {
			d, err := mapped.Open(r.recordFile(p.Name))
			if err != nil {
				return filepath.Base(r.recordFile(p.Name))
			}
			r.disks = append(r.disks, d)
			if !mapped.Found(records, r.session.Room(p.Steps, d), lengths, d) {
				return filepath.Base(r.recordFile(p.Name))
			}
			if number == c.Phase {
				c.disk = d
			} else {
				c.Phases[name].disk = d
			}
		}
		number++
	}
	return ""
}

// skip reports an event that happened before the checkpoint.
func (r *runner) skip(e events.Event) bool {
	if r.at == nil {
		return false
	}
	if _, ok := e.(*events.Phase); !ok {
		return true
	}
	if r.saving.phase < r.at.Phase {
		r.saving.phase++
		return true
	}
	return false
}

// Forget removes the checkpoint of a finished run, with the records it speaks of.
func Forget(dir, name, cell string) error { return forget(filepath.Join(dir, name, cell)) }

// forget removes the checkpoint first: records alone are of no run.
func forget(dir string) error {
	if err := os.Remove(filepath.Join(dir, checkpointName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return removeRecords(dir)
}
