package editor

import (
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar/split"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/study/editor/cursor"
)

// Fold is a stretch that can be hidden: a block, or lines of comment.
type Fold struct {
	At      Place
	Comment bool
}

// cut cuts a file into statements; nil if there is none.
func (w *Workspace) cut(file string) (*split.Block, string) {
	f := w.File(file)
	if f == nil {
		return nil, ""
	}
	return f.Split(), f.Source
}

// Folds are the blocks of a file over several lines, and its comments of several lines.
func (w *Workspace) Folds(file string) []Fold {
	all, text := w.cut(file)
	if all == nil {
		return nil
	}
	var out []Fold
	var block func(b *split.Block)
	comments := func(list []token.Token) {
		if n := len(list); n > 1 {
			out = append(out, Fold{Place{file, list[0].Pos.Offset, list[n-1].End().Offset}, true})
		}
	}
	block = func(b *split.Block) {
		for _, s := range b.Items {
			comments(s.Comments)
			if s.Block == nil {
				continue
			}
			end := len(text)
			if !s.Unclosed() {
				end = s.Block.Close.End().Offset
			}
			if start := s.Block.Open.Pos.Offset; strings.Contains(text[start:end], "\n") {
				out = append(out, Fold{Place{file, start, end}, false})
			}
			block(s.Block)
		}
		comments(b.Tail)
	}
	block(all)
	return out
}

// Selections are the stretches around a place, from a word out to the file.
func (w *Workspace) Selections(file string, offset int) []Place {
	all, text := w.cut(file)
	if all == nil {
		return nil
	}
	var out []Place // from the outside in
	add := func(start, end int) {
		p := Place{file, start, end}
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	add(0, len(text))
	for b := all; b != nil; {
		var next *split.Block
		for _, s := range b.Items {
			if len(s.Tokens) == 0 {
				continue
			}
			start, end := s.Tokens[0].Pos.Offset, s.Last().End().Offset
			if s.Unclosed() {
				end = len(text)
			}
			if offset < start || offset > end {
				continue
			}
			add(start, end)
			if s.Block != nil && offset >= s.Block.Open.End().Offset {
				next = s.Block
				continue
			}
			partsOf(s, offset, add)
		}
		b = next
	}
	out = within(out)
	slices.Reverse(out)
	return out
}

// partsOf adds the operand, the brackets and the word of a statement that a place lies in.
func partsOf(s *split.Statement, offset int, add func(start, end int)) {
	toks := make([]token.Token, len(s.Tokens))
	for i, t := range s.Tokens {
		toks[i] = t.Token
	}
	for _, part := range cursor.Operands(toks) {
		if start, end := part[0].Pos.Offset, part[len(part)-1].End().Offset; start <= offset && offset <= end {
			add(start, end)
		}
	}
	for _, b := range brackets(toks, offset) {
		add(b.Start, b.End)
	}
	for _, t := range toks {
		if t.Pos.Offset <= offset && offset <= t.End().Offset && t.Type != token.Punct {
			add(t.Pos.Offset, t.End().Offset)
		}
	}
}

// brackets are those around a place, from the outside in.
func brackets(toks []token.Token, offset int) []Place {
	var open []token.Token
	var out []Place
	for _, t := range toks {
		switch {
		case t.Is("("), t.Is("["):
			open = append(open, t)
		case (t.Is(")") || t.Is("]")) && len(open) > 0:
			start := open[len(open)-1]
			open = open[:len(open)-1]
			if start.End().Offset <= offset && offset <= t.Pos.Offset {
				out = append([]Place{{Start: start.Pos.Offset, End: t.End().Offset}}, out...)
			}
		}
	}
	return out
}

// within keeps the stretches that lie in the one before.
func within(list []Place) []Place {
	var out []Place
	for _, p := range list {
		for len(out) > 1 && (p.Start < out[len(out)-1].Start || p.End > out[len(out)-1].End) {
			out = out[:len(out)-1]
		}
		if len(out) == 0 || p != out[len(out)-1] {
			out = append(out, p)
		}
	}
	return out
}
