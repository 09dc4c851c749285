// Package objects makes ensembles, arrays and nodes.
package objects

import "github.com/nefc/nefc/compiler/elaborate/wires"

// Objects makes the objects of declarations.
type Objects struct {
	*wires.Wires
	unsaid map[populationSize]*populationDefaults
}

// New makes objects.
func New(w *wires.Wires) *Objects {
	return &Objects{Wires: w, unsaid: map[populationSize]*populationDefaults{}}
}
