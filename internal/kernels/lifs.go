package kernels

// LIFs are populations of equally many neurons, dimensions and steps of the refractory
// period, members of an array for one. They step one after the other in one call: a
// call of its own takes a population of a hundred a third of its time.
type LIFs struct {
	members []*LIF
	calls   []lifCall
	spiked  []*[]int32 // lists of the neurons that spiked
	decoded []*float64 // what they are decoded to
	height  float64    // of a spike
}

// Join prepares populations that are prepared. Each list has room for the neurons and
// eight more, and stays where it is.
func Join(members []*LIF, spiked []*[]int32, decoded []*float64, height float64) *LIFs {
	l := &LIFs{members: members, spiked: spiked, decoded: decoded, height: height}
	for k, m := range members {
		call := m.call
		call.until(call.neurons)
		_, call.list = roomFor(call.neurons, (*spiked[k])[:0])
		l.calls = append(l.calls, call)
	}
	return l
}

// Alike reports whether two populations can be joined.
func (l *LIF) Alike(other *LIF) bool {
	a, b := &l.call, &other.call
	return a.neurons > 0 && a.neurons <= lifBlock && a.neurons == b.neurons && a.dims == b.dims && (a.plus == nil) == (b.plus == nil) && a.steps == b.steps
}

// Step is LIF.Step of every population.
//
//	for k, m := range members {
//		spiked[k], sum = m.Step(turn, nil)
//		decoded[k] = sum*height
//	}
func (l *LIFs) Step(turn int) {
	if !assembly {
		for k, m := range l.members {
			list, sum := m.Step(turn, (*l.spiked[k])[:0])
			*l.spiked[k], *l.decoded[k] = list, sum*l.height
		}
		return
	}
	l.calls[0].kernel()(&l.calls[0].v, len(l.calls), turn)
	for k := range l.calls {
		c := &l.calls[k]
		*l.spiked[k] = (*l.spiked[k])[:c.count]
		*l.decoded[k], c.sum = c.sum*l.height, 0
	}
}
