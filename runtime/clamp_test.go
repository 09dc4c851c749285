package runtime

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/program"
)

// Signals are held on one thread, each by an instruction of its own; once they are
// released, the simulation has the instructions and threads that it had.
func TestHeldSignalsAreInstructions(t *testing.T) {
	c, diags := compiled(t, filepath.Join("..", "bench", "models", "channel_1000.nef"), compiler.Options{})
	if c == nil {
		t.Fatal(diags)
	}
	s := New(c.Program)
	defer s.Close()
	codes := func() (out []program.Code) {
		for _, op := range s.ops {
			out = append(out, op.code)
		}
		return out
	}
	before := codes()
	s.parallel(2, 0)
	if s.team == nil {
		t.Fatal("the model runs on one thread")
	}
	s.Profile()
	for n, x := range c.Program.Signals {
		s.Clamp(x.Range, make([]float64, x.Range.Len))
		s.Clamp(x.Range, make([]float64, x.Range.Len)) // takes the place of the first
		if got := len(codes()); got != len(before)+n+1 || len(s.spent) != got {
			t.Fatalf("%d signals are held by %d instructions, %d are measured", n+1, got-len(before), len(s.spent))
		}
	}
	s.parallel(2, 0)
	if err := s.Step(); err != nil || s.team != nil || len(s.Spent()) == 0 {
		t.Errorf("held: threads %v, %v", s.team, err)
	}
	for _, x := range c.Program.Signals {
		s.Release(x.Range)
	}
	s.parallel(2, 0)
	if !slices.Equal(codes(), before) || s.team == nil {
		t.Errorf("released, it has other instructions, or one thread: %v", s.team)
	}
}
