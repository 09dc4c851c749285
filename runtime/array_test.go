package runtime_test

import (
	"math"
	"slices"
	"testing"
)

// An array is its members: what it represents, computes and receives is what
// ensembles of the same names would, written out one by one.
func TestArrayIsItsMembers(t *testing.T) {
	const head = `seed 5
node u = [sin(9*t), cos(9*t), sin(5*t), 0.3, -t, 0.5*cos(3*t)]
ensemble gate 20
node off = if t < 100ms then 0 else 1
connect off -> gate
node y dims 6
node z dims 3
node w dims 2
node part dims 3
node one dims 1
`
	array := record(t, compile(t, head+`array m 3 of 30 dims 2 radius 1.2
connect u -> m synapse 10ms
connect m -> y
connect m -> z function x[0]*x[1]
connect m^2 -> w transform [[1, 0, 0, 0, 0.5, 0], [0, 0, 1, 1, 0, 0]] synapse 20ms
connect m[1:4] -> part
connect m[2]*m[3] + m[5] -> one solve l2 reg 0.05
connect gate -> m.neurons transform -2
connect m.neurons -> every
node every dims 90
node read = m[4] + m[0] synapse 10ms
probe m, m.neurons, m.input, y, z, w, part, one, read, every
`).Program, 300)
	parts := record(t, compile(t, head+arrayByHand).Program, 300)
	for _, name := range []string{"y", "z", "w", "part", "one", "read"} {
		same(t, name, array[name].Data, parts[name].Data, 1e-12)
	}
	for i, member := range []string{"m[0]", "m[1]", "m[2]"} {
		for k := range 300 {
			same(t, member, array["m"].Data[6*k+2*i:6*k+2*i+2], parts[member].Data[2*k:2*k+2], 1e-12)
			same(t, member+".neurons", array["m.neurons"].Data[90*k+30*i:90*k+30*i+30], parts[member+".neurons"].Data[30*k:30*k+30], 0)
		}
	}
	same(t, "input", array["m.input"].Data[2:4], parts["m[1].input"].Data[:2], 1e-15)
	if slices.Max(array["every"].Data) <= 0 || math.Abs(array["y"].Data[6*90]) < 0.1 {
		t.Error("nothing happens")
	}
}

// arrayByHand is the array of the test above without an array.
const arrayByHand = `for i in 0:3 {
  ensemble m[i] 30 dims 2 radius 1.2
  connect u[2*i:2*i + 2] -> m[i] synapse 10ms
  connect m[i] -> y[2*i:2*i + 2]
  connect m[i][0]*m[i][1] -> z[i]
  connect gate -> m[i].neurons transform -2
}
connect m[0][0]^2 -> w[0] synapse 20ms
connect 0.5*m[2][0]^2 -> w[0] synapse 20ms
connect m[1][0]^2 + m[1][1]^2 -> w[1] synapse 20ms
connect m[0][1] -> part[0]
connect m[1] -> part[1:3]
connect m[1][0]*m[1][1] -> one solve l2 reg 0.05
connect m[2][1] -> one solve l2 reg 0.05
node read = m[2][0] + m[0][0] synapse 10ms
probe m[0], m[1], m[2], m[0].neurons, m[1].neurons, m[2].neurons, m[1].input, y, z, w, part, one, read
`
