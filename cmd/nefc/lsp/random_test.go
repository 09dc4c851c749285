package lsp

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/internal/lsp"
)

// Whatever is typed, no request fails, and what is answered afterwards depends on the texts
// alone: a server that has seen nothing else answers the same.
func TestRandomEdits(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	models := modelsOfTheRepository(t)
	rounds, edits := 30, 120
	if testing.Short() {
		rounds, edits = 3, 40
	}
	for round := range rounds {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			r := rand.New(rand.NewPCG(uint64(round), 7))
			texts := map[string]string{"a.nef": models[r.IntN(len(models))], "b.nef": models[r.IntN(len(models))]}
			if r.IntN(2) == 0 {
				texts["a.nef"] = "use ./b\n" + texts["a.nef"]
			}
			dir := t.TempDir()
			c := newClient(t, dir)
			for _, name := range []string{"a.nef", "b.nef"} {
				c.open(name, texts[name])
			}
			for range edits {
				name := []string{"a.nef", "b.nef"}[r.IntN(2)]
				start, end, text := randomEdit(r, c.docs[name].lines.Text)
				c.edit(name, whole(c, name, start), whole(c, name, end), text)
				if r.IntN(4) == 0 {
					ask(c, name, r)
				}
			}
			asFresh(t, c, dir, r)
		})
	}
}

// modelsOfTheRepository are the texts of the examples and of the library.
func modelsOfTheRepository(t testing.TB) []string {
	var out []string
	for _, root := range []string{"../../../examples", "../../../stdlib/std"} {
		err := filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
			if err == nil && filepath.Ext(path) == ".nef" {
				text, err := os.ReadFile(path)
				out = append(out, string(text))
				return err
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// randomEdit replaces a stretch of a text: words that are there, others, nothing, or a letter.
func randomEdit(r *rand.Rand, text string) (start, end int, insert string) {
	toks := token.All("", text)
	t := toks[r.IntN(len(toks))]
	start, end = t.Pos.Offset, t.End().Offset
	other := toks[r.IntN(len(toks))].Text
	switch r.IntN(7) {
	case 0:
		return start, end, ""
	case 1:
		return start, end, other
	case 2:
		return start, start, other + " "
	case 3:
		return start, start, []string{"{", "}", "(", ")", "[", "]", "\"", "#", ".", ",", "->", "𝔸", "é", "\r\n", "\n", ";", "1e999ms",
			"-", "="}[r.IntN(19)]
	case 4:
		lines := strings.SplitAfter(text, "\n")
		return start, start, "\n" + lines[r.IntN(len(lines))]
	case 5:
		end = min(len(text), start+r.IntN(60))
		for !utf8.RuneStart((text + "x")[end]) {
			end++
		}
		return start, end, ""
	}
	if end > start {
		_, size := utf8.DecodeLastRuneInString(text[start:end])
		return end - size, end, ""
	}
	return start, end, "x"
}

// whole is a place that an editor can name: not within \r\n.
func whole(c *client, name string, offset int) int {
	text := c.docs[name].lines.Text
	if offset > 0 && offset < len(text) && text[offset-1] == '\r' && text[offset] == '\n' {
		return offset - 1
	}
	return offset
}

// ask asks everything about a random place of a file, and returns the answers.
func ask(c *client, name string, r *rand.Rand) []string {
	lines := c.docs[name].lines
	offset := r.IntN(len(lines.Text) + 1)
	for offset < len(lines.Text) && !utf8.RuneStart(lines.Text[offset]) {
		offset++
	}
	at := c.at(name, offset)
	var out []string
	for _, method := range []string{"completion", "hover", "signatureHelp", "definition", "documentHighlight"} {
		out = append(out, string(c.request("textDocument/"+method, at)))
	}
	refs := lsp.References{AtPosition: at}
	refs.Context.Declaration = true
	out = append(out, string(c.request("textDocument/references", refs)))
	for _, method := range []string{"documentSymbol", "foldingRange", "semanticTokens/full", "codeLens", "formatting", "documentLink"} {
		out = append(out, string(c.request("textDocument/"+method, lsp.InDocument{Document: at.Document})))
	}
	whole := lsp.InRange{Document: at.Document, Range: lines.Range(0, len(lines.Text))}
	out = append(out, string(c.request("textDocument/inlayHint", whole)))
	out = append(out, string(c.request("textDocument/codeAction", lsp.Actions{InRange: whole})))
	return append(out, string(c.request("textDocument/selectionRange", lsp.AtPositions{Document: at.Document,
		Positions: []lsp.Position{at.Position}})))
}

// asFresh compares answers with those of a server that was just started.
func asFresh(t *testing.T, c *client, dir string, r *rand.Rand) {
	t.Helper()
	fresh := newClient(t, dir)
	for _, name := range []string{"a.nef", "b.nef"} {
		fresh.open(name, c.docs[name].lines.Text)
	}
	for _, name := range []string{"a.nef", "b.nef"} {
		seed := r.Uint64()
		got, want := ask(c, name, rand.New(rand.NewPCG(seed, 1))), ask(fresh, name, rand.New(rand.NewPCG(seed, 1)))
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: after edits answer %d is\n%s\na fresh server says\n%s\nof\n%s", name, i, got[i], want[i], c.docs[name].lines.Text)
			}
		}
		fresh.diagnostics(name)
		same := func(d lsp.Diagnostics) bool { return asText(t, d.List) == asText(t, fresh.last(name).List) }
		if told, ok := c.await(name, same); !ok {
			t.Errorf("%s: after edits is told\n%s\nby a fresh server\n%s\nof\n%s", name, asText(t, told.List), asText(t, fresh.last(name).List),
				c.docs[name].lines.Text)
		}
	}
}

func asText(t *testing.T, of any) string {
	text, err := json.Marshal(of)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
