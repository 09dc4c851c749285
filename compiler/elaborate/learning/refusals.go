package learning

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/elaborate/expressions"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/rules"
)

// refusal says why a rule cannot change a connection; nil if it can.
func (c *Rules) refusal(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
	switch {
	case kind.Trains == rules.Encoders:
		return c.refusesEncoders(st, kind, conn)
	case kind.Events != nil:
		return c.refusesSpikes(st, kind, conn)
	case conn.Delays != nil:
		return c.Draft(diag.WrongRule, st.At, "`%s` cannot change `%s`: each of its synapses has its own delay", kind.Name, conn.Name).
			WithPlace(conn.At, "this connection").WithHelp("one `delay` for all, and the connection learns; rules that follow spikes learn with any: %s", followers())
	case conn.Transform.Sparse != nil:
		return c.Draft(diag.WrongRule, st.At, "`%s` cannot change `%s`: its transform is sparse or a convolution", kind.Name, conn.Name).
			WithPlace(conn.At, "this connection").WithHelp("a full matrix with `density 20%%` learns and stays sparse")
	case conn.Full && conn.Post.Port != "" && kind.NeedsError:
		return c.Draft(diag.WrongRule, st.At, "`%s` learns currents; `%s` ends in `%s`, which takes none", kind.Name, conn.Name, conn.Post.Name()).
			WithPlace(conn.At, "this connection").WithHelp("learn what ends in `%s.neurons`, where signs choose the input", conn.Post.Ensemble.Name)
	case conn.Full && kind.Trains&rules.FullWeights != 0:
		return nil
	case !conn.Pre.Neurons && conn.Pre.Ensemble != nil && kind.Trains&rules.Decoders != 0:
		return nil
	case kind.Trains == rules.FullWeights:
		return c.needsNeurons(st, kind, conn)
	case conn.Pre.Neurons && !conn.Full && conn.Transform.M != nil && kind.Trains&rules.Decoders != 0:
		return nil
	case isArray(conn.Pre):
		return c.ofSeveral(st, kind, conn, "starts")
	}
	return c.Draft(diag.WrongRule, st.At, "`%s` changes decoders or neuron-to-neuron weights; `%s` has neither", kind.Name, conn.Name).
		WithPlace(conn.At, "this connection").WithHelp("the source of a trained connection is an ensemble or its neurons")
}

// refusesEncoders is refusal for rules of encoders: those of the population that a
// wire ends in.
func (c *Rules) refusesEncoders(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
	post := c.memberReached(conn.Post)
	switch {
	case post.Ensemble != nil && !post.Neurons:
		return nil
	case isArray(post):
		return c.ofSeveral(st, kind, conn, "ends")
	}
	return c.Draft(diag.WrongRule, st.At, "`%s` changes the encoders of the population a wire ends in; `%s` ends in none", kind.Name, conn.Name).
		WithPlace(conn.At, "this connection").WithHelp("the target is an ensemble, not its neurons")
}

// needsNeurons says why a rule of the activities on both sides of full weights cannot
// change a connection that has none.
func (c *Rules) needsNeurons(st *grammar.Learn, kind *rules.Rule, conn *model.Connection) *diag.Diagnostic {
	fact, help := "is decoded", ""
	pre, post := conn.Pre.Ensemble, conn.Post.Ensemble
	switch {
	case pre == nil:
		fact, help = "does not start in the neurons of an ensemble", "connect the `.neurons` of two ensembles"
	case conn.Post.Node != nil && conn.Post.Node.Neurons != nil:
		fact, help = "ends in the neurons of many ensembles", "a connection to each member of the array learns by itself"
	case post == nil:
		fact, help = "does not end in neurons", "connect the `.neurons` of two ensembles"
	case conn.Pre.Neurons:
		fact = "ends in values"
		fallthrough
	default:
		help = fmt.Sprintf("`%s.neurons -> %s.neurons` connects neurons", pre.Name, post.Name)
	}
	return c.Draft(diag.WrongRule, st.At, "`%s` changes neuron-to-neuron weights; `%s` %s", kind.Name, conn.Name, fact).
		WithPlace(conn.At, "this connection").
		WithHelp("%s", help)
}

// ofSeveral refuses a connection of several populations: a rule changes that of
// one.
func (c *Rules) ofSeveral(st *grammar.Learn, kind *rules.Rule, conn *model.Connection, does string) *diag.Diagnostic {
	return c.Draft(diag.WrongRule, st.At, "`%s` changes a connection of one population; `%s` %s in several, members of an array", kind.Name, conn.Name, does).
		WithPlace(conn.At, "this connection").
		WithHelp("connect each member, `p[i]` of `p`, and give it a rule of its own: `for i in 0:3 { connect c[i]: p[i] -> q[i]; learn … on c[i] }`")
}

// isArray reports an end that is several populations.
func isArray(e model.Endpoint) bool { return e.Node != nil && e.Node.Role == "array" }

// memberReached is the member in which a wire into an array ends, if it is one
// alone: there its encoders can learn. Otherwise it is the end as it is.
func (c *Rules) memberReached(e model.Endpoint) model.Endpoint {
	a := c.Arrays[e.Node]
	if a == nil {
		return e
	}
	index := e.Index
	if index == nil {
		index = expressions.Consecutive(0, e.Size)
	}
	m := a.Members[index[0]/a.Dims].Endpoint()
	m.At, m.Size = e.At, e.Size
	for _, i := range index {
		if i/a.Dims != index[0]/a.Dims {
			return e
		}
		m.Index = append(m.Index, i%a.Dims)
	}
	if slices.Equal(m.Index, expressions.Consecutive(0, a.Dims)) {
		m.Index = nil
	}
	return m
}

// followers names the rules that follow spikes.
func followers() string {
	var names []string
	for _, r := range rules.Table {
		if r.Events != nil {
			names = append(names, "`"+r.Name+"`")
		}
	}
	return strings.Join(names, ", ")
}
