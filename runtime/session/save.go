//go:build !js

package session

import (
	"encoding/gob"
	"errors"
	"io"

	"github.com/nefc/nefc/runtime"
)

// saved is a session in a file.
type saved struct {
	Program string // its fingerprint
	State   *runtime.State
}

// Save writes what the simulation has become, with what it has recorded. A page is built
// without it: it has no disk, and does not need to know encoding/gob.
func (s *Session) Save(w io.Writer) error {
	state, err := s.State()
	if err != nil {
		return err
	}
	return gob.NewEncoder(w).Encode(saved{s.Program.Fingerprint(), state})
}

// Load makes a new session what one of the same program was when it was saved.
func (s *Session) Load(r io.Reader) error {
	if err := s.new(); err != nil {
		return err
	}
	var x saved
	if err := gob.NewDecoder(r).Decode(&x); err != nil {
		return err
	}
	if x.Program != s.Program.Fingerprint() || x.State == nil {
		return errors.New("it was saved by a session of another program")
	}
	return s.Sim.Restore(x.State)
}
