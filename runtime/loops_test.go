package runtime_test

import (
	"strings"
	"testing"
)

// A loop over labels and errors is its turns, written out one by one.
func TestLoopOfRules(t *testing.T) {
	const head = `seed 1
node u = [0.4, 0.2, -0.3]
array p 3 of 40
array q 3 of 40
connect u -> p
`
	const turn = `connect c[i]: p[i] -> q[i] function 0
learn pes err[i] = q[i] - u[i]^2 rate 1e-3 on c[i]
signal s[i] = q[i] + i
`
	const probes = "probe q synapse 20ms\nprobe err, s\nprobe d: c.delta\nprobe w: c[2].weights every 100ms\n"
	loop := record(t, compile(t, head+"for i in 0:3 {\n"+turn+"}\n"+probes).Program, 1000)
	var unrolled strings.Builder
	for _, i := range []string{"0", "1", "2"} {
		unrolled.WriteString(strings.ReplaceAll(strings.ReplaceAll(turn, "[i]", "["+i+"]"), "+ i", "+ "+i))
	}
	want := record(t, compile(t, head+unrolled.String()+probes).Program, 1000)
	if len(loop) != 11 {
		t.Errorf("%d probes", len(loop))
	}
	for name, w := range want {
		same(t, name, loop[name].Data, w.Data, 0)
	}
	for i, want := range []float64{0.16, 0.04, 0.09} {
		got := loop["q"].Data[3*999+i]
		same(t, "learned", []float64{got}, []float64{want}, 0.03)
	}
}
