package neurons

import (
	"slices"

	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
)

// State is a variable that each neuron of a type keeps. It is a slot of its ensemble,
// and an option of `ensemble` says what it starts from.
type State struct {
	Name    string
	Unit    catalog.Unit // in which a model writes it
	Initial dists.Dist
	Doc     string `identity:"-"`
}

// Start writes what the state starts from.
func (s State) Start() string {
	if s.Initial != zero {
		return s.Initial.String()
	}
	return map[catalog.Unit]string{catalog.Plain: "0", catalog.Time: "0s", catalog.Frequency: "0Hz"}[s.Unit]
}

// voltage is the state of types that integrate.
var voltage = State{Name: "voltage", Initial: dists.Uniform{Lo: 0, Hi: 1}, Doc: "membrane voltage"}

// zero is the distribution of states that start at 0.
var zero = dists.Uniform{}

// KeptState is a state and the names of the types that keep it.
type KeptState struct {
	State
	By      []string
	Example string // one of them, as a model names it
}

// States lists the states of all types, each name once, in the order of the tables.
func States() []KeptState {
	var out []KeptState
	add := func(name, example string, t Type) {
		for _, s := range t.States() {
			at := slices.IndexFunc(out, func(k KeptState) bool { return k.Name == s.Name })
			if at < 0 {
				at, out = len(out), append(out, KeptState{State: s, Example: example})
			}
			out[at].By = append(out[at].By, name)
		}
	}
	for _, e := range Table {
		if t, err := e.Sample(); err == nil {
			add(e.Name, e.Usage(), t)
		}
	}
	for _, o := range OverTable {
		add(o.Name, o.Example(), o.New(&LIFRate{0.02, 0.002, 1}, 1))
	}
	return out
}
