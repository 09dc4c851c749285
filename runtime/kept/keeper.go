package kept

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"

	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/runtime/figures/stats"
	"github.com/nefc/nefc/runtime/pictures"
	"github.com/nefc/nefc/runtime/session"
)

// What is kept at most. A report shows no more of it.
const (
	maxCurves      = 120 // of a population
	maxRasterRows  = 200 // neurons of a population whose spikes are kept
	maxSpikes      = 400_000
	maxPopulations = 64
	maxWeights     = 4_000_000 // of a link
	maxLinks       = 16
	maxLine        = 4_000_000 // numbers in a line
)

// Keeper is the observer that keeps what a report shows.
type Keeper struct {
	origin  Origin
	lines   []Line
	leftOut []string

	phase   *Phase
	cancels []func()
}

// New makes the observer of one run.
func New(o Origin) *Keeper { return &Keeper{origin: o} }

// Enter begins to watch spikes.
func (k *Keeper) Enter(s *session.Session, _ string) {
	k.phase, k.cancels = &Phase{From: s.Time()}, nil
	for i := range s.Program.Populations[:min(len(s.Program.Populations), maxPopulations)] {
		pop := &s.Program.Populations[i]
		a := Activity{Name: pop.Name, Spiking: pop.Neurons.Spiking(), Shown: stats.Evenly(pop.N, maxRasterRows)}
		k.phase.Activity = append(k.phase.Activity, a)
	}
	for i := range k.phase.Activity {
		a := &k.phase.Activity[i]
		if !a.Spiking {
			continue
		}
		n := s.Program.Populations[i].N
		a.Count = make([]float64, n)
		row := make([]int, n)
		for r, j := range a.Shown {
			row[j] = r + 1
		}
		k.cancels = append(k.cancels, s.WatchSpikes(i, func(t float64, neurons []int32) { a.count(t, neurons, row) }))
	}
}

// count counts the spikes of a step, and keeps those of the neurons that have a row.
func (a *Activity) count(t float64, neurons []int32, row []int) {
	if len(a.T) >= maxSpikes && a.Cut == 0 {
		a.Cut = t
	}
	for _, j := range neurons {
		a.Count[j]++
		if row[j] > 0 && a.Cut == 0 {
			a.T, a.Who = append(a.T, t), append(a.Who, float64(row[j]-1))
		}
	}
}

// Leave writes what came of a phase.
func (k *Keeper) Leave(s *session.Session, dir, phase string) error {
	for _, cancel := range k.cancels {
		cancel()
	}
	k.phase.Seconds = s.Time() - k.phase.From
	for i := range k.phase.Activity {
		a := &k.phase.Activity[i]
		share, farthest := s.Outside(i)
		if !math.IsInf(farthest, 0) && !math.IsNaN(farthest) {
			a.Outside, a.Farthest = share, farthest
		}
	}
	for n, i := range shownLinks(s.Program) {
		if s.Program.Links[i].Kept {
			k.phase.Weights = append(k.phase.Weights, Weights{Link: n, W: s.Weights(i)})
		}
	}
	return write(filepath.Join(dir, phase), k.phase)
}

// Line keeps a line, once.
func (k *Keeper) Line(l experiment.Line) {
	known := slices.ContainsFunc(k.lines, func(x Line) bool { return x.Phase == l.Phase && x.Text == l.Text })
	switch {
	case known:
	case len(l.Data) > maxLine:
		k.leftOut = append(k.leftOut, fmt.Sprintf("the line `%s` of phase %s: %d numbers", l.Text, l.Phase, len(l.Data)))
	default:
		k.lines = append(k.lines, Line{Phase: l.Phase, Text: l.Text, D: l.D, Names: l.Names, T: slices.Clone(l.T), Data: slices.Clone(l.Data)})
	}
}

// End writes what the run was built as.
func (k *Keeper) End(s *session.Session, dir string, found diag.List) error {
	b := OfProgram(s.Program)
	for _, d := range found {
		if d.Code != diag.ExpectFailed {
			b.Found = append(b.Found, Finding{d.Severity.String(), d.Code.String(), d.Summary, lineIn(s.Program.File, d.Subject)})
		}
	}
	b.Origin, b.Lines = k.origin, k.lines
	b.LeftOut = append(b.LeftOut, k.leftOut...)
	return write(dir, b)
}

// OfProgram is what a program is before its first step.
func OfProgram(p *program.Program) *Built {
	b := &Built{Populations: []Population{}, Links: []Link{}}
	for i := range p.Populations[:min(len(p.Populations), maxPopulations)] {
		b.Populations = append(b.Populations, population(&p.Populations[i], p.File))
	}
	if more := len(p.Populations) - maxPopulations; more > 0 {
		b.LeftOut = append(b.LeftOut, fmt.Sprintf("%d of %d populations", more, len(p.Populations)))
	}
	for _, i := range shownLinks(p) {
		l := &p.Links[i]
		b.Links = append(b.Links, Link{Name: l.Name, Rows: l.Rows, Cols: l.Cols, Unit: l.Unit,
			Source: shownSource(l), Target: shownPopulation(l.Target), Signs: l.Signs, Learns: len(l.Rules) > 0, Weights: built(l)})
	}
	for i := range p.Links {
		if l := &p.Links[i]; l.Full && !slices.Contains(shownLinks(p), i) {
			b.LeftOut = append(b.LeftOut, fmt.Sprintf("the weights of %s, %d×%d", l.Name, l.Rows, l.Cols))
		}
	}
	return b
}

// shownLinks are the links whose weights are kept: full matrices, and what learns.
func shownLinks(p *program.Program) []int {
	var out []int
	for i := range p.Links {
		l := &p.Links[i]
		if n := l.Rows * l.Cols; (l.Full || len(l.Rules) > 0) && n > 0 && n <= maxWeights && len(out) < maxLinks {
			out = append(out, i)
		}
	}
	return out
}

// built are the weights of a link as they were built.
func built(l *program.Link) []float64 {
	W, _ := l.Dense()
	return W
}

// shownPopulation is a population of the program if it is kept; -1 if not.
func shownPopulation(i int) int {
	if i >= maxPopulations {
		return -1
	}
	return i
}

// shownSource is the population that a link reads, if it is kept; -1 if not, and for
// several.
func shownSource(l *program.Link) int {
	if len(l.Sources) > 1 {
		return -1
	}
	return shownPopulation(l.Sources[0])
}

// lineIn is the line of a place in a file; 0 if it is in another one.
func lineIn(file string, at diag.Span) int {
	if at.Filename != file {
		return 0
	}
	return at.Start().Line
}

// population is one with its curves, and its line if that is in the file of the model.
func population(p *program.Population, file string) Population {
	c := pictures.Curves(p)
	out := Population{Name: p.Name, Line: lineIn(file, p.At), N: p.N, Dims: p.Dims, Radius: p.Radius, Type: p.Neurons.String(),
		Signs: p.Signs, X: c.X, Of: stats.Evenly(p.N, maxCurves), Fastest: make([]float64, p.N)}
	for _, j := range out.Of {
		out.Rates = append(out.Rates, c.Rates[j]...)
	}
	for j, rates := range c.Rates {
		out.Fastest[j] = slices.Max(rates)
	}
	if p.Dims == 1 {
		out.Preferred = pictures.Preferred(p)
	}
	return out
}
