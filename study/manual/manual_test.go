package manual

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/nefc/nefc/docs"
	"github.com/nefc/nefc/examples"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib"
	"github.com/nefc/nefc/web"
)

var whole = Sources{Docs: docs.Files, Models: examples.Files,
	Commands: []Command{{Name: "run", Args: "model.nef", Summary: "Run a model", Help: "Runs it.\n", Flags: "  --seed int\n"}}}

func makeSite(t *testing.T, s Sources) Site {
	t.Helper()
	site, err := Make(s)
	if err != nil {
		t.Fatal(err)
	}
	return site
}

var (
	links   = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	anchors = regexp.MustCompile(` id="([^"]*)"`)
)

// Every link of every page leads to a page, a picture or a heading that is there.
func TestLinksLeadSomewhere(t *testing.T) {
	site := makeSite(t, whole)
	ids := map[string]bool{}
	for name, content := range site {
		for _, m := range anchors.FindAllSubmatch(content, -1) {
			ids[name+"#"+string(m[1])] = true
		}
	}
	seen := 0
	for name, content := range site {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, m := range links.FindAllSubmatch(content, -1) {
			to := string(m[1])
			if isElsewhere(to) {
				continue
			}
			seen++
			file, anchor, has := strings.Cut(to, "#")
			target := name
			if file != "" {
				target = path.Join(path.Dir(name), file)
			}
			if _, ok := site[target]; !ok {
				t.Errorf("%s: %s leads to no page", name, to)
			} else if has && !ids[target+"#"+anchor] {
				t.Errorf("%s: %s leads to no heading", name, to)
			}
		}
	}
	if seen < 5000 {
		t.Errorf("only %d links", seen)
	}
}

// Whatever a model can name, and every diagnostic, stands in the reference and is found.
func TestEverythingIsFound(t *testing.T) {
	site := makeSite(t, whole)
	found := string(site["topics.js"])
	for _, i := range stdlib.Items() {
		if i.Family == foreign {
			if title, _ := json.Marshal(i.Name); !strings.Contains(found, `{"Title":`+string(title)+`,"Path":"words.html"`) {
				t.Errorf("the search does not find %s", i.Name)
			}
			continue
		}
		if page := string(site["reference/"+i.Family+".html"]); !strings.Contains(page, `id="`+i.Name+`"`) {
			t.Errorf("%s is not on the page of %s", i.Name, i.Family)
		}
		if !strings.Contains(found, "reference/"+i.Family+".html#"+i.Name+`"`) {
			t.Errorf("the search does not find %s", i.Name)
		}
	}
	for _, p := range diag.Pages() {
		if _, ok := site["reference/"+p.Code+".html"]; !ok || !strings.Contains(found, "reference/"+p.Code+".html") {
			t.Errorf("%s has no page, or is not found", p.Code)
		}
	}
}

func TestSameSourcesSameBytes(t *testing.T) {
	a, b := makeSite(t, whole), makeSite(t, whole)
	if len(a) != len(b) {
		t.Fatalf("%d and %d files", len(a), len(b))
	}
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

// small is a manual of one page and one model.
func small(page string) Sources {
	return Sources{Docs: fstest.MapFS{"README.md": {Data: []byte(page)}, "gallery/basic-a.svg": {Data: []byte("<svg/>")}},
		Models: fstest.MapFS{"README.md": {Data: []byte("# Models\n")}, "basic/a.nef": {Data: []byte("# A <first> model.\nseed 1\n")}}}
}

func TestPageOfText(t *testing.T) {
	site := makeSite(t, small("# Title\n\n[a](../examples/basic/a.nef) [b](../LICENSE) [c](https://example.org/x)\n\n```nef\nseed 1 # <b>\n```\n"))
	page := string(site["index.html"])
	for _, want := range []string{
		`<a href="examples/basic/a.html">a</a> b <a href="https://example.org/x">c</a>`, // what the site does not have is no link
		`<span class="word">seed</span> <span class="number">1</span> <span class="comment"># &lt;b&gt;</span>`,
		"<title>Title · nefc</title>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
}

func TestPageOfModel(t *testing.T) {
	site := makeSite(t, small("# Title\n"))
	page := string(site["examples/basic/a.html"])
	for _, want := range []string{`<img src="../../gallery/basic-a.svg"`, `# A &lt;first&gt; model.`, "nefc run examples/basic/a.nef"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
	if !strings.Contains(string(site["topics.js"]), `"Text":"A \u003cfirst\u003e model."`) {
		t.Errorf("the search does not know the model:\n%s", site["topics.js"])
	}
}

// The colours of the manual are those of the pages of a report: it names none of its own, and uses none that is not there.
func TestColoursAreTokens(t *testing.T) {
	style, found := strings.CutPrefix(string(makeSite(t, small("# Title\n"))["site.css"]), web.Tokens())
	if !found {
		t.Fatal("the style does not begin with the tokens")
	}
	if own := regexp.MustCompile(`#[0-9a-f]{3,8}\b[^{]*;|rgba?\(`).FindString(style); own != "" {
		t.Errorf("the style names a colour: %s", own)
	}
	used := regexp.MustCompile(`var\((--[\w-]+)\)`).FindAllStringSubmatch(style, -1)
	for _, m := range used {
		if strings.Count(web.Tokens(), m[1]+": ") != 2 {
			t.Errorf("%s is not in both themes", m[1])
		}
	}
	if len(used) < 20 {
		t.Errorf("only %d colours are used", len(used))
	}
}

func TestHandler(t *testing.T) {
	h := makeSite(t, small("# Title\n")).Handler()
	for _, c := range []struct {
		path, kind string
		code       int
	}{
		{"/", "text/html", 200}, {"/examples/", "text/html", 200}, {"/site.css", "text/css", 200}, {"/gallery/basic-a.svg", "image/svg+xml", 200},
		{"/nothing", "", 404}, {"/../manual.go", "", 404},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path = c.path
		h.ServeHTTP(w, r)
		if w.Code != c.code || !strings.HasPrefix(w.Header().Get("Content-Type"), c.kind) {
			t.Errorf("%s: %d %s", c.path, w.Code, w.Header().Get("Content-Type"))
		}
		if w.Code == 200 && w.Header().Get("Content-Security-Policy") != policy {
			t.Errorf("%s: no policy", c.path)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	site := makeSite(t, small("# Title\n"))
	if err := site.Write(dir); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "examples", "basic", "a.html"))
	if err != nil || !bytes.Equal(b, site["examples/basic/a.html"]) {
		t.Errorf("not written: %v", err)
	}
}
