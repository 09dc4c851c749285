package watches

import (
	"cmp"
	"math"
	"slices"

	"github.com/nefc/nefc/live/refusal"
)

// similarity tells how alike an object is to pointers: to all, or, where only some are
// asked for, to those that come nearest in a frame, and to those that were chosen.
type similarity struct {
	*values
	top    int
	chosen []int
	picked []int // in the last frame
}

// stays is by how much a pointer must be more alike than one that was told before, to be
// told instead.
const stays = 0.05

func newSimilarity(s Source, w *Watch) (View, error) {
	v, err := newValues(s, w)
	if err != nil {
		return nil, err
	}
	of := v.(*values)
	for _, i := range w.Index {
		if i < 0 || i >= of.bins.width {
			return nil, refusal.Rangef("`%s` has %d values, none is %d", w.Of, of.bins.width, i)
		}
	}
	if w.Top <= 0 || w.Top+len(w.Index) >= of.bins.width || w.Exact {
		return of, nil
	}
	return &similarity{values: of, top: w.Top, chosen: w.Index}, nil
}

func (v *similarity) Pull(full bool) *Frame {
	f := v.values.Pull(full)
	if f == nil {
		return nil
	}
	each := len(f.Values) / (f.N * f.Width) // 2 of an envelope: the least and the largest
	v.picked = v.nearest(f, each)
	out := &Frame{Kind: Picked, T: f.T, Every: f.Every, N: f.N, Width: len(v.picked)}
	for _, i := range v.picked {
		out.Picks = append(out.Picks, uint32(i))
	}
	for k := range f.N {
		for _, i := range v.picked {
			at := (k*f.Width + i) * each
			out.Values = append(out.Values, f.Values[at], f.Values[at+each-1])
		}
	}
	return out
}

// nearest are the columns that are told of a frame, in order.
func (v *similarity) nearest(f *Frame, each int) []int {
	highest := make([]float64, f.Width)
	order := make([]int, f.Width)
	for i := range highest {
		order[i], highest[i] = i, math.Inf(-1)
		for k := range f.N {
			highest[i] = max(highest[i], f.Values[(k*f.Width+i)*each+each-1])
		}
		if slices.Contains(v.picked, i) {
			highest[i] += stays
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(highest[b], highest[a]) })
	out := slices.Clone(v.chosen)
	for _, i := range order {
		if len(out) == v.top+len(v.chosen) {
			break
		}
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
