package live

import "fmt"

// fit tells once how well a connection decodes what it should.
type fit struct{ about Info }

func newFit(s *Session, w *Watch) (view, error) {
	i, err := s.link(w.Of)
	if err != nil {
		return nil, err
	}
	l := &s.Program().Links[i]
	if l.Fit == nil {
		return nil, &Range{fmt.Sprintf("nothing was solved for `%s`", w.Of)}
	}
	return &fit{Info{Names: []string{w.Of}, Unit: l.Unit, Rows: l.Rows, Cols: l.Cols, Fit: l.Fit}}, nil
}

func (v *fit) info() Info       { return v.about }
func (v *fit) take(*batch)      {}
func (v *fit) pull(bool) *Frame { return nil }
