package lsp

import (
	"github.com/nefc/nefc/internal/lsp"
	"github.com/nefc/nefc/study/editor"
)

// place is the file and the byte that a question is about.
func (s *server) place(p lsp.AtPosition) (file string, offset int) {
	file = pathOf(p.Document.URI)
	return file, s.lines(file).Offset(p.Position)
}

// here is what a question about a place is asked of.
func (s *server) here(p lsp.AtPosition) (w *editor.Workspace, file string, offset int) {
	file, offset = s.place(p)
	return s.files, file, offset
}

// stretch is the stretch of a file that a question is about.
func (s *server) stretch(p lsp.InRange) editor.Place {
	file := pathOf(p.Document.URI)
	start, end := s.lines(file).Span(p.Range)
	return editor.Place{File: file, Start: start, End: end}
}

// rangeOf is where a stretch of a file stands.
func (s *server) rangeOf(p editor.Place) lsp.Range { return s.lines(p.File).Range(p.Start, p.End) }

func (s *server) locate(p editor.Place) lsp.Location {
	return lsp.Location{URI: s.uri(p.File), Range: s.rangeOf(p)}
}

// edits are edits of one file or several, by URI.
func (s *server) edits(list []editor.Edit) *lsp.WorkspaceEdit {
	out := &lsp.WorkspaceEdit{Changes: map[string][]lsp.TextEdit{}}
	for _, e := range list {
		uri := s.uri(e.At.File)
		out.Changes[uri] = append(out.Changes[uri], s.textEdit(e))
	}
	return out
}

func (s *server) textEdit(e editor.Edit) lsp.TextEdit {
	return lsp.TextEdit{Range: s.rangeOf(e.At), NewText: e.Text}
}

func (s *server) definition(p lsp.AtPosition) ([]lsp.Location, error) {
	out := []lsp.Location{}
	for _, at := range s.files.Definition(s.place(p)) {
		out = append(out, s.locate(at))
	}
	return out, nil
}

func (s *server) references(p lsp.References) ([]lsp.Location, error) {
	out := []lsp.Location{}
	declared, uses, ok := s.files.References(s.place(p.AtPosition))
	if ok && p.Context.Declaration {
		out = append(out, s.locate(declared))
	}
	for _, at := range uses {
		out = append(out, s.locate(at))
	}
	return out, nil
}

// What a highlight is.
const (
	reads  = 2
	writes = 3
)

func (s *server) highlight(p lsp.AtPosition) ([]lsp.Highlight, error) {
	out := []lsp.Highlight{}
	declared, uses := s.files.Highlights(s.place(p))
	if declared != nil {
		out = append(out, lsp.Highlight{Range: s.rangeOf(*declared), Kind: writes})
	}
	for _, at := range uses {
		out = append(out, lsp.Highlight{Range: s.rangeOf(at), Kind: reads})
	}
	return out, nil
}

func (s *server) prepareRename(p lsp.AtPosition) (*lsp.Renamed, error) {
	at, name, err := s.files.Renameable(s.place(p))
	if err != nil {
		return nil, err
	}
	return &lsp.Renamed{Range: s.rangeOf(at), Placeholder: name}, nil
}

// rename answers with the edits, and says what they cannot reach.
func (s *server) rename(p lsp.Rename) (*lsp.WorkspaceEdit, error) {
	file, offset := s.place(p.AtPosition)
	r, err := s.files.Rename(file, offset, p.NewName)
	if err != nil {
		return nil, err
	}
	for _, w := range r.Warnings {
		s.tell("window/showMessage", lsp.Message{Type: lsp.SeverityWarning, Message: w})
	}
	return s.edits(r.Edits), nil
}

func (s *server) links(p lsp.InDocument) ([]lsp.Link, error) {
	out := []lsp.Link{}
	for _, l := range s.files.Links(pathOf(p.Document.URI)) {
		out = append(out, lsp.Link{Range: s.rangeOf(l.At), Target: s.uri(l.Target)})
	}
	return out, nil
}
