package lsp

import (
	"github.com/nefc/nefc/internal/lsp"
	"github.com/nefc/nefc/study/editor/annotate"
)

// declares is the only modifier of tokens: the first bit.
const declares = 1

// legend names the meanings of words and their modifiers.
func legend() map[string]any {
	return map[string]any{"tokenTypes": annotate.TokenKinds, "tokenModifiers": []string{"declaration"}}
}

// tokens are the words of a document with their meaning, each told from the one before: lines
// further on, units further on, length, meaning, modifiers.
func (s *server) tokens(p lsp.InDocument) (lsp.Tokens, error) { return s.tokensWithin(p, nil) }

func (s *server) tokensInRange(p lsp.InRange) (lsp.Tokens, error) {
	return s.tokensWithin(lsp.InDocument{Document: p.Document}, &p.Range)
}

func (s *server) tokensWithin(p lsp.InDocument, only *lsp.Range) (lsp.Tokens, error) {
	out := lsp.Tokens{Data: []int{}}
	var last lsp.Position
	for _, t := range annotate.Tokens(s.files, pathOf(p.Document.URI)) {
		at := s.rangeOf(t.At)
		if at.Start.Line != at.End.Line || only != nil && (at.Start.Line < only.Start.Line || at.Start.Line > only.End.Line) {
			continue // texts over several lines are left to the grammar of the editor
		}
		further := at.Start.Character
		if at.Start.Line == last.Line {
			further -= last.Character
		}
		modifiers := 0
		if t.Declares {
			modifiers = declares
		}
		out.Data = append(out.Data, at.Start.Line-last.Line, further, at.End.Character-at.Start.Character, t.Kind, modifiers)
		last = at.Start
	}
	return out, nil
}

func (s *server) hints(p lsp.InRange) ([]lsp.Hint, error) {
	out := []lsp.Hint{}
	at := s.stretch(p)
	for _, h := range annotate.Hints(s.files, at) {
		why := lsp.Markdown(h.Why)
		out = append(out, lsp.Hint{Position: s.lines(h.File).Position(h.Offset), Label: h.Text, Left: true, Tooltip: &why})
	}
	return out, nil
}

// lenses are commands above lines. An editor that knows nefc.run and the others does them: each
// has the URI of the document and an object with the experiment and what is shown.
func (s *server) lenses(p lsp.InDocument) ([]lsp.Lens, error) {
	out := []lsp.Lens{}
	for _, l := range annotate.Lenses(s.files, pathOf(p.Document.URI)) {
		c := lsp.Command{Title: l.Title}
		if l.Do != "" {
			c.Command = "nefc." + l.Do
			c.Arguments = []any{p.Document.URI, map[string]string{"experiment": l.Experiment, "object": l.Object}}
		}
		out = append(out, lsp.Lens{Range: s.rangeOf(l.At), Command: c})
	}
	return out, nil
}
