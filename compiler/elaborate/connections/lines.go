package connections

import (
	"github.com/nefc/nefc/compiler/elaborate/objects"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/synapses"
)

// Line is what a line that makes connections says of all of them: a connect
// statement, a signal, a probe of an expression, the error of a rule.
type Line struct {
	At      diag.Span
	Name    string // of the connection, if it is one
	Carries *grammar.Expr
	Post    *model.Endpoint
	Options *values.Options
	Synapse synapses.Synapse // if no option gives one

	Block *outline.Scope // whose rules may train them; nil for none
	Decl  *outline.Decl  // of a connect statement; nil for other lines

	target *grammar.Expr // of a connect statement; nil where the target takes any size
	// What a number means as a matrix depends on both ends:
	activities bool // the source is neurons
	currents   bool // the target is the neurons of an array, which take currents
}

// line reads what a connect statement says of its connections besides their ends.
// Without a label they are named by their ends.
func (c *Connections) line(st *grammar.Connect, s *outline.Scope) (*Line, bool) {
	line := &Line{At: st.At, Carries: st.Source, target: st.Target, Options: c.Options("connect", &st.Options, s), Synapse: objects.DefaultSynapse, Block: s}
	name, ok := c.LabelOf(st.Label, s)
	if !ok {
		return nil, false
	}
	if line.Decl = s.Home().Decls[name]; line.Decl == nil || line.Decl.Stmt != st {
		line.Decl = &outline.Decl{Kind: outline.Connection, At: st.At, Stmt: st, In: s}
	}
	if st.Label == nil {
		name = c.Named(st.Source, s) + "->" + c.Named(st.Target, s)
	}
	line.Name = s.Prefix + name
	return line, st.Label != nil || c.uniqueEnds(line.Name, st)
}

// uniqueEnds demands a label for a second connection of the same ends, since names
// give random streams.
func (c *Connections) uniqueEnds(name string, st *grammar.Connect) bool {
	if old, ok := c.unlabelled[name]; ok {
		c.Err(diag.DeclaredTwice, st.At, "a second connection `%s`", name).WithPlace(old, "the first").
			WithHelp("give it a label: `connect again: %s -> %s`", st.Source, st.Target).
			WithFix(diag.Insert(st.Source.At.Start(), "again: ").Maybe())
		return false
	}
	c.unlabelled[name] = st.At
	return true
}

// inUnitsOfGain reports `units gain`, before the options are checked.
func (line *Line) inUnitsOfGain() bool {
	opt, given := line.Options.Get("units")
	if !given {
		return false
	}
	word, _ := opt.Value.IsName()
	return word == "gain"
}
