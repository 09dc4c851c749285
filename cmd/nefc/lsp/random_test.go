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

	"github.com/nefc/nefc/grammar/edits"
	"github.com/nefc/nefc/internal/lsp"
)

// Whatever is typed, no request fails, and what is answered afterwards depends on the texts
// alone: a server that has seen nothing else answers the same.
func TestRandomEdits(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	models := modelsOfTheRepository(t)
	rounds, changes := 30, 120
	if testing.Short() {
		rounds, changes = 3, 40
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
			for i := range changes {
				name := []string{"a.nef", "b.nef"}[r.IntN(2)]
				start, end, text := edits.Random(r, c.docs[name].lines.Text)
				c.edit(name, whole(c, name, start), whole(c, name, end), text)
				if r.IntN(4) == 0 {
					ask(c, name, r)
				}
				if i%40 == 39 {
					asFresh(t, c, dir, r)
				}
			}
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

// whole is a place that an editor can name: not within \r\n.
func whole(c *client, name string, offset int) int {
	text := c.docs[name].lines.Text
	if offset > 0 && offset < len(text) && text[offset-1] == '\r' && text[offset] == '\n' {
		return offset - 1
	}
	return offset
}

// requests are all that ask about an open file.
var requests = []string{"textDocument/completion", "textDocument/signatureHelp", "textDocument/hover", "textDocument/definition",
	"textDocument/references", "textDocument/documentHighlight", "textDocument/prepareRename", "textDocument/rename",
	"textDocument/documentSymbol", "workspace/symbol", "textDocument/foldingRange", "textDocument/selectionRange",
	"textDocument/semanticTokens/full", "textDocument/semanticTokens/range", "textDocument/inlayHint", "textDocument/codeLens",
	"textDocument/codeAction", "textDocument/documentLink", "textDocument/formatting", "textDocument/rangeFormatting",
	"textDocument/onTypeFormatting"}

// question is what any request may want to know of a place.
func question(c *client, name string, offset int) map[string]any {
	at, lines := c.at(name, offset), c.docs[name].lines
	return map[string]any{"textDocument": at.Document, "position": at.Position, "positions": []lsp.Position{at.Position},
		"range": lines.Range(0, len(lines.Text)), "context": map[string]any{"includeDeclaration": true}, "newName": "renamed", "ch": "\n", "query": "a"}
}

// ask asks everything about a random place of a file, and returns the answers; a rename may be refused.
func ask(c *client, name string, r *rand.Rand) []string {
	lines := c.docs[name].lines
	offset := r.IntN(len(lines.Text) + 1)
	for offset < len(lines.Text) && !utf8.RuneStart(lines.Text[offset]) {
		offset++
	}
	var out []string
	for _, method := range requests {
		answer, err := c.try(method, question(c, name, offset))
		if err != nil && !strings.HasSuffix(strings.ToLower(method), "rename") {
			c.t.Fatalf("%s: %v", method, err)
		}
		out = append(out, fmt.Sprint(method, " ", string(answer), err))
	}
	return out
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
				t.Errorf("%s: after edits the answer is\n%s\na fresh server says\n%s\nof\n%s", name, got[i], want[i], c.docs[name].lines.Text)
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
