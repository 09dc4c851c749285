package lsp

import (
	"encoding/json"
	"slices"
)

// Initialize is what an editor says first.
type Initialize struct {
	RootURI      string   `json:"rootUri"`
	Folders      []Folder `json:"workspaceFolders"`
	Capabilities struct {
		Window struct {
			WorkDoneProgress bool `json:"workDoneProgress"`
		} `json:"window"`
		Workspace struct {
			WatchedFiles dynamic `json:"didChangeWatchedFiles"`
			CodeLens     refresh `json:"codeLens"`
			InlayHint    refresh `json:"inlayHint"`
		} `json:"workspace"`
		TextDocument struct {
			Hover struct {
				Formats []string `json:"contentFormat"` // of those that the editor shows, the best first; any if empty
			} `json:"hover"`
			Completion struct {
				Item struct {
					Formats  []string `json:"documentationFormat"`
					Snippets bool     `json:"snippetSupport"`
				} `json:"completionItem"`
			} `json:"completion"`
		} `json:"textDocument"`
	} `json:"capabilities"`
	Options struct {
		Pictures *bool `json:"pictures"` // whether hovers may hold pictures; true without it
	} `json:"initializationOptions"`
}

// FoldersChanged tells of folders that are opened and closed.
type FoldersChanged struct {
	Event struct {
		Added   []Folder `json:"added"`
		Removed []Folder `json:"removed"`
	} `json:"event"`
}

type dynamic struct {
	Registers bool `json:"dynamicRegistration"`
}

type refresh struct {
	Refreshes bool `json:"refreshSupport"`
}

// Folder is a folder that is open in an editor.
type Folder struct {
	URI string `json:"uri"`
}

// Initialized answers Initialize.
type Initialized struct {
	Capabilities map[string]any `json:"capabilities"`
	ServerInfo   ServerInfo     `json:"serverInfo"`
}

// ServerInfo names the server.
type ServerInfo struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Document names a text document; Version counts its changes.
type Document struct {
	URI     string `json:"uri"`
	Version *int   `json:"version,omitempty"`
}

// Opened tells of a document that was opened, with its text.
type Opened struct {
	Document struct {
		URI     string `json:"uri"`
		Version int    `json:"version"`
		Text    string `json:"text"`
	} `json:"textDocument"`
}

// Changed tells of changes of a document, one after the other.
type Changed struct {
	Document Document `json:"textDocument"`
	Changes  []Change `json:"contentChanges"`
}

// Change replaces a range of a text, or all of it.
type Change struct {
	Range *Range `json:"range"`
	Text  string `json:"text"`
}

// FilesChanged tells of files that changed on disk.
type FilesChanged struct {
	Changes []FileChange `json:"changes"`
}

// FileChange is one of them.
type FileChange struct {
	URI string `json:"uri"`
}

// InDocument asks about a document.
type InDocument struct {
	Document Document `json:"textDocument"`
}

// AtPosition asks about a place of a document.
type AtPosition struct {
	Document Document `json:"textDocument"`
	Position Position `json:"position"`
}

// AtPositions asks about places of a document.
type AtPositions struct {
	Document  Document   `json:"textDocument"`
	Positions []Position `json:"positions"`
}

// InRange asks about a stretch of a document.
type InRange struct {
	Document Document `json:"textDocument"`
	Range    Range    `json:"range"`
}

// References asks who uses what stands at a place.
type References struct {
	AtPosition
	Context struct {
		Declaration bool `json:"includeDeclaration"`
	} `json:"context"`
}

// Rename asks for what stands at a place to be called something else.
type Rename struct {
	AtPosition
	NewName string `json:"newName"`
}

// Typed asks for the format of what a character has ended.
type Typed struct {
	AtPosition
	Character string `json:"ch"`
}

// Actions asks for what can be done about a stretch of a document.
type Actions struct {
	InRange
	Context struct {
		Only []string `json:"only"`
	} `json:"context"`
}

// WorkspaceQuery asks for symbols of all files.
type WorkspaceQuery struct {
	Query string `json:"query"`
}

// Cancel gives a request up.
type Cancel struct {
	ID json.RawMessage `json:"id"`
}

// Location is a stretch of a document.
type Location struct {
	URI   string `json:"uri"`
	Range Range  `json:"range"`
}

// Diagnostics are all that is known to be wrong with a document.
type Diagnostics struct {
	URI     string       `json:"uri"`
	Version *int         `json:"version,omitempty"`
	List    []Diagnostic `json:"diagnostics"`
}

// The severities of diagnostics, and their tags.
const (
	SeverityError   = 1
	SeverityWarning = 2

	TagUnnecessary = 1
	TagDeprecated  = 2
)

// Diagnostic is one of them.
type Diagnostic struct {
	Range       Range            `json:"range"`
	Severity    int              `json:"severity"`
	Code        string           `json:"code"`
	Description *CodeDescription `json:"codeDescription,omitempty"`
	Source      string           `json:"source"`
	Message     string           `json:"message"`
	Tags        []int            `json:"tags,omitempty"`
	Related     []Related        `json:"relatedInformation,omitempty"`
}

