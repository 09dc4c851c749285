package runtime

import "time"

// pace decides whether steps run on one thread or together, by the time that blocks of
// them take. Where another process wants the cores meeting takes long, and for as long
// as that lasts: once blocks together have lost what those just before them saved, steps
// run alone, and the next trial is later, after twice as long each time. What was saved
// forgives a block that something interrupted, as happens every few milliseconds.
type pace struct {
	clock    func() time.Time
	together bool
	trying   bool // the first block together, while threads wake up
	size     int  // steps of a block
	done     int  // of this block
	began    time.Time
	alone    time.Duration // that a step took
	lost     time.Duration // by steps together since the last one alone
	saved    time.Duration // by steps together, less what they lost; a few blocks at most
	rest     int           // blocks alone before the next trial
	patience int           // blocks alone for each that the next trial loses
	won      int           // blocks together in a row
}

const (
	blockTime    = 200 * time.Microsecond // of a block, but for
	blockSteps   = 32                     // at most
	firstRest    = 32                     // blocks for each lost
	longestRest  = 768
	forgiven     = 4  // blocks that saved time may pay for
	blocksBefore = 64 // steps alone are measured again
)

// next reports whether the next step runs together.
func (p *pace) next() bool {
	switch {
	case p.size == 0:
		p.size, p.patience = 1, firstRest
		p.began = p.clock()
	case p.done == p.size || p.together:
		now := p.clock()
		if took := now.Sub(p.began); p.done == p.size || took > p.tolerable() {
			p.judge(took)
			p.began, p.done = now, 0
		}
	}
	p.done++
	return p.together
}

// tolerable is how long a block together may take before it is cut short.
func (p *pace) tolerable() time.Duration {
	return 2*p.alone*time.Duration(p.size) + blockTime/2
}

// judge ends a block that took that long, and chooses how the next one runs.
func (p *pace) judge(took time.Duration) {
	lost := took - p.alone*time.Duration(p.done)
	p.lost += max(0, lost)
	switch {
	case !p.together:
		p.alone = max(1, took/time.Duration(p.done))
		p.size = int(min(blockSteps, max(1, blockTime/p.alone)))
		p.together, p.trying, p.won, p.lost = p.rest == 0, true, 0, 0
		p.rest = max(0, p.rest-1)
	case p.trying && p.done == p.size:
		p.trying = false
	case p.saved < lost:
		blocks := 1 + int(p.lost/(p.alone*time.Duration(p.size)))
		p.together, p.rest, p.saved = false, min(blocks*p.patience, longestRest), 0
		p.patience = min(2*p.patience, longestRest)
	default:
		p.saved = min(p.saved-lost, forgiven*p.alone*time.Duration(p.size))
		p.patience = firstRest
		p.won++
		p.together = p.won < blocksBefore
	}
}
