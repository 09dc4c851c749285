package kernels

// Drive is the current of a population, J = bias + E·x + plus: bias, plus and every
// column of E (a column after the other) have an element per neuron, x one per
// dimension. Without x, J is the bias; plus, if it is not nil, comes with x only.
type Drive struct{ Bias, Encoders, X, Plus []float64 }

// LIF is a population of leaky integrate-and-fire neurons. A large one may keep its
// coefficients in lists (liflists.go); its Rows are nil then.
type LIF struct {
	V        []float64 // voltages
	Rows     []float64 // coefficients, a row after the other
	call     lifCall   // beside them, since every step reads it
	In       Drive
	Decoders []float64 // of one row; nil for none
	Free     float64   // the coefficient outside the refractory period
	Low      float64   // the lowest voltage
	Watched  bool      // Rows are read after each step
	listed   bool
	masks    []uint64
	lists    [3][]float64
}

// lifCall is what assembly reads of a population, and the sum and the length of the
// list that it writes.
type lifCall struct {
	v, rows, bias, encoders, x, plus, decoders *float64
	list                                       *int32 // where spikes go
	neurons, dims, steps                       int
	free, low, sum                             float64
	from, eights, fours, to                    int // these neurons; where groups of eight and of four end
	count                                      int // of them that spiked

	masks        *uint64
	now, old     *float64 // lists of coefficients
	limit, block int      // scratch
}

// Prepare is called before the first step.
func (l *LIF) Prepare() {
	n, d := len(l.V), len(l.In.X)
	if n == 0 {
		return
	}
	bias := l.In.Bias[:n]
	l.call = lifCall{v: &l.V[0], rows: &l.Rows[0], bias: &bias[0], decoders: &bias[0], neurons: n, dims: d, steps: len(l.Rows) / n, free: l.Free, low: l.Low}
	if d > 0 {
		l.call.encoders, l.call.x = &l.In.Encoders[:d*n][0], &l.In.X[0]
	}
	if d > 0 && l.In.Plus != nil {
		l.call.plus = &l.In.Plus[:n][0]
	}
	if l.Decoders != nil { // without them, nobody reads the sum
		l.call.decoders = &l.Decoders[:n][0]
	}
}

// Step advances the neurons by a step, appends those that spiked to a list and adds
// up their decoders. Rows of coefficients, as many as the refractory period has
// steps, take turns; they are 0 within it, and what a step leaves in its row is for
// the step in which the refractory period of its spikes ends.
//
//	for i := range v {
//		J := bias[i]
//		for j := range x {
//			J += E[j*len(v)+i]*x[j]
//		}
//		J += plus[i]
//		v[i] = max(low, v[i]+(J-v[i])*rows[turn][i])
//		rows[turn][i] = free
//		if v[i] > 1 {
//			for k := range rows {
//				rows[k][i] = 0
//			}
//			rows[turn][i] = (v[i]-1)/(J-1)
//			v[i] = 0
//			sum += decoders[i]
//		}
//	}
func (l *LIF) Step(turn int, spikes []int32) (list []int32, sum float64) {
	if assembly && len(l.V) > 0 {
		return l.assembled(turn, spikes)
	}
	l.InRows(turn)
	row := l.Rows[turn*len(l.V) : (turn+1)*len(l.V)]
	for i, x := range l.V {
		J := l.In.current(i)
		x += float64((J - x) * row[i])
		if x < l.Low {
			x = l.Low
		}
		c := l.Free
		if x > 1 {
			spikes = append(spikes, int32(i))
			for k := i; k < len(l.Rows); k += len(l.V) {
				l.Rows[k] = 0
			}
			c, x = (x-1)/(J-1), 0
			if l.Decoders != nil {
				sum += l.Decoders[i]
			}
		}
		l.V[i], row[i] = x, c
	}
	return spikes, sum
}

// assembled is Step in assembly.
func (l *LIF) assembled(turn int, spikes []int32) ([]int32, float64) {
	if l.listed {
		return l.stepLists(spikes)
	}
	spikes, sum := l.call.step(turn, spikes)
	if l.listable() {
		l.list(1 - turn)
	}
	return spikes, sum
}

// lifBlock is how many neurons assembly advances before it turns to those of them
// that spiked, while they are in the cache; a multiple of 8.
const lifBlock = 1024

// step is Step with rows, which takes a division for those neurons only that
// spike: one for each would take longer than all the rest.
func (c *lifCall) step(turn int, spikes []int32) ([]int32, float64) {
	c.sum = 0
	kernel := c.kernel()
	for c.from = 0; c.from < c.neurons; c.from = c.to {
		c.until(min(c.from+lifBlock, c.neurons))
		at := len(spikes)
		spikes, c.list = roomFor(c.to-c.from, spikes)
		kernel(&c.v, 1, turn)
		spikes = spikes[:at+c.count]
	}
	return spikes, c.sum
}

// until ends the block of the next call.
func (c *lifCall) until(to int) { c.to, c.eights, c.fours = to, to&^7, to&^3 }

// lifKernels are the kernels for currents of 0, 1, 2, 3 and more dimensions, and with
// what comes to them; wideLIFs have AVX-512 where it gains.
var (
	lifKernels = [...][2]lifKernel{
		{lif0AVX2, lif0AVX2}, {lif1AVX2, lif1PlusAVX2}, {lif2AVX2, lif2PlusAVX2}, {lif3AVX2, lif3PlusAVX2}, {lifManyAVX2, lifManyPlusAVX2},
	}
	wideLIFs = [...][2]lifKernel{
		{lif0AVX2, lif0AVX2}, {lif1AVX2, lif1PlusAVX512}, {lif2AVX512, lif2PlusAVX512}, {lif3AVX512, lif3PlusAVX512}, {lifManyAVX512, lifManyPlusAVX512},
	}
)

type lifKernel = func(c **float64, populations, turn int)

// kernel is the kernel for the current of the population.
func (c *lifCall) kernel() lifKernel {
	dims, plus := c.current()
	if wide {
		return wideLIFs[dims][plus]
	}
	return lifKernels[dims][plus]
}

// current is where tables have the kernel for the current of the population.
func (c *lifCall) current() (dims, plus int) {
	if c.plus != nil {
		plus = 1
	}
	return min(c.dims, len(lifKernels)-1), plus
}

// current is that of neuron i.
func (in *Drive) current(i int) float64 {
	J := in.Bias[i]
	for j, u := range in.X {
		J += float64(in.Encoders[j*len(in.Bias)+i] * u)
	}
	if in.Plus != nil {
		J += in.Plus[i]
	}
	return J
}

// Currents writes J of as many neurons as it has room for, from one on.
func (in *Drive) Currents(J []float64, from int) {
	EncodeColumns(J, in.Bias[from:], in.Encoders[from:], in.X, len(in.Bias))
	if in.Plus != nil {
		Add(J, in.Plus[from:])
	}
}
