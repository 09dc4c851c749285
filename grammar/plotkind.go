package grammar

import (
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/nefc/nefc/grammar/token"
)

// PlotKind is the optional word behind plot; "" stands for line. It is a kind
// only if something to plot follows, so an object may be called `weights`.
type PlotKind string

// PlotKinds are the kinds of plot the grammar knows.
var PlotKinds = []string{"line", "tuning", "raster", "weights", "hist", "scatter", "rate", "similarity", "heat", "map"}

// Parse reads the kind for participle.
func (k *PlotKind) Parse(lex *lexer.PeekingLexer) error {
	word := lex.Peek()
	for _, kind := range PlotKinds {
		if word.Value != kind {
			continue
		}
		back := lex.MakeCheckpoint()
		lex.Next()
		after := ours(*lex.Peek())
		behind := after.Pos.Offset == word.Pos.Offset+len(word.Value)
		starts := after.Type == token.Ident && after.Text != "to" && after.Text != "in" || after.Type == token.Number || after.Is("(") || after.Is("-") ||
			after.Is("[")
		if starts && !behind {
			*k = PlotKind(kind)
			return nil
		}
		lex.LoadCheckpoint(back)
	}
	return nil
}
