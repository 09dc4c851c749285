package cells

import "github.com/nefc/nefc/runtime/experiment"

// Count is what became of an expectation in all cells.
type Count struct {
	Text                 string
	Met, Judged, Skipped int // Judged includes Met; what seeds are pooled for is in none
}

// Counts counts the outcomes of each expectation, in order.
func Counts(cells []Outcome) []Count {
	var out []Count
	for _, c := range cells {
		if c.Result == nil {
			continue
		}
		for i, x := range c.Result.Expectations {
			if i == len(out) {
				out = append(out, Count{Text: x.Text})
			}
			switch x.Outcome {
			case experiment.Pooled:
			case experiment.Skipped:
				out[i].Skipped++
			case experiment.Met:
				out[i].Met++
				out[i].Judged++
			default:
				out[i].Judged++
			}
		}
	}
	return out
}
