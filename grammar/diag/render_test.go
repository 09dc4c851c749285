package diag

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// at is the place of the nth occurrence of text in a file, counted from 0.
func at(file, src, text string, nth int) Span {
	from := 0
	for range nth {
		from += strings.Index(src[from:], text) + len(text)
	}
	from += strings.Index(src[from:], text)
	pos := func(o int) Pos {
		before := src[:o]
		line := strings.Count(before, "\n")
		return Pos{file, o, line + 1, len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1}
	}
	return Between(pos(from), pos(from+len(text)))
}

func render(l List, src Sources, st Style) string {
	var b strings.Builder
	Render(&b, l, src, st)
	return b.String()
}

// A diagnostic with marks on one line and on others, notes and help.
func TestRender(t *testing.T) {
	src := "ensemble pre 101\nconnect pre -> post\n" + strings.Repeat("\n", 7) + "ensemble post 102\n"
	other := "template x() {\n\tensemble\te 10\n}\n"
	d := New(SizeMismatch, at("m.nef", src, "post", 0), "`%s` has %d", "post", 102).
		WithLabel("too many").
		WithPlace(at("m.nef", src, "pre", 1), "the source").
		WithPlace(at("m.nef", src, "ensemble post", 0), "declared here").
		WithPlace(at("o.nef", other, "e 10", 0), "from here").
		WithPlace(at("gone.nef", "x", "x", 0), "unknown text").
		WithPlace(Span{}, "no place").
		WithNote("one %s", "note").WithHelp("write `%s`", "x")
	want := `error[NEF030]: ` + "`post`" + ` has 102
  --> m.nef:2:16
   |
 2 | connect pre -> post
   |         ---    ^^^^ too many
   |         the source
10 | ensemble post 102
   | ------------- declared here
  ::: o.nef:2
 2 |  ensemble e 10
   |           ---- from here
  ::: gone.nef:1
  = note: one note
  = help: write ` + "`x`\n"
	if got := render(List{d}, Sources{"m.nef": src, "o.nef": other}, Style{}); got != want {
		t.Errorf("rendered as\n%s\nwanted\n%s", got, want)
	}
}

// Marks that overlap get rows of their own; a mark without width is one caret;
// a mark over several lines reaches to the end of its first.
func TestUnderlines(t *testing.T) {
	src := "abc def ghi\njkl\n"
	m := func(text, label string) Place { return Place{at("m", src, text, 0), label} }
	for _, c := range []struct {
		subject Span
		places  []Place
		want    string
	}{
		{at("m", src, "def", 0), []Place{m("abc def", "wide")}, "  | -------\n  | wide\n  |     ^^^\n"},
		{at("m", src, "abc", 0), []Place{m("ghi", "later")}, "  | ^^^     --- later\n"},
		{at("m", src, "ghi", 0), []Place{m("abc", "one"), m("def", "two")}, "  | --- --- ^^^\n  | one\n  |     two\n"},
		{Between(at("m", src, "def", 0).Start(), at("m", src, "def", 0).Start()), nil, "  |     ^\n"},
		{at("m", src, "ghi\nj", 0), nil, "  |         ^^^\n"},
	} {
		d := &Diagnostic{Code: Syntax, Summary: "s", Subject: c.subject, Places: c.places}
		want := "error[NEF002]: s\n --> " + c.subject.Start().String() + "\n  |\n1 | abc def ghi\n" + c.want
		if got := render(List{d}, Sources{"m": src}, Style{}); got != want {
			t.Errorf("rendered as\n%s\nwanted\n%s", got, want)
		}
	}
}

