package linediff

import "testing"

// Lines are matched by their longest common subsequence, and numbered as they
// stand in their own text.
func TestOf(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"a\nb\n", "a\nb\n", ""},
		{"a\nb\nc\n", "a\nc\n", "2 -b\n"},
		{"a\nc\n", "a\nb\nc\n", "2 +b\n"},
		{"a\nb\nc\nd\n", "a\nx\nc\ny\nd\n", "2 -b\n2 +x\n4 +y\n"},
		{"a\na\nb\n", "a\nb\nb\n", "2 -a\n3 +b\n"},
		{"x\na\nb\nc\n", "a\nb\nc\nx\n", "1 -x\n4 +x\n"},
		{"a\nb\n", "b\na\n", "1 -a\n2 +a\n"},
		{"c\n", "x\ny\nc\n", "1 +x\n2 +y\n"},
		{"a", "b", "1 -a\n1 +b\n"},
		{"a\n", "a", "1 -a\n2 -\n1 +a\n"},
		{"", "a\n", "1 +a\n"},
		{"a\nb\n", "", "1 -a\n2 -b\n"},
	} {
		if got := Of(c.before, c.after); got != c.want {
			t.Errorf("%q and %q:\n%s", c.before, c.after, got)
		}
	}
}
