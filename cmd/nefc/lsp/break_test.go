package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"github.com/nefc/nefc/internal/lsp"
)

// Changes while answers are outstanding: each request is answered, with an answer or with the error that the
// protocol has for one that was overtaken or given up, and afterwards the server answers as a fresh one.
func TestOvertaken(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	dir := t.TempDir()
	c := newClient(t, dir)
	text := modelOf(200)
	c.open("m.nef", text)
	at := strings.Index(text, "radius 1") + len("radius 1")
	var asked sync.WaitGroup
	for i := range 60 {
		ctx, cancel := context.WithCancel(context.Background())
		for _, method := range []string{"completion", "hover", "rename", "formatting", "semanticTokens/full", "references", "codeLens"} {
			q := map[string]any{"textDocument": map[string]any{"uri": c.uri("m.nef")}, "position": c.docs["m.nef"].lines.Position(at - 20),
				"newName": "other"}
			asked.Go(func() {
				_, err := c.rpc.Call(ctx, "textDocument/"+method, q)
				var refused *jrpc2.Error
				switch {
				case err == nil, errors.Is(err, context.Canceled):
				case errors.As(err, &refused) && (refused.Code == errOvertaken.Code || refused.Code == errCancelled.Code):
				case method == "rename" && !strings.Contains(err.Error(), "mistake in nefc"):
				default:
					t.Errorf("%s: %v", method, err)
				}
			})
		}
		if i%3 == 0 {
			cancel()
		}
		if i%2 == 0 {
			c.edit("m.nef", 0, 0, "# a line\n")
		} else {
			c.edit("m.nef", 0, len("# a line\n"), "")
		}
		t.Cleanup(cancel)
	}
	asked.Wait()
	c.diagnostics("m.nef")
	fresh := newClient(t, dir)
	fresh.open("m.nef", c.docs["m.nef"].lines.Text)
	q := c.at("m.nef", at-20)
	for _, method := range []string{"completion", "hover", "semanticTokens/full"} {
		if got, want := string(c.request("textDocument/"+method, q)), string(fresh.request("textDocument/"+method, q)); got != want {
			t.Errorf("%s after changes is\n%s\na fresh server says\n%s", method, got, want)
		}
	}
}

// Texts as editors may have them: every request is answered, and places are in them.
func TestOddTexts(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	odd := map[string]string{
		"empty":      "",
		"bom":        "\ufeffnef 1\nseed 1\nensemble a 50\n",
		"crlf":       "nef 1\r\nseed 1\r\nensemble a 50\r\nconnect a -> b\r\n",
		"cr":         "nef 1\rseed 1\rensemble a 50\r",
		"surrogates": "# 𝔸𝔸 é\nensemble 𝔸 50\nlet x = \"𝔸\" # 𝔸\nensemble a 50 radius y\n",
		"nul":        "ensemble a\x00 50\n",
		"long line":  "let x = " + strings.Repeat("1 + ", 3_000) + "1\n",
		"no end":     "ensemble a 50 # é\nlet x = [" + strings.Repeat("\"𝔸\", ", 30_000) + "1]\n",
		"brackets":   "let x = " + strings.Repeat("(", 3_000) + "\n",
		"comments":   strings.Repeat("# a comment that says nothing at all, again and again, to its end\n", 4_000),
	}
	for name, text := range odd {
		t.Run(name, func(t *testing.T) {
			c := newClient(t, t.TempDir())
			c.open("m.nef", text)
			lines := c.docs["m.nef"].lines
			for _, d := range c.diagnostics("m.nef").List {
				if start, end := lines.Span(d.Range); lines.Range(start, end) != d.Range {
					t.Errorf("%v is no place of the text", d.Range)
				}
			}
			for _, offset := range []int{0, len(text) / 2, len(text)} {
				whole := c.at("m.nef", offset)
				for _, method := range []string{"completion", "hover", "signatureHelp", "definition", "documentHighlight", "documentSymbol",
					"foldingRange", "semanticTokens/full", "codeLens", "formatting", "documentLink"} {
					c.request("textDocument/"+method, whole)
				}
			}
		})
	}
}

