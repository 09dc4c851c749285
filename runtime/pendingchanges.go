package runtime

import "github.com/nefc/nefc/internal/kernels"

// pendingSteps is how many steps of changes wait at most: as many as fit the
// first cache together with a column, for a thousand neurons.
const pendingSteps = 8

// pendingRows is how many rows of all columns are brought up to date before the next ones:
// their changes stay in the first cache.
const pendingRows = 128

// pending are changes of a full matrix that wait to join it. A rule without an
// error changes every weight in every step; but until a neuron spikes nobody
// reads its column, so the changes of several steps join a column together, while
// it is in the cache. Each weight is still changed a step after the other, in
// order, so no bit depends on when.
type pending struct {
	out, pre int
	stride   int       // out, or more, so that the changes of a step begin at a cache line
	steps    int       // that wait
	left     []float64 // pendingSteps×stride
	decay    []float64 // the same; nil if nothing decays
	right    []float64 // pendingSteps×pre
	joined   []int     // by column: how many of them it has
	k        [pendingSteps]float64
}

func newPending(out, pre int) *pending {
	p := &pending{out: out, pre: pre, stride: (out + 7) &^ 7}
	p.left, p.right, p.joined = make([]float64, pendingSteps*p.stride), make([]float64, pendingSteps*pre), make([]int, pre)
	return p
}

// hold takes the change of a step: left ⊗ right − decay·W.
func (p *pending) hold(left, right, decay []float64) {
	if decay != nil && p.decay == nil {
		p.decay = make([]float64, pendingSteps*p.stride)
	}
	copy(p.left[p.steps*p.stride:], left)
	copy(p.right[p.steps*p.pre:], right)
	if p.decay != nil {
		copy(p.decay[p.steps*p.stride:], decay)
	}
	p.steps++
}

// join brings column j of the weights, w, up to date.
func (p *pending) join(w []float64, j int) {
	p.joinRows(w, j, 0)
	p.joined[j] = p.steps
}

// joinRows brings rows of column j up to date, from one on.
func (p *pending) joinRows(w []float64, j, row int) {
	from := p.joined[j]
	if from == p.steps {
		return
	}
	k := p.k[:p.steps-from]
	for t := range k {
		k[t] = p.right[(from+t)*p.pre+j]
	}
	at := from*p.stride + row
	var decay []float64
	if p.decay != nil {
		decay = p.decay[at:]
	}
	kernels.Learn(w, p.left[at:], decay, k, p.stride)
}

// settle brings all columns of W up to date: nothing waits any longer.
func (p *pending) settle(W []float64) {
	for row := 0; row < p.out; row += pendingRows {
		rows := min(pendingRows, p.out-row)
		for j := range p.pre {
			p.joinRows(W[j*p.out+row:][:rows], j, row)
		}
	}
	p.drop()
}

// drop forgets what waits.
func (p *pending) drop() {
	p.steps = 0
	clear(p.joined)
}
