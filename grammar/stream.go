package grammar

import (
	"fmt"

	"github.com/alecthomas/participle/v2/lexer"
)

// tokens is what a production reads.
type tokens = lexer.PeekingLexer

// stream holds the tokens of one statement after the other for their productions.
// It writes them where participle keeps them: to hand over a lexer for each
// statement would copy every token, into a slice that grows.
type stream struct {
	toks *tokens
	room []lexer.Token // of toks
	n    int           // those of the statement
}

// of lists the tokens of a statement, without comments.
func (s *stream) of(r *raw, kw *keyword) *tokens {
	s.n = 0
	s.add(r.toks)
	end := r.toks[len(r.toks)-1].End()
	if r.block != nil && kw.block == optionBlock {
		s.put(r.block.open)
		for _, item := range r.block.items {
			s.add(item.toks)
			s.put(Token{tokNewline, "\n", item.last().End()})
		}
		s.put(r.block.close)
		end = r.block.close.End()
	}
	s.put(Token{tokEOF, "", end})
	s.toks.LoadCheckpoint(lexer.Checkpoint{})
	return s.toks
}

func (s *stream) add(toks []rawTok) {
	for _, t := range toks {
		if t.Type != tokComment {
			s.put(t.Token)
		}
	}
}

func (s *stream) put(t Token) {
	if s.n == len(s.room) {
		s.grow(max(16, 2*s.n))
	}
	s.room[s.n] = lexer.Token{Type: t.Type, Value: t.Text, Pos: lexer.Position(t.Pos)}
	s.n++
}

// grow makes room for n tokens.
func (s *stream) grow(n int) {
	blank := make([]Token, n)
	blank[n-1].Type = tokEOF
	old := s.room
	toks, err := lexer.Upgrade(&sliceLexer{blank})
	if err != nil {
		panic(fmt.Sprintf("grammar: token slice: %v", err)) // sliceLexer never fails
	}
	s.toks, s.room = toks, toks.Range(0, lexer.RawCursor(n))
	copy(s.room, old)
}
