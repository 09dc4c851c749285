package desk

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nefc/nefc/serve"
)

// ask asks about a text; | is the place, and is left out.
func ask(t *testing.T, method, text string) string {
	t.Helper()
	at := max(0, strings.Index(text, "|"))
	answer := New()[method](serve.Question{Path: filepath.Join(t.TempDir(), "m.nef"), Text: strings.Replace(text, "|", "", 1), At: at})
	b, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// An editor gets the answers of the language server, in bytes of its text, also where letters are of several.
func TestAnswers(t *testing.T) {
	for _, x := range []struct {
		method, text string
		want         []string
	}{
		{"check", "seed 1\nensemble a 10\nconnect aa -> a\nprobe a\nrun 1s\n", []string{`"code":"NEF010"`, `"line":3`, `"edits":[{"file":"`, `"start":29,"end":31,"text":"a"`}},
		{"check", "seed 1\nensemble a 10\nnode u = 1\nconnect u -> a\nprobe a\nrun 10ms\n", []string{`"diagnostics":[]`}},
		{"complete", "seed 1\nensemble a 10 neu|", []string{`"start":21,"end":24,"text":"neurons "`, `"kind":"option"`}},
		{"complete", "# é\nensemble büro 10\nprobe bü|", []string{`"label":"büro"`, `"start":29,"end":32`}},
		{"hover", "seed 1\n# Two.\nensemble a| 40 radius 2\nprobe a\n", []string{"Two.", "radius 2", `"start":23,"end":24`}},
		{"hover", "seed 1 |\n", []string{"null"}},
		{"declaration", "ensemble a 10\nprobe |a\n", []string{`{"start":9,"end":10}`}},
		{"declaration", "probe |a\n", []string{"null"}},
		{"format", "seed   1\n", []string{`{"edits":[{"start":0,"end":9,"text":"seed 1\n"}]}`}},
		{"format", "seed (\n", []string{`{"edits":[]}`}},
	} {
		got := ask(t, x.method, x.text)
		for _, want := range x.want {
			if !strings.Contains(strings.ReplaceAll(got, `\n`, "\n"), strings.ReplaceAll(want, `\n`, "\n")) {
				t.Errorf("%s of %q is %s; it should have %s", x.method, x.text, got, want)
			}
		}
	}
}
