package objects

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/neurons"
)

// coefficients are those of neurons.H, in the order in which they are given.
const coefficients = 6

// conductances reads the option `h`: how conductances act together like a current, for all
// neurons or each.
func (c *Objects) conductances(e *model.Ensemble, o *values.Options) bool {
	opt, given := o.Get("h")
	if !given {
		return true
	}
	if _, _, ok := neurons.Conductances(e.Neurons); !ok {
		if opt.Fallback {
			return true
		}
		c.Err(diag.NothingToSolve, opt.NameAt, "`h` is of conductances, which the neurons of `%s` do not have", e.Name).
			WithFix(diag.Delete(opt.Span()))
		return false
	}
	a, ok := c.ArrayOption(o, "h", e.N, coefficients, catalog.Plain)
	if !ok {
		return false
	}
	if a.Dist != nil {
		c.Err(diag.BadArgument, a.At, "`h` are numbers, b0 b1 b2 a0 a1 a2, `%s` is a distribution", a.Dist)
		return false
	}
	for i := range e.N {
		if wrong := impossible(a.Data[coefficients*i : coefficients*(i+1)]); wrong != "" {
			c.Err(diag.OutOfRange, a.At, "`h` of neuron %d: %s", i, wrong).
				WithHelp("J = (b0 + b1·exc + b2·inh)/(a0 + a1·exc + a2·inh), as `[b0, b1, b2, a0, a1, a2]`")
			return false
		}
	}
	e.H = a
	return true
}

// impossible says what is wrong with coefficients; "" for nothing.
func impossible(h []float64) string {
	for k, name := range []string{"b0", "b1", "b2", "a0", "a1", "a2"} {
		v := h[k]
		switch {
		case math.IsNaN(v) || math.IsInf(v, 0):
			return fmt.Sprintf("%s is %g", name, v)
		case name == "b1" && !(v > 0):
			return fmt.Sprintf("%s is %g and must be above 0", name, v)
		case name == "b2" && v > 0:
			return fmt.Sprintf("b2 is %g, and inhibition does not excite", v)
		case k >= 3 && v < 0:
			return fmt.Sprintf("%s is %g and must not be negative", name, v)
		}
	}
	if h[3]+h[4]+h[5] == 0 {
		return "of a0, a1 and a2 one must be above 0"
	}
	return ""
}
