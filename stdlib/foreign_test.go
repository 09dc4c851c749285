package stdlib

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/meant"
)

// What a foreign word is here is a word of the language.
func TestForeignWordsHaveCounterparts(t *testing.T) {
	own := map[string]bool{"^": true, "and": true, "or": true, "not": true, "my_pop": true}
	for _, item := range Items() {
		if item.Family != "nengo" {
			own[item.Name] = true
		}
	}
	for _, w := range meant.Words {
		if w.Here != "" && !own[w.Here] {
			t.Errorf("`%s` is said to be `%s`, which is nothing", w.Name, w.Here)
		}
	}
}

const wordsPage = "../docs/words.md"

// The page of foreign words is made of the table that the messages use; UPDATE=1
// writes it.
func TestWordsPage(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# Words of other simulators, of Python and of earlier versions, and what they are here

Where a name is not known, the messages of nefc consult this table, and so do ` + "`nefc explain Ensemble`" + ` and ` + "`nefc list nengo`" + `. It is written by a
test (` + "`UPDATE=1 go test ./stdlib -run TestWordsPage`" + `). What differs in meaning is in [porting.md](porting.md).
`)
	for _, part := range []struct {
		title string
		has   func(w *meant.Word) bool
	}{
		{"Nengo", func(w *meant.Word) bool { return w.From == "Nengo" }},
		{"nengo-spa", func(w *meant.Word) bool { return w.From == "nengo-spa" }},
		{"Python, NumPy, C", func(w *meant.Word) bool {
			return w.From == "Python" || w.From == "NumPy" || w.From == "C" || w.From == "shells"
		}},
		{"Brian 2, PyNN, NEST", func(w *meant.Word) bool { return w.From == "Brian 2" || w.From == "PyNN" || w.From == "NEST" }},
		{"Earlier versions of nefc", func(w *meant.Word) bool { _, is := meant.Earlier(w.Name); return is }},
	} {
		fmt.Fprintf(&b, "\n## %s\n\n| there | here | for example |\n|---|---|---|\n", part.title)
		for i := range meant.Words {
			if w := &meant.Words[i]; part.has(w) {
				fmt.Fprintf(&b, "| %s | %s | %s |\n", code(w.Name), code(w.Here), strings.ReplaceAll(w.How(), "|", `\|`))
			}
		}
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(wordsPage, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(wordsPage)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Errorf("%s is not what the table says; UPDATE=1 writes it anew", wordsPage)
	}
	for _, w := range meant.Words {
		if !strings.Contains(string(have), "| "+code(w.Name)+" |") {
			t.Errorf("`%s` is in no part of the page", w.Name)
		}
	}
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + strings.ReplaceAll(text, "|", `\|`) + "`"
}
