package grammar

import (
	"github.com/nefc/nefc/grammar/split"
	"github.com/nefc/nefc/grammar/token"
)

// isInstance reports whether tokens look like TEMPLATE NAME(…).
func isInstance(toks []split.Token) bool { return arguments(toks) > 0 }

// isWholeInstance reports whether tokens are TEMPLATE NAME(…) and nothing more.
func isWholeInstance(toks []split.Token) bool {
	open, depth := arguments(toks), 0
	if open == 0 {
		return false
	}
	for i := open; i < len(toks); i++ {
		switch t := toks[i]; {
		case t.Is("("), t.Is("["):
			depth++
		case t.Is(")"), t.Is("]"):
			depth--
		}
		if depth == 0 {
			return i == len(toks)-1
		}
	}
	return false
}

// arguments is where the ( of TEMPLATE NAME(…) or TEMPLATE NAME[i](…) stands; 0 if
// tokens do not look like that.
func arguments(toks []split.Token) int {
	i := 1
	for i+1 < len(toks) && toks[i].Is(".") && toks[i+1].Type == token.Ident {
		i += 2
	}
	if i+1 >= len(toks) || toks[i].Type != token.Ident {
		return 0
	}
	switch next := toks[i+1]; {
	case next.Is("(") && next.Pos.Offset == toks[i].End().Offset:
		return i + 1
	case next.Is("["):
		for k, t := range toks[i+1:] {
			if t.Is("(") {
				return i + 1 + k
			}
		}
	}
	return 0
}
