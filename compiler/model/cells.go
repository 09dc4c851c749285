package model

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Sweep varies a param over cells.
type Sweep struct {
	Param  string
	Values []float64 // SI; of words their places among them
	Words  []string  // of a param that stands for a component; nil for numbers
	Texts  []string  `identity:"-"` // Values as written
}

// Name is value k as the names of cells show it.
func (s *Sweep) Name(k int) string { return s.NameOf(s.Values[k]) }

// NameOf is one of the values as the names of cells show it.
func (s *Sweep) NameOf(v float64) string {
	if s.Words != nil {
		return s.Words[int(v)]
	}
	return short(v)
}

// Repeated is the first value that is, or prints as, one before it; 0 for none.
func (s *Sweep) Repeated() int {
	seen := map[string]bool{}
	for k := range s.Values {
		if seen[s.Name(k)] {
			return k
		}
		seen[s.Name(k)] = true
	}
	return 0
}

// Cell is one combination of a seed and swept params.
type Cell struct {
	Name   string            // seed=1,lr=1e-4; "" if there is only one
	Seed   *int64            // nil for the model's
	Set    map[string]string // params, as written
	Values []float64         // of the sweeps, in their order
}

// NumCells is how many cells there are, without listing them.
func (x *Experiment) NumCells() float64 {
	n := float64(max(1, len(x.Seeds)))
	for _, s := range x.Sweeps {
		n *= float64(len(s.Values))
	}
	return n
}

// Cells lists the combinations of an experiment: for each seed, the sweeps in
// order, the last one fastest.
func (x *Experiment) Cells() []Cell {
	cells := []Cell{{Set: map[string]string{}}}
	if len(x.Seeds) > 0 {
		cells = nil
		for _, seed := range x.Seeds {
			cells = append(cells, Cell{Name: fmt.Sprintf("seed=%d", seed), Seed: &seed, Set: map[string]string{}})
		}
	}
	for _, s := range x.Sweeps {
		var more []Cell
		for _, c := range cells {
			for k, v := range s.Values {
				next := Cell{Name: c.Name, Seed: c.Seed, Set: map[string]string{s.Param: s.Texts[k]}, Values: append(c.Values[:len(c.Values):len(c.Values)], v)}
				for name, text := range c.Set {
					next.Set[name] = text
				}
				if next.Name != "" {
					next.Name += ","
				}
				next.Name += s.Param + "=" + s.Name(k)
				more = append(more, next)
			}
		}
		cells = more
	}
	return cells
}

// short writes a number with as few characters as tell it from all others;
// whole numbers below a million in full.
func short(v float64) string {
	v += 0 // -0 is 0
	plain := strconv.FormatFloat(v, 'f', -1, 64)
	if v == math.Trunc(v) && math.Abs(v) < 1e6 {
		return plain
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
	n, err := strconv.Atoi(exponent)
	if err != nil {
		return plain
	}
	if scientific := fmt.Sprintf("%se%d", mantissa, n); len(scientific) < len(plain) {
		return scientific
	}
	return plain
}

// Param is sweep number k in the name of a cell: lr=1e-4.
func (c Cell) Param(x *Experiment, k int) string {
	return x.Sweeps[k].Param + "=" + x.Sweeps[k].NameOf(c.Values[k])
}
