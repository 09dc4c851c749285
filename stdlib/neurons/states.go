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
	if lo, hi := s.Initial.Bounds(); lo == hi {
		return s.Unit.Text(lo)
	}
	return s.Initial.String()
}

// voltage is the state of types that integrate.
var voltage = State{Name: "voltage", Initial: dists.Uniform{Lo: 0, Hi: 1}, Doc: "membrane voltage"}

// refractoryTime is the state of types that are silent after a spike.
var refractoryTime = State{Name: "refractory_time", Unit: catalog.Time, Initial: zero, Doc: "rest of the refractory period"}

// zero is the distribution of states that start at 0.
var zero = dists.Uniform{}

// KeptState is a state and the names of the types that keep it. The unit and the start
// are those of the first; types may measure it in a unit of their own.
type KeptState struct {
	State
	By      []string
	Other   []OtherUnit
	Example string // one of them, as a model names it
}

// OtherUnit is a type that keeps a state in another unit than the first does.
type OtherUnit struct {
	By    string
	Unit  catalog.Unit
	Start string
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
			if out[at].Unit != s.Unit {
				out[at].Other = append(out[at].Other, OtherUnit{name, s.Unit, s.Start()})
				continue
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
