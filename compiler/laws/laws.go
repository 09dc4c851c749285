// Package laws judges a model that is complete: what must not be, though each
// line of it has a meaning, and what changes nothing.
package laws

import "github.com/nefc/nefc/compiler/elaborate"

// Case is a model and what its making showed.
type Case struct{ *elaborate.Elaborator }

// Check judges a model by every law.
func Check(e *elaborate.Elaborator) {
	c := &Case{e}
	for _, law := range []func(){
		c.errors,           // signs and aims of what rules learn from
		c.structuralParams, // set of a structural param
		c.dale,             // signs
		c.shortTimes,       // times that no step shows
		c.emptyProbes,      // intervals longer than what is run
		c.circles,          // loops without a synapse
		c.unused,           // objects nobody reads, names nobody mentions
		c.undriven,         // objects nobody drives
		c.memory,           // what the run needs
	} {
		if e.TooMuch() {
			return
		}
		law()
	}
}
