package live

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar/diag"
)

// Last is the model that was opened last, as it was built. Sessions that are opened one after
// the other hand it on: a text that is opened again is not built again. It serves one session
// at a time.
type Last struct {
	key   string
	c     *compiler.Compiled
	built diag.List
	dt    float64 // s
}

// mostLast is how many numbers a program may have that is kept.
const mostLast = 1 << 20

// from hands on the model of a text, if it is the last.
func (l *Last) from(s *Session) *compiler.Compiled {
	if l == nil || l.c == nil || l.key != lastKey(&s.model) {
		return nil
	}
	s.dt, s.built = l.dt, l.built
	return l.c
}

// keep keeps what a session was opened with: a text that reads no file, and is small.
func (l *Last) keep(s *Session, c *compiler.Compiled) {
	if l == nil {
		return
	}
	*l = Last{}
	if s.model.Text != "" && isAlone(c.Checked) && len(c.Program.Init) <= mostLast {
		*l = Last{lastKey(&s.model), c, s.built, s.dt}
	}
}

// isAlone reports a model that no file but those of the library has a part in.
func isAlone(c *compiler.Checked) bool {
	others := 0
	for name := range c.Sources {
		if !strings.HasPrefix(name, "std/") {
			others++
		}
	}
	return others == 1 && len(c.Model.Inputs) == 0
}

// lastKey is all of a model that is not the same for all models of a server.
func lastKey(m *Model) string {
	seed := ""
	if m.Options.Seed != nil {
		seed = fmt.Sprint(*m.Options.Seed)
	}
	return fmt.Sprintf("%q %q %q %q %q %q", m.Path, m.Text, m.Experiment, seed, m.Options.Set, m.Options.Outside)
}
