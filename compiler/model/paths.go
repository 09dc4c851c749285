package model

import "github.com/nefc/nefc/stdlib/synapses"

// Path is how the activity of some neurons of a connection reaches its target.
type Path struct {
	Source  int  // which of its sources they belong to
	Sign    int8 // +1 for its excitatory neurons, -1 for its inhibitory ones, 0 for all
	Synapse synapses.Synapse
	Delay   Delay  // after the synapse
	Port    string // of the target in which it ends, with magnitudes; "" for that of the connection
}

// EachPath are the paths of a connection, of which most have one, and joint ones one for
// each source.
func (c *Connection) EachPath() []Path {
	if c.Paths != nil {
		return c.Paths
	}
	if c.Pre.Joint == nil {
		return []Path{{Synapse: c.Synapse, Delay: c.Delay}}
	}
	var out []Path
	for k := range c.Pre.Joint.Populations() {
		out = append(out, Path{Source: k, Synapse: c.Synapse, Delay: c.Delay})
	}
	return out
}
