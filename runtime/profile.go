package runtime

import (
	"sort"
	"time"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/grammar/diag"
)

// Spent is where time went: the instructions of one kind that came from one
// line of the model.
type Spent struct {
	At      diag.Span
	What    string // kind of instruction
	Count   int    // instructions
	PerStep float64
}

// Profile measures from now on how long each instruction takes. Measuring
// itself takes some 40 ns an instruction.
func (s *Sim) Profile() { s.spent, s.total = make([]time.Duration, len(s.ops)), 0 }

// Spent returns where time went in steps so far (s a step), most first; nil
// without Profile.
func (s *Sim) Spent() []Spent {
	type key struct {
		file string
		line int
		code program.Code
	}
	at := map[key]int{}
	var out []Spent
	for i, d := range s.spent {
		in := s.ops[i].src
		k := key{in.At.Filename, in.At.Start().Line, in.Code}
		n, ok := at[k]
		if !ok {
			n = len(out)
			at[k] = n
			out = append(out, Spent{At: in.At, What: in.Code.String()})
		}
		out[n].Count++
		out[n].PerStep += d.Seconds() / float64(max(1, s.total))
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].PerStep > out[j].PerStep })
	return out
}
