package renumber

import (
	"fmt"
	"testing"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime"
	"github.com/nefc/nefc/runtime/session"
)

// Before a phase, what is called the same and has the same size is as it was; all else is as
// it is built.
func TestBefore(t *testing.T) {
	from := &program.Program{
		Rules:       []program.Rule{{Name: "c.pes"}, {Name: "w.bcm"}, {Name: "gone"}},
		Holds:       []program.Held{{Name: "u", Y: program.Range{Len: 1}}, {Name: "v", Y: program.Range{Len: 2}}},
		Populations: []program.Population{{Name: "a", N: 20}, {Name: "b", N: 30}, {Name: "was", N: 5}},
		Links:       []program.Link{{Name: "c", Rows: 1, Cols: 20}, {Name: "w", Rows: 30, Cols: 20}, {Name: "x", Rows: 2, Cols: 5}},
	}
	before := session.Before{Frozen: []bool{false, true, true},
		Held:   []runtime.HoldState{{On: true, Values: []float64{3}}, {On: true, Values: []float64{4, 5}}},
		Damage: runtime.Damage{Lost: [][]int32{{7}, {8, 9}, {1}}, Cut: []int{4, 5, 6}}}
	for _, c := range []struct {
		what string
		to   *program.Program
		want string
	}{
		{"itself", from, "[false true true] [{true [3]} {true [4 5]}] [[7] [8 9] [1]] [4 5 6]"},
		{"in another order, renamed and new", &program.Program{
			Rules:       []program.Rule{{Name: "new"}, {Name: "w.bcm"}},
			Holds:       []program.Held{{Name: "v", Y: program.Range{Len: 2}}, {Name: "y", Y: program.Range{Len: 1}}},
			Populations: []program.Population{{Name: "is", N: 5}, {Name: "b", N: 30}},
			Links:       []program.Link{{Name: "w", Rows: 30, Cols: 20}, {Name: "y", Rows: 2, Cols: 5}},
		}, "[false true] [{true [4 5]} {false [0]}] [[] [8 9]] [5 0]"},
		{"of another size", &program.Program{
			Rules:       []program.Rule{{Name: "w.bcm"}},
			Holds:       []program.Held{{Name: "u", Y: program.Range{Len: 2}}},
			Populations: []program.Population{{Name: "a", N: 21}},
			Links:       []program.Link{{Name: "c", Rows: 1, Cols: 21}, {Name: "x", Rows: 5, Cols: 2}},
		}, "[true] [{false [0 0]}] [[]] [0 0]"},
		{"nothing", &program.Program{}, "[] [] [] []"},
	} {
		got := Before(before, from, c.to)
		if now := fmt.Sprint(got.Frozen, got.Held, got.Damage.Lost, got.Damage.Cut); now != c.want {
			t.Errorf("%s: %s, not %s", c.what, now, c.want)
		}
	}
}

// What probes recorded belongs to those of the same name, size and time between samples; of
// two that are called so, to the first and the second.
func TestRecords(t *testing.T) {
	probe := func(name string, size int, every float64, implicit bool) program.Probe {
		return program.Probe{Name: name, Size: size, Every: every, Implicit: implicit}
	}
	from := &program.Program{Probes: []program.Probe{probe("a", 1, 0, false), probe("b", 2, 0, false), probe("a", 1, 0, false), probe("a", 1, 0, true)}}
	records := []runtime.Record{{Name: "first"}, {Name: "b"}, {Name: "second"}, {Name: "implicit"}}
	said := []bool{false, true, true, true}
	for _, c := range []struct {
		what  string
		to    []program.Probe
		names string
		said  string
	}{
		{"the same", from.Probes, "[first b second implicit]", "[false true true true]"},
		{"in another order", []program.Probe{from.Probes[3], from.Probes[1], from.Probes[0], from.Probes[2]}, "[implicit b first second]", "[true true false true]"},
		{"three of one name", []program.Probe{from.Probes[0], from.Probes[0], from.Probes[0]}, "[first second ]", "[false true false]"},
		{"renamed", []program.Probe{probe("c", 1, 0, false)}, "[]", "[false]"},
		{"resized", []program.Probe{probe("b", 3, 0, false)}, "[]", "[false]"},
		{"less often", []program.Probe{probe("b", 2, 0.01, false)}, "[]", "[false]"},
	} {
		to := &program.Program{Probes: c.to}
		var names []string
		for _, r := range Records(records, from, to) {
			names = append(names, r.Name)
		}
		if got := fmt.Sprint(names); got != c.names {
			t.Errorf("%s: records %s, not %s", c.what, got, c.names)
		}
		if got := fmt.Sprint(Probes(said, from, to)); got != c.said {
			t.Errorf("%s: said %s, not %s", c.what, got, c.said)
		}
	}
	if Records(nil, from, from) != nil {
		t.Error("nothing that was recorded is something")
	}
}

// Steps last as long, whatever the time step.
func TestSteps(t *testing.T) {
	for _, c := range []struct {
		steps    int
		from, to float64
		want     int
	}{{100, 0.001, 0.001, 100}, {100, 0.001, 0.0005, 200}, {100, 0.0005, 0.001, 50}, {100, 0.001, 0.0003, 333}, {0, 0.001, 0.01, 0}, {-1, 0.001, 0.0005, -1}} {
		if got := Steps(c.steps, &program.Program{Dt: c.from}, &program.Program{Dt: c.to}); got != c.want {
			t.Errorf("%d steps of %v are %d of %v, not %d", c.steps, c.from, got, c.to, c.want)
		}
	}
}
