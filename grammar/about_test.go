package grammar

import "testing"

func TestAbout(t *testing.T) {
	for text, want := range map[string]string{
		"# A model.\n#  Of two lines.\nnef 1\n# not this\n": "A model. Of two lines.",
		"nef 1\n\n# Below.\r\nseed 1\n":                     "Below.",
		"seed 1\n# too late\n":                              "",
		"":                                                  "",
		"# all":                                             "all",
	} {
		if got := About(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
