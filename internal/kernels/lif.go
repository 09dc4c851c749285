package kernels

// Drive is the current of a population, J = bias + E·x + plus: bias, plus and every
// column of E (a column after the other) have an element per neuron, x one per
// dimension. Without x, J is the bias; plus, if it is not nil, comes with x only.
type Drive struct{ Bias, Encoders, X, Plus []float64 }

// LIF is a population of leaky integrate-and-fire neurons.
type LIF struct {
	V        []float64 // voltages
	Rows     []float64 // coefficients, a row after the other
	call     lifCall   // beside them, since every step reads it
	In       Drive
	Decoders []float64 // of one row; nil for none
	Free     float64   // the coefficient outside the refractory period
	Low      float64   // the lowest voltage
}

// lifCall is what assembly reads of a population, and the sum it writes.
type lifCall struct {
	v, row, rows, bias, encoders, x, plus, decoders *float64
	neurons, dims, steps                            int
	free, low, sum                                  float64
	from, eights, fours, to                         int // these neurons; where groups of eight and of four end
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
	row := l.Rows[turn*len(l.V) : (turn+1)*len(l.V)]
	if assembly && len(row) > 0 {
		return l.call.step(row, spikes)
	}
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

// lifBlock is how many neurons assembly advances before it turns to those of them
// that spiked, while they are in the cache; a multiple of 8.
const lifBlock = 2048

// step is Step in assembly, which takes a division for those neurons only that
// spike: one for each would take longer than all the rest.
func (c *lifCall) step(row []float64, spikes []int32) ([]int32, float64) {
	c.row, c.sum = &row[0], 0
	for c.from = 0; c.from < len(row); c.from = c.to {
		c.to = min(c.from+lifBlock, len(row))
		c.eights, c.fours = c.to&^7, c.to&^3
		at := len(spikes)
		var list *int32
		spikes, list = roomFor(c.to-c.from, spikes)
		count := 0
		switch plus := c.plus != nil; {
		case c.dims == 0:
			count = lif0AVX2(&c.v, list)
		case c.dims == 1 && plus:
			count = lif1PlusAVX2(&c.v, list)
		case c.dims == 1:
			count = lif1AVX2(&c.v, list)
		case c.dims == 2 && plus:
			count = lif2PlusAVX2(&c.v, list)
		case c.dims == 2:
			count = lif2AVX2(&c.v, list)
		case c.dims == 3 && plus:
			count = lif3PlusAVX2(&c.v, list)
		case c.dims == 3:
			count = lif3AVX2(&c.v, list)
		case plus:
			count = lifManyPlusAVX2(&c.v, list)
		default:
			count = lifManyAVX2(&c.v, list)
		}
		spikes = spikes[:at+count]
	}
	return spikes, c.sum
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

// Currents writes J.
func (in *Drive) Currents(J []float64) {
	EncodeColumns(J, in.Bias, in.Encoders, in.X)
	if in.Plus != nil {
		Add(J, in.Plus)
	}
}
