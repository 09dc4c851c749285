package live

import (
	"fmt"
	"slices"

	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/live/following"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/runtime/session"
)

// inside is a session for those who make up a part of it: what it is followed and watched by.
type inside struct{ *Session }

func (s *Session) inside() inside { return inside{s} }

// Sim is the simulation that makes the steps.
func (s inside) Sim() *session.Session { return s.sim }

// Analysis is one that is computed for those who watch.
func (s inside) Analysis(text string) *events.Watched {
	return s.Program().Watches[slices.Index(s.asked.Watched, text)]
}

// Steps are those that were made.
func (s inside) Steps() int { return s.step }

// Note logs what the experiment did.
func (s inside) Note(text string) { s.note(Entry{Text: text, own: true}) }

// Measured ends a stretch that was measured, and begins the next.
func (s inside) Measured() {
	s.seen.Note(s.sim.Sim, s.Program().Populations)
	s.sim.Measure()
}

// Begins tells those who watch changes of a phase that one begins.
func (s inside) Begins() {
	for _, st := range s.streams {
		if v, ok := st.view.(watches.Beginner); ok {
			v.Begin()
		}
	}
}

// Resets puts something back, and tells those who watch.
func (s inside) Resets(what string) error {
	if err := s.sim.Reset(what); err != nil {
		return err
	}
	s.gap()
	if what != "weights" { // that of time is one of state, too
		s.resume(nil) // the synapse of a watch is reset as that of a probe
	}
	return nil
}

// Belongs says why a table does not belong to a link.
func (s inside) Belongs(i int, t *weightfile.Table, match bool) error {
	link := &s.Program().Links[i]
	why, differ := s.sim.Fit(i, t)
	switch {
	case why == session.OtherUnit || why == session.OtherShape:
		return &refusal.OtherNeurons{Connection: link.Name, Differs: []string{fmt.Sprintf("it holds %d×%d weights in %s, not %d×%d in %s",
			t.Shape[0], t.Shape[1], t.Unit, link.Rows, link.Cols, link.Unit)}}
	case match && why == session.OtherNeurons:
		return &refusal.OtherNeurons{Connection: link.Name, Differs: []string{differ.String()}}
	case match && why == session.OtherSigns:
		return &refusal.OtherNeurons{Connection: link.Name, Differs: []string{"it breaks the signs of `" + s.Program().SourceName(link) + "`"}}
	}
	return nil
}

var (
	_ watches.Source = inside{}
	_ following.Host = inside{}
)
