package weightfile

import (
	"fmt"
	"slices"
	"strings"
)

// Difference is a property in which two populations differ. Rows of numbers that
// differ have no values to show.
type Difference struct {
	What        string
	There, Here any
}

// String says it in words.
func (d Difference) String() string {
	if d.There == nil {
		return "other " + d.What
	}
	return fmt.Sprintf("%s %v there, %v here", d.What, d.There, d.Here)
}

// Differences are what two populations differ in.
type Differences []Difference

// String says them in words.
func (l Differences) String() string {
	words := make([]string, len(l))
	for i, d := range l {
		words[i] = d.String()
	}
	return strings.Join(words, "; ")
}

// Differences compares the population of a table with the one in the model; none if
// their fingerprints agree.
func (p *Population) Differences(here *Population) Differences {
	if p.Fingerprint == here.Fingerprint {
		return nil
	}
	var out Differences
	differ := func(what string, there, here any) {
		if there != here {
			out = append(out, Difference{what, there, here})
		}
	}
	differ("neurons", p.Neurons, here.Neurons)
	differ("dims", p.Dims, here.Dims)
	differ("radius", p.Radius, here.Radius)
	differ("type", p.Type, here.Type)
	differ("max_rates", p.MaxRates, here.MaxRates)
	differ("intercepts", p.Intercepts, here.Intercepts)
	differ("seed", p.Seed, here.Seed)
	if len(out) == 0 {
		differ("name", p.Name, here.Name)
	}
	switch {
	case len(out) > 0:
	case !slices.Equal(p.Encoders, here.Encoders), !slices.Equal(p.Scaled, here.Scaled):
		out = Differences{{What: "encoders"}}
	default:
		out = Differences{{What: "gains or biases"}}
	}
	return out
}
