package following

import "github.com/nefc/nefc/compiler/events"

// Phase is a phase of the experiment that is followed: the one that runs, or that of no name
// between two and after the last.
type Phase struct {
	Name  string `json:"name"`
	Left  int    `json:"steps"` // at most
	Since int    `json:"from"`  // the step at which it began
}

// Phase is where the session is in the experiment.
func (c *Cursor) Phase() Phase {
	switch {
	case c == nil:
		return Phase{}
	case c.phase == nil:
		return Phase{Since: c.since}
	}
	return Phase{c.phase.Name, c.left, c.since}
}

// Entered are the phases that the session came to after it stood in one, the last that where
// it is now: short ones may begin and end in one batch of steps.
func (c *Cursor) Entered(was Phase) (out []Phase) {
	now := c.Phase()
	if now.Name == was.Name && now.Since == was.Since {
		return nil
	}
	if c != nil {
		for _, e := range c.e.Events {
			ph, ok := e.(*events.Phase)
			if !ok || ph.Name == was.Name || ph.Name == now.Name {
				continue
			}
			if x, began := c.spans[ph.Name]; began && x.from >= was.Since {
				out = append(out, Phase{Name: ph.Name, Since: x.from})
			}
		}
	}
	return append(out, now)
}

// Name is that of the experiment; "" for none.
func (c *Cursor) Name() string {
	if c == nil {
		return ""
	}
	return c.e.Name
}

// Ran is from which step to which a phase ran; to is -1 while it does.
func (c *Cursor) Ran(phase string) (from, to int, began bool) {
	if c == nil {
		return 0, 0, false
	}
	x, began := c.spans[phase]
	return x.from, x.to, began
}

// Over reports that no phase is left.
func (c *Cursor) Over() bool { return c == nil || c.phase == nil }
