package lsp

import (
	"encoding/base64"

	"github.com/nefc/nefc/internal/lsp"
	"github.com/nefc/nefc/study/editor/describe"
	"github.com/nefc/nefc/study/editor/tuned"
)

// hover tells of what stands at a place. A picture stands in the text itself, behind what says
// the same in words.
func (s *server) hover(p lsp.AtPosition) (*lsp.Hover, error) {
	w, file, offset := s.here(p)
	found := describe.At(w, file, offset, tuned.Of)
	if found == nil {
		return nil, nil
	}
	text := lsp.Text(found.Text, s.client.Capabilities.TextDocument.Hover.Formats)
	if text.Kind == "markdown" && found.PNG != nil && (s.client.Options.Pictures == nil || *s.client.Options.Pictures) {
		text.Value += "\n\n![tuning curves](data:image/png;base64," + base64.StdEncoding.EncodeToString(found.PNG) + ")"
	}
	return &lsp.Hover{Contents: text, Range: s.rangeOf(found.At)}, nil
}
