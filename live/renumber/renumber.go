// Package renumber gives what was noted of the parts of one program the numbers that they have
// in another: of the same text, in which somebody watches or holds something else, or of
// another text. What is called the same and has the same size is the same.
package renumber

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/health"
	"github.com/nefc/nefc/runtime/session"
)

// Steps is how many steps of another program last as long as so many of one.
func Steps(steps int, from, to *program.Program) int {
	if from.Dt == to.Dt || steps < 0 {
		return steps
	}
	return int(math.Round(float64(steps) * from.Dt / to.Dt))
}

// Seen is what was seen of populations; a copy.
func Seen(h health.Seen, from, to *program.Program) (out health.Seen) {
	if h == nil {
		return nil
	}
	out = make(health.Seen, len(to.Populations))
	move(out, h, to.Populations, from.Populations, func(p *program.Population) string { return fmt.Sprint(p.Name, len(p.Ports)) })
	return out.Clone()
}

// Before is how a phase found one program, in the numbers of another.
func Before(b session.Before, from, to *program.Program) session.Before {
	out := session.Before{Frozen: make([]bool, len(to.Rules)), Held: make([]runtime.HoldState, len(to.Holds)),
		Damage: runtime.Damage{Lost: make([][]int32, len(to.Populations)), Cut: make([]int, len(to.Links))}}
	for i, h := range to.Holds {
		out.Held[i].Values = make([]float64, h.Y.Len)
	}
	move(out.Frozen, b.Frozen, to.Rules, from.Rules, func(r *program.Rule) string { return r.Name })
	move(out.Held, b.Held, to.Holds, from.Holds, func(h *program.Held) string { return fmt.Sprint(h.Name, h.Y.Len) })
	move(out.Damage.Lost, b.Damage.Lost, to.Populations, from.Populations, func(p *program.Population) string { return fmt.Sprint(p.Name, p.N) })
	move(out.Damage.Cut, b.Damage.Cut, to.Links, from.Links, func(l *program.Link) string { return fmt.Sprint(l.Name, l.Rows, l.Cols) })
	return out
}

// move gives what is called the same in two lists what the older one had of it.
func move[T, V any](now, old []V, to, from []T, name func(*T) string) {
	at := map[string]int{}
	for k := range from {
		at[name(&from[k])] = k
	}
	for i := range to {
		if k, ok := at[name(&to[i])]; ok && k < len(old) {
			now[i] = old[k]
		}
	}
}

// Records are what probes of one program recorded, for those of another.
func Records(old []runtime.Record, from, to *program.Program) []runtime.Record {
	if old == nil {
		return nil
	}
	out := make([]runtime.Record, len(to.Probes))
	move(out, old, probeKeys(to), probeKeys(from), keyOf)
	return out
}

// Probes says of the probes of a program what was said of those of another.
func Probes(said []bool, from, to *program.Program) []bool {
	out := make([]bool, len(to.Probes))
	move(out, said, probeKeys(to), probeKeys(from), keyOf)
	return out
}

// probeKey tells probes of a program apart, and finds them in another.
type probeKey struct {
	name     string
	implicit bool
	size     int
	every    float64
	nth      int // of those that are called so
}

func keyOf(k *probeKey) string { return fmt.Sprint(*k) }

func probeKeys(p *program.Program) (out []probeKey) {
	nth := map[probeKey]int{}
	for _, x := range p.Probes {
		key := probeKey{x.Name, x.Implicit, x.Size, x.Every, 0}
		nth[key]++
		key.nth = nth[key]
		out = append(out, key)
	}
	return out
}
