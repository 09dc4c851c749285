package grammar

import "github.com/alecthomas/participle/v2/lexer"

// PlotKind is the optional word behind plot; "" stands for line. It is a kind
// only if something to plot follows, so an object may be called `weights`.
type PlotKind string

// PlotKinds are the kinds of plot the grammar knows.
var PlotKinds = []string{"line", "tuning", "raster", "weights", "hist"}

// Parse reads the kind for participle.
func (k *PlotKind) Parse(lex *lexer.PeekingLexer) error {
	word := lex.Peek()
	for _, kind := range PlotKinds {
		if word.Value != kind {
			continue
		}
		back := lex.MakeCheckpoint()
		lex.Next()
		after := Token{lex.Peek().Type, lex.Peek().Value, diagPos(lex.Peek().Pos)}
		behind := after.Pos.Offset == word.Pos.Offset+len(word.Value)
		starts := after.Type == tokIdent && after.Text != "to" && after.Text != "in" || after.Type == tokNumber || after.is("(") || after.is("-") ||
			after.is("[")
		if starts && !behind {
			*k = PlotKind(kind)
			return nil
		}
		lex.LoadCheckpoint(back)
	}
	return nil
}
