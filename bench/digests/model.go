package main

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	goruntime "runtime"
	"slices"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/identity"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/experiment"
)

// digest is what a model comes to.
type digest struct {
	checked             *compiler.Checked
	built, ran, written string
}

// String prints the hashes that were made, shortened.
func (d *digest) String() string { return d.built + " " + d.ran + " " + d.written }

// digested builds a model and simulates some steps of it.
func digested(path string, steps int) (*digest, error) {
	checked, err := compiler.Check(path, compiler.Options{})
	if err != nil {
		return nil, err
	}
	if checked.Diags.HasErrors() {
		return nil, checked.Diags
	}
	dt := 0.001
	if len(checked.Model.Experiments) > 0 {
		dt = checked.Model.Experiments[0].Dt
	}
	p, err := built(checked, dt)
	if err != nil {
		return nil, err
	}
	d := &digest{checked: checked, built: short(hashOf(parts(p))), written: "-"}
	sim := runtime.New(p)
	defer sim.Close()
	sim.Parallel(goruntime.GOMAXPROCS(0))
	sim.Reserve(steps, nil)
	for range steps {
		if err := sim.Step(); err != nil {
			return nil, err
		}
	}
	state, err := sim.State()
	d.ran = short(hashOf(state))
	return d, err
}

// built is the program of a model.
func built(checked *compiler.Checked, dt float64) (*program.Program, error) {
	c, diags := compiler.Compile(checked, dt, nil)
	if c == nil {
		return nil, diags
	}
	return c.Program, nil
}

// parts are the numbers of a program that building has computed.
func parts(p *program.Program) any {
	return []any{p.Init, p.Populations, p.Links, p.Tuned, p.Probes}
}

func hashOf(v any) []byte {
	h := new(identity.Walker).Hash(v)
	return h[:]
}

// short is enough of a hash to tell some hundred models apart.
func short(h []byte) string { return fmt.Sprintf("%x", h[:6]) }

// run runs the experiments of the model and takes the hash of the tables that they write.
func (d *digest) run() error {
	dir, err := os.MkdirTemp("", "digests")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	sum := sha256.New()
	for _, e := range d.checked.Model.Experiments {
		if err := d.runOne(e, dir, sum); err != nil {
			return err
		}
	}
	d.written = short(sum.Sum(nil))
	return nil
}

func (d *digest) runOne(e *model.Experiment, dir string, sum hash.Hash) error {
	p, err := built(d.checked, e.Dt)
	if err != nil {
		return err
	}
	result, err := experiment.Run(p, p.Experiment(e.Name), 0, experiment.Options{Dir: dir, Threads: goruntime.GOMAXPROCS(0)})
	if err != nil {
		return err
	}
	for _, file := range result.Files {
		if !slices.Contains([]string{".npz", ".npy", ".csv"}, filepath.Ext(file)) {
			continue // figures, whose lines may differ by less than is seen, and the summary, which has times
		}
		b, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %x\n", filepath.Base(file), sha256.Sum256(b))
	}
	return nil
}
