package grammar

import (
	"fmt"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/nefc/nefc/grammar/split"
	"github.com/nefc/nefc/grammar/token"
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
func (s *stream) of(r *split.Statement, kw *keyword) *tokens {
	s.n = 0
	s.add(r.Tokens)
	end := r.Tokens[len(r.Tokens)-1].End()
	if r.Block != nil && kw.block == optionBlock {
		s.put(r.Block.Open)
		for _, item := range r.Block.Items {
			s.add(item.Tokens)
			s.put(token.Token{Type: token.Newline, Text: "\n", Pos: item.Last().End()})
		}
		s.put(r.Block.Close)
		end = r.Block.Close.End()
	}
	s.put(token.Token{Type: token.EOF, Pos: end})
	s.toks.LoadCheckpoint(lexer.Checkpoint{})
	return s.toks
}

func (s *stream) add(toks []split.Token) {
	for _, t := range toks {
		if t.Type != token.Comment {
			s.put(t.Token)
		}
	}
}

func (s *stream) put(t token.Token) {
	if s.n == len(s.room) {
		s.grow(max(16, 2*s.n))
	}
	s.room[s.n] = theirs(t)
	s.n++
}

// grow makes room for n tokens.
func (s *stream) grow(n int) {
	blank := make([]token.Token, n)
	blank[n-1].Type = token.EOF
	old := s.room
	toks, err := lexer.Upgrade(&sliceLexer{blank})
	if err != nil {
		panic(fmt.Sprintf("grammar: token slice: %v", err)) // sliceLexer never fails
	}
	s.toks, s.room = toks, toks.Range(0, lexer.RawCursor(n))
	copy(s.room, old)
}