// CodeDescription is where the page of a code is.
type CodeDescription struct {
	Href string `json:"href"`
}

// Related is a second place of a diagnostic.
type Related struct {
	Location Location `json:"location"`
	Message  string   `json:"message"`
}

// TextEdit replaces a range of a text.
type TextEdit struct {
	Range   Range  `json:"range"`
	NewText string `json:"newText"`
}

// WorkspaceEdit changes documents, by URI.
type WorkspaceEdit struct {
	Changes map[string][]TextEdit `json:"changes"`
}

// Action is something that can be done.
type Action struct {
	Title       string         `json:"title"`
	Kind        string         `json:"kind"`
	Diagnostics []Diagnostic   `json:"diagnostics,omitempty"`
	Preferred   bool           `json:"isPreferred,omitempty"`
	Edit        *WorkspaceEdit `json:"edit,omitempty"`
}

// Hover is a text about a range.
type Hover struct {
	Contents Markup `json:"contents"`
	Range    Range  `json:"range"`
}

// Markup is a text in Markdown.
type Markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// Markdown is a text in Markdown.
func Markdown(text string) Markup { return Markup{"markdown", text} }

// Text is a text in Markdown, for an editor that shows some formats and may not know Markdown.
func Text(text string, formats []string) Markup {
	if len(formats) > 0 && !slices.Contains(formats, "markdown") {
		return Markup{"plaintext", text}
	}
	return Markdown(text)
}

// Symbol is something that a document declares, with what it holds.
type Symbol struct {
	Name      string   `json:"name"`
	Detail    string   `json:"detail,omitempty"`
	Kind      int      `json:"kind"`
	Range     Range    `json:"range"`
	Selection Range    `json:"selectionRange"`
	Children  []Symbol `json:"children,omitempty"`
}

// SymbolOf is something that a file of the workspace declares.
type SymbolOf struct {
	Name      string   `json:"name"`
	Kind      int      `json:"kind"`
	Location  Location `json:"location"`
	Container string   `json:"containerName,omitempty"`
}

// Highlight is a place that has to do with another.
type Highlight struct {
	Range Range `json:"range"`
	Kind  int   `json:"kind"` // 2 reads, 3 writes
}

// Fold is a stretch of lines that can be hidden.
type Fold struct {
	StartLine int    `json:"startLine"`
	EndLine   int    `json:"endLine"`
	Kind      string `json:"kind,omitempty"`
}

// Selection is a range and the one around it.
type Selection struct {
	Range  Range      `json:"range"`
	Parent *Selection `json:"parent,omitempty"`
}

// Link is a text that names another document.
type Link struct {
	Range   Range  `json:"range"`
	Target  string `json:"target"`
	Tooltip string `json:"tooltip,omitempty"`
}

// Completions is what can be written at a place.
type Completions struct {
	Incomplete bool         `json:"isIncomplete"`
	Items      []Completion `json:"items"`
}

// Completion is one of them.
type Completion struct {
	Label         string    `json:"label"`
	Kind          int       `json:"kind"`
	Detail        string    `json:"detail,omitempty"`
	Documentation *Markup   `json:"documentation,omitempty"`
	Sort          string    `json:"sortText"`
	Format        int       `json:"insertTextFormat,omitempty"` // 2 is a snippet
	Edit          *TextEdit `json:"textEdit,omitempty"`
}

// Signatures are the forms of a call, and where in them a place is.
type Signatures struct {
	Signatures []Signature `json:"signatures"`
	Active     int         `json:"activeSignature"`
	Parameter  int         `json:"activeParameter"`
}

// Signature is the form of a call.
type Signature struct {
	Label         string      `json:"label"`
	Documentation *Markup     `json:"documentation,omitempty"`
	Parameters    []Parameter `json:"parameters"`
}

// Parameter is a part of a signature's label, from and to in UTF-16 code units.
type Parameter struct {
	Label         [2]int  `json:"label"`
	Documentation *Markup `json:"documentation,omitempty"`
}

// Tokens are words with their meaning, five numbers each.
type Tokens struct {
	Data []int `json:"data"`
}

// Hint is a text that an editor shows between others.
type Hint struct {
	Position Position `json:"position"`
	Label    string   `json:"label"`
	Left     bool     `json:"paddingLeft,omitempty"`
	Tooltip  *Markup  `json:"tooltip,omitempty"`
}

// Lens is a line of commands above another.
type Lens struct {
	Range   Range   `json:"range"`
	Command Command `json:"command"`
}

// Command is something that an editor does.
type Command struct {
	Title     string `json:"title"`
	Command   string `json:"command"`
	Arguments []any  `json:"arguments,omitempty"`
}

// Renamed says what can be renamed.
type Renamed struct {
	Range       Range  `json:"range"`
	Placeholder string `json:"placeholder"`
}

// Message is a text for a person; Type is 1 for errors, 2 for warnings, 3 for others.
type Message struct {
	Type    int    `json:"type"`
	Message string `json:"message"`
}

// Registration asks an editor to tell of something.
type Registration struct {
	ID      string `json:"id"`
	Method  string `json:"method"`
	Options any    `json:"registerOptions,omitempty"`
}
