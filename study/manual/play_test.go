package manual

import (
	"bytes"
	"encoding/base64"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/nefc/nefc/examples"
)

// In a manual with a playground every model of the gallery runs as a file, and every whole model of other pages as a
// text in the address; pieces of models do not, and without a playground nothing does.
func TestModelsRun(t *testing.T) {
	s := whole
	s.Play = &Play{Files: map[string][]byte{"index.html": []byte("ground"), "core.js": []byte("core")},
		Runs: func(text string) bool { return strings.HasPrefix(text, "nef 1\n") }}
	site := makeSite(t, s)
	if string(site["play/index.html"]) != "ground" || string(site["play/core.js"]) != "core" {
		t.Error("the playground is not there")
	}
	models := 0
	for name := range site {
		at, isModel := strings.CutPrefix(name, "examples/")
		if !isModel || !strings.HasSuffix(at, ".html") || strings.HasSuffix(at, "index.html") {
			continue
		}
		models++
		want := `href="` + strings.Repeat("../", strings.Count(name, "/")) + "play/index.html#m=" + strings.TrimSuffix(at, ".html") + `.nef"`
		if !bytes.Contains(site[name], []byte(want)) {
			t.Errorf("%s has no %s", name, want)
		}
		if _, err := examples.Files.ReadFile(strings.TrimSuffix(at, ".html") + ".nef"); err != nil {
			t.Error(err)
		}
	}
	if models < 30 {
		t.Errorf("only %d models run", models)
	}
	_, rest, found := strings.Cut(string(site["index.html"]), `play/index.html#x=`)
	word, _, _ := strings.Cut(rest, `"`)
	text, err := base64.RawURLEncoding.DecodeString(word)
	if !found || err != nil || !strings.HasPrefix(string(text), "nef 1\nseed 1\n") || !strings.HasSuffix(string(text), "}\n") {
		t.Errorf("the first model runs as %q: %v", text, err)
	}
	if plain := makeSite(t, whole); bytes.Contains(plain["index.html"], []byte("play/index.html")) {
		t.Error("a manual without a playground has links to it")
	}
	answer := httptest.NewRecorder()
	site.Handler().ServeHTTP(answer, httptest.NewRequest("GET", "/play/index.html", nil))
	if policy := answer.Header().Get("Content-Security-Policy"); policy != "" {
		t.Errorf("the playground is held to %s", policy)
	}
}
