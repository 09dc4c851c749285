package output

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/internal/npz"
)

// Recorded is what one probe recorded, as it is read back from a file of Npz.
type Recorded struct {
	Name   string
	Spikes bool
	D      int       // numbers in a sample; 1 for spikes
	T      []float64 // s, of each sample or spike
	Data   []float64 // samples, one after the other; of spikes the neuron of each
}

// Names lists what probes recorded into a file: arrays with times.
func Names(f *npz.File) []string {
	var out []string
	for _, name := range f.Names() {
		if f.Has(name + ".t") {
			out = append(out, name)
		}
	}
	return out
}

// Read reads what a probe recorded. It fails if there is none of that name, or if its numbers are not as many as its
// times ask for.
func Read(f *npz.File, name string) (*Recorded, error) {
	if known := Names(f); !slices.Contains(known, name) {
		return nil, fmt.Errorf("no signal is called %q; there are %s", name, strings.Join(known, ", "))
	}
	data, err := f.Read(name, nil)
	if err != nil {
		return nil, err
	}
	t, err := f.Read(name+".t", nil)
	if err != nil {
		return nil, err
	}
	r := &Recorded{Name: name, Spikes: len(data.Shape) == 1, T: t.Floats, Data: data.Floats}
	if _, r.D = npz.Matrix(data.Shape); len(r.Data) != r.D*len(r.T) {
		return nil, fmt.Errorf("%q has %d numbers for %d times", name, len(r.Data), len(r.T))
	}
	return r, nil
}
