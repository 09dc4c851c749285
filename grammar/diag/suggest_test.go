package diag

import "testing"

// Distances that can be counted by hand.
func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0},
		{"abc", "abd", 1}, {"abc", "ab", 1}, {"abc", "xabc", 1}, {"abc", "acb", 1}, // substitution, deletion, insertion, swap
		{"ca", "abc", 3},    // no edit between swapped neighbours
		{"abcd", "badc", 2}, // two swaps
		{"kitten", "sitting", 3}, {"ensmble", "ensemble", 1}, {"é", "e", 1}, {"größe", "grösse", 2},
	} {
		if got := distance([]rune(c.a), []rune(c.b)); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// Short words allow fewer slips than long ones; the first of the nearest wins.
func TestNearest(t *testing.T) {
	names := []string{"a", "pre", "post", "radius", "intercepts", "max_rates"}
	for _, c := range []struct{ name, want string }{
		{"pst", "post"}, {"pots", "post"}, {"POST", "post"}, {"radus", "radius"}, {"raduis", "radius"},
		{"pr", "pre"}, {"per", "pre"}, {"xyz", ""}, {"ab", "a"}, {"b", ""}, {"", ""},
		{"paxx", ""},    // two slips in four letters, one too many for three
		{"xrexxs", ""},  // three in six
		{"intrcpt", ""}, // three in seven
		{"intrcets", "intercepts"}, {"intercepxyz", "intercepts"}, {"interceqxyz", ""},
	} {
		if got := Nearest(c.name, names); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.name, got, c.want)
		}
	}
	if got := Nearest("cat", []string{"bat", "hat"}); got != "bat" {
		t.Errorf("of two as near, the first: got %q", got)
	}
}