// A rename reaches the models of every folder that is open, of a folder that is opened later, and those
// beside a file that lies in no folder; not those of a folder that was closed.
func TestFolders(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	top := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(top, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return fileURI(path)
	}
	part := "template t(n=10) {\n  ensemble e n\n}\n"
	user := "nef 1\nseed 1\nuse ../%s/part\nt x()\nprobe x.e\nrun 1s\n"
	write("one/part.nef", part)
	second := write("two/user.nef", fmt.Sprintf(user, "one"))
	write("out/part.nef", part)
	beside := write("out/user.nef", strings.ReplaceAll(fmt.Sprintf(user, "one"), "../one/", "./"))

	folder := func(name string) map[string]string {
		return map[string]string{"uri": fileURI(filepath.Join(top, name)), "name": name}
	}
	c := newClient(t, top, folder("one"))
	c.open("one/part.nef", part)
	c.open("out/part.nef", part)
	renamed := func(name string) []string {
		var edit lsp.WorkspaceEdit
		question := lsp.Rename{AtPosition: c.at(name, strings.Index(part, "e n")), NewName: "pop"}
		if err := json.Unmarshal(c.request("textDocument/rename", question), &edit); err != nil {
			t.Fatal(err)
		}
		return slices.Sorted(maps.Keys(edit.Changes))
	}
	change := func(event string, name string) {
		c.notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{event: []any{folder(name)}}})
	}
	for _, step := range []struct {
		before func()
		file   string
		want   []string
	}{
		{func() {}, "one/part.nef", []string{c.uri("one/part.nef")}},
		{func() { change("added", "two") }, "one/part.nef", []string{c.uri("one/part.nef"), second}},
		{func() { change("removed", "two") }, "one/part.nef", []string{c.uri("one/part.nef")}},
		{func() {}, "out/part.nef", []string{c.uri("out/part.nef"), beside}},
	} {
		step.before()
		if got := renamed(step.file); !slices.Equal(got, step.want) {
			t.Errorf("a rename in %s changes %v, not %v", step.file, got, step.want)
		}
	}
}

