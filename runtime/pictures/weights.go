package pictures

import (
	"strings"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/figures"
)

// Weights is the panel of the weights W of a link as they are; sources and post are its populations, post nil where
// the link does not end in neurons.
func Weights(link *program.Link, W []float64, sources []*program.Population, post *program.Population) figures.Panel {
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
	return figures.Panel{Title: link.Name, Content: w}
}
