package editor

import (
	"math"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/grammar/split"
	"github.com/nefc/nefc/grammar/token"
)

// line is the statement around a place as words, whether it can be read or not: what
// stands in front of the place, and the word that is being typed there.
type line struct {
	file   string
	text   string
	offset int
	around []*split.Statement // the blocks around, from the outside in
	here   *split.Block       // the innermost, or the file
	stmt   *split.Statement   // nil where a new one begins
	before []token.Token      // in front of the typed word; of options in braces, those of the heading too
	typed  string             // up to the place
	quote  *token.Token       // the text in quotes that the place is in; nil for none
	silent bool               // it is in a comment, or in a number
}

// lineAt finds the statement around a place.
func lineAt(file, text string, e *edition.Edition, offset int) *line {
	l := &line{file: file, text: text, offset: min(offset, len(text)), here: &split.Block{}}
	split.New(file, text, e, new(diag.List)).File(l.here, l.here.Add)
	l.descend()
	l.words()
	return l
}

// descend goes into the blocks that the place is in, down to its statement.
func (l *line) descend() {
	for {
		s := l.among(l.here.Items)
		if s == nil {
			return
		}
		b := s.Block
		if b == nil || l.offset < b.Open.End().Offset || !s.Unclosed() && l.offset > b.Close.Pos.Offset {
			l.stmt = s
			return
		}
		l.around, l.here = append(l.around, s), b
	}
}

// among is the statement that a place lies in, or stands behind on the same line.
func (l *line) among(items []*split.Statement) *split.Statement {
	for i := len(items) - 1; i >= 0; i-- {
		s := items[i]
		if len(s.Tokens) == 0 || s.Tokens[0].Pos.Offset > l.offset {
			continue
		}
		end := s.Last().End().Offset
		if s.Unclosed() || l.offset <= end || !strings.ContainsAny(l.text[end:l.offset], "\n;") && s.Block == nil || l.continued(s, end) {
			return s
		}
		return nil
	}
	return nil
}

// continued reports a statement that asks for more, with nothing but blanks in front of the
// place.
func (l *line) continued(s *split.Statement, end int) bool {
	return s.Block == nil && isOperator(s.Tokens[len(s.Tokens)-1].Token) && strings.TrimSpace(l.text[end:l.offset]) == ""
}

// words collects the words in front of the place.
func (l *line) words() {
	if l.inOptions() {
		l.collect(l.around[len(l.around)-1].Tokens)
	}
	if l.stmt != nil {
		l.collect(l.stmt.Tokens)
	}
	start := strings.LastIndexByte(l.text[:l.offset], '\n') + 1
	for _, t := range token.All("", l.text[start:l.offset]) {
		switch {
		case t.Type == token.Comment:
			l.silent = true
		case t.Type == token.Invalid && strings.HasPrefix(t.Text, `"`):
			t.Pos.Offset += start
			l.quote = &t
		}
	}
}

func (l *line) collect(toks []split.Token) {
	for _, t := range toks {
		start, end := t.Pos.Offset, t.End().Offset
		switch {
		case end < l.offset || end == l.offset && t.Type == token.Punct:
			l.before = append(l.before, t.Token)
		case start < l.offset && t.Type == token.String:
			if end > l.offset {
				l.quote = &t.Token
			} else {
				l.before = append(l.before, t.Token)
			}
		case start < l.offset && t.Type == token.Ident:
			l.typed = l.text[start:l.offset]
		case start < l.offset && (t.Type == token.Number || t.Type == token.Quantity):
			l.silent = true
		}
	}
}

// inOptions reports a place in braces that hold options.
func (l *line) inOptions() bool {
	if len(l.around) == 0 {
		return false
	}
	heading := l.around[len(l.around)-1]
	return len(heading.Tokens) > 0 && !grammar.HoldsStatements(heading.Tokens[0].Text)
}

// inside reports a place within the braces of a word.
func (l *line) inside(word string) bool {
	for _, s := range l.around {
		if s.Tokens[0].IsWord(word) {
			return true
		}
	}
	return false
}

// keyword is the word that the statement starts with; "" where a new one begins.
func (l *line) keyword() string {
	if len(l.before) == 0 {
		return ""
	}
	return l.before[0].Text
}

// replaces is the place of the typed word.
func (l *line) replaces() Place { return Place{l.file, l.offset - len(l.typed), l.offset} }

