package experiment

import (
	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/grammar/diag"
)

// DamageSummary is what a lesion took, a cut or healing.
type DamageSummary struct {
	Event    string  `json:"event"` // lesion, cut, heal
	Time     float64 `json:"t"`     // s
	Object   string  `json:"object"`
	Kind     string  `json:"kind"`               // neurons or synapses
	Neurons  []int32 `json:"neurons,omitempty"`  // that are silent from here on
	Synapses int     `json:"synapses,omitempty"` // that are cut from here on, the first in the order of the connection
	Of       int     `json:"of"`                 // neurons, or synapses
}

// OfNeurons reports neurons that are silent, rather than synapses that are cut.
func (d *DamageSummary) OfNeurons() bool { return d.Kind == "neurons" }

// share is the share of a lesion or a cut, of params as they are; false after a diagnostic.
func (r *runner) share(at diag.Span, by *code.Expr) (float64, bool) {
	share, err := r.session.Share(by)
	if err != nil {
		r.result.Diags.Add(diag.New(diag.ShareOutside, at, "%v", err).WithHelp("`min 0 max 1` bounds a param"))
	}
	return share, err == nil
}

// lesion silences neurons.
func (r *runner) lesion(e *events.Lesion) {
	share, ok := r.share(e.At, e.By)
	if !ok {
		return
	}
	r.session.Lose(e, share)
	r.noteNeurons("lesion", e.Populations)
}

// cut cuts synapses.
func (r *runner) cut(e *events.Cut) error {
	share, ok := r.share(e.At, e.By)
	if !ok {
		return nil
	}
	if err := r.session.Cut(e.Link, share); err != nil {
		return err
	}
	r.noteSynapses("cut", e.Link)
	return nil
}

// heal brings back what was lost.
func (r *runner) heal(e *events.Heal) {
	before := r.session.Damage()
	r.session.Heal(e)
	now := r.session.Damage()
	for i, lost := range before.Lost {
		if len(lost) > len(now.Lost[i]) {
			r.noteNeurons("heal", []int{i})
		}
	}
	for i, n := range before.Cut {
		if n > now.Cut[i] {
			r.noteSynapses("heal", i)
		}
	}
}

// noteNeurons notes what populations are without.
func (r *runner) noteNeurons(event string, populations []int) {
	lost := r.session.Damage().Lost
	for _, i := range populations {
		pop := &r.p.Populations[i]
		r.result.Damage = append(r.result.Damage, DamageSummary{Event: event, Time: r.session.Time(), Object: pop.Name, Kind: "neurons", Neurons: lost[i], Of: pop.N})
	}
}

// noteSynapses notes how many synapses of a link are cut.
func (r *runner) noteSynapses(event string, link int) {
	r.result.Damage = append(r.result.Damage, DamageSummary{Event: event, Time: r.session.Time(), Object: r.p.Links[link].Name, Kind: "synapses",
		Synapses: r.session.Damage().Cut[link], Of: r.session.Synapses(link)})
}
