package lsp

import (
	"context"
	"sync/atomic"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/handler"

	"github.com/nefc/nefc/internal/lsp"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/study/editor"
)

// server is a connection with an editor.
type server struct {
	rpc    *jrpc2.Server
	client lsp.Initialize
	files  *editor.Workspace
	docs   *documents
	finder *finder
	left   chan struct{} // holds one: that the editor said `exit`
	ended  atomic.Bool   // the editor said that it ends
}

func newServer() *server {
	docs := &documents{open: map[string]*document{}, others: map[string]*lsp.Lines{}}
	s := &server{docs: docs, files: editor.New(), left: make(chan struct{}, 1)}
	s.finder = newFinder(s)
	return s
}

func (s *server) close() { s.finder.close() }

// methods are the requests and notifications that are understood.
func (s *server) methods() handler.Map {
	return handler.Map{
		"initialize":  method(s.initialize),
		"initialized": told(s.initialized),
		"shutdown":    method(s.shutdown),
		"exit":        told(s.exit),

		"textDocument/didOpen":             told(s.didOpen),
		"textDocument/didChange":           told(s.didChange),
		"textDocument/didClose":            told(s.didClose),
		"textDocument/didSave":             told(s.didSave),
		"workspace/didChangeWatchedFiles":  told(s.filesChanged),
		"workspace/didChangeConfiguration": told(func(any) {}),

		"workspace/didChangeWorkspaceFolders": told(s.foldersChanged),

		"textDocument/codeAction":        ofText(s, s.actions),
		"textDocument/formatting":        ofText(s, s.format),
		"textDocument/rangeFormatting":   ofText(s, s.formatRange),
		"textDocument/onTypeFormatting":  ofText(s, s.formatTyped),
		"textDocument/definition":        ofText(s, s.definition),
		"textDocument/references":        ofText(s, s.references),
		"textDocument/documentHighlight": ofText(s, s.highlight),
		"textDocument/prepareRename":     ofText(s, s.prepareRename),
		"textDocument/rename":            ofText(s, s.rename),
		"textDocument/documentLink":      ofText(s, s.links),

		"textDocument/completion":           method(s.completion),
		"textDocument/signatureHelp":        method(s.signature),
		"textDocument/hover":                ofText(s, s.hover),
		"textDocument/documentSymbol":       ofText(s, s.symbols),
		"workspace/symbol":                  ofText(s, s.workspaceSymbols),
		"textDocument/foldingRange":         ofText(s, s.folds),
		"textDocument/selectionRange":       ofText(s, s.selections),
		"textDocument/semanticTokens/full":  ofText(s, s.tokens),
		"textDocument/semanticTokens/range": ofText(s, s.tokensInRange),
		"textDocument/inlayHint":            ofText(s, s.hints),
		"textDocument/codeLens":             ofText(s, s.lenses),

		"$/cancelRequest": s.cancel(),
		"$/setTrace":      told(func(any) {}),
	}
}

func (s *server) initialize(p lsp.Initialize) (lsp.Initialized, error) {
	s.client = p
	folders := pathsOf(p.Folders)
	if len(folders) == 0 && p.RootURI != "" {
		folders = []string{pathOf(p.RootURI)}
	}
	s.files = editor.New(folders...)
	s.files.Mistake = func(err error) {
		s.tell("window/logMessage", lsp.Message{Type: lsp.SeverityError, Message: "nefc lsp: " + err.Error()})
	}
	return lsp.Initialized{Capabilities: capabilities(), ServerInfo: lsp.ServerInfo{Name: "nefc", Version: version.Name()}}, nil
}

// foldersChanged hears of folders that an editor opens beside others, or closes.
func (s *server) foldersChanged(p lsp.FoldersChanged) {
	s.files.Folders(pathsOf(p.Event.Added), pathsOf(p.Event.Removed))
	s.finder.look()
}

func pathsOf(list []lsp.Folder) []string {
	var out []string
	for _, f := range list {
		out = append(out, pathOf(f.URI))
	}
	return out
}

// capabilities are what the server can do.
func capabilities() map[string]any {
	return map[string]any{
		"positionEncoding":                 "utf-16",
		"textDocumentSync":                 map[string]any{"openClose": true, "change": 2, "save": true},
		"codeActionProvider":               map[string]any{"codeActionKinds": []string{quickFix, fixAll}},
		"documentFormattingProvider":       true,
		"documentRangeFormattingProvider":  true,
		"documentOnTypeFormattingProvider": map[string]any{"firstTriggerCharacter": "\n", "moreTriggerCharacter": []string{"}"}},
		"definitionProvider":               true,
		"referencesProvider":               true,
		"documentHighlightProvider":        true,
		"renameProvider":                   map[string]any{"prepareProvider": true},
		"completionProvider":               map[string]any{"triggerCharacters": []string{".", "\"", "/", ":", " ", "(", ">"}},
		"signatureHelpProvider":            map[string]any{"triggerCharacters": []string{"(", ","}},
		"hoverProvider":                    true,
		"documentSymbolProvider":           true,
		"workspaceSymbolProvider":          true,
		"foldingRangeProvider":             true,
		"selectionRangeProvider":           true,
		"semanticTokensProvider":           map[string]any{"legend": legend(), "full": true, "range": true},
		"inlayHintProvider":                true,
		"codeLensProvider":                 map[string]any{},
		"documentLinkProvider":             map[string]any{},
		"workspace":                        map[string]any{"workspaceFolders": map[string]any{"supported": true, "changeNotifications": true}},
	}
}

// initialized asks the editor to tell when models, tables or data change on disk.
func (s *server) initialized(any) {
	if !s.client.Capabilities.Workspace.WatchedFiles.Registers {
		return
	}
	go s.ask("client/registerCapability", map[string]any{"registrations": []lsp.Registration{{ID: "files",
		Method: "workspace/didChangeWatchedFiles", Options: map[string]any{"watchers": []any{map[string]any{"globPattern": watched}}}}}})
}

// watched are the files that models are, or name.
const watched = "**/*.{nef,npz,npy,csv,parquet,lock,json}"

// refresh asks the editor to ask again for what it shows beside the text, if it can.
func (s *server) refresh() {
	if s.client.Capabilities.Workspace.CodeLens.Refreshes {
		go s.ask("workspace/codeLens/refresh", nil)
	}
	if s.client.Capabilities.Workspace.InlayHint.Refreshes {
		go s.ask("workspace/inlayHint/refresh", nil)
	}
}

// ask sends the editor a request whose answer says nothing.
func (s *server) ask(method string, params any) {
	_, _ = s.rpc.Callback(context.Background(), method, params) // an editor that refuses goes without
}

// tell sends the editor a notification.
func (s *server) tell(method string, params any) {
	_ = s.rpc.Notify(context.Background(), method, params) // an editor that has gone hears nothing
}

func (s *server) shutdown(any) (any, error) {
	s.ended.Store(true)
	return nil, nil
}

// exit ends the server. What waits for the next message is left: the editor may never close its end.
func (s *server) exit(any) {
	select {
	case s.left <- struct{}{}:
	default: // it was said before
	}
}
