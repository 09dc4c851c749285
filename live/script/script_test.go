package script_test

import (
	"testing"

	"github.com/nefc/nefc/live/script"
)

// What is written is what a model has, and gives the same numbers back.
func TestLines(t *testing.T) {
	for want, got := range map[string]string{
		"0.3":                         script.Seconds(300, 0.001),
		"[1, -0.5]":                   script.Vector([]float64{1, -0.5}),
		"2":                           script.Vector([]float64{2}),
		"":                            script.Share(1),
		" by 0.4":                     script.Share(0.4),
		"[3, 7]":                      script.Index([]int{3, 7}),
		`load weights c from "w.npz"`: script.Load("c", "w.npz", true, 1),
		`load weights c from "w.npz" match no scale 2`: script.Load("c", "w.npz", false, 2),
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	for name, may := range map[string]bool{"live": true, "a_1": true, "": false, "1a": false, "a b": false, "a }\n": false, "a#": false, "größe": true} {
		if script.IsName(name) != may {
			t.Errorf("%q can be a name: %v", name, !may)
		}
	}
}
