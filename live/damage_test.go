package live_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/runtime/session"
)

// What cannot be lost is refused, and changes nothing; a neuron named twice is lost once.
func TestDamageThatIsRefused(t *testing.T) {
	s := open(t, "seed 1\nensemble e0 20\narray a 2 of 10\nconnect c: e0 -> a[0]\nprobe a\n")
	var (
		outside *refusal.Range
		share   *session.NoShare
	)
	for name, err := range map[string]error{
		"no neurons":        s.Lesion("e0", []int{}, 1),
		"a neuron beyond":   s.Lesion("e0", []int{3, 20}, 1),
		"a neuron before":   s.Lesion("e0", []int{-1}, 1),
		"neurons of arrays": s.Lesion("a", []int{1}, 1),
		"more than all":     s.Lesion("e0", nil, 1.1),
		"no number":         s.Cut("c", math.NaN()),
		"part of a wire":    s.Cut("c", 0.5),
		"nothing":           s.Heal(),
	} {
		if !errors.As(err, &outside) && !errors.As(err, &share) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, s.Lesion("e0", []int{3, 3, 1}, 1))
	want := "lesion e0[1, 3]\n"
	if script := s.Script("s"); !strings.Contains(script, want) {
		t.Errorf("the script is\n%s, without %q", script, want)
	}
}
