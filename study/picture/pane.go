package picture

import "github.com/nefc/nefc/compiler"

// Pane is how a model is drawn in the pane of a live page, which is higher than wide; nil
// for one that cannot be drawn.
func Pane(c *compiler.Checked) any {
	d, err := Of(c, Options{Depth: Auto})
	if err != nil {
		return nil
	}
	return Arrange(d, Down).Data()
}
