package weightfile

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Bias says which part of the bias currents of their target weights supply; the target
// keeps the rest.
type Bias int

// What weights supply of a bias.
const (
	Intrinsic    Bias = iota // nothing
	Decoded                  // all
	KeepPositive             // what is negative
	KeepNegative             // what is positive
)

// BiasWords are what the parts are called, in their order.
var BiasWords = []string{"intrinsic", "decoded", "keep_positive", "keep_negative"}

// BiasNamed is the part with a name.
func BiasNamed(word string) (b Bias, ok bool) {
	i := slices.Index(BiasWords, word)
	return Bias(max(i, 0)), i >= 0
}

func (b Bias) String() string { return BiasWords[b] }

// Kept is what a target keeps of a bias current.
func (b Bias) Kept(bias float64) float64 {
	switch b {
	case Intrinsic:
		return bias
	case KeepPositive:
		return max(0, bias)
	case KeepNegative:
		return min(0, bias)
	}
	return 0
}

// MarshalJSON writes false for nothing, true for all, and the other names.
func (b Bias) MarshalJSON() ([]byte, error) {
	if b == Intrinsic || b == Decoded {
		return json.Marshal(b == Decoded)
	}
	return json.Marshal(b.String())
}

// UnmarshalJSON reads what MarshalJSON writes.
func (b *Bias) UnmarshalJSON(data []byte) error {
	var all bool
	if json.Unmarshal(data, &all) == nil {
		if *b = Intrinsic; all {
			*b = Decoded
		}
		return nil
	}
	var word string
	if err := json.Unmarshal(data, &word); err != nil {
		return err
	}
	var ok bool
	if *b, ok = BiasNamed(word); !ok {
		return fmt.Errorf("a bias that is %q", word)
	}
	return nil
}
