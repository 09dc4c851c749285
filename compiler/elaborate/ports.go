package elaborate

import (
	"math"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/neurons"
)

// settlePorts lets connections end in the inputs of neurons that have one for each sign:
// that of the source decides. Where all neurons of a connection have one sign it has one
// path, as any other.
func (c *Elaborator) settlePorts(*outline.Scope) {
	for _, conn := range c.Model.Connections {
		if _, _, ok := conn.Post.BySign(); !ok || !conn.Full || c.unsigned(conn) {
			continue
		}
		var paths []model.Path
		for _, path := range conn.EachPath() {
			paths = append(paths, bySign(conn, path)...)
		}
		if conn.Paths = paths; len(paths) == 1 {
			conn.Synapse, conn.Delay = paths[0].Synapse, paths[0].Delay
		}
	}
}

// unsigned refuses a source without signs: in which of two inputs it ends is not known.
func (c *Elaborator) unsigned(conn *model.Connection) bool {
	if hasTableOfSigns(conn) {
		return false
	}
	post := conn.Post.Ensemble
	exc, inh, _ := conn.Post.BySign()
	signs := "dale 0.8"
	if g := conn.Weights; g != nil && g.Fill { // one number has one sign
		signs = map[bool]string{true: "dale 0", false: "dale 1"}[g.Data[0]*conn.Scale < 0]
	}
	for _, e := range conn.Pre.Sources() {
		if e.Dale == nil {
			c.Err(diag.WhichInput, conn.At, "which input of `%s`? the neurons of `%s` have no signs", post.Name, e.Name).
				WithPlace(e.At, "declared here").
				WithHelp("`%s` gives them signs, which choose; `-> %s.%s` takes all as excitatory, `-> %s.%s` as inhibitory",
					signs, post.Name, exc.Name, post.Name, inh.Name).
				WithFix(diag.Insert(e.At.End(), " "+signs).Maybe())
			return true
		}
	}
	return false
}

// hasTableOfSigns reports weights of a table that says which neurons are excitatory.
func hasTableOfSigns(conn *model.Connection) bool {
	return conn.Pre.Joint == nil && conn.Weights != nil && conn.Weights.Table != nil && conn.Weights.Table.Signs != nil
}

// bySign are the paths of excitatory and of inhibitory neurons in place of one for both;
// of a source that is all of one sign there is one.
func bySign(conn *model.Connection, path model.Path) (out []model.Path) {
	exc, inh, _ := conn.Post.BySign()
	source := conn.Pre.Sources()[path.Source]
	for _, port := range []neurons.Port{exc, inh} {
		if (path.Sign == 0 || path.Sign == port.Sign) && has(source, port.Sign) {
			p := path
			p.Sign, p.Port = port.Sign, port.Name
			out = append(out, p)
		}
	}
	return out
}

// has reports an ensemble some of whose neurons have a sign, as far as its share says.
func has(e *model.Ensemble, sign int8) bool {
	if e.Dale == nil {
		return true
	}
	excitatory := int(math.Round(*e.Dale * float64(e.N)))
	return sign > 0 && excitatory > 0 || sign < 0 && excitatory < e.N
}
