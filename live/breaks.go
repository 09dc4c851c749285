package live

import (
	"slices"

	"github.com/nefc/nefc/live/watches"
	"github.com/nefc/nefc/stdlib/analyses"
)

// pause is a condition after which a run ends.
type pause struct {
	id   int
	text string
}

// Hit is a break at which a run ended.
type Hit struct {
	ID    int     `json:"id"`
	Expr  string  `json:"expr"`
	Value float64 `json:"value"`
	Step  int     `json:"step"`
	Holds bool    `json:"holds"` // Expr is a condition, and Value says no more than that it holds
}

// Break lets runs end after a step in which an analysis of that step is not 0.
func (s *Session) Break(expr string) (int, error) {
	if err := s.want(expr); err != nil {
		return 0, err
	}
	s.lastID++
	s.breaks = append(s.breaks, &pause{s.lastID, expr})
	s.prepare()
	return s.lastID, nil
}

// Unbreak forgets a break.
func (s *Session) Unbreak(id int) {
	s.breaks = slices.DeleteFunc(s.breaks, func(p *pause) bool { return p.id == id })
}

// Hit is the break at which the last run ended; nil if none did.
func (s *Session) Hit() *Hit { return s.hit }

// broken is the first break that a step meets.
func (s *Session) broken(b *watches.Batch) *Hit {
	for _, p := range s.breaks {
		v, err := b.Value(p.text)
		if err != nil {
			continue
		}
		all := v.All()
		if v.Form == analyses.Spikes && len(v.Data) > 0 {
			return &Hit{p.id, p.text, v.Data[0], s.step, false}
		}
		if len(all) > 0 && !slices.Contains(all, 0) {
			return &Hit{p.id, p.text, all[0], s.step, s.inside().Analysis(p.text).Condition}
		}
	}
	return nil
}
