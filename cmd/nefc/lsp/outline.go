package lsp

import (
	"slices"

	"github.com/nefc/nefc/internal/lsp"
	"github.com/nefc/nefc/study/editor"
)

// symbolKinds are the numbers that the protocol gives to kinds.
var symbolKinds = map[string]int{"population": 5, "node": 12, "instance": 19, "wire": 11, "rule": 24, "param": 7, "constant": 14,
	"port": 8, "template": 2,
	"vocabulary": 10, "pointer": 22, "phase": 24, "experiment": 6, "group": 18, "probe": 20}

func (s *server) symbols(p lsp.InDocument) ([]lsp.Symbol, error) {
	return s.symbolList(s.files.Symbols(pathOf(p.Document.URI))), nil
}

func (s *server) symbolList(list []editor.Symbol) []lsp.Symbol {
	out := []lsp.Symbol{}
	for _, x := range list {
		out = append(out, lsp.Symbol{Name: x.Name, Detail: x.Detail, Kind: symbolKinds[x.Kind], Range: s.rangeOf(x.At),
			Selection: s.rangeOf(x.NameAt),
			Children:  s.symbolList(x.Inside)})
	}
	return out
}

func (s *server) workspaceSymbols(p lsp.WorkspaceQuery) ([]lsp.SymbolOf, error) {
	out := []lsp.SymbolOf{}
	for _, x := range s.files.AllSymbols(p.Query) {
		out = append(out, lsp.SymbolOf{Name: x.Name, Kind: symbolKinds[x.Kind], Location: s.locate(x.NameAt), Container: x.Detail})
	}
	return out, nil
}

func (s *server) folds(p lsp.InDocument) ([]lsp.Fold, error) {
	out := []lsp.Fold{}
	for _, f := range s.files.Folds(pathOf(p.Document.URI)) {
		at := s.rangeOf(f.At)
		fold := lsp.Fold{StartLine: at.Start.Line, EndLine: at.End.Line}
		if f.Comment {
			fold.Kind = "comment"
		} else {
			fold.EndLine-- // the brace stays
		}
		if fold.EndLine > fold.StartLine {
			out = append(out, fold)
		}
	}
	return out, nil
}

func (s *server) selections(p lsp.AtPositions) ([]lsp.Selection, error) {
	out := []lsp.Selection{}
	for _, at := range p.Positions {
		file, offset := s.place(lsp.AtPosition{Document: p.Document, Position: at})
		var around *lsp.Selection
		for _, stretch := range slices.Backward(s.files.Selections(file, offset)) {
			around = &lsp.Selection{Range: s.rangeOf(stretch), Parent: around}
		}
		if around == nil {
			around = &lsp.Selection{Range: lsp.Range{Start: at, End: at}}
		}
		out = append(out, *around)
	}
	return out, nil
}
