// Package schedule splits a program for several threads. The order of
// instructions that depend on each other stays, so nothing of a result depends on
// how many threads there are.
package schedule

import (
	"slices"

	"github.com/nefc/nefc/compiler/program"
)

// Segment is a stretch of a program: instructions by number, in parts. The parts
// depend on nothing of each other and may run at the same time; a single part is
// in the order of the program.
type Segment [][]int

// Costs of instructions, in ns; only their ratios matter, and that what a segment
// saves is worth meeting for.
const (
	costOfAny    = 8.0
	costOfNeuron = 1.2
	costOfEntry  = 0.1
	balanced     = 0.8 // of perfect, for levels to be joined
)

// WorthMeeting is what a segment must save (ns), for threads to meet for it.
const WorthMeeting = 2000.0

func cost(in *program.Instr) float64 {
	if in.Code == program.Neurons {
		return costOfAny + float64(costOfNeuron*float64(in.Y.Len))
	}
	entries := in.Y.Len + in.A.Len + in.X.Len + in.State.Len
	if in.Code == program.Synapses {
		entries = 4 * in.Y.Len // what spikes add is that much or more
	}
	if in.Sparse != nil {
		entries += len(in.Sparse.Val)
	}
	return costOfAny + float64(costOfEntry*float64(entries))
}

// scheduler splits a program for a number of threads:
//
//  1. each instruction gets a level, above all that it depends on: those of one
//     level are independent
//  2. levels are joined while chains of dependent instructions stay apart enough
//     to keep all threads busy
//  3. the chains of a stretch are dealt out in order
type scheduler struct {
	p       *program.Program
	threads int
	worth   float64 // ns that a stretch must save
	levels  [][]int
	chain   []int   // by instruction: another of its chain, or itself
	writer  []int32 // by cell: the last instruction of the stretch that writes it, -1 for none
	reader  []int32 // the chain's last that reads it; several for instructions of more than one chain
	joined  []int   // instructions of the stretch
	touched []int   // cells of the stretch
}

// Of returns the segments of a program; nil if none saves enough (ns) on several
// threads.
func Of(p *program.Program, threads int, worth float64) []Segment {
	d := &scheduler{p: p, threads: threads, worth: worth, chain: make([]int, len(p.Instrs))}
	cells := p.Constants + len(p.Populations) + 1
	d.writer, d.reader = slices.Repeat([]int32{-1}, cells), slices.Repeat([]int32{-1}, cells)
	d.level(cells)
	var out []Segment
	parallel := false
	for from := 0; from < len(d.levels); {
		to := d.stretch(from)
		seg := Segment(d.deal(d.joined))
		from = to
		if n := len(out); len(seg) == 1 && n > 0 && len(out[n-1]) == 1 {
			out[n-1][0] = append(out[n-1][0], seg[0]...)
			continue
		}
		parallel = parallel || len(seg) > 1
		out = append(out, seg)
	}
	if !parallel {
		return nil
	}
	return out
}

// alone reports instructions that everything before and after waits for.
func alone(c program.Code) bool {
	return c == program.Ask || c == program.Learn || c == program.LearnEncoders || c == program.Learned || c == program.Change
}

// uses calls f for every cell that an instruction reads or writes: the changing
// part of memory, then a cell for the spikes of each population, and one for the
// scratch that filters and expressions share.
func (d *scheduler) uses(i int, f func(cell int, writes bool)) {
	in := &d.p.Instrs[i]
	each := func(r program.Range, writes bool) {
		for c := r.Off; c < min(r.Off+r.Len, d.p.Constants); c++ {
			f(c, writes)
		}
	}
	spikes, scratch := d.p.Constants+in.Ref, d.p.Constants+len(d.p.Populations)
	for _, r := range in.Reads() {
		each(r, false)
	}
	for _, r := range in.Writes() {
		each(r, true)
	}
	switch in.Code {
	case program.Neurons:
		for _, r := range d.p.Populations[in.Ref].Ports {
			each(r, false)
		}
		for _, r := range d.p.Populations[in.Ref].States {
			each(r, true)
		}
		f(spikes, true)
	case program.SpikesSet:
		f(spikes, false)
	case program.Synapses:
		f(d.p.Constants+in.Population, false)
	case program.Eval:
		for _, r := range d.p.Nodes[in.Ref].Inputs {
			each(r, false)
		}
		f(scratch, true)
	case program.Filter:
		f(scratch, true)
	}
}

