package describe

import (
	"fmt"
	"math"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/libm"
	"github.com/nefc/nefc/study/readable"
)

// link is what was built of a connection; nil before that.
func (m object) link(name string) *program.Link {
	p := m.Built()
	if p == nil {
		return nil
	}
	for i := range p.Links {
		if p.Links[i].Name == name {
			return &p.Links[i]
		}
	}
	return nil
}

// fitOf tells how well a connection fits, and of which signs its weights are.
func (m object) fitOf(c *model.Connection) []string {
	l := m.link(c.Name)
	if l == nil {
		return nil
	}
	var out []string
	if f := l.Fit; f != nil {
		text := "- fit: error " + readable.Number(rounded(f.RMSE))
		if f.TargetRMS > 0 {
			text += fmt.Sprintf(" of %s (%.1f %%)", readable.Number(rounded(f.TargetRMS)), 100*f.RMSE/f.TargetRMS)
		}
		out = append(out, text)
	}
	positive, negative := 0, 0
	for _, v := range l.Weights {
		if v > 0 {
			positive++
		} else if v < 0 {
			negative++
		}
	}
	if n := len(l.Weights); n > 0 {
		out = append(out, fmt.Sprintf("- signs: %.0f %% positive, %.0f %% negative, %.0f %% zero", share(positive, n), share(negative, n),
			share(n-positive-negative, n)))
	}
	return out
}

func share(n, of int) float64 { return 100 * float64(n) / float64(of) }

// rounded has three digits.
func rounded(v float64) float64 {
	if v == 0 || math.IsInf(v, 0) || math.IsNaN(v) {
		return v
	}
	scale := libm.Pow(10, math.Floor(libm.Log10(math.Abs(v)))-2)
	return math.Round(v/scale) * scale
}
