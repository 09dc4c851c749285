package live

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/live/script"
)

// Entry is something that was done, and the step after which it was.
type Entry struct {
	Step int
	Text string // as a line of an experiment; "" where nothing says it
	do   func(s *Session) error
	own  bool // of the experiment that is followed, which does it again by itself
}

// note logs what was done after this step. What was undone before cannot be done again.
func (s *Session) note(e Entry) {
	if s.quiet {
		return
	}
	e.Step = s.step
	s.log, s.undone = append(s.log, e), nil
}

// act does something and logs it.
func (s *Session) act(text string, do func(s *Session) error) error {
	if err := do(s); err != nil {
		return err
	}
	s.note(Entry{Text: text, do: do})
	return nil
}

// Log is what was done, in order.
func (s *Session) Log() []Entry { return slices.Clone(s.log) }

// Undone is what Back took away, for whoever wants to do it again.
func (s *Session) Undone() []Entry { return slices.Clone(s.undone) }

// Script is what was done since the session began, or since the text was last reloaded, as
// an experiment that gives the same bytes when it is run.
func (s *Session) Script(name string) string {
	var b strings.Builder
	if s.since > 0 {
		fmt.Fprintf(&b, "# from step %d on, where the text was reloaded\n", s.since)
	}
	if given := s.given(); given != "" {
		fmt.Fprintf(&b, "# for a run with %s\n", given)
	}
	fmt.Fprintf(&b, "experiment %s {\n", name)
	if s.dt != 0.001 {
		fmt.Fprintf(&b, "  dt %ss\n", script.Number(s.dt))
	}
	at, phases := s.since, 0
	run := func(until int) {
		if until > at {
			phases++
			fmt.Fprintf(&b, "  phase part%d %ss\n", phases, script.Seconds(until-at, s.dt))
			at = until
		}
	}
	for _, e := range s.log {
		if e.Step >= s.since && e.Text != "" {
			run(e.Step)
			fmt.Fprintf(&b, "  %s\n", e.Text)
		}
	}
	run(s.step)
	b.WriteString("}\n")
	return b.String()
}

// given are the flags of a run that give a model what this one was opened or built with
// beside its text.
func (s *Session) given() string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(s.model.Options.Set)) {
		out = append(out, fmt.Sprintf("--set %s=%s", name, s.model.Options.Set[name]))
	}
	if seed := s.model.Options.Seed; seed != nil {
		out = append(out, fmt.Sprintf("--seed %d", *seed))
	}
	return strings.Join(out, " ")
}

// Again does what an entry says in another session of the same model, after its steps.
func (e Entry) Again(s *Session) error {
	if err := s.Step(e.Step - s.step); err != nil || e.own {
		return err
	}
	return s.act(e.Text, e.do)
}
