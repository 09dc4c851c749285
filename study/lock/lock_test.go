package lock

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/experiment"
)

const lockText = `nefc 1 x/y float64
digest  m.nef#out/a b                            n=1 mean=2
expect  m.nef#e.1                                0.5 < 2
input   "a b.csv"                                sha256 00 3
input   n.csv                                    sha256 01 3
output  n.nef#out/w.npz                          sha256 77
spec    m.nef#e                                  aa
spec    n.nef#e                                  bb
spec    n.nef#f                                  cc
std     product                                  sha256 11
`

func readText(t *testing.T, text string) (*Lock, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), Name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return Read(path)
}

// A lock is written as it was read, sorted and without doubles.
func TestLockIsWrittenAndRead(t *testing.T) {
	text := strings.Replace(lockText, "m.nef#out/a b ", `"m.nef#out/a b"`, 1)
	l, err := readText(t, text)
	if err != nil {
		t.Fatal(err)
	}
	if l.Platform != "nefc 1 x/y float64" || len(l.Facts) != 9 || !l.several || l.Text != text {
		t.Errorf("%+v", l)
	}
	if want := (Fact{"digest", "m.nef#out/a b", "n=1 mean=2", 2}); l.Facts[0] != want {
		t.Errorf("the first fact is %+v", l.Facts[0])
	}
	if want := (Fact{"input", "a b.csv", "sha256 00 3", 4}); l.Facts[2] != want {
		t.Errorf("the third fact is %+v", l.Facts[2])
	}
	if got := l.Models(); !slices.Equal(got, []string{"m.nef", "n.nef"}) {
		t.Errorf("it speaks of %v", got)
	}
	if got := l.Count(); got != (Counts{3, 3, 1, 1, 1}) {
		t.Errorf("it counts %+v", got)
	}
	slices.Reverse(l.Facts)
	l.Facts = append(l.Facts, l.Facts[0])
	var b strings.Builder
	if err := l.Write(&b); err != nil || b.String() != strings.ReplaceAll(text, `"m.nef#out/a b"                           `, `"m.nef#out/a b"                          `) {
		t.Errorf("%v\n%s", err, b.String())
	}
	again, err := readText(t, strings.ReplaceAll(b.String(), "\n", "\r\n"))
	if err != nil || len(again.Facts) != 9 {
		t.Errorf("%v %+v", err, again)
	}
}

