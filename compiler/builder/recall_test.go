package builder

import (
	"reflect"
	"testing"

	"github.com/nefc/nefc/internal/identity"
	"github.com/nefc/nefc/stdlib/neurons"
)

// Each part of a problem counts in the key of its solution.
func TestEveryPartOfAProblemCounts(t *testing.T) {
	key, w := &solveKey{}, world()
	w.Kinds[reflect.TypeFor[neurons.Type]()] = []any{&neurons.Tanh{TauRef: 1}, &neurons.Sigmoid{TauRef: 1}}
	w.Fill(key)
	w.Change(key, func(path string, leftOut bool, do, undo func()) {
		before := new(identity.Walker).Hash(key)
		do()
		after := new(identity.Walker).Hash(key)
		undo()
		if leftOut || before == after {
			t.Errorf("%s does not count", path)
		}
	})
}
