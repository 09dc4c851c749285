package model

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// Joint is a source of several populations whose neurons one matrix connects, and the one
// value x that they carry together. It is a tree: of a population, of values that follow
// each other, or of one value that all parts carry.
type Joint struct {
	At     diag.Span
	Shared bool     // all Parts carry one value; otherwise their values follow each other
	Parts  []*Joint // nil for a population
	Source Endpoint // the neurons of the population, or some of them
	Name   string   // of the population, without what its network is called
	Text   string   `identity:"-"` // what stands in front of `.neurons`

	From, Dims int // the stretch of x that it carries
	Column     int // where the neurons of the population begin among the columns
}

// Populations are those of the tree, in the order of their columns.
func (j *Joint) Populations() []*Joint {
	if j.Parts == nil {
		return []*Joint{j}
	}
	var out []*Joint
	for _, part := range j.Parts {
		out = append(out, part.Populations()...)
	}
	return out
}

// Parts are the populations of a source of neurons with the places of their values; one
// alone carries all of x.
func (e Endpoint) Parts() []*Joint {
	if e.Joint != nil {
		return e.Joint.Populations()
	}
	return []*Joint{{At: e.At, Source: e, Dims: e.Ensemble.Dims}}
}

// Named are the populations of a name.
func (j *Joint) Named(name string) []*Joint {
	return slices.DeleteFunc(j.Populations(), func(p *Joint) bool { return p.Name != name })
}

// Called is the population in front of whose `.neurons` a text stands, or those of which it
// is the name.
func (j *Joint) Called(text string) []*Joint {
	for _, p := range j.Populations() {
		if p.Text == text {
			return []*Joint{p}
		}
	}
	return j.Named(text)
}

// Neurons is how many there are in all.
func (j *Joint) Neurons() int {
	n := 0
	for _, p := range j.Populations() {
		n += p.Source.Size
	}
	return n
}

// DefaultPoints is how many evaluation points x is solved at unless a model says it:
// max(clip(500·D, 750, 2500), 2·n) for D dimensions and n neurons.
func (j *Joint) DefaultPoints() int {
	return max(min(max(500*j.Dims, 750), 2500), 2*j.Neurons())
}

// suffix is what stands behind the name of a connection where a part of its source is
// meant; nothing for all.
func (j *Joint) suffix() string {
	if j == nil {
		return ""
	}
	return "." + j.Text
}

// place says where the parts lie: in x from a dimension on, among the columns from one on.
func (j *Joint) place(from, column int) {
	j.From, j.Column = from, column
	for _, part := range j.Parts {
		part.place(from, column)
		column += part.Neurons()
		if !j.Shared {
			from += part.Dims
		}
	}
}

// Placed gives every part its place, and returns j.
func (j *Joint) Placed() *Joint {
	j.place(0, 0)
	return j
}

// String writes the source as a model does.
func (j *Joint) String() string {
	switch {
	case j == nil:
		return ""
	case j.Parts == nil && j.Source.Index == nil:
		return j.Source.Name()
	case j.Parts == nil:
		return j.Source.text()
	}
	var parts []string
	for _, part := range j.Parts {
		parts = append(parts, part.String())
	}
	list := strings.Join(parts, ", ")
	if j.Shared {
		return "same(" + list + ")"
	}
	return "[" + list + "]"
}
