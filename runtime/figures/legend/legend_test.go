package legend

import (
	"math"
	"strings"
	"testing"

	"github.com/nefc/nefc/runtime/figures/theme"
)

// What names have in common is their title.
func TestCommon(t *testing.T) {
	for _, c := range []struct{ names, title, rest string }{
		{"u, lr 1e-5|u, lr 1e-4", "u, lr", "1e-5|1e-4"}, {"a|b", "", "a|b"}, {"a b|a", "", "a b|a"}, {"x[0]|x[1]", "", "x[0]|x[1]"},
		{"a b c|a d c", "a", "b c|d c"}, {"a b", "", "a b"},
		{"rmse(b, u, in=hurt)|rmse(b, u, in=recovered)", "", "rmse(b, u, in=hurt)|rmse(b, u, in=recovered)"},
		{"rmse(b, u, in=hurt), lr 1|rmse(b, u, in=hurt), lr 2", "rmse(b, u, in=hurt), lr", "1|2"},
	} {
		title, rest := common(strings.Split(c.names, "|"))
		if title != c.title || strings.Join(rest, "|") != c.rest {
			t.Errorf("%s: %q, %q", c.names, title, rest)
		}
	}
	l := Legend{Entries: []Entry{{Name: "u, lr 1"}, {Name: "u, lr 2"}}}
	if l.Named("u"); l.title != "lr" || l.Entries[1].Name != "2" {
		t.Errorf("beside an axis of u: %q, %+v", l.title, l.Entries)
	}
}

// Names stand at the ends of their lines, pushed apart a little; above where the lines end too near each other, or
// nowhere. What once stood above stays there.
func TestSettle(t *testing.T) {
	look := &Look{Font: 8, Theme: &theme.Paper}
	same := func(v float64) float64 { return v }
	for name, c := range map[string]struct {
		ends []float64
		fell bool
	}{
		"apart":    {[]float64{0.2, 0.8}, false},
		"near":     {[]float64{0.5, 0.45}, false},
		"the same": {[]float64{0.5, 0.5, 0.5}, true},
		"nowhere":  {[]float64{0.5, math.NaN()}, true},
		"outside":  {[]float64{0.5, 1.5}, true},
	} {
		l := Legend{}
		for _, end := range c.ends {
			l.Entries = append(l.Entries, Entry{Name: "a", Last: end})
		}
		if l.Settle(look, same, 100, 100); l.Fell() != c.fell {
			t.Errorf("%s: above is %v", name, l.Fell())
		}
		if above, beside := l.Above(look, 100) > 0, l.Beside(look) > 0; above != c.fell || beside == c.fell {
			t.Errorf("%s: room above %v, beside %v", name, above, beside)
		}
		for i := range l.Entries {
			l.Entries[i].Last = float64(i) / 3
		}
		if l.Settle(look, same, 100, 100); l.Fell() != c.fell {
			t.Errorf("%s: a legend that stood above returned", name)
		}
	}
}
