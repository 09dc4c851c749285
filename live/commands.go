package live

import (
	"fmt"
	"math"
	"slices"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/weightfile"
)

// Set gives a param another value.
func (s *Session) Set(param string, v float64) error {
	i := slices.IndexFunc(s.c.Model.Params, func(p *model.Param) bool { return p.Name == param })
	if i < 0 {
		var names []string
		for _, p := range s.c.Model.Params {
			names = append(names, p.Name)
		}
		return unknown(param, "param", names)
	}
	switch p := s.c.Model.Params[i]; {
	case p.Structural != nil:
		return &Structural{param}
	case math.IsNaN(v) || math.IsInf(v, 0):
		return &Range{fmt.Sprintf("`%s` is a finite number", param)}
	case v < p.Min || v > p.Max:
		return &Range{fmt.Sprintf("`%s` = %g is %s", param, v, p.Outside())}
	}
	return s.act("set "+param+" = "+number(v), func(s *Session) error {
		i, err := s.Program().Param(param)
		if err == nil {
			s.sim.SetParam(i, v)
		}
		return err
	})
}

// Clamp holds a node at values: one for each dimension, or one for all.
func (s *Session) Clamp(node string, v []float64) error {
	i, err := s.held(node)
	if err != nil {
		return err
	}
	if n := s.Program().Holds[i].Y.Len; len(v) == 1 && n > 1 {
		v = slices.Repeat(v, n)
	} else if len(v) != n {
		return &Range{fmt.Sprintf("`%s` has %d dimensions, not %d", node, n, len(v))}
	}
	if slices.ContainsFunc(v, func(x float64) bool { return x-x != 0 }) {
		return &Range{fmt.Sprintf("`%s` is held at finite numbers", node)}
	}
	v = slices.Clone(v)
	return s.act("set "+node+" = "+vector(v), func(s *Session) error { return s.hold(node, v) })
}

// Release lets a node go that is held.
func (s *Session) Release(node string) error { return s.Thaw(node) }

// hold holds a node at values; nil is what it is.
func (s *Session) hold(node string, v []float64) error {
	i, err := s.held(node)
	if err != nil {
		return err
	}
	return s.sim.Hold(i, v)
}

// release lets a node go.
func (s *Session) release(node string) error {
	i, err := s.held(node)
	if err == nil {
		s.sim.Release(i)
	}
	return err
}

// held is the number of a node that may be held: it is built so if it is not.
func (s *Session) held(node string) (int, error) {
	n := s.node(node)
	if n == nil {
		var names []string
		for _, n := range s.c.Model.Nodes {
			names = append(names, n.Written())
		}
		return 0, unknown(node, "node", names)
	}
	if !n.Held {
		live := s.asking()
		live.Held = append(live.Held, node)
		if err := s.relink(live); err != nil {
			return 0, err
		}
	}
	return s.Program().Hold(node)
}

func (s *Session) node(name string) *model.Node {
	i := slices.IndexFunc(s.c.Model.Nodes, func(n *model.Node) bool { return n.Name == name })
	if i < 0 {
		return nil
	}
	return s.c.Model.Nodes[i]
}

// Freeze stops the rules of connections, or of all, and holds nodes at what they are.
func (s *Session) Freeze(what ...string) error { return s.freeze("freeze", true, what) }

// Thaw lets them go on.
func (s *Session) Thaw(what ...string) error { return s.freeze("thaw", false, what) }

