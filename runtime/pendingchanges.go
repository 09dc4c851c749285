package runtime

import "github.com/nefc/nefc/internal/kernels"

// pendingSteps is how many steps of changes wait at most: as many as fit the
// first cache together with a column, for a thousand neurons.
const pendingSteps = 8

// pending are changes of a full matrix that wait to join it. A rule without an
// error changes every weight in every step; but until a neuron spikes nobody
// reads its column, so the changes of several steps join a column together, while
// it is in the cache. Each weight is still changed a step after the other, in
// order, so no bit depends on when.
type pending struct {
	out, pre int
	steps    int       // that wait
	left     []float64 // pendingSteps×out
	decay    []float64 // the same; nil if nothing decays
	right    []float64 // pendingSteps×pre
	joined   []int     // by column: how many of them it has
	k        [pendingSteps]float64
}

func newPending(out, pre int) *pending {
	return &pending{out: out, pre: pre, left: make([]float64, pendingSteps*out), right: make([]float64, pendingSteps*pre), joined: make([]int, pre)}
}

// hold takes the change of a step: left ⊗ right − decay·W.
func (p *pending) hold(left, right, decay []float64) {
	if decay != nil && p.decay == nil {
		p.decay = make([]float64, pendingSteps*p.out)
	}
	copy(p.left[p.steps*p.out:], left)
	copy(p.right[p.steps*p.pre:], right)
	if p.decay != nil {
		copy(p.decay[p.steps*p.out:], decay)
	}
	p.steps++
}

// join brings column j of the weights, w, up to date.
func (p *pending) join(w []float64, j int) {
	from := p.joined[j]
	if from == p.steps {
		return
	}
	p.joined[j] = p.steps
	k := p.k[:p.steps-from]
	for t := range k {
		k[t] = p.right[(from+t)*p.pre+j]
	}
	var decay []float64
	if p.decay != nil {
		decay = p.decay[from*p.out:]
	}
	kernels.Learn(w, p.left[from*p.out:], decay, k)
}

// settle brings all columns of W up to date: nothing waits any longer.
func (p *pending) settle(W []float64) {
	for j := range p.pre {
		p.join(W[j*p.out:(j+1)*p.out], j)
	}
	p.drop()
}

// drop forgets what waits.
func (p *pending) drop() {
	p.steps = 0
	clear(p.joined)
}
