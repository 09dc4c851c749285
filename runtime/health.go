package runtime

import (
	"math"
	"slices"

	"github.com/nefc/nefc/runtime/kernels"
)

// tolerated is how far beyond its radius a population may be driven before it
// counts: noise crosses the radius all the time.
const tolerated = 1.1

// strayed counts a step in which the decoded input, whose squared length is given,
// lies outside the radius.
func (p *population) strayed(squared float64) {
	p.outside++
	p.farthest = max(p.farthest, squared)
}

// Outside returns the share of steps since Reserve in which a population was
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
// starts from nothing grows fast once; what diverges does so again.
func (l *link) look(t float64) {
	if !l.learns() {
		l.lastNorm = 0
		return
	}
	norm := l.norm()
	grows := l.lastNorm > 0 && norm > divergedAt*l.lastNorm
	if grows && (l.grew || !l.empty) && l.diverged == 0 {
		l.diverged = t
	}
	l.lastNorm, l.grew = norm, grows
}

// learns reports a rule that is not frozen.
func (l *link) learns() bool {
	return slices.ContainsFunc(l.rules, func(r *linkRule) bool { return !r.frozen })
}

// norm is the length of every few columns of the weights.
func (l *link) norm() float64 {
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
		sum += kernels.Dot(l.one, l.one)
	}
	return math.Sqrt(sum)
}

// Diverged returns the time (s) at which the weights of a link had grown ten
// times within 100 ms, or 0.
func (s *Sim) Diverged(link int) float64 { return s.links[link].diverged }