// level sorts the instructions by level.
func (d *scheduler) level(cells int) {
	written, read := make([]int32, cells), make([]int32, cells)
	floor, top := 0, -1
	for i := range d.p.Instrs {
		at := floor
		if alone(d.p.Instrs[i].Code) {
			at, floor = top+1, top+2
		} else {
			d.uses(i, func(c int, writes bool) {
				at = max(at, int(written[c]))
				if writes {
					at = max(at, int(read[c]))
				}
			})
			d.uses(i, func(c int, writes bool) {
				if writes {
					written[c] = int32(at + 1)
				} else {
					read[c] = max(read[c], int32(at+1))
				}
			})
		}
		top = max(top, at)
		for len(d.levels) <= top {
			d.levels = append(d.levels, nil)
		}
		d.levels[at] = append(d.levels[at], i)
	}
}

// stretch joins levels from one on, and returns where the next stretch begins.
func (d *scheduler) stretch(from int) int {
	for _, c := range d.touched {
		d.writer[c], d.reader[c] = -1, -1
	}
	d.touched, d.joined = d.touched[:0], nil
	d.join(d.levels[from])
	worth := len(d.deal(d.joined)) > 1
	to := from + 1
	for ; worth && to < len(d.levels); to++ {
		before := slices.Clone(d.chain)
		n := len(d.joined)
		if !d.join(d.levels[to]) || d.makespan(d.joined) > d.total(d.joined)/(balanced*float64(d.threads)) {
			d.chain, d.joined = before, d.joined[:n]
			break
		}
	}
	return to
}

// several chains read a cell: none of them may write it in this stretch.
const several = -2

// join adds a level to the stretch; false if it writes what other chains of the
// stretch have read.
func (d *scheduler) join(level []int) bool {
	for _, i := range level {
		if alone(d.p.Instrs[i].Code) && len(d.joined) > 0 {
			return false
		}
		d.chain[i] = i
		d.joined = append(d.joined, i)
	}
	for _, i := range level {
		ok := true
		d.uses(i, func(c int, writes bool) {
			if w := d.writer[c]; w >= 0 {
				d.chain[d.root(int(w))] = d.root(i)
			}
			if r := d.reader[c]; writes && (r == several || r >= 0 && d.root(int(r)) != d.root(i)) {
				ok = false
			}
		})
		if !ok {
			return false
		}
	}
	for _, i := range level {
		d.uses(i, func(c int, writes bool) {
			d.touched = append(d.touched, c)
			switch r := d.reader[c]; {
			case writes:
				d.writer[c] = int32(i)
			case r == several || r >= 0 && d.root(int(r)) != d.root(i):
				d.reader[c] = several
			default:
				d.reader[c] = int32(i)
			}
		})
	}
	return true
}

func (d *scheduler) root(i int) int {
	for d.chain[i] != i {
		i = d.chain[i]
	}
	return i
}

func (d *scheduler) total(of []int) (sum float64) {
	for _, i := range of {
		sum += cost(&d.p.Instrs[i])
	}
	return sum
}

// assign deals chains out to threads in order, so that neighbours in memory stay
// with one: cores that write to one cache line wait for each other. It returns the
// thread of each chain and what each thread has to do.
func (d *scheduler) assign(of []int) (map[int]int, []float64) {
	costs, total := map[int]float64{}, 0.0
	var roots []int
	for _, i := range of {
		r := d.root(i)
		if costs[r] == 0 {
			roots = append(roots, r)
		}
		costs[r] += cost(&d.p.Instrs[i])
		total += cost(&d.p.Instrs[i])
	}
	slices.Sort(roots)
	thread, load, before := map[int]int{}, make([]float64, d.threads), 0.0
	for _, r := range roots {
		t := int((before + float64(costs[r]/2)) / total * float64(d.threads))
		thread[r] = t
		load[t] += costs[r]
		before += costs[r]
	}
	return thread, load
}

func (d *scheduler) makespan(of []int) float64 {
	_, load := d.assign(of)
	return slices.Max(load)
}

// deal splits instructions for the threads, or leaves them together where that
// saves too little.
func (d *scheduler) deal(of []int) [][]int {
	thread, load := d.assign(of)
	if d.total(of)-slices.Max(load) < d.worth {
		return [][]int{of}
	}
	parts := make([][]int, d.threads)
	for _, i := range of {
		t := thread[d.root(i)]
		parts[t] = append(parts[t], i)
	}
	return slices.DeleteFunc(parts, func(p []int) bool { return len(p) == 0 })
}
