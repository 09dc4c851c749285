package lsp

import (
	"context"
	"fmt"
	"runtime/debug"

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
	ended  bool // the editor said that it ends
}

func newServer() *server {
	s := &server{docs: &documents{open: map[string]*document{}, others: map[string]*lsp.Lines{}}, files: editor.New()}
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

		"textDocument/didOpen":            told(s.didOpen),
		"textDocument/didChange":          told(s.didChange),
		"textDocument/didClose":           told(s.didClose),
		"textDocument/didSave":            told(s.didSave),
		"workspace/didChangeWatchedFiles": told(s.filesChanged),
		"workspace/didChangeConfiguration": told(func(any) {
		}),
		"textDocument/codeAction":        method(s.actions),
		"textDocument/formatting":        method(s.format),
		"textDocument/rangeFormatting":   method(s.formatRange),
		"textDocument/onTypeFormatting":  method(s.formatTyped),
		"textDocument/definition":        method(s.definition),
		"textDocument/references":        method(s.references),
		"textDocument/documentHighlight": method(s.highlight),
		"textDocument/prepareRename":     method(s.prepareRename),
		"textDocument/rename":            method(s.rename),
		"textDocument/documentLink":      method(s.links),

		"textDocument/completion":           method(s.completion),
		"textDocument/signatureHelp":        method(s.signature),
		"textDocument/hover":                method(s.hover),
		"textDocument/documentSymbol":       method(s.symbols),
		"workspace/symbol":                  method(s.workspaceSymbols),
		"textDocument/foldingRange":         method(s.folds),
		"textDocument/selectionRange":       method(s.selections),
		"textDocument/semanticTokens/full":  method(s.tokens),
		"textDocument/semanticTokens/range": method(s.tokensInRange),
		"textDocument/inlayHint":            method(s.hints),
		"textDocument/codeLens":             method(s.lenses),

		"$/cancelRequest": s.cancel(),
		"$/setTrace":      told(func(any) {}),
	}
}

// method is a request. A mistake of ours costs an answer, not the connection.
func method[P, R any](f func(P) (R, error)) jrpc2.Handler {
	return func(_ context.Context, req *jrpc2.Request) (result any, err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("nefc lsp: a mistake in nefc: %v\n%s", r, debug.Stack())
			}
		}()
		var params P
		if req.HasParams() {
			if err := req.UnmarshalParams(&params); err != nil {
				return nil, err
			}
		}
		return f(params)
	}
}

// told is a notification.
func told[P any](f func(P)) jrpc2.Handler {
	return method(func(p P) (any, error) {
		f(p)
		return nil, nil
	})
}

// cancel gives up a request that has not begun.
func (s *server) cancel() jrpc2.Handler {
	return told(func(c lsp.Cancel) { s.rpc.CancelRequest(string(c.ID)) })
}

func (s *server) initialize(p lsp.Initialize) (lsp.Initialized, error) {
	s.client = p
	var folders []string
	for _, f := range p.Folders {
		folders = append(folders, pathOf(f.URI))
	}
	if len(folders) == 0 && p.RootURI != "" {
		folders = []string{pathOf(p.RootURI)}
	}
	s.files = editor.New(folders...)
	s.files.Mistake = func(err error) {
		s.tell("window/logMessage", lsp.Message{Type: lsp.SeverityError, Message: "nefc lsp: " + err.Error()})
	}
	return lsp.Initialized{Capabilities: capabilities(), ServerInfo: lsp.ServerInfo{Name: "nefc", Version: version.Name()}}, nil
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

// ask sends the editor a request whose answer says nothing.
func (s *server) ask(method string, params any) {
	_, _ = s.rpc.Callback(context.Background(), method, params) // an editor that refuses goes without
}

// tell sends the editor a notification.
func (s *server) tell(method string, params any) {
	_ = s.rpc.Notify(context.Background(), method, params) // an editor that has gone hears nothing
}

func (s *server) shutdown(any) (any, error) {
	s.ended = true
	return nil, nil
}

func (s *server) exit(any) { go s.rpc.Stop() }
