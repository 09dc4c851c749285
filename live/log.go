package live

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar"
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

// lasting writes how many seconds so many steps are, without the last digits of a product.
func lasting(steps int, dt float64) string {
	x, _ := strconv.ParseFloat(strconv.FormatFloat(float64(steps)*dt, 'g', 12, 64), 64)
	return number(x)
}

// number writes a number as a model has it.
func number(v float64) string {
	if v < 0 {
		return "-" + number(-v)
	}
	return (&grammar.Expr{Kind: grammar.Number, Num: v}).String()
}

// vector writes numbers as a model has them.
func vector(v []float64) string {
	if len(v) == 1 {
		return number(v[0])
	}
	var out []string
	for _, x := range v {
		out = append(out, number(x))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

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
		fmt.Fprintf(&b, "  dt %ss\n", number(s.dt))
	}
	at, phases := s.since, 0
	run := func(until int) {
		if until > at {
			phases++
			fmt.Fprintf(&b, "  phase part%d %ss\n", phases, lasting(until-at, s.dt))
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
