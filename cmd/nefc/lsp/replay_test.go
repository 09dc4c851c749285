package lsp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/nefc/nefc/internal/lsp"
)

// A session is an archive: files of a folder, the steps of an editor, and what the server
// answered. A step is a line:
//
//	open m.nef                    with the text of the file
//	change m.nef "old" "new"      the first occurrence
//	diagnostics m.nef             what is told of it
//	textDocument/completion …     shows the first answers in a line each
//	METHOD m.nef "text" 3 {…}     asked at the place 3 bytes into the first occurrence of a text;
//	                              with "to" in the object, of the stretch up to the end of that
//	                              text; {…} is added to the question
//
// UPDATE=1 rewrites the answers.
func TestReplays(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no sessions", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { replay(t, name) })
	}
}

func replay(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p := &player{t: t, files: map[string]string{}}
	dir := t.TempDir()
	var steps, want string
	for _, f := range archive.Files {
		switch f.Name {
		case "steps":
			steps = string(f.Data)
		case "answers":
			want = string(f.Data)
		default:
			p.files[f.Name] = string(f.Data)
			path := filepath.Join(dir, f.Name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	p.client = newClient(t, dir)
	for _, step := range strings.Split(strings.TrimSpace(steps), "\n") {
		p.step(step)
	}
	got := p.out.String()
	if os.Getenv("UPDATE") != "" {
		update(t, name, archive, got)
	} else if got != want {
		t.Errorf("the answers are now\n%s", got)
	}
}

// update writes answers into an archive.
func update(t *testing.T, name string, a *txtar.Archive, answers string) {
	for i, f := range a.Files {
		if f.Name == "answers" {
			a.Files[i].Data = []byte(answers)
		}
	}
	if a.Files[len(a.Files)-1].Name != "answers" {
		a.Files = append(a.Files, txtar.File{Name: "answers", Data: []byte(answers)})
	}
	if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// player plays a session.
type player struct {
	t      *testing.T
	client *client
	files  map[string]string
	out    strings.Builder
}

func (p *player) step(line string) {
	words := fields(line)
	verb, name := words[0], words[1]
	fmt.Fprintf(&p.out, "> %s\n", line)
	switch verb {
	case "open":
		p.client.open(name, p.files[name])
	case "change":
		at := p.find(name, words[2])
		p.client.edit(name, at, at+len(unquote(words[2])), unquote(words[3]))
	case "diagnostics":
		p.show(p.client.diagnostics(name).List)
	case "textDocument/completion":
		p.completions(p.client.request(verb, p.question(name, words[2:])))
	default:
		p.show(p.client.request(verb, p.question(name, words[2:])))
	}
}

// completions shows the first of them in a line each: hundreds would hide the few that are new.
func (p *player) completions(answer json.RawMessage) {
	var found lsp.Completions
	if err := json.Unmarshal(answer, &found); err != nil {
		p.t.Fatal(err)
	}
	for i, c := range found.Items {
		if i == 12 {
			fmt.Fprintf(&p.out, "  … of %d\n", len(found.Items))
			break
		}
		fmt.Fprintf(&p.out, "  %s (%d) %s; writes %q at %d:%d-%d\n", c.Label, c.Kind, c.Detail, c.Edit.NewText, c.Edit.Range.Start.Line,
			c.Edit.Range.Start.Character, c.Edit.Range.End.Character)
	}
}

// question is what a step asks.
func (p *player) question(name string, words []string) map[string]any {
	q := map[string]any{"textDocument": map[string]any{"uri": p.client.uri(name)}}
	if len(words) == 0 {
		return q
	}
	at := p.find(name, words[0])
	if len(words) > 1 {
		n, err := strconv.Atoi(words[1])
		if err != nil {
			p.t.Fatal(err)
		}
		at += n
	}
	lines := p.client.docs[name].lines
	q["position"] = lines.Position(at)
	if len(words) > 2 {
		if err := json.Unmarshal([]byte(words[2]), &q); err != nil {
			p.t.Fatal(err)
		}
	}
	if to, ok := q["to"].(string); ok {
		delete(q, "to")
		delete(q, "position")
		end := strings.Index(lines.Text[at:], to) + at + len(to)
		q["range"] = lsp.Range{Start: lines.Position(at), End: lines.Position(end)}
	}
	if _, ok := q["positions"]; ok {
		q["positions"] = []any{q["position"]}
	}
	return q
}

// find is where a quoted text stands in a file.
func (p *player) find(name, quoted string) int {
	at := strings.Index(p.client.docs[name].lines.Text, unquote(quoted))
	if at < 0 {
		p.t.Fatalf("%s is not in %s", quoted, name)
	}
	return at
}

// show writes an answer, with names of folders that are the same everywhere.
func (p *player) show(answer any) {
	text, err := json.Marshal(answer)
	if err != nil {
		p.t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, ranges.ReplaceAll(text, []byte(`"$1:$2-$3:$4"`)), "", " "); err != nil {
		p.t.Fatal(err)
	}
	clean := strings.NewReplacer(fileURI(p.client.dir), "file:///folder", fileURI(reference()), "file:///reference", p.client.dir, "/folder")
	p.out.WriteString(pictures.ReplaceAllString(clean.Replace(out.String()), "base64,…") + "\n")
}

// pictures are those in hovers: that there is one is shown, not its bytes.
var pictures = regexp.MustCompile(`base64,iVBORw0KGgo[A-Za-z0-9+/]{1000,}=*`)

// ranges are objects of two places, which are shown in a line: 2:14-2:19.
var ranges = regexp.MustCompile(`\{"start":\{"line":(\d+),"character":(\d+)\},"end":\{"line":(\d+),"character":(\d+)\}\}`)

// fields are the words of a step; those in quotes, and in braces at the end, are one.
func fields(line string) []string {
	var out []string
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		if line[0] == '{' {
			return append(out, line)
		}
		end := strings.IndexByte(line+" ", ' ')
		if line[0] == '"' {
			prefix, err := strconv.QuotedPrefix(line)
			if err != nil {
				panic(err)
			}
			end = len(prefix)
		}
		out, line = append(out, line[:end]), line[end:]
	}
	return out
}

func unquote(word string) string {
	text, err := strconv.Unquote(word)
	if err != nil {
		panic(err)
	}
	return text
}
