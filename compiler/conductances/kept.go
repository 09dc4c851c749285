package conductances

import (
	"encoding/json"

	"github.com/nefc/nefc/internal/cache"
	"github.com/nefc/nefc/internal/identity"
	"github.com/nefc/nefc/stdlib/neurons"
)

// revision goes up with every change that finds another H.
const revision = 1

// question is all that H depends on.
type question struct {
	Revision    int
	Neurons     neurons.Type
	Highest, Dt float64
}

// keyOf is where H is kept.
func keyOf(t neurons.Type, highest, dt float64) cache.Key {
	return cache.Key(new(identity.Walker).Hash(&question{revision, t, highest, dt}))
}

// encode writes what was found; JSON keeps every bit of a number.
func encode(f *neurons.Calibration) []byte {
	data, err := json.Marshal(f)
	if err != nil { // of a number that is not finite, which is found anew
		return nil
	}
	return data
}

// decode reads what encode wrote; nil if it is something else.
func decode(data []byte) *neurons.Calibration {
	f := &neurons.Calibration{}
	if json.Unmarshal(data, f) != nil || f.H.B1 != 1 {
		return nil
	}
	return f
}
