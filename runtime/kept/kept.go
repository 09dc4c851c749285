// Package kept holds what a report shows and a run does not leave otherwise: tuning
// curves, weights as built and after each phase, who spiked when, how far populations
// were driven, and lines that plots and expectations compute. An observer of an
// experiment writes it to hidden files beside the results, one for the run and one for
// each phase; a report reads them. Results are the same with and without.
package kept

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strconv"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/npz"
)

// fileName is that of the files, in the folder of a run and in those of its phases.
const fileName = ".report.npz"

// metaName is the member of a file that is not an array.
const metaName = "nefc.json"

// Origin says of what and how a run was made.
type Origin struct {
	Model    string            `json:"model"`
	Texts    map[string]string `json:"texts"` // of the model and the files it uses, by path
	Command  []string          `json:"command"`
	Platform string            `json:"platform"`
}

// Built is what a run was before its first step.
type Built struct {
	Origin
	Populations []Population `json:"populations"`
	Links       []Link       `json:"links"`
	Lines       []Line       `json:"lines"`
	LeftOut     []string     `json:"left_out"` // what would have been too much, in words
	Found       []Finding    `json:"found"`
}

// Finding is what was found wrong while the model ran, but for expectations.
type Finding struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Line     int    `json:"line"` // of the model; 0 if it stands in another file
}

// Population is one with its tuning.
type Population struct {
	Name   string  `json:"name"`
	Line   int     `json:"line"` // of the model; 0 if it stands in another file
	N      int     `json:"n"`
	Dims   int     `json:"dims"`
	Radius float64 `json:"radius"`
	Type   string  `json:"type"`
	Signs  []int8  `json:"signs,omitempty"`

	Of        []int     `json:"of"` // the neurons that have a curve
	X         []float64 `json:"-"`  // represented values of the curves
	Rates     []float64 `json:"-"`  // Hz, curve by curve
	Preferred []float64 `json:"-"`  // of each neuron: the mean of X weighed by its rate; nil in more than one dimension
	Fastest   []float64 `json:"-"`  // Hz, of each neuron within the radius
}

// Link is a connection with weights.
type Link struct {
	Name    string    `json:"name"`
	Rows    int       `json:"rows"`
	Cols    int       `json:"cols"`
	Unit    string    `json:"unit"`
	Source  int       `json:"source"` // of Populations; -1 for none
	Target  int       `json:"target"`
	Signs   []int8    `json:"signs,omitempty"` // of the columns
	Learns  bool      `json:"learns"`
	Weights []float64 `json:"-"` // as built, row by row
}

// Line is an expression that a plot draws or an expectation reads, in one phase.
type Line struct {
	Phase string    `json:"phase"`
	Text  string    `json:"text"`
	D     int       `json:"dims"`
	Names []string  `json:"names,omitempty"` // of the dimensions; nil if they have only numbers
	T     []float64 `json:"-"`
	Data  []float64 `json:"-"`
}

// Phase is what a phase did.
type Phase struct {
	From     float64    `json:"from"`    // model time from which on spikes are known, s
	Seconds  float64    `json:"seconds"` // for which they are
	Activity []Activity `json:"activity"`
	Weights  []Weights  `json:"weights"`
}

// Activity is what a population did in a phase.
type Activity struct {
	Name     string  `json:"name"`
	Outside  float64 `json:"outside"`  // share of the steps in which its input lay outside the radius
	Farthest float64 `json:"farthest"` // the largest length of its input
	Spiking  bool    `json:"spiking"`  // spikes were counted
	Shown    []int   `json:"shown"`    // the neurons whose spikes are kept
	Cut      float64 `json:"cut"`      // model time from which on none are kept, since there were too many; 0 for never

	Count []float64 `json:"-"` // spikes of each neuron
	T     []float64 `json:"-"` // times of the spikes that are kept, s
	Who   []float64 `json:"-"` // and whose they are: numbers of Shown
}

