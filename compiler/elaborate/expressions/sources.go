package expressions

import (
	"fmt"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// Source is an object an expression reads; Input.Src counts them.
type Source struct {
	Ensemble *model.Ensemble
	Node     *model.Node
	At       diag.Span
	Array    *EnsembleArray // whose member it is; nil for none
	Member   int
}

// Object is the *model.Ensemble or *model.Node that is read.
func (s Source) Object() any {
	if s.Ensemble != nil {
		return s.Ensemble
	}
	return s.Node
}

// Size is the number of its dimensions.
func (s Source) Size() int {
	if s.Ensemble != nil {
		return s.Ensemble.Dims
	}
	return s.Node.Dims
}

// IsPassThrough reports a source that only passes values on.
func (s Source) IsPassThrough() bool {
	return s.Node != nil && s.Node.Kind == model.PassThrough && !s.Node.Direct
}

// Name is what a model calls it: a member of an array by its place in the array.
func (s Source) Name() string {
	if a := s.Array; a != nil {
		if a.Dims == 1 {
			return fmt.Sprintf("%s[%d]", a.Name, s.Member)
		}
		return fmt.Sprintf("%s[%d:%d]", a.Name, s.Member*a.Dims, (s.Member+1)*a.Dims)
	}
	if s.Ensemble != nil {
		return s.Ensemble.Name
	}
	return s.Node.Name
}

// Endpoint is a member as an end of a connection.
func (s Source) Endpoint() model.Endpoint {
	return model.Endpoint{At: s.At, Ensemble: s.Ensemble, Node: s.Node, Size: s.Size()}
}

// source returns the number of a source, adding it if it is new.
func (el *Speller) source(s Source) int {
	for i, have := range el.Sources {
		if have.Object() == s.Object() {
			return i
		}
	}
	el.Sources = append(el.Sources, s)
	return len(el.Sources) - 1
}
