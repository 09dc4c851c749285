package session

import (
	"github.com/nefc/nefc/compiler/events"
	"github.com/nefc/nefc/compiler/program"
	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/runtime/judge"
)

// Population is one with its tuning as it is now.
func (s *Session) Population(i int) *program.Population {
	return s.Program.Populations[i].WithScaled(s.ScaledEncoders(i))
}

// Sources are the populations that a link reads, with their tuning as it is now.
func (s *Session) Sources(link *program.Link) (out []*program.Population) {
	for _, i := range link.Sources {
		out = append(out, s.Population(i))
	}
	return out
}

// Target is the population whose neurons a link drives, with its tuning as it is now; nil
// if it ends elsewhere.
func (s *Session) Target(link *program.Link) *program.Population {
	if link.Target < 0 {
		return nil
	}
	return s.Population(link.Target)
}

// Table is the weights of a link as they are, or of a part of it, with what says whose they
// are. It does not know which run it is of: Version, Model, Experiment, Phase and SpecHash
// are empty.
func (s *Session) Table(i int, part *events.Part) *weightfile.Table {
	all := &s.Program.Links[i]
	link := all.Of(part)
	t := &weightfile.Table{Weights: events.Of(part, s.Weights(i), all.Cols), Signs: link.Signs}
	t.Meta = weightfile.Meta{Format: 1, Connection: link.Name, Unit: link.Unit, Shape: [2]int{link.Rows, link.Cols},
		Bias: link.Bias, T: s.Time()}
	t.SetPresynaptic(program.TablesOf(s.Sources(link)))
	if post := s.Target(link); post != nil && link.Unit != weightfile.Value {
		t.Post = post.Table
	}
	if link.Full {
		t.Mask = make([]int8, len(t.Weights))
		_, mask := link.Dense()
		for k := range t.Mask {
			if mask == nil || mask[k] {
				t.Mask[k] = 1
			}
		}
	}
	return t
}

// Misfit is how a table does not belong to a link.
type Misfit uint8

// The misfits. Neurons and Signs are those that who loads the table may accept.
const (
	Fits         Misfit = iota
	OtherUnit           // values, where it takes currents, or the reverse
	OtherShape          // more or fewer rows or columns
	OtherNeurons        // of populations that are not these
	OtherSigns          // excitatory neurons with negative weights, or inhibitory ones with positive
)

// Fit says whether a table belongs to a link, and which neurons differ if they do.
func (s *Session) Fit(i int, t *weightfile.Table) (Misfit, weightfile.Differences) {
	link := &s.Program.Links[i]
	switch {
	case !weightfile.Convertible(t.Unit, link.Unit):
		return OtherUnit, nil
	case t.Shape != [2]int{link.Rows, link.Cols}:
		return OtherShape, nil
	}
	differ := t.SourceDifferences(program.TablesOf(s.Sources(link)))
	if post := s.Target(link); t.Post != nil && post != nil {
		differ = append(differ, t.Post.Differences(post.Table)...)
	}
	if len(differ) > 0 {
		return OtherNeurons, differ
	}
	if link.WeightSigns() != nil && judge.SignsOf(link, t.Weights).Violations > 0 {
		return OtherSigns, nil
	}
	return Fits, nil
}