// Weights are those of a link at the end of a phase.
type Weights struct {
	Link int       `json:"link"` // of Built.Links
	W    []float64 `json:"-"`
}

// holder is what a file holds: JSON, and arrays, which JSON has no place for.
type holder interface {
	arrays() []*[]float64 // in the order of the file
	whole() bool          // the arrays have the sizes that the JSON speaks of
}

func (b *Built) arrays() (out []*[]float64) {
	for i := range b.Populations {
		p := &b.Populations[i]
		out = append(out, &p.X, &p.Rates, &p.Preferred, &p.Fastest)
	}
	for i := range b.Links {
		out = append(out, &b.Links[i].Weights)
	}
	for i := range b.Lines {
		out = append(out, &b.Lines[i].T, &b.Lines[i].Data)
	}
	return out
}

func (b *Built) whole() bool {
	for _, p := range b.Populations {
		if len(p.Rates) != len(p.X)*len(p.Of) || len(p.Preferred) != 0 && len(p.Preferred) != p.N || len(p.Fastest) != p.N ||
			p.Signs != nil && len(p.Signs) != p.N {
			return false
		}
	}
	for _, l := range b.Links {
		if l.Rows < 0 || l.Cols < 0 || len(l.Weights) != l.Rows*l.Cols || max(l.Source, l.Target) >= len(b.Populations) ||
			l.Signs != nil && len(l.Signs) != l.Cols {
			return false
		}
	}
	for _, l := range b.Lines {
		if l.D < 1 || len(l.Data) != l.D*len(l.T) || l.Names != nil && len(l.Names) != l.D {
			return false
		}
	}
	return true
}

func (p *Phase) arrays() (out []*[]float64) {
	for i := range p.Activity {
		a := &p.Activity[i]
		out = append(out, &a.Count, &a.T, &a.Who)
	}
	for i := range p.Weights {
		out = append(out, &p.Weights[i].W)
	}
	return out
}

func (p *Phase) whole() bool {
	for _, a := range p.Activity {
		if len(a.T) != len(a.Who) {
			return false
		}
	}
	return true
}

// write writes one of the files.
func write(dir string, h holder) error {
	meta, err := json.Marshal(h)
	if err != nil {
		return err
	}
	members := map[string]*npz.Array{}
	for i, data := range h.arrays() {
		members[strconv.Itoa(i)] = &npz.Array{Shape: []int{len(*data)}, Floats: *data}
	}
	return files.Write(filepath.Join(dir, fileName), func(w io.Writer) error {
		return npz.Write(w, members, map[string][]byte{metaName: meta})
	})
}

// read reads one; false if there is none.
func read(dir string, h holder) (bool, error) {
	path := filepath.Join(dir, fileName)
	f, err := npz.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	meta, err := f.Raw(metaName)
	if err != nil {
		return false, err
	}
	if err := json.Unmarshal(meta, h); err != nil {
		return false, fmt.Errorf("%s: %w", path, err)
	}
	for i, data := range h.arrays() {
		a, err := f.Read(strconv.Itoa(i), nil)
		if err != nil {
			return false, fmt.Errorf("%s: %w", path, err)
		}
		*data = a.Floats
	}
	if !h.whole() {
		return false, fmt.Errorf("%s: its parts do not fit together", path)
	}
	return true, nil
}

// ReadBuilt reads what was kept of a run, given its folder; nil if nothing was.
func ReadBuilt(dir string) (*Built, error) {
	b := &Built{}
	if there, err := read(dir, b); !there {
		return nil, err
	}
	return b, nil
}

// ReadPhase reads what was kept of a phase of a run, given the folder of the run; nil if
// nothing was.
func ReadPhase(dir, phase string) (*Phase, error) {
	p := &Phase{}
	if there, err := read(filepath.Join(dir, phase), p); !there {
		return nil, err
	}
	return p, nil
}
