package runtime

import (
	"math"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/kernels"
	"github.com/nefc/nefc/stdlib/rules"
)

// tolerated is how far beyond its radius a population may be driven before it
// counts: noise crosses the radius all the time.
const tolerated = 1.1

// sideOf is the side all encoders of a one-dimensional population point to: what
// drives it to the other side is inhibition, not saturation.
func sideOf(p *program.Population) float64 {
	if p.Dims != 1 {
		return 0
	}
	for _, e := range p.Encoders {
		if e*p.Encoders[0] <= 0 {
			return 0
		}
	}
	return math.Copysign(1, p.Encoders[0])
}

// strayed counts a step in which the decoded input, whose squared length is given,
// lies outside the radius.
func (p *population) strayed(squared float64) {
	p.outside++
	p.farthest = max(p.farthest, squared)
}

// Outside returns the share of steps since Reserve or Measure in which a population was
// driven outside its radius, and the farthest it got.
func (s *Sim) Outside(pop int) (share, farthest float64) {
	p := &s.pops[pop]
	if s.recorded == 0 {
		return 0, 0
	}
	return float64(p.outside) / float64(s.recorded), math.Sqrt(p.farthest)
}

// Growth of the weights of a link is judged between looks 100 ms apart, at
// every few columns.
const (
	lookEvery   = 0.1 // s
	lookColumns = 16
	divergedAt  = 10.0 // times in one look
)

// look compares the weights that link learns with those of the last look. What
// starts from nothing grows fast once; what diverges does so again, or soon drives
// its target far beyond its radius.
func (l *link) look(t float64) {
	if !l.learns() {
		l.lastNorm = 0
		return
	}
	norm := l.norm()
	l.liveliest = max(l.liveliest, l.activity())
	grows := l.lastNorm > 0 && norm > divergedAt*l.lastNorm
	far := l.empty && l.carries(norm) > divergedAt
	if (grows && (l.grew || !l.empty) || far) && l.diverged == 0 {
		l.diverged = t
	}
	l.lastNorm, l.grew = norm, grows
}

// carries is how far, in radii of its target, weights of that norm can drive it with
// the activity that its source has now; 0 where a target has no radius.
func (l *link) carries(norm float64) float64 {
	if l.radius == 0 {
		return 0
	}
	drive := norm * math.Sqrt(l.activity()*float64(max(1, l.pre/lookColumns)))
	if l.encode != nil { // currents: what encoders make of a radius
		drive /= math.Sqrt(kernels.Dot(l.encode, l.encode) / float64(l.d))
	}
	return drive / l.radius
}

// activity is Σā² of the source of a link that learns, of every few neurons.
func (l *link) activity() float64 {
	if len(l.rules) == 0 || len(l.rules[0].state.Pre) != l.pre {
		return 0
	}
	step, sum := max(1, l.pre/lookColumns), 0.0
	for j := 0; j < l.pre; j += step {
		sum += float64(l.rules[0].state.Pre[j] * l.rules[0].state.Pre[j])
	}
	return sum * float64(step)
}

// loopDelay is how long an error takes around the loop of learning with the
// synapses that wires and rules have by default: 5 ms each.
const loopDelay = 0.015 // s

// StableRate is the rate up to which PES on a link settles, from the highest activity
// that looks have seen: in each delay of its loop, a rate of n/(Σā²·delay) takes
// away the whole error. It is 0 where nothing was active, or another rule learns.
func (s *Sim) StableRate(link int) float64 {
	l := s.links[link]
	if len(l.rules) == 0 || l.rules[0].Kind != rules.PES || l.liveliest == 0 {
		return 0
	}
	return float64(l.pre) / (l.liveliest * loopDelay)
}

// learns reports a rule that is not frozen.
func (l *link) learns() bool {
	goes := func(r *linkRule) bool { return !r.frozen }
	return slices.ContainsFunc(l.rules, goes) || l.events != nil && (slices.ContainsFunc(l.events.pairings, goes) || slices.ContainsFunc(l.events.scalers, goes))
}

// norm is the length of every few columns of the weights.
func (l *link) norm() float64 {
	if l.thin != nil {
		return l.normOfSome()
	}
	l.settle()
	sum := 0.0
	for j := 0; j < l.pre; j += max(1, l.pre/lookColumns) {
		copy(l.one, l.w[j*l.out:(j+1)*l.out])
		switch {
		case l.bounded:
			l.absorb(l.one, j)
		case l.learned != nil:
			l.addEncoded(l.one, l.learned[j*l.d:(j+1)*l.d])
		}
		if l.events != nil {
			l.events.scaled(l.one)
		}
		sum += kernels.Dot(l.one, l.one)
	}
	return math.Sqrt(sum)
}

// normOfSome is norm of weights that exist: of about as many, every few of them.
func (l *link) normOfSome() float64 {
	sum := 0.0
	for at := 0; at < len(l.w); at += max(1, l.pre/lookColumns) {
		v := l.w[at] * l.factor(at)
		sum += float64(v * v)
	}
	return math.Sqrt(sum)
}

// Diverged returns the time (s) at which the weights of a link had grown ten
// times within 100 ms, or 0.
func (s *Sim) Diverged(link int) float64 { return s.links[link].diverged }
