package live

import (
	"github.com/nefc/nefc/live/following"
	"github.com/nefc/nefc/live/refusal"
)

// Follow lets the next steps go through the events of an experiment: its phases begin,
// end and are judged as in a run. Files are not written.
func (s *Session) Follow(experiment string) error {
	e := s.Program().Experiment(experiment)
	if e == nil {
		return refusal.Name(experiment, "experiment", experimentNames(s.c.Checked))
	}
	s.follow = following.New(e, s.Program(), s.step)
	s.prepare()
	if err := s.follow.Start(s.inside()); err != nil {
		return err
	}
	s.history.take(s)
	return nil
}

// stopped reports a run that ends here.
func (s *Session) stopped() bool { return s.ending && s.follow.Over() }

// Judge says how the expectations of the experiment that is followed stand.
func (s *Session) Judge() []following.Judged { return s.follow.Judge(s.inside()) }

// Phase is where the session is in the experiment that it follows.
func (s *Session) Phase() following.Phase { return s.follow.Phase() }

// Entered are the phases that the session came to after it stood in one, the last that where
// it is now: short ones may begin and end in one batch of steps.
func (s *Session) Entered(was following.Phase) []following.Phase { return s.follow.Entered(was) }

// Followed is the name of the experiment that is followed; "" for none.
func (s *Session) Followed() string { return s.follow.Name() }

// Ran is from which step to which a phase of that experiment ran; to is -1 while it does.
func (s *Session) Ran(phase string) (from, to int, began bool) { return s.follow.Ran(phase) }
