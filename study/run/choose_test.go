package run

import (
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
)

// Experiments are chosen by name; what they decide, options may not.
func TestChosen(t *testing.T) {
	seed := int64(3)
	plain, swept, seeded := &model.Experiment{Name: "plain"}, &model.Experiment{Name: "swept", Sweeps: []model.Sweep{{Param: "k"}}},
		&model.Experiment{Name: "seeded", Seeds: []int64{1, 2}}
	m := &model.Model{Experiments: []*model.Experiment{plain, swept, seeded}}
	if got, err := Choose(m, ""); err != nil || len(got) != 3 {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := Choose(m, "swept"); err != nil || len(got) != 1 || got[0] != swept {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := Choose(m, "none"); err == nil || err.Error() != "there is no experiment \"none\"; the model has plain, swept, seeded" {
		t.Error(err)
	}
	for _, c := range []struct {
		opts compiler.Options
		e    *model.Experiment
		want *Conflict
	}{
		{compiler.Options{}, swept, nil}, {compiler.Options{Set: map[string]string{"k": "1"}}, plain, nil},
		{compiler.Options{Set: map[string]string{"j": "1"}}, swept, nil}, {compiler.Options{Seed: &seed}, swept, nil}, {compiler.Options{}, seeded, nil},
		{compiler.Options{Set: map[string]string{"k": "7"}}, swept, &Conflict{"swept", "k", "7"}},
		{compiler.Options{Seed: &seed}, seeded, &Conflict{"seeded", "", "3"}},
	} {
		got := FindConflict(c.opts, []*model.Experiment{plain, c.e})
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%s: %+v, want %+v", c.e.Name, got, c.want)
		}
	}
}
