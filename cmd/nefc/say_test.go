package main

import (
	"math"
	"strings"
	"testing"
)

// A result is a text or an object of one line.
func TestSay(t *testing.T) {
	for _, c := range []struct {
		json   bool
		object fields
		want   string
	}{
		{false, fields{"a": 1}, "a is 1\n"},
		{true, fields{"a": 1, "b": "<\n>"}, `{"schema":1,"kind":"k","a":1,"b":"<\n>"}` + "\n"},
		{true, fields{}, `{"schema":1,"kind":"k"}` + "\n"},
		{true, fields{"a": finite(math.NaN()), "b": finite(math.Inf(-1)), "c": finite(2.5)}, `{"schema":1,"kind":"k","a":null,"b":null,"c":2.5}` + "\n"},
		{true, fields{"a": math.Inf(1)}, `{"schema":1,"kind":"k","error":"json: unsupported value: +Inf"}` + "\n"},
	} {
		var out strings.Builder
		s := streams{out: &out, json: c.json}
		s.say("k", c.object, "a is %d\n", 1)
		if s.text("more"); !c.json {
			c.want += "more"
		}
		if out.String() != c.want {
			t.Errorf("%v: %s, want %s", c.object, out.String(), c.want)
		}
	}
}
