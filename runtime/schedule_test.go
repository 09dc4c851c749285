package runtime

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/nefc/nefc/compiler"
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
		models = append(models, randomModel(rand.New(rand.NewPCG(seed, 1))))
	}
	parallel := 0
	for _, model := range models {
		path := filepath.Join(t.TempDir(), "m.nef")
		if err := os.WriteFile(path, []byte(model), 0o644); err != nil {
			t.Fatal(err)
		}
		c, _ := compiled(t, path, compiler.Options{})
		if c == nil {
			continue
		}
		for _, threads := range []int{2, 3} {
			s := New(c.Program)
			if segments := schedule(s, threads, 0); segments != nil {
				parallel++
				keepsOrder(t, s, segments, model)
			}
		}
	}
	if parallel < 40 {
		t.Errorf("only %d schedules use several threads", parallel)
	}
}

func keepsOrder(t *testing.T, s *Sim, segments []segment, model string) {
	t.Helper()
	places := map[*program.Instr]place{}
	for k, seg := range segments {
		for p, part := range seg.parts {
			for at := range part {
				places[part[at].src] = place{k, p, at}
			}
		}
	}
	if len(places) != len(s.p.Instrs) {
		t.Fatalf("%d of %d instructions are scheduled\n%s", len(places), len(s.p.Instrs), model)
	}
	d := &scheduler{p: s.p}
	reads, writes := make([]map[int]bool, len(s.p.Instrs)), make([]map[int]bool, len(s.p.Instrs))
	for i := range s.p.Instrs {
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
	for j := range s.p.Instrs {
		for i := range j {
			first, second := &s.p.Instrs[i], &s.p.Instrs[j]
			shared := alone(first.Code) || alone(second.Code) || overlap(writes[i], reads[j]) || overlap(reads[i], writes[j])
			if shared && !places[first].before(places[second]) {
				t.Fatalf("%s (%s) at %v is not done before %s (%s) at %v\n%s", first.Code, first.Tag, places[first], second.Code, second.Tag,
					places[second], model)
			}
		}
	}
}
