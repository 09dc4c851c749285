package pictures

import (
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/runtime/figures"
)

// Weights is the panel of the weights W of a link as they are; pre and post are its populations, post nil where the
// link does not end in neurons.
func Weights(p *program.Program, link *program.Link, W []float64, post *program.Population) figures.Panel {
	w := &figures.Weights{Name: link.Name, Pre: p.SourceName(link), Unit: link.Unit + "/Hz", W: W, Rows: link.Rows, Cols: link.Cols, Signs: link.Signs}
	if pre := &p.Populations[link.Sources[0]]; pre.N == link.Cols {
		w.PrePreferred = Preferred(pre)
	}
	if link.Full && post != nil {
		w.Post = post.Name
		w.PostPreferred = Preferred(post)
	}
	return figures.Panel{Title: link.Name, Content: w}
}
