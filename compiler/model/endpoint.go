package model

import (
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/neurons"
)

// Endpoint is one end of a connection.
type Endpoint struct {
	At       diag.Span
	Ensemble *Ensemble
	Node     *Node
	Rule     *Rule  // its error
	Joint    *Joint // the neurons of several ensembles; only where connections start
	Neurons  bool   // the neurons of Ensemble, or of Joint, rather than its value
	Port     string // of those neurons; "" for the current
	Index    []int  // nil for all
	Size     int
}

// Ends are those of the populations of a joint source, in the order of their columns, or
// the end itself.
func (e Endpoint) Ends() []Endpoint {
	if e.Joint == nil {
		return []Endpoint{e}
	}
	var out []Endpoint
	for _, p := range e.Joint.Populations() {
		out = append(out, p.Source)
	}
	return out
}

// Sources are the ensembles that are read where a connection starts here; nil if it
// starts in a node.
func (e Endpoint) Sources() []*Ensemble {
	switch {
	case e.Ensemble != nil:
		return []*Ensemble{e.Ensemble}
	case e.Joint == nil:
		return nil
	}
	var out []*Ensemble
	for _, p := range e.Joint.Populations() {
		out = append(out, p.Source.Ensemble)
	}
	return out
}

// Elements are the numbers of the dimensions, or neurons, that are read.
func (e Endpoint) Elements() []int {
	if e.Index != nil {
		return e.Index
	}
	out := make([]int, e.Size)
	for i := range out {
		out[i] = i
	}
	return out
}

// Signed is the first of the sources whose neurons have signs; nil if none has.
func (e Endpoint) Signed() *Ensemble {
	for _, p := range e.Sources() {
		if p.Dale != nil {
			return p
		}
	}
	return nil
}

// ValueSize is how many dimensions the value has of which a function is taken here.
func (e Endpoint) ValueSize() int {
	switch {
	case e.Joint != nil:
		return e.Joint.Dims
	case e.Ensemble != nil:
		return e.Ensemble.Dims
	}
	return e.Size
}

// Targets are the ensembles whose neurons what arrives here drives; nil if it is a
// value.
func (e Endpoint) Targets() []*Ensemble {
	switch {
	case e.Neurons:
		return []*Ensemble{e.Ensemble}
	case e.Node != nil && e.Node.Neurons != nil:
		return e.Node.Neurons.Members
	}
	return nil
}

// Entry is the port in which a connection to neurons ends.
func (e Endpoint) Entry() neurons.Port {
	kind := e.Ensemble.Neurons
	return kind.Ports()[neurons.PortOf(kind, e.Port)]
}

// Magnitudes reports a port of one sign that is named: weights of connections that end in
// it are not below 0, whatever the sign of their neurons.
func (e Endpoint) Magnitudes() bool { return e.Neurons && e.Port != "" && e.Entry().Sign != 0 }

// BySign are the ports in which excitatory and inhibitory neurons end, where the sign of
// each decides: in the neurons of a type with both.
func (e Endpoint) BySign() (exc, inh neurons.Port, ok bool) {
	if !e.Neurons || e.Port != "" || e.Ensemble == nil {
		return exc, inh, false
	}
	return neurons.Conductances(e.Ensemble.Neurons)
}

// Objects are what is read where a connection starts here: ensembles, or a node.
func (e Endpoint) Objects() []any {
	if e.Joint == nil {
		return []any{e.Object()}
	}
	var out []any
	for _, source := range e.Sources() {
		out = append(out, source)
	}
	return out
}

// Object is the *Ensemble, *Node or *Rule that an end of one object belongs to.
func (e Endpoint) Object() any {
	switch {
	case e.Ensemble != nil:
		return e.Ensemble
	case e.Node != nil:
		return e.Node
	}
	return e.Rule
}

// Name is the qualified name of the object.
func (e Endpoint) Name() string {
	switch {
	case e.Joint != nil:
		return e.Joint.String()
	case e.Ensemble != nil && e.Port != "":
		return e.Ensemble.Name + "." + e.Port
	case e.Ensemble != nil && e.Neurons:
		return e.Ensemble.Name + ".neurons"
	case e.Ensemble != nil:
		return e.Ensemble.Name
	case e.Node != nil:
		return e.Node.Name
	default:
		return e.Rule.FullName() + ".error"
	}
}
