package kernels

// Large populations of two rows, as refractory periods of two steps have, keep coefficients
// in lists where the processor has AVX-512. Most coefficients are Free. Of the others, one
// list has those of the neurons that spiked in the step before, which are silent now, and
// one those of the step before that, which leave their refractory period; a third takes
// those of this step. Masks say which neurons these are. A step reads and writes 24 bytes
// less of a neuron than with rows, which is what counts beyond the second cache.

// listsFrom is how many neurons that takes; below, rows are as fast or faster.
const listsFrom = 1 << 17

// Masks of 512 neurons stand together, in lanes of eight words: of the neurons that were
// not silent in the last step, of those that left their refractory period, and of those
// that spiked.
const (
	maskBlock  = 512
	maskLane   = maskBlock / 64
	maskWords  = 3 * maskLane
	spikesLane = 2 * maskLane // where the third begins
)

// listable reports whether coefficients are to stand in lists from now on.
func (l *LIF) listable() bool {
	return wide && len(l.V) >= listsFrom && len(l.Rows) == 2*len(l.V) && !l.Watched
}

// list turns rows into lists, after a step, since no silent neuron is above threshold
// then; turn is the row of the next step.
func (l *LIF) list(turn int) {
	n := len(l.V)
	if l.masks == nil {
		l.makeLists()
	}
	active, last := l.lane(0), l.lane(spikesLane)
	active.fill(^uint64(0))
	last.fill(0)
	before, old := l.lists[1], l.lists[2]
	now, next := l.Rows[turn*n:], l.Rows[(1-turn)*n:]
	for i := range n {
		switch {
		case next[i] != l.Free || now[i] == 0:
			last.flip(i)
			before[0], before = next[i], before[1:]
		case now[i] != l.Free:
			active.flip(i)
			old[0], old = now[i], old[1:]
		}
	}
	l.Rows, l.call.rows, l.listed = nil, nil, true
}

// InRows turns lists back into rows, before a step.
func (l *LIF) InRows(turn int) {
	if !l.listed {
		return
	}
	n := len(l.V)
	l.Rows = Zeros(2 * n)
	for i := range l.Rows {
		l.Rows[i] = l.Free
	}
	active, last := l.lane(0), l.lane(spikesLane)
	before, old := l.lists[1], l.lists[2]
	now, next := l.Rows[turn*n:], l.Rows[(1-turn)*n:]
	for i := range n {
		if !active.has(i) {
			now[i], old = old[0], old[1:]
		}
		if last.has(i) {
			now[i], next[i], before = 0, before[0], before[1:]
		}
	}
	l.call.rows, l.listed = &l.Rows[0], false
}

// makeLists makes masks, and lists with room for all neurons, eight at a time.
func (l *LIF) makeLists() {
	n := len(l.V)
	l.masks = make([]uint64, maskWords*((n+maskBlock-1)/maskBlock))
	l.call.masks = &l.masks[0]
	for k := range l.lists {
		l.lists[k] = Zeros((n + 7) &^ 7)
	}
}

// lane is a lane of masks, from where it begins in the first block.
type lane []uint64

func (l *LIF) lane(at int) lane { return l.masks[at:] }

// word is where the bit of neuron i is.
func (m lane) word(i int) *uint64 { return &m[i/maskBlock*maskWords+i%maskBlock/64] }

func (m lane) has(i int) bool { return *m.word(i)>>(i%64)&1 != 0 }

func (m lane) flip(i int) { *m.word(i) ^= 1 << (i % 64) }

// fill sets the words of all blocks.
func (m lane) fill(v uint64) {
	for at := 0; at < len(m); at += maskWords {
		for k := range maskLane {
			m[at+k] = v
		}
	}
}

// stepLists is Step where coefficients stand in lists, which then take turns.
func (l *LIF) stepLists(spikes []int32) ([]int32, float64) {
	c, at := &l.call, len(spikes)
	c.until(c.neurons)
	c.now, c.old = &l.lists[0][0], &l.lists[2][0]
	spikes, c.list = roomFor(c.neurons, spikes)
	dims, plus := c.current()
	listKernels[dims][plus](&c.v)
	l.lists = [3][]float64{l.lists[2], l.lists[0], l.lists[1]}
	return spikes[:at+c.count], c.sum
}

// listKernels are the kernels for currents as those of lifKernels.
var listKernels = [...][2]func(c **float64){
	{lif0ListsAVX512, lif0ListsAVX512},
	{lif1ListsAVX512, lif1PlusListsAVX512},
	{lif2ListsAVX512, lif2PlusListsAVX512},
	{lif3ListsAVX512, lif3PlusListsAVX512},
	{lifManyListsAVX512, lifManyPlusListsAVX512},
}