// Of a long line a window around the mark is shown, and the mark stays below
// its text.
func TestLongLines(t *testing.T) {
	for _, n := range []int{0, 50, 150, 1000, 4990} {
		src := strings.Repeat("é", n) + "HERE" + strings.Repeat("y", 5000-n)
		out := render(List{New(Syntax, at("m", src, "HERE", 0), "s")}, Sources{"m": src}, Style{})
		lines := strings.Split(out, "\n")
		text, row := []rune(lines[3]), []rune(lines[4])
		from := strings.IndexRune(string(row), '^')
		if len(text) != len("1 | ")+maxWidth || string(text[from:from+4]) != "HERE" || !strings.HasSuffix(lines[4], " ^^^^") {
			t.Errorf("mark at %d:\n%s", n, out)
		}
	}
	src := strings.Repeat("x", maxWidth)
	if out := render(List{New(Syntax, Between(Pos{"m", 0, 1, 1}, Pos{"m", 1, 1, 2}), "s")}, Sources{"m": src}, Style{}); !strings.Contains(out, "1 | "+src+"\n") {
		t.Errorf("a line that fits is cut:\n%s", out)
	}
}

// Control characters and broken text are shown as blanks.
func TestStrangeTextIsHarmless(t *testing.T) {
	src := "a\x1b[31m\tb\x00\xff\r\nc"
	if got := (Sources{"m": src}).Line("m", 1); got != "a [31m b  " {
		t.Errorf("shown as %q", got)
	}
	for n, want := range map[int]string{2: "c", 3: "", 4: ""} {
		if got := (Sources{"m": src}).Line("m", n); got != want {
			t.Errorf("line %d is %q", n, got)
		}
	}
	if got := (Sources{}).Line("m", 1); got != "" {
		t.Errorf("a file that is not there has the line %q", got)
	}
}

// Twenty are shown, then how many more there are.
func TestMoreThanTwenty(t *testing.T) {
	for n, want := range map[int]string{maxShown: "", maxShown + 1: "\nand 1 more\n", maxShown + 7: "\nand 7 more\n"} {
		var l List
		for i := range n {
			l = append(l, New(Syntax, Span{}, "number %d", i))
		}
		out := render(l, nil, Style{})
		if got := strings.Count(out, "error["); got != min(n, maxShown) {
			t.Errorf("%d of %d are shown", got, n)
		}
		if !strings.HasSuffix(out, fmt.Sprintf("number %d\n%s", maxShown-1, want)) {
			t.Errorf("%d end with %q", n, out[len(out)-40:])
		}
		if strings.Count(out, "\n\n") != min(n, maxShown)-1+strings.Count(want, "\nand") {
			t.Errorf("%d: blank lines between them:\n%s", n, out)
		}
	}
}

// Errors and warnings have colours of their own, and every colour ends.
func TestColours(t *testing.T) {
	src := "ab\n"
	for code, start := range map[Code]string{Syntax: "<E>error[NEF002]", Unused: "<W>warning[NEF090]"} {
		d := New(code, at("m", src, "ab", 0), "s").WithNote("n").WithHelp("h")
		got := render(List{d}, Sources{"m": src}, Style{Error: "<E>", Warning: "<W>", Accent: "<A>", Bold: "<B>", Reset: "<R>"})
		want := start + "<R><B>: s<R>\n <A>--><R> m:1:1\n  <A>|<R>\n<A>1 |<R> ab\n  <A>|<R> ^^\n  <A>=<R> note: n\n  <A>=<R> help: h\n"
		if got != want {
			t.Errorf("rendered as\n%s\nwanted\n%s", got, want)
		}
	}
}

// The fields of --json are stable.
func TestJSON(t *testing.T) {
	src := "ab <cd>\n"
	d := New(Unused, at("m", src, "cd", 0), "s <x>").WithLabel("l").WithPlace(at("m", src, "ab", 0), "p").WithNote("n").WithHelp("h")
	text, err := json.Marshal(d.JSON(Sources{"m": src}))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]any{"severity": "warning", "code": "NEF090", "message": "s <x>", "file": "m", "line": 1.0, "column": 5.0,
		"end_line": 1.0, "end_column": 7.0, "label": "l", "help": "h", "rendered": render(List{d}, Sources{"m": src}, Style{})} {
		if got[key] != want {
			t.Errorf("%s is %v, want %v", key, got[key], want)
		}
	}
	place := got["places"].([]any)[0].(map[string]any)
	if place["column"] != 1.0 || place["label"] != "p" || got["notes"].([]any)[0] != "n" {
		t.Errorf("places %v, notes %v", place, got["notes"])
	}
}
