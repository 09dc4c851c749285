package token

import (
	"strings"
	"testing"
)

// kinds are the letters under which the tests write the kinds of token.
var kinds = map[Kind]string{EOF: "", Ident: "i", Number: "n", Quantity: "q", String: "s", Punct: "p", Newline: "l", Comment: "c", Invalid: "x"}

// Text is cut into the longest tokens there are; what is none is Invalid, and no more
// of the line than that.
func TestScanner(t *testing.T) {
	for src, want := range map[string]string{
		"a_1 größe":         "i:a_1 i:größe",
		"1 1.5 1e-4 2e .5":  "n:1 n:1.5 n:1e-4 q:2e p:. n:5",
		"5ms 20% 1E+3Hz":    "q:5ms q:20% q:1E+3Hz",
		"1..2 x.y":          "n:1 p:.. n:2 i:x p:. i:y",
		"a->b<=c**2":        "i:a p:-> i:b p:<= i:c p:** n:2",
		`"a \" b" c`:        `s:"a \" b" i:c`,
		"\"a\nb":            "x:\"a l:\n i:b",
		"'a' 'b":            "x:'a' x:' i:b",
		"a # b \t\r\n c":    "i:a c:# b l:\n i:c",
		"é“?":               "i:é x:“ x:?",
		"\ufeffseed\t1\r\n": "i:seed n:1 l:\n",
	} {
		var got []string
		toks := All("t", src)
		for _, tok := range toks[:len(toks)-1] {
			got = append(got, kinds[tok.Type]+":"+tok.Text)
			if o := tok.Pos.Offset; src[o:tok.End().Offset] != tok.Text {
				t.Errorf("%q: %q is said to stand at byte %d", src, tok.Text, o)
			}
		}
		if text := strings.Join(got, " "); text != want || toks[len(toks)-1].Type != EOF {
			t.Errorf("%q is cut into %q, wanted %q", src, text, want)
		}
	}
}

// A place counts lines, and characters in them.
func TestPlacesOfTokens(t *testing.T) {
	toks := All("t", "é b\n  \"é\" d")
	for i, want := range []string{"t:1:1", "t:1:3", "t:1:4", "t:2:3", "t:2:7", "t:2:8"} {
		if got := toks[i].Pos.String(); got != want {
			t.Errorf("token %d stands at %s, wanted %s", i, got, want)
		}
	}
}

// What Quote writes is one token, and Unquote reads it back.
func TestQuote(t *testing.T) {
	for _, text := range []string{"", "a b", `a"b`, `a\b`, `\"`, `\n`, "a\nb", `\\`} {
		if toks := All("t", Quote(text)); len(toks) != 2 || toks[0].Type != String || Unquote(toks[0].Text) != text {
			t.Errorf("%q is written as %s", text, Quote(text))
		}
	}
}