func TestBadLocks(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "is no lock",
		"hello\n":                 "is no lock: its first line should begin with `nefc`",
		"nefc 1\nspec\n":          ":2: expected a kind, a name and a value, found \"spec\"",
		"nefc 1\na b c\nspec x\n": ":3: expected a kind",
	} {
		if _, err := readText(t, text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// What a lock says of one model: its lines, and the files it reads now.
func TestLockOfOneModel(t *testing.T) {
	l, err := readText(t, strings.Replace(lockText, "m.nef#out/a b", `"m.nef#out/a b"`, 1))
	if err != nil {
		t.Fatal(err)
	}
	names := func(l *Lock) string {
		var out []string
		for _, f := range l.Facts {
			out = append(out, string(f.Kind)+" "+f.Name)
		}
		return strings.Join(out, ", ")
	}
	reads := []Fact{{Kind: "input", Name: "n.csv", Value: "other"}, {Kind: "std", Name: "product"}}
	if got := names(l.of("n.nef", reads)); got != "input n.csv, output n.nef#out/w.npz, spec n.nef#e, spec n.nef#f, std product" {
		t.Error(got)
	}
	if got := names(l.of("m.nef", nil)); got != "digest m.nef#out/a b, expect m.nef#e.1, spec m.nef#e" {
		t.Error(got)
	}
	if got := names(l.of("m.nef", nil).before()); got != "spec m.nef#e" {
		t.Error(got)
	}
	if got := names(l); strings.Count(got, ",") != 8 {
		t.Errorf("the lock itself lost something: %s", got)
	}
	one, err := readText(t, "nefc 1\ndigest out/a n=1\ninput f sha256\nspec m.nef#e aa\n")
	if err != nil || one.several {
		t.Fatal(err, one)
	}
	if got := names(one.of("m.nef", nil)); got != "digest out/a, spec m.nef#e" {
		t.Error(got)
	}
}

// On one platform all is compared exactly, elsewhere all but written files; with another
// version what models and files were, and numbers of results within a tolerance.
func TestLockDifferences(t *testing.T) {
	const here, elsewhere, version = "nefc 1 linux/amd64 float64", "nefc 1 darwin/arm64 float64", "nefc 2 linux/amd64 float64"
	locked := &Lock{Platform: here, Facts: []Fact{
		{"digest", "out/a", "n=10 mean=1 rms=2 crc=01", 2}, {"expect", "e.1", "0.5 < 2", 3}, {"input", "f", "sha256 00 1000000", 4},
		{"output", "out/w", "sha256 77", 5}, {"spec", "m#e", "12", 6}, {"std", "product", "sha256 11", 7}}}
	change := func(platform string, index int, value string) []Difference {
		now := &Lock{Platform: platform, Facts: slices.Clone(locked.Facts)}
		now.Facts[index].Value = value
		return locked.differences(now)
	}
	for _, c := range []struct {
		index         int
		value         string
		here, version bool // whether it differs
	}{
		{0, "n=10 mean=1 rms=2 crc=01", false, false}, {0, "n=10 mean=1.0009 rms=2 crc=02", true, false},
		{0, "n=10 mean=1.0011 rms=2 crc=01", true, true}, {0, "n=11 mean=1 rms=2 crc=01", true, true},
		{0, "n=10 mean=1 rms=2", true, true}, {0, "n=10 rms=1 rms=2 crc=01", true, true}, {0, "n=10 mean=NaN rms=2 crc=01", true, true},
		{0, "n=10 mean=-1 rms=2 crc=01", true, true},
		{1, "0.5001 < 2", true, false}, {1, "0.5001 > 2", true, true}, {1, "met", true, true}, {2, "sha256 00 1000001", true, true},
		{3, "sha256 78", true, false},
		{4, "12.001", true, true}, {5, "sha256 12", true, true},
	} {
		for _, p := range []struct {
			platform string
			differ   bool
		}{{here, c.here}, {elsewhere, c.here && locked.Facts[c.index].Kind != Output}, {version, c.version}} {
			got := change(p.platform, c.index, c.value)
			if (len(got) == 1) != p.differ || len(got) > 1 {
				t.Errorf("%s, %q against %q: %+v", p.platform, c.value, locked.Facts[c.index].Value, got)
			}
			if p.differ && len(got) == 1 && (got[0].Fact != locked.Facts[c.index] || got[0].Now != c.value) {
				t.Errorf("%+v", got[0])
			}
		}
	}
	less, more := &Lock{Platform: "there", Facts: locked.Facts[1:5]},
		&Lock{Platform: "there", Facts: append([]Fact{{Kind: "digest", Name: "out/0", Value: "n=1"}}, locked.Facts...)}
	if got := locked.differences(less); len(got) != 2 || got[0].Name != "out/a" || got[0].Now != "" || got[1].Name != "product" || got[1].Line != 7 {
		t.Errorf("%+v", got)
	}
	if got := locked.differences(more); len(got) != 1 || got[0].Name != "out/0" || got[0].Now != "n=1" || got[0].Value != "" || got[0].Line != 0 {
		t.Errorf("%+v", got)
	}
}

func TestCloseEnough(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"1", "1", true}, {"1", "1.0009", true}, {"1", "1.0011", false}, {"1000", "1000.9", true}, {"-1", "1", false}, {"0", "1e-13", true},
		{"0", "1e-11", false}, {"a", "a", true}, {"a", "b", false},
		{"crc=1", "crc=zz", true}, {"x=1", "y=1", false}, {"x=1 2", "x=1", false}, {"x=a", "x=a", true}, {"x=a", "x=1", false},
		{"x=1", "x=a", false}, {"NaN", "NaN", true}, {"1", "NaN", false},
	} {
		if got := closeEnough(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

// Each kind of difference has its code, what it is about, and its line.
func TestDifferencesAreDiagnosed(t *testing.T) {
	l := &Lock{Path: "dir/nefc.lock", Text: lockText}
	for _, c := range []struct {
		d    Difference
		code diag.Code
		want []string
	}{
		{Difference{Fact{"spec", "m.nef#e", "aa", 7}, "bb"}, diag.InputChanged,
			[]string{"the model of `e` in m.nef is not what is in nefc.lock", "locked aa", "now bb", "nefc lock m.nef"}},
		{Difference{Fact{"input", "a.csv", "aa", 4}, "bb"}, diag.InputChanged, []string{`"a.csv" is not what is in`, "accepts it"}},
		{Difference{Fact{"std", "product", "aa", 10}, "bb"}, diag.InputChanged, []string{"std/product is not", "the library of this nefc"}},
		{Difference{Fact{"digest", "out/a", "aa", 2}, "bb"}, diag.ResultsDiffer, []string{"`out/a` is not", "another build of nefc"}},
		{Difference{Fact{"output", "out/w", "aa", 6}, "bb"}, diag.ResultsDiffer, []string{"`out/w` is not"}},
		{Difference{Fact{"expect", "e.1", "aa", 3}, "bb"}, diag.ResultsDiffer, []string{"expectation e.1 is not"}},
		{Difference{Fact{"expect", "e.1", "", 0}, "bb"}, diag.ResultsDiffer, []string{"expectation e.1 is not in nefc.lock", "now it is bb"}},
		{Difference{Fact{"input", "f", "aa", 5}, ""}, diag.InputChanged, []string{`"f" is in nefc.lock and no longer there`}},
	} {
		d := l.Diagnose(c.d)
		var b strings.Builder
		diag.Render(&b, diag.List{d}, diag.Sources{"dir/nefc.lock": l.Text}, diag.Style{})
		line := max(1, c.d.Line)
		for _, want := range append(c.want, strings.Split(lockText, "\n")[line-1]) {
			if d.Code != c.code || d.Severity != diag.Error || d.Subject.Start().Line != line || !strings.Contains(b.String(), want) {
				t.Errorf("%+v, without %q:\n%s", c.d, want, b.String())
			}
		}
	}
}

func TestExpectationValue(t *testing.T) {
	v := 0.25
	for want, x := range map[string]experiment.Expectation{"0.25 < 3": {Value: &v, Op: "<", Limit: 3, Outcome: "met"}, "skipped": {Outcome: "skipped"}, "met": {Value: &v, Outcome: "met"}, "failed": {Op: "<", Outcome: "failed"}} {
		if got := expectation(x); got != want {
			t.Errorf("%+v: %q", x, got)
		}
	}
}

func TestRelative(t *testing.T) {
	for _, c := range [][3]string{{".", "a/b", "a/b"}, {"a", "a/b", "b"}, {"a", "b", "../b"}, {"a/../b", "b/c", "c"}, {"/x", "/x/y", "y"}} {
		if got := relative(c[0], filepath.FromSlash(c[1])); got != c[2] {
			t.Errorf("%s from %s is %s", c[1], c[0], got)
		}
	}
}

func TestPlatform(t *testing.T) {
	if want := "nefc " + version.Name() + " " + runtime.GOOS + "/" + runtime.GOARCH + " float64"; platform() != want {
		t.Errorf("%s, want %s", platform(), want)
	}
	if sha256Of([]byte("abc")) != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Error("digests are not SHA-256")
	}
}
