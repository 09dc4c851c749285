package picture

import "github.com/nefc/nefc/compiler"

// Pane is how a model is drawn in the pane of a live page, which is higher than wide.
func Pane(c *compiler.Checked, open, shut []string) any { return Folded(c, Down, open, shut) }

// Folded is the data of a drawing in which some networks and arrays are opened, and others
// folded; nil for a model that cannot be drawn. Names that it has no longer are passed over.
func Folded(c *compiler.Checked, flow Flow, open, shut []string) any {
	d, err := Of(c, Options{Depth: Auto, Open: open, Shut: shut, Loose: true})
	if err != nil {
		return nil
	}
	return Arrange(d, flow).Data()
}
