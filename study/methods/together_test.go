package methods

import "testing"

// Indices are whole numbers in brackets, wherever they stand.
func TestReindexed(t *testing.T) {
	for _, c := range []struct {
		text, out string
		first     int
		found     bool
	}{
		{"a", "a", 0, false},
		{"a[3].x to b[12]", "a[#].x to b[#]", 3, true},
		{"[[7]]", "[[#]]", 7, true},
		{"a[] b[x] c[1:2] d[4", "a[] b[x] c[1:2] d[4", 0, false},
	} {
		if out, first, found := reindexed(c.text, "[#]"); out != c.out || first != c.first || found != c.found {
			t.Errorf("%q: %q, %d, %v", c.text, out, first, found)
		}
	}
}
