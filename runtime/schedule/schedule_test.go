package schedule

import (
	"math/rand/v2"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/program"
)

// place is where a schedule puts an instruction.
type place struct{ segment, part, at int }

// before reports whether an instruction is sure to be done when another begins.
func (p place) before(q place) bool {
	return p.segment < q.segment || p.segment == q.segment && p.part == q.part && p.at < q.at
}

// Whatever two instructions share, of which one writes, happens in the order of
// the program: in random models, and where a filter is read by its own source and
// by another population.
func TestScheduleKeepsOrder(t *testing.T) {
	models := []string{"seed 1\nensemble a 50\nensemble b 50\nconnect b -> a synapse 10ms\nconnect b -> b synapse 10ms\nprobe a\nrun 10ms\n"}
	for seed := range uint64(40) {
		models = append(models, compilertest.RandomModel(rand.New(rand.NewPCG(seed, 1))))
	}
	parallel := 0
	for _, model := range models {
		checked := compilertest.Check(t, model)
		if checked.Diags.HasErrors() {
			continue
		}
		c, _ := compiler.Compile(checked, 0.001, nil)
		if c == nil {
			continue
		}
		for _, threads := range []int{2, 3} {
			if segments := Of(c.Program, threads, 0); segments != nil {
				parallel++
				keepsOrder(t, c.Program, segments, model)
			}
		}
	}
	if parallel < 40 {
		t.Errorf("only %d schedules use several threads", parallel)
	}
}

func keepsOrder(t *testing.T, prog *program.Program, segments []Segment, model string) {
	t.Helper()
	places := map[int]place{}
	for k, seg := range segments {
		for p, part := range seg {
			for at, i := range part {
				places[i] = place{k, p, at}
			}
		}
	}
	if len(places) != len(prog.Instrs) {
		t.Fatalf("%d of %d instructions are scheduled\n%s", len(places), len(prog.Instrs), model)
	}
	d := &scheduler{p: prog}
	reads, writes := make([]map[int]bool, len(prog.Instrs)), make([]map[int]bool, len(prog.Instrs))
	for i := range prog.Instrs {
		reads[i], writes[i] = map[int]bool{}, map[int]bool{}
		d.uses(i, func(cell int, written bool) {
			reads[i][cell] = true
			if written {
				writes[i][cell] = true
			}
		})
	}
	overlap := func(a, b map[int]bool) bool {
		for c := range a {
			if b[c] {
				return true
			}
		}
		return false
	}
	for j := range prog.Instrs {
		for i := range j {
			first, second := &prog.Instrs[i], &prog.Instrs[j]
			shared := alone(first.Code) || alone(second.Code) || overlap(writes[i], reads[j]) || overlap(reads[i], writes[j])
			if shared && !places[i].before(places[j]) {
				t.Fatalf("%s (%s) at %v is not done before %s (%s) at %v\n%s", first.Code, first.Tag, places[i], second.Code, second.Tag,
					places[j], model)
			}
		}
	}
}
