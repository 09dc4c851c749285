package cursor

import (
	"math"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/token"
)

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

// Operands cuts words behind the first into what stands beside each other: names, options
// and values, each with the operators within it.
func Operands(toks []token.Token) [][]token.Token {
	var out [][]token.Token
	depth := 0
	for i, t := range toks {
		fresh := i == 0 || depth == 0 && !isOperator(toks[i-1]) && (begins(toks[i-1], t) || isSign(toks, i))
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

// isSign reports a minus that belongs to what stands behind it, as a value after the name of its option: radius -1.
func isSign(toks []token.Token, i int) bool {
	return toks[i].Is("-") && i+1 < len(toks) && !touch(toks[i-1], toks[i]) && touch(toks[i], toks[i+1])
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

// Call is the innermost bracket that is open in front of the place: the words that it
// stands behind, and the arguments that are complete; nil if none is open.
func (l *Line) Call() (of []token.Token, arguments int, open bool) {
	type bracket struct{ at, commas int }
	var stack []bracket
	for i, t := range l.Before {
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
	for start > 0 && (l.Before[start-1].Type == token.Ident || l.Before[start-1].Is(".")) && touch(l.Before[start-1], l.Before[start]) {
		start--
	}
	if !l.Before[b.at].Is("(") {
		return nil, b.commas, true
	}
	return l.Before[start:b.at], b.commas, true
}

// touch reports two words without anything between them.
func touch(a, b token.Token) bool { return a.End().Offset == b.Pos.Offset }

// Position says where in a statement a place is: in its core, at the name of an option, or
// in the value of one.
func (l *Line) Position() (core int, option string, atName bool) {
	rest := l.Before[1:]
	parts := Operands(rest)
	index := len(parts)
	if len(rest) > 0 && isOperator(rest[len(rest)-1]) {
		index--
	}
	k := index - CoreOf(l.Keyword(), parts)
	switch {
	case k < 0 || index < 0:
		return max(0, index), "", false
	case k%2 == 0:
		return index, "", true
	}
	return index, parts[index-1][0].Text, false
}

// cores are how many operands stand in front of the options of a statement; 1 of others.
var cores = map[string]int{"ensemble": 2, "array": 4, "export": 2, "load": 3, "phase": 2, "template": all, "freeze": all, "thaw": all, "heal": all,
	"use": all, "let": all, "seed": all, "dt": all, "reset": all, "set": all, "nef": all, "seeds": all, "network": all, "experiment": all,
	"for": all}

// all is the core of statements that have no options: whatever stands there.
const all = math.MaxInt32

// CoreOf is how many of the parts of a statement stand in front of its options.
func CoreOf(keyword string, parts [][]token.Token) int {
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