func (s *Session) freeze(verb string, on bool, what []string) error {
	for _, name := range what {
		if err := s.mayFreeze(name); err != nil {
			return err
		}
	}
	for _, name := range what {
		err := s.act(verb+" "+name, func(s *Session) error {
			for _, i := range s.rulesOf(name) {
				s.sim.Freeze(i, on)
			}
			if s.node(name) == nil {
				return nil
			}
			if on {
				return s.hold(name, nil)
			}
			return s.release(name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// mayFreeze demands a node, or a connection that learns, or all.
func (s *Session) mayFreeze(name string) error {
	if s.node(name) != nil {
		_, err := s.held(name)
		return err
	}
	if name == "all" || len(s.rulesOf(name)) > 0 {
		return nil
	}
	var names []string
	for _, c := range s.c.Model.Connections {
		if c.Name == name {
			return &NotLearning{name}
		}
		if len(c.Rules) > 0 {
			names = append(names, c.Name)
		}
	}
	return unknown(name, "connection", names)
}

// rulesOf are the numbers of the rules of a connection, or of all.
func (s *Session) rulesOf(name string) (out []int) {
	for i, r := range s.c.Model.Rules {
		if name == "all" || r.Connection.Name == name {
			out = append(out, i)
		}
	}
	return out
}

// Reset puts back the "state", "time", "weights" or "all".
func (s *Session) Reset(what string) error {
	if !slices.Contains([]string{"state", "time", "weights", "all"}, what) {
		return unknown(what, "reset", []string{"state", "time", "weights", "all"})
	}
	err := s.act("reset "+what, func(s *Session) error { return s.resets(what) })
	if err == nil {
		s.failed = nil
	}
	return err
}

// resets puts something back, and tells those who watch.
func (s *Session) resets(what string) error {
	if err := s.sim.Reset(what); err != nil {
		return err
	}
	if what == "state" || what == "all" {
		s.resume(nil) // the synapse of a watch is reset as that of a probe
	}
	s.gap()
	return nil
}

// Scale multiplies the weights of a connection.
func (s *Session) Scale(connection string, k float64) error {
	if k-k != 0 {
		return &Range{"weights are multiplied by a finite number"}
	}
	i, err := s.changed(connection)
	if err != nil {
		return err
	}
	if k < 0 && s.Program().Links[i].Signs != nil {
		return &Range{fmt.Sprintf("a factor of %g would turn every excitatory neuron of `%s` inhibitory", k, connection)}
	}
	return s.act(fmt.Sprintf("scale %s by %s", connection, number(k)), func(s *Session) error {
		i, err := s.changed(connection)
		if err != nil {
			return err
		}
		return s.sim.ScaleWeights(i, k)
	})
}

// Load replaces the weights of a connection by those of a table that lies in a file, as the
// model would name it. match demands that it belongs to these neurons.
func (s *Session) Load(connection, file string, t *weightfile.Table, match bool) error {
	i, err := s.changed(connection)
	if err != nil {
		return err
	}
	link := &s.Program().Links[i]
	if t.Shape != [2]int{link.Rows, link.Cols} || !weightfile.Convertible(t.Unit, link.Unit) {
		return &OtherNeurons{connection, []string{fmt.Sprintf("it holds %d×%d weights in %s, not %d×%d in %s", t.Shape[0], t.Shape[1], t.Unit, link.Rows, link.Cols, link.Unit)}}
	}
	if differs := t.SourceDifferences(program.TablesOf(s.sources(link))); match && len(differs) > 0 {
		return &OtherNeurons{connection, []string{fmt.Sprint(differs)}}
	}
	W := slices.Clone(t.In(link.Unit, link.Gains))
	text := fmt.Sprintf("load weights %s from %q", connection, file)
	if !match {
		text += " match no"
	}
	return s.act(text, func(s *Session) error {
		i, err := s.changed(connection)
		if err != nil {
			return err
		}
		return s.sim.LoadWeights(i, W)
	})
}

// sources are the populations that a link reads, with their tuning as it is now.
func (s *Session) sources(link *program.Link) (out []*program.Population) {
	for _, i := range link.Sources {
		out = append(out, s.Program().Populations[i].WithScaled(s.sim.ScaledEncoders(i)))
	}
	return out
}

// changed is the number of a link whose weights may change: it is built so if it is not.
func (s *Session) changed(connection string) (int, error) {
	i, err := s.link(connection)
	if err != nil {
		return 0, err
	}
	if !s.Program().Links[i].Kept {
		live := s.asking()
		live.Changed = append(live.Changed, connection)
		if err := s.relink(live); err != nil {
			return 0, err
		}
	}
	return s.Program().Link(connection)
}

// link is the number of a connection with weights.
func (s *Session) link(connection string) (int, error) {
	var names []string
	for i, l := range s.Program().Links {
		if l.Name == connection {
			return i, nil
		}
		names = append(names, l.Name)
	}
	return 0, unknown(connection, "connection with weights", names)
}

// Kept is what a Reload left as it was.
type Kept struct {
	Kept  []string `json:"kept"`  // objects whose state went on
	Anew  []string `json:"anew"`  // objects that begin as they were built
	Gone  []string `json:"gone"`  // objects that are no more
	Wants []string `json:"wants"` // what is no longer watched, since the text does not have it
}

// Reload goes on in another text of the model. What could not be taken over begins as it
// is built; time goes on.
func (s *Session) Reload(text string) (Kept, error) {
	m := s.model
	m.Text = text
	dt := s.dt
	live, dropped := s.asking(), []string(nil)
	c, err := s.build(m, live)
	if err != nil {
		s.dt = dt
		if len(live.Watched)+len(live.Held)+len(live.Changed) == 0 {
			return Kept{}, err
		}
		if c, err = s.build(m, compiler.Live{}); err != nil {
			s.dt = dt
			return Kept{}, err
		}
		live, dropped = s.stillThere(m, live)
		if c, err = s.build(m, live); err != nil {
			return Kept{}, err
		}
	}
	return s.goOnIn(m, c, live, dropped)
}
