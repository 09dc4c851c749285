package live

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/script"
)

// Set gives a param another value.
func (s *Session) Set(param string, v float64) error {
	p, err := s.param(param)
	switch {
	case err != nil:
		return err
	case p.Structural != nil:
		return &refusal.Structural{Param: param}
	}
	if err := within(p, v); err != nil {
		return err
	}
	return s.act("set "+param+" = "+script.Number(v), func(s *Session) error {
		i, err := s.Program().Param(param)
		if err == nil {
			s.sim.SetParam(i, v)
		}
		return err
	})
}

// param is the param of a name.
func (s *Session) param(name string) (*model.Param, error) {
	var names []string
	for _, p := range s.c.Model.Params {
		if p.Name == name {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return nil, refusal.Name(name, "param", names)
}

// within refuses a value that a param cannot have.
func within(p *model.Param, v float64) error {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return refusal.Rangef("`%s` is a finite number", p.Name)
	case v < p.Min || v > p.Max:
		return refusal.Rangef("`%s` = %g is %s", p.Name, v, p.Outside())
	}
	return nil
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
		return refusal.Rangef("`%s` has %d dimensions, not %d", node, n, len(v))
	}
	if slices.ContainsFunc(v, func(x float64) bool { return x-x != 0 }) {
		return refusal.Rangef("`%s` is held at finite numbers", node)
	}
	v = slices.Clone(v)
	return s.act("set "+node+" = "+script.Vector(v), func(s *Session) error { return s.hold(node, v) })
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
		return 0, refusal.Name(node, "node", names)
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
			return &refusal.NotLearning{Connection: name}
		}
		if len(c.Rules) > 0 {
			names = append(names, c.Name)
		}
	}
	return refusal.Name(name, "connection", names)
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
		return refusal.Name(what, "reset", []string{"state", "time", "weights", "all"})
	}
	err := s.act("reset "+what, func(s *Session) error { return s.inside().Resets(what) })
	if err == nil {
		s.failed = nil
	}
	return err
}

// Held are the nodes that are held, and at what.
func (s *Session) Held() map[string][]float64 {
	out := map[string][]float64{}
	for i, h := range s.sim.Held() {
		if h.On {
			out[s.Program().Holds[i].Name] = h.Values
		}
	}
	return out
}

// Frozen are the connections whose rules stand still.
func (s *Session) Frozen() (out []string) {
	for i, r := range s.c.Model.Rules {
		if s.sim.Frozen(i) && !slices.Contains(out, r.Connection.Name) {
			out = append(out, r.Connection.Name)
		}
	}
	return out
}
