package expressions

import (
	"fmt"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Computes makes a node of an elaborated expression.
func (el *Speller) Computes(n *model.Node, v Vector) {
	n.Kind, n.Code = model.Code, v.Elements
	for _, src := range el.Sources {
		r := &model.Read{Node: src.Node, Ensemble: src.Ensemble, At: src.At, Previous: src.Node != nil && src.Node == el.self}
		if src.Ensemble != nil || src.Node.Direct {
			r.Synapse = el.synapse
		}
		n.Reads = append(n.Reads, r)
	}
}

// part declares a node for a part of the expression of el.self.
func (el *Speller) part(what string, where diag.Span) *model.Node {
	if el.hidden == nil {
		el.hidden = map[string]int{}
	}
	name := el.self.Name + "." + what
	el.hidden[what]++
	if k := el.hidden[what]; k > 1 {
		name = fmt.Sprintf("%s.%d", name, k)
	}
	return &model.Node{Name: name, Role: "part", At: where, Dims: el.Wanted, Seed: el.self.Seed}
}

// reads lets n, which has the size of what it reads, read the value of an expression.
func (el *Speller) reads(n *model.Node, e *grammar.Expr, s *outline.Scope) bool {
	inner := el.c.InNode(el.self, el.Wanted, el.synapse)
	inner.hidden = el.hidden
	v, ok := inner.Expr(e, s)
	if !ok {
		return false
	}
	el.hidden, el.ReadsSelf = inner.hidden, el.ReadsSelf || inner.ReadsSelf
	if n.Dims == 0 || len(v.Elements) != 1 {
		if n.Dims != 0 && n.Dims != len(v.Elements) {
			el.c.Err(diag.SizeMismatch, e.At, "`%s` has %d elements, `%s` has %d dimensions", e, len(v.Elements), n.Name, n.Dims)
			return false
		}
		n.Dims = len(v.Elements)
	}
	for len(v.Elements) < n.Dims {
		v.Elements = append(v.Elements, v.Elements[0])
	}
	n.Reads = []*model.Read{el.read(inner, v, e)}
	return true
}

// isWhole reports a vector that is all elements of source 0 in order.
func isWhole(v Vector, size int) bool {
	for i, e := range v.Elements {
		if e.Kind != code.Input || e.Index != i {
			return false
		}
	}
	return len(v.Elements) == size
}
