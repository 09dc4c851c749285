package neurons

import (
	"testing"

	"github.com/nefc/nefc/stdlib/catalog"
)

// Each parameter of a type is part of its text: fingerprints of weight tables are
// taken of that.
func TestEveryParameterIsWritten(t *testing.T) {
	for _, e := range Table {
		values := catalog.Values{}
		for _, p := range e.Params {
			values[p.Name] = p.Default
		}
		before, err := e.New(values)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range e.Params {
			values[p.Name] = p.Default + 1e-9
			if p.Name == "substeps" || p.Words != nil {
				values[p.Name] = p.Default + 1 // a whole number, or the place of a word
			}
			after, err := e.New(values)
			if err != nil {
				t.Errorf("%s: %s: %v", e.Name, p.Name, err)
			} else if after.String() == before.String() {
				t.Errorf("%s does not say its %s: %s", e.Name, p.Name, after)
			}
			values[p.Name] = p.Default
		}
	}
	for _, o := range OverTable {
		base, other := &LIFRate{TauRC: 0.02}, &LIFRate{TauRC: 0.03}
		text := o.New(base, 1).String()
		if o.New(other, 1).String() == text || o.New(base, 2).String() == text {
			t.Errorf("%s does not say its base or its amplitude: %s", o.Name, text)
		}
	}
}
