package lsp

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/internal/lsp"
	"github.com/nefc/nefc/study/editor"
)

// The kinds of action.
const (
	quickFix = "quickfix"
	fixAll   = "source.fixAll"
)

// actions are the ways out of what is wrong in a stretch, and all certain ones of the file.
func (s *server) actions(p lsp.Actions) ([]lsp.Action, error) {
	out := []lsp.Action{}
	if wanted(quickFix, p.Context.Only) {
		for _, f := range s.files.Fixes(s.stretch(p.InRange)) {
			out = append(out, s.action(f))
		}
	}
	if wanted(fixAll, p.Context.Only) {
		if edits := s.files.FixAll(pathOf(p.Document.URI)); len(edits) > 0 {
			out = append(out, lsp.Action{Title: "make every certain fix of the file", Kind: fixAll, Edit: s.edits(edits)})
		}
	}
	return out, nil
}

func (s *server) action(f editor.Fix) lsp.Action {
	a := lsp.Action{Title: f.Title, Kind: quickFix, Preferred: f.Certain, Edit: s.edits(f.Edits)}
	if f.Of != nil {
		a.Diagnostics = []lsp.Diagnostic{s.diagnostic(f.Of)}
	}
	return a
}

// wanted reports a kind of action that an editor asks for: source.fixAll with source too.
func wanted(kind string, only []string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o string) bool { return kind == o || strings.HasPrefix(kind, o+".") })
}

func (s *server) format(p lsp.InDocument) ([]lsp.TextEdit, error) {
	return s.textEdits(s.files.Format(pathOf(p.Document.URI))), nil
}

func (s *server) formatRange(p lsp.InRange) ([]lsp.TextEdit, error) {
	return s.textEdits(s.files.FormatRange(s.stretch(p))), nil
}

func (s *server) formatTyped(p lsp.Typed) ([]lsp.TextEdit, error) {
	return s.textEdits(s.files.FormatTyped(s.place(p.AtPosition))), nil
}

func (s *server) textEdits(list []editor.Edit) []lsp.TextEdit {
	out := []lsp.TextEdit{}
	for _, e := range list {
		out = append(out, s.textEdit(e))
	}
	return out
}
