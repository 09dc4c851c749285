package lsp

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/nefc/nefc/internal/lsp"
	"github.com/nefc/nefc/study/editor/complete"
)

// completionKinds are the numbers that the protocol gives to kinds.
var completionKinds = map[string]int{"population": 7, "node": 3, "instance": 9, "wire": 11, "rule": 12, "param": 6, "constant": 21,
	"port": 8, "template": 15,
	"vocabulary": 13, "pointer": 20, "phase": 23, "group": 18, "statement": 14, "option": 10, "value": 12, "component": 7,
	"function": 3, "slot": 5, "file": 17, "probe": 6, "word": 14}

func (s *server) completion(p lsp.AtPosition) (lsp.Completions, error) {
	out := lsp.Completions{Items: []lsp.Completion{}}
	for i, c := range complete.At(s.here(p)) {
		item := lsp.Completion{Label: c.Label, Kind: completionKinds[c.Kind], Detail: c.Detail, Sort: fmt.Sprintf("%04d", i)}
		if c.Doc != "" {
			doc := lsp.Text(c.Doc, s.client.Capabilities.TextDocument.Completion.Item.Formats)
			item.Documentation = &doc
		}
		text := c.Insert
		if c.Snippet && s.client.Capabilities.TextDocument.Completion.Item.Snippets {
			item.Format = 2
		} else if c.Snippet {
			text = plain(text)
		}
		item.Edit = &lsp.TextEdit{Range: s.rangeOf(c.At), NewText: text}
		out.Items = append(out.Items, item)
	}
	return out, nil
}

// places are those of a snippet that are filled in: $0, ${1:name}, ${1|a,b|}.
var places = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\$\{\d+:([^}]*)\}|\$\{\d+\|([^,|]*)[^}]*\}|\$\d+`)
})

// plain is a snippet for an editor that knows none, up to its first line.
func plain(snippet string) string {
	text := places().ReplaceAllString(snippet, "$1$2")
	first, _, _ := strings.Cut(text, "\n")
	return first
}

func (s *server) signature(p lsp.AtPosition) (*lsp.Signatures, error) {
	found := complete.SignatureAt(s.here(p))
	if found == nil {
		return nil, nil
	}
	return &lsp.Signatures{Signatures: []lsp.Signature{written(*found)}, Parameter: found.Active}, nil
}

// written is a signature with the places of its parameters in it.
func written(of complete.Signature) lsp.Signature {
	out := lsp.Signature{Label: of.Name + "(", Parameters: []lsp.Parameter{}}
	if of.Doc != "" {
		doc := lsp.Markdown(of.Doc)
		out.Documentation = &doc
	}
	for i, param := range of.Params {
		if i > 0 {
			out.Label += ", "
		}
		from := lsp.Units(out.Label)
		out.Label += param.Text
		shown := lsp.Parameter{Label: [2]int{from, lsp.Units(out.Label)}}
		if param.Doc != "" {
			doc := lsp.Markdown(param.Doc)
			shown.Documentation = &doc
		}
		out.Parameters = append(out.Parameters, shown)
	}
	out.Label += ")"
	return out
}
