package report

import (
	"fmt"

	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/readable"
)

// damaged tells what lesions and cuts took, and what came back, in the order of a run.
func damaged(list []experiment.DamageSummary) (notes []string) {
	for i := range list {
		d := &list[i]
		taken := d.Synapses
		if d.OfNeurons() {
			taken = len(d.Neurons)
		}
		text := "is whole"
		if taken > 0 {
			text = fmt.Sprintf("is without %s of %s %s", readable.Count(taken), readable.Count(d.Of), d.Kind)
		}
		notes = append(notes, fmt.Sprintf("From %s on %s %s (%s).", readable.Seconds(d.Time), d.Object, text, d.Event))
	}
	return notes
}
