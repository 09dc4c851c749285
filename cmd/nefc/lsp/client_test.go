package lsp

import (
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"github.com/nefc/nefc/internal/lsp"
)

// client is an editor that does what a test says.
type client struct {
	t    testing.TB
	dir  string // the folder that is open
	rpc  *jrpc2.Client
	docs map[string]*document // by name in the folder

	mu    sync.Mutex
	told  *sync.Cond
	found map[string]lsp.Diagnostics // by URI, as told last
	said  []string                   // to the person
}

// patience is how long a client waits for what must come: long, as a machine may be busy.
const patience = time.Minute

// newClient starts a server in a folder, or in those that are open in an editor.
func newClient(t testing.TB, dir string, folders ...any) *client {
	c := &client{t: t, dir: dir, docs: map[string]*document{}, found: map[string]lsp.Diagnostics{}}
	c.told = sync.NewCond(&c.mu)
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	ended := make(chan struct{})
	go func() {
		serve(toServer, fromServer)
		close(ended)
	}()
	c.rpc = jrpc2.NewClient(channel.LSP(toClient, fromClient), &jrpc2.ClientOptions{OnNotify: c.notified,
		OnCallback: func(context.Context, *jrpc2.Request) (any, error) { return nil, nil }})
	t.Cleanup(func() {
		_ = c.rpc.Close() // the server ends with it
		<-ended
	})
	c.request("initialize", map[string]any{"rootUri": fileURI(dir), "workspaceFolders": folders,
		"capabilities": map[string]any{}})
	c.notify("initialized", map[string]any{})
	return c
}

// notified takes what the server tells.
func (c *client) notified(n *jrpc2.Request) {
	switch n.Method() {
	case "window/logMessage":
		c.t.Errorf("%s", n.ParamString())
		return
	case "window/showMessage":
		var m lsp.Message
		if err := n.UnmarshalParams(&m); err != nil {
			c.t.Error(err)
		}
		c.mu.Lock()
		c.said = append(c.said, m.Message)
		c.mu.Unlock()
		return
	}
	var found lsp.Diagnostics
	if err := n.UnmarshalParams(&found); err != nil {
		c.t.Error(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if last := c.found[found.URI].Version; last != nil && found.Version != nil && *last > *found.Version {
		return // jrpc2 hands notifications on in goroutines of their own, so an older one may come later
	}
	c.found[found.URI] = found
	c.told.Broadcast()
}

// request asks, and returns the answer as it came.
func (c *client) request(method string, params any) json.RawMessage {
	c.t.Helper()
	answer, err := c.try(method, params)
	if err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
	return answer
}

// try asks what may be refused.
func (c *client) try(method string, params any) (answer json.RawMessage, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err = c.rpc.CallResult(ctx, method, params, &answer)
	return answer, err
}

func (c *client) notify(method string, params any) {
	c.t.Helper()
	if err := c.rpc.Notify(context.Background(), method, params); err != nil {
		c.t.Fatal(err)
	}
}

// uri is that of a file of the folder.
func (c *client) uri(name string) string { return fileURI(filepath.Join(c.dir, name)) }

// open opens a file with a text.
func (c *client) open(name, text string) {
	c.docs[name] = &document{c.uri(name), 1, lsp.NewLines(text)}
	var p lsp.Opened
	p.Document.URI, p.Document.Version, p.Document.Text = c.uri(name), 1, text
	c.notify("textDocument/didOpen", p)
}

// edit replaces bytes of an open file.
func (c *client) edit(name string, start, end int, text string) {
	doc := c.docs[name]
	at := doc.lines.Range(start, end)
	doc.version++
	doc.lines = lsp.NewLines(doc.lines.Text[:start] + text + doc.lines.Text[end:])
	c.notify("textDocument/didChange", lsp.Changed{Document: lsp.Document{URI: doc.uri, Version: &doc.version},
		Changes: []lsp.Change{{Range: &at, Text: text}}})
}

// diagnostics waits for what is told of the text of an open file as it is now.
func (c *client) diagnostics(name string) lsp.Diagnostics {
	c.t.Helper()
	doc := c.docs[name]
	found, ok := c.await(name, func(d lsp.Diagnostics) bool { return d.Version != nil && *d.Version == doc.version })
	if !ok {
		c.t.Fatalf("nothing is told of version %d of %s; last told: %v", doc.version, name, found)
	}
	return found
}

// await waits until something is told of a file that a test accepts; ok is false if it never is.
func (c *client) await(name string, accept func(lsp.Diagnostics) bool) (last lsp.Diagnostics, ok bool) {
	end := time.Now().Add(patience)
	again := time.NewTicker(time.Second) // what is accepted may depend on others
	defer again.Stop()
	done := make(chan struct{})
	defer close(done)
	go func() {
		for {
			select {
			case <-again.C:
				c.told.Broadcast()
			case <-done:
				return
			}
		}
	}()
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		found, known := c.found[c.uri(name)]
		if known && accept(found) {
			return found, true
		}
		if time.Now().After(end) {
			return found, false
		}
		c.told.Wait()
	}
}

// last is what was told of a file last.
func (c *client) last(name string) lsp.Diagnostics {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.found[c.uri(name)]
}

// at asks about a place of an open file.
func (c *client) at(name string, offset int) lsp.AtPosition {
	doc := c.docs[name]
	return lsp.AtPosition{Document: lsp.Document{URI: doc.uri}, Position: doc.lines.Position(offset)}
}