// joining are words between operands.
var joining = map[string]bool{"then": true, "else": true, "and": true, "or": true}

// leading are words in front of an operand.
var leading = map[string]bool{"if": true, "not": true, "from": true}

func isOperator(t token.Token) bool {
	if t.Type == token.Ident {
		return joining[t.Text] || leading[t.Text]
	}
	return t.Type == token.Punct && !t.Is(")") && !t.Is("]") && !t.Is("{") && !t.Is("}")
}

// operands cuts words behind the first into what stands beside each other: names, options
// and values, each with the operators within it.
func operands(toks []token.Token) [][]token.Token {
	var out [][]token.Token
	depth := 0
	for i, t := range toks {
		fresh := i == 0 || depth == 0 && !isOperator(toks[i-1]) && begins(toks[i-1], t)
		if fresh {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], t)
		switch {
		case t.Is("("), t.Is("["):
			depth++
		case t.Is(")"), t.Is("]"):
			depth = max(0, depth-1)
		}
	}
	return out
}

// begins reports a word that begins an operand behind another one.
func begins(last, t token.Token) bool {
	switch {
	case t.Is("("), t.Is("["):
		return last.End().Offset != t.Pos.Offset
	case t.Type == token.Ident:
		return !joining[t.Text]
	}
	return t.Type != token.Punct
}

// call is the innermost bracket that is open in front of the place: the words that it
// stands behind, and the arguments that are complete; nil if none is open.
func (l *line) call() (of []token.Token, arguments int, open bool) {
	type bracket struct{ at, commas int }
	var stack []bracket
	for i, t := range l.before {
		switch {
		case t.Is("("), t.Is("["):
			stack = append(stack, bracket{i, 0})
		case (t.Is(")") || t.Is("]")) && len(stack) > 0:
			stack = stack[:len(stack)-1]
		case t.Is(",") && len(stack) > 0:
			stack[len(stack)-1].commas++
		}
	}
	if len(stack) == 0 {
		return nil, 0, false
	}
	b := stack[len(stack)-1]
	start := b.at
	for start > 0 && (l.before[start-1].Type == token.Ident || l.before[start-1].Is(".")) && touch(l.before[start-1], l.before[start]) {
		start--
	}
	if !l.before[b.at].Is("(") {
		return nil, b.commas, true
	}
	return l.before[start:b.at], b.commas, true
}

// touch reports two words without anything between them.
func touch(a, b token.Token) bool { return a.End().Offset == b.Pos.Offset }

// position says where in a statement a place is: in its core, at the name of an option, or
// in the value of one.
func (l *line) position() (core int, option string, atName bool) {
	rest := l.before[1:]
	parts := operands(rest)
	index := len(parts)
	if len(rest) > 0 && isOperator(rest[len(rest)-1]) {
		index--
	}
	k := index - coreOf(l.keyword(), parts)
	switch {
	case k < 0 || index < 0:
		return max(0, index), "", false
	case k%2 == 0:
		return index, "", true
	}
	return index, parts[index-1][0].Text, false
}

// cores are how many operands stand in front of the options of a statement; 1 of others.
var cores = map[string]int{"ensemble": 2, "array": 4, "export": 2, "load": 3, "phase": 2, "template": all, "freeze": all, "thaw": all,
	"use": all, "let": all, "seed": all, "dt": all, "reset": all, "set": all, "nef": all, "seeds": all, "network": all, "experiment": all,
	"for": all}

// all is the core of statements that have no options: whatever stands there.
const all = math.MaxInt32

func coreOf(keyword string, parts [][]token.Token) int {
	switch keyword {
	case "learn":
		if len(parts) > 1 && hasEquals(parts[1]) {
			return 2
		}
		return 1
	case "plot":
		if len(parts) > 1 && isPlotKind(parts[0]) && parts[1][0].Text != "to" {
			return 2
		}
		return 1
	}
	if n, ok := cores[keyword]; ok {
		return n
	}
	return 1
}

func hasEquals(toks []token.Token) bool {
	for _, t := range toks {
		if t.Is("=") {
			return true
		}
	}
	return false
}

func isPlotKind(toks []token.Token) bool {
	for _, kind := range grammar.PlotKinds {
		if len(toks) == 1 && toks[0].Text == kind {
			return true
		}
	}
	return false
}
