package experiment

import (
	"encoding/gob"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"time"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/output"
)

// checkpointName is the file in the folder of an experiment or cell that holds
// where its run is. It goes when the run has finished.
const checkpointName = ".checkpoint"

// checkpoint is a run in the middle of a phase.
type checkpoint struct {
	Version, SpecHash, Experiment, Cell string

	Phase, Done int // which phase, from 0, and how many steps of it
	Entered     entered
	Sim         *runtime.State

	Phases          map[string]*phase   // the finished ones
	OnDisk          map[string][]extent // by phase, of those whose records lie in a file
	Latest          string
	Summary         []byte         // as JSON: gob has no absent numbers
	Lengths         []PhaseSummary // whole: JSON leaves out what was asked for
	Files           []string
	Diags           diag.List
	Share, Farthest []float64

	disk *disk // where the phase it lies in records
}

// saving is when to write checkpoints, and which phase the run is in.
type saving struct {
	last  time.Time
	phase int // the number of phases begun
	entered
}

// entered is how things were when a phase began.
type entered struct {
	Frozen []bool  // which rules
	Start  float64 // model time, s
	Before int     // steps
}

// save writes a checkpoint. Records that lie in files are on the disk before.
func (r *runner) save(done int, room *disk) error {
	state, err := r.sim.State()
	if err != nil {
		return err
	}
	for _, d := range r.disks {
		if err := d.flush(); err != nil {
			return err
		}
	}
	onDisk, phases := map[string][]extent{}, map[string]*phase{}
	note := func(name string, records []runtime.Record, d *disk) []runtime.Record {
		short, lengths := without(records, d)
		if lengths != nil {
			onDisk[name] = lengths
		}
		return short
	}
	for name, ph := range r.phases {
		phases[name] = &phase{Name: ph.Name, Start: ph.Start, Records: note(name, ph.Records, ph.disk)}
	}
	state.Records = note("", state.Records, room)
	summary, err := json.Marshal(&r.result.Summary)
	if err != nil {
		return err
	}
	c := &checkpoint{Version: r.opts.Version, SpecHash: r.result.SpecHash, Experiment: r.e.Name, Cell: r.opts.Cell,
		Phase: r.saving.phase - 1, Done: done, Entered: r.saving.entered, Sim: state, Summary: summary,
		Phases: phases, OnDisk: onDisk, Lengths: r.result.Phases, Files: r.result.Files, Diags: r.result.Diags, Share: r.health.share, Farthest: r.health.farthest}
	if r.latest != nil {
		c.Latest = r.latest.Name
	}
	return output.WriteFile(filepath.Join(r.dir, checkpointName), func(w io.Writer) error { return gob.NewEncoder(w).Encode(c) })
}

// due reports that it is time for a checkpoint.
func (r *runner) due() bool {
	if r.opts.CheckpointEvery <= 0 || time.Since(r.saving.last) < r.opts.CheckpointEvery {
		return false
	}
	r.saving.last = time.Now()
	return true
}

// resume puts a checkpoint of the same run back, if there is one. One that
// cannot be read, or belongs to another model or version, is as good as none.
func (r *runner) resume() {
	f, err := os.Open(filepath.Join(r.dir, checkpointName))
	if err != nil {
		return
	}
	defer f.Close()
	c := &checkpoint{}
	if gob.NewDecoder(f).Decode(c) != nil || c.Version != r.opts.Version || c.SpecHash != r.result.SpecHash || c.Experiment != r.e.Name || c.Cell != r.opts.Cell {
		return
	}
	summary := Summary{}
	if json.Unmarshal(c.Summary, &summary) != nil || !r.reopen(c) || r.sim.Restore(c.Sim) != nil {
		return
	}
	summary.BuildSeconds = r.result.BuildSeconds
	r.result.Summary, r.result.Phases, r.result.Files, r.result.Diags = summary, c.Lengths, c.Files, c.Diags
	r.result.Resumed = r.sim.Time()
	r.health.share, r.health.farthest = c.Share, c.Farthest
	maps.Copy(r.phases, c.Phases)
	r.latest, r.at = r.phases[c.Latest], c
}

// reopen finds the records that lie in files; the file of the phase the run is
// in goes by no name, so that a phase may.
func (r *runner) reopen(c *checkpoint) bool {
	number := 0
	for _, e := range r.e.Events {
		p, ok := e.(*model.Phase)
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
			d, err := r.roomFor(p, true)
			if d == nil || err != nil || !found(records, r.sim.Room(p.Steps, d), lengths) {
				return false
			}
			if number == c.Phase {
				c.disk = d
			} else {
				c.Phases[name].disk = d
			}
		}
		number++
	}
	return true
}

// skip reports an event that happened before the checkpoint.
func (r *runner) skip(e model.Event) bool {
	if r.at == nil {
		return false
	}
	if _, ok := e.(*model.Phase); !ok {
		return true
	}
	if r.saving.phase < r.at.Phase {
		r.saving.phase++
		return true
	}
	return false
}

// Forget removes the checkpoint of a finished run.
func Forget(dir, name, cell string) error {
	err := os.Remove(filepath.Join(dir, name, cell, checkpointName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
