package runtime

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/libm"
)

// guard is a signal that must stay finite.
type guard struct {
	values []float64
	large  bool        // checked now and then only
	driven *population // whose decoded input it is; nil for none
	limit  float64     // squared length of what that can be driven to
	side   float64     // see sideOf
	*program.Guard
}

// newGuard finds the values of a guard, and what the population takes that they drive.
func newGuard(s *Sim, p *program.Guard) guard {
	g := guard{values: s.at(p.Range), large: p.Large, Guard: p}
	if p.Input >= 0 {
		pop := &s.p.Populations[p.Input]
		g.driven, g.limit, g.side = &s.pops[p.Input], libm.Pow(tolerated*pop.Radius, 2), sideOf(pop)
	}
	return g
}

// largeEvery is how many steps pass between checks of large signals, which a
// NaN does not leave again.
const largeEvery = 64

// NotFinite is the error of a step whose values are no longer finite.
type NotFinite struct {
	Guard *program.Guard
	T     float64 // s
	Value float64
}

// Error says what became NaN or infinite, and when.
func (e *NotFinite) Error() string {
	what := "NaN"
	if math.IsInf(e.Value, 0) {
		what = "infinite"
	}
	return "`" + e.Guard.Name + "` became " + what
}

// overflows reports an input of which neurons may compute an infinite current, that
// nobody would see.
func overflows(v float64) bool { return math.Abs(v) > 1e300 }

// check looks for signals that are no longer finite, and counts the steps in which a
// population was driven outside its radius.
func (s *Sim) check() error {
	for i := range s.guards {
		g := &s.guards[i]
		if g.large && s.step%largeEvery != 0 {
			continue
		}
		sum := 0.0
		for _, v := range g.values {
			if v-v != 0 {
				return &NotFinite{g.Guard, s.t, v}
			}
			sum += float64(v * v)
		}
		if g.driven == nil || sum <= g.limit && sum-sum == 0 {
			continue
		}
		if sum-sum != 0 && slices.ContainsFunc(g.values, overflows) {
			return &NotFinite{g.Guard, s.t, sum}
		}
		if g.side*g.values[0] >= 0 {
			g.driven.strayed(sum)
		}
	}
	return nil
}
