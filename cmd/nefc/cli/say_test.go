package cli

import (
	"math"
	"strings"
	"testing"
)

// A result is a text or an object of one line.
func TestSay(t *testing.T) {
	for _, c := range []struct {
		json   bool
		object Fields
		want   string
	}{
		{false, Fields{"a": 1}, "a is 1\n"},
		{true, Fields{"a": 1, "b": "<\n>"}, `{"schema":1,"kind":"k","a":1,"b":"<\n>"}` + "\n"},
		{true, Fields{}, `{"schema":1,"kind":"k"}` + "\n"},
		{true, Fields{"a": Finite(math.NaN()), "b": Finite(math.Inf(-1)), "c": Finite(2.5)}, `{"schema":1,"kind":"k","a":null,"b":null,"c":2.5}` + "\n"},
		{true, Fields{"a": math.Inf(1)}, `{"schema":1,"kind":"k","error":"json: unsupported value: +Inf"}` + "\n"},
	} {
		var out strings.Builder
		s := Streams{Out: &out, JSON: c.json}
		s.Say("k", c.object, "a is %d\n", 1)
		if s.Text("more"); !c.json {
			c.want += "more"
		}
		if out.String() != c.want {
			t.Errorf("%v: %s, want %s", c.object, out.String(), c.want)
		}
	}
}
