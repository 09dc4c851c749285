package pictures

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/stdlib/neurons"
)

// Weights are the panels of the weights W of a link as they are; sources and post are its populations, post nil where
// the link does not end in neurons. Where signs choose one of two conductances, each has a panel, with its own colours.
func Weights(link *program.Link, W []float64, sources []*program.Population, post *program.Population) []figures.Panel {
	w := &figures.Weights{Name: link.Name, Unit: link.Unit + "/Hz", W: W, Rows: link.Rows, Cols: link.Cols, Signs: link.Signs}
	var names []string
	for _, pre := range sources {
		names = append(names, pre.Name)
	}
	w.Pre = strings.Join(names, ", ")
	if pre := sources[0]; pre.N == link.Cols {
		w.PrePreferred = Preferred(pre)
	}
	if link.Full && post != nil {
		w.Post = post.Name
		w.PostPreferred = Preferred(post)
	}
	exc, inh, ok := link.Channels(post)
	if !ok {
		return []figures.Panel{{Title: link.Name, Content: w}}
	}
	var out []figures.Panel
	for _, port := range []neurons.Port{exc, inh} {
		if slices.Contains(link.Signs, port.Sign) {
			out = append(out, channel(w, port, sources))
		}
	}
	return out
}

// channel is the panel of the columns that end in a port.
func channel(w *figures.Weights, port neurons.Port, sources []*program.Population) figures.Panel {
	part := *w
	part.W, part.Cols, part.Signs, part.PrePreferred, part.PreIndex = nil, 0, nil, nil, []int{}
	for j, s := range w.Signs {
		if s != port.Sign {
			continue
		}
		part.PreIndex = append(part.PreIndex, j)
		part.Signs = append(part.Signs, s)
		if w.PrePreferred != nil {
			part.PrePreferred = append(part.PrePreferred, w.PrePreferred[j])
		}
	}
	part.Cols = len(part.PreIndex)
	part.Pre = strings.Join(namesOf(sources, part.PreIndex, w), ", ")
	for i := range w.Rows {
		for _, j := range part.PreIndex {
			part.W = append(part.W, w.W[i*w.Cols+j])
		}
	}
	return figures.Panel{Title: w.Name + ", " + port.Name, Content: &part}
}

// namesOf are the sources that some columns are of: those of several populations stand one
// behind the other, if all of each are there.
func namesOf(sources []*program.Population, columns []int, w *figures.Weights) (names []string) {
	from, all := 0, 0
	for _, pre := range sources {
		all += pre.N
	}
	for _, pre := range sources {
		to := from + pre.N
		if all != w.Cols || slices.ContainsFunc(columns, func(j int) bool { return from <= j && j < to }) {
			names = append(names, pre.Name)
		}
		from = to
	}
	return names
}