// A file that is used, and goes: its user is told, and told again when it is back.
func TestUsedFileGoes(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	dir := t.TempDir()
	part := filepath.Join(dir, "part.nef")
	write := func() {
		if err := os.WriteFile(part, []byte("template t(n=10) {\n  ensemble e n\n}\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write()
	c := newClient(t, dir)
	c.open("m.nef", "nef 1\nseed 1\nuse ./part\nt x()\nprobe x.e\nrun 1s\n")
	errors := func(d lsp.Diagnostics) bool {
		for _, x := range d.List {
			if x.Severity == lsp.SeverityError {
				return true
			}
		}
		return false
	}
	told := func() {
		c.notify("workspace/didChangeWatchedFiles", lsp.FilesChanged{Changes: []lsp.FileChange{{URI: fileURI(part)}}})
	}
	if d := c.diagnostics("m.nef"); errors(d) {
		t.Fatalf("with the file: %v", d.List)
	}
	if err := os.Remove(part); err != nil {
		t.Fatal(err)
	}
	told()
	if d, ok := c.await("m.nef", errors); !ok {
		t.Errorf("without the file: %v", d.List)
	}
	write()
	told()
	if d, ok := c.await("m.nef", func(d lsp.Diagnostics) bool { return !errors(d) }); !ok {
		t.Errorf("with the file again: %v", d.List)
	}
}

// A cache that cannot be written costs the pages of codes, and nothing else.
func TestNoCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", file) // no folder
	c := newClient(t, t.TempDir())
	c.open("m.nef", "ensemble a 50\nconnect a -> b\n")
	if len(c.diagnostics("m.nef").List) == 0 {
		t.Error("nothing is told")
	}
}

// A request that is given up as soon as it was sent is answered with the number that the protocol has for that.
func TestGivenUp(t *testing.T) {
	toServer, in := io.Pipe()
	out, fromServer := io.Pipe()
	go serve(toServer, fromServer)
	ch := channel.LSP(out, in)
	go func() {
		for i := range 300 {
			_ = ch.Send(fmt.Appendf(nil, `{"jsonrpc":"2.0","id":%d,"method":"workspace/symbol","params":{"query":""}}`, i))
			_ = ch.Send(fmt.Appendf(nil, `{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":%d}}`, i))
		}
	}()
	for range 300 {
		body, err := ch.Recv()
		if err != nil {
			t.Fatal(err)
		}
		if text := string(body); strings.Contains(text, `"error"`) && !strings.Contains(text, `"code":-32800,`) {
			t.Fatal(text)
		}
	}
	_ = ch.Send([]byte(`{"jsonrpc": "2.0", "method": "exit"}`))
}

// What is no message of the protocol is answered with an error, and the next request with an answer.
func TestBadMessages(t *testing.T) {
	toServer, in := io.Pipe()
	out, fromServer := io.Pipe()
	end := make(chan bool, 1)
	go func() {
		_, ended := serve(toServer, fromServer)
		end <- ended
	}()
	ch := channel.LSP(out, in)
	send := func(body string) {
		if err := ch.Send([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	answer := func() (a struct {
		ID    json.RawMessage
		Error *struct{ Code int }
	}) {
		body, err := ch.Recv()
		if err != nil || json.Unmarshal(body, &a) != nil {
			t.Fatal(err, string(body))
		}
		return a
	}
	for _, bad := range []struct {
		body string
		code int // as JSON-RPC numbers them
	}{
		{`{"jsonrpc": "2.0", "id": 1, "method": `, -32700},
		{`{"jsonrpc": "2.0", "id": 2, "method": "no/such"}`, -32601},
		{`{"jsonrpc": "2.0", "id": 3, "method": "textDocument/hover", "params": {"position": "here"}}`, -32602},
	} {
		send(bad.body)
		if a := answer(); a.Error == nil || a.Error.Code != bad.code {
			t.Errorf("%s: answered with %+v, want code %d", bad.body, a.Error, bad.code)
		}
	}
	send(`{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": 5}}`)
	send(`{"jsonrpc": "2.0", "id": "s", "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///nowhere.nef"},
		"position": {"line": 5, "character": 5}}}`)
	if a := answer(); a.Error != nil || string(a.ID) != `"s"` {
		t.Errorf("a good request is answered with %s %+v", a.ID, a.Error)
	}
	send(`{"jsonrpc": "2.0", "method": "exit"}`)
	if <-end {
		t.Error("an editor that goes without `shutdown` is said to have ended")
	}
}

// URIs as editors write them, and the files that they name.
func TestURIs(t *testing.T) {
	for uri, want := range map[string]string{
		"file:///models/a.nef":         "/models/a.nef",
		"file:///models/a%20b%C3%A9":   "/models/a bé",
		"file:///c%3A/models/a.nef":    "/c:/models/a.nef", // c:\models on Windows
		"file:///models/../x/%2525":    "/x/%25",
		"untitled:Untitled-1":          "untitled:Untitled-1",
		"vscode-vfs://github/n/a.nef":  "vscode-vfs:/github/n/a.nef",
		"file:///models/%zz/what.nef":  "file:/models/%zz/what.nef",
		"git:/models/a.nef?ref=HEAD~1": "git:/models/a.nef?ref=HEAD~1",
	} {
		if got := filepath.ToSlash(pathOf(uri)); got != want {
			t.Errorf("%s is %s, want %s", uri, got, want)
		}
	}
}
