package grammar

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
)

// Statements as people write them in Python are explained, given their tokens.

// assigns are the operators that change a variable.
var assigns = map[string]bool{"+=": true, "-=": true, "*=": true, "/=": true}

const nothingChanges = "a node may read itself, `node n = n + dt*u`, where `n` is its value one step ago"

// foreignLine explains a statement that cannot be read by a habit of another
// language; nil if it has none of those known. at is where reading ended.
func foreignLine(r *raw, at Token) *diag.Diagnostic {
	i := indexAt(r.toks, at)
	if i < 0 {
		return nil
	}
	at = r.toks[i].Token
	if arrow, ok := foreignArrow(r.toks, i); ok {
		return habit(arrow, "", "what a wire ends in stands behind an arrow").WithFix(diag.Replace(arrow, " -> "))
	}
	switch {
	case at.is("=="):
		return habit(at.Span(), "", "`==` compares; a name is given its value by `=`").WithFix(diag.Replace(at.Span(), "="))
	case assigns[at.Text]:
		return habit(at.Span(), "", "no line changes a value: the order of lines does not matter").WithHelp(nothingChanges)
	case at.is("@"):
		return habit(at.Span(), "@", "`@` is not an operator of the language")
	case at.Type == tokNumber && i > 0 && strings.HasSuffix(r.toks[i-1].Text, "%"):
		return remainder(r.toks[i-1].Token, at)
	case at.is("=") && i+1 < len(r.toks) && (r.toks[i+1].is("<") || r.toks[i+1].is(">")):
		sign := r.toks[i+1]
		both := diag.Span{Start: at.Pos, End: sign.End()}
		return habit(both, "", "`=%s` is written the other way round", sign.Text).WithFix(diag.Replace(both, sign.Text+"="))
	case at.is("=") && r.toks[0].word("expect"):
		return habit(at.Span(), "", "`=` gives a value; what is compared stands around `==`").WithFix(diag.Replace(at.Span(), "=="))
	case r.toks[0].word("use"):
		return foreignUse(r, i)
	case at.is(":") && i == len(r.toks)-1 && keywords[r.toks[0].Text] == nil && meant.Find(r.toks[0].Text) != nil:
		d := diag.New(diag.UnknownStatement, r.toks[0].Span(), "`%s` does not start a statement", r.toks[0].Text)
		return d.WithHelp("%s", meant.Find(r.toks[0].Text).Help())
	case at.is(":") && i == len(r.toks)-1:
		return habit(at.Span(), "", "a block stands in braces").WithHelp("write `{` here, and `}` behind the block")
	case at.is("=") && r.toks[i-1].Type == tokIdent, at.is(",") && isOption(r.toks[i+1:]):
		return keywordArguments(r, i)
	case at.is(","):
		return looseList(at)
	}
	return nil
}

// looseList explains a comma between values that no brackets hold.
func looseList(comma Token) *diag.Diagnostic {
	return habit(comma.Span(), "", "several values stand in brackets").WithHelp("such as `[1, 2]`")
}

// isOption reports a word with a value behind it, or with =.
func isOption(toks []rawTok) bool {
	return len(toks) > 1 && toks[0].Type == tokIdent && !toks[1].is(",")
}

// foreignArrow is the place of what stands for -> in a connect: a, b and a to b,
// a => b, a --> b.
func foreignArrow(toks []rawTok, i int) (at diag.Span, ok bool) {
	if !toks[0].word("connect") || i < 2 || i+1 >= len(toks) {
		return at, false
	}
	for _, t := range toks[:i] {
		if t.is("->") {
			return at, false
		}
	}
	switch t := toks[i]; {
	case t.is(","), t.word("to"):
		at = t.Span()
	case t.is("=") && toks[i+1].is(">"):
		at = diag.Span{Start: t.Pos, End: toks[i+1].End()}
	case t.is("->") && toks[i-1].is("-"):
		at = diag.Span{Start: toks[i-1].Pos, End: t.End()}
	default:
		return at, false
	}
	return at, true
}

// foreignDict explains a dictionary, whose brace was read as that of a block; nil
// if the brace stands where one may.
func foreignDict(r *raw) *diag.Diagnostic {
	last := r.toks[len(r.toks)-1]
	if r.block == nil || !last.is("(") && !last.is(",") && !last.is("=") && !last.is("[") {
		return nil
	}
	return habit(r.block.open.Span(), "", "braces hold statements and options, no values").
		WithHelp("values stand in lists, as the points of `steps([0s, 0], [500ms, 1])`")
}

// remainder explains 5%2, of which 5% is a fraction.
func remainder(percent, by Token) *diag.Diagnostic {
	number := strings.TrimSuffix(percent.Text, "%")
	return habit(percent.Span(), "%", "`%s` is a fraction, and no operator", percent.Text).
		WithFix(diag.Replace(diag.Span{Start: percent.Pos, End: by.End()}, "mod("+number+", "+by.Text+")"))
}

// foreignComment explains a line that begins with the comment sign of another
// language; nil if it does not.
func foreignComment(first Token) *diag.Diagnostic {
	if !first.is("//") && !first.is("%") {
		return nil
	}
	return habit(first.Span(), "", "a comment begins with `#`").WithFix(diag.Replace(first.Span(), "#"))
}

// word reports a certain word.
func (t rawTok) word(word string) bool { return t.Type == tokIdent && t.Text == word }

func indexAt(toks []rawTok, at Token) int {
	for i, t := range toks {
		if t.Pos.Offset == at.Pos.Offset {
			return i
		}
	}
	return -1
}

// keywordArguments explains options that are written like arguments of Python,
// n=50, dims=2, from the token i on. The number of neurons has no name at all.
func keywordArguments(r *raw, i int) *diag.Diagnostic {
	first := r.toks[i]
	d := habit(first.Span(), "n=50", "no `%s` belongs here", first.Text)
	var edits []diag.Edit
	depth := 0
	for k := i; k < len(r.toks); k++ {
		t := r.toks[k]
		switch {
		case t.is("("), t.is("["):
			depth++
		case t.is(")"), t.is("]"):
			depth--
		case depth > 0 || !t.is("=") && !t.is(","):
		case t.is(",") && !isOption(r.toks[k+1:]):
			return looseList(t.Token)
		case t.is("=") && k == 3 && r.toks[0].word("ensemble"):
			edits = append(edits, diag.Edit{At: diag.Span{Start: r.toks[k-1].Pos, End: t.End()}})
		default:
			edits = append(edits, diag.Edit{At: t.Span(), Text: " "})
		}
	}
	return d.WithHelp("an option is a word and its value, with a blank between").WithFix(diag.Fix{Edits: edits})
}

// foreignUse explains a file that is named with its ending, or in quotes.
func foreignUse(r *raw, i int) *diag.Diagnostic {
	t := r.toks[i]
	if t.Type == tokString {
		path := strings.TrimSuffix(unquote(t.Text), ".nef")
		if !strings.HasPrefix(path, "std/") && !strings.HasPrefix(path, ".") {
			path = "./" + path
		}
		return habit(t.Span(), "", "a file is named without quotes and ending").WithHelp("write `use %s`", path).WithFix(diag.Replace(t.Span(), path))
	}
	if t.is(".") && i+1 < len(r.toks) && r.toks[i+1].word("nef") {
		whole := diag.Span{Start: t.Pos, End: r.toks[i+1].End()}
		return habit(whole, "", "a file is named without its ending").WithHelp("delete `.nef`").WithFix(diag.Delete(whole))
	}
	return nil
}

// foreignStart explains a line that begins with a word which starts no statement:
// X = nengo.Ensemble(…), nengo.Connection(a, b), import numpy.
func foreignStart(d *diag.Diagnostic, toks []rawTok) {
	first := toks[0]
	if len(toks) > 1 && assigns[toks[1].Text] {
		d.WithHelp(nothingChanges)
		return
	}
	if len(toks) > 1 && toks[1].is("=") {
		if w := constructor(toks[2:]); w != nil {
			d.WithHelp("%s", w.Help())
			return
		}
		d.WithHelp("`let %s = …` names a number, `node %s = …` a signal, `ensemble %s 100` a population", first.Text, first.Text, first.Text)
		return
	}
	w := meant.Find(first.Text)
	if called := constructor(toks); called != nil && meant.Module(first.Text) {
		w = called
	}
	if w != nil {
		d.WithHelp("%s", w.Help())
		return
	}
	meant.Name(d, first.Span(), first.Text, Keywords(), "statements start with one of: "+strings.Join(Keywords(), " "))
}

// constructor is the class that is called, perhaps of a module; nil if it is
// nothing known.
func constructor(toks []rawTok) *meant.Word {
	for i := 0; i+1 < len(toks) && toks[i].Type == tokIdent; i += 2 {
		if toks[i+1].is("(") {
			return meant.Find(toks[i].Text)
		}
		if !toks[i+1].is(".") {
			return nil
		}
	}
	return nil
}

// foreignRange explains range(3) where a statement takes FROM:TO, and 1..6 where it
// takes nothing else; nil if neither stands there.
func foreignRange(r *raw) *diag.Diagnostic {
	at := 0
	switch r.toks[0].Text {
	case "seeds":
		at = 1
	case "for", "sweep":
		at = 3
	default:
		return nil
	}
	if len(r.toks) <= at+2 {
		return nil
	}
	from, rest := r.toks[at], r.toks[at+1:]
	if from.Text == "range" && rest[0].is("(") {
		return rangeCall(from.Token, rest)
	}
	if r.toks[0].word("for") && from.Type == tokNumber && rest[0].is("..") && rest[1].Type == tokNumber {
		whole := diag.Span{Start: from.Pos, End: rest[1].End()}
		d := habit(whole, "", "`%s..%s` is an interval of all numbers between, not a list", from.Text, rest[1].Text)
		if last, err := strconv.Atoi(rest[1].Text); err == nil {
			d.WithHelp("a range is half-open: `%s:%d` ends with %d", from.Text, last+1, last).WithFix(diag.Replace(whole, fmt.Sprintf("%s:%d", from.Text, last+1)).Maybe())
		}
		return d
	}
	return nil
}

// rangeCall explains range(TO) and range(FROM, TO), given the tokens behind the
// name.
func rangeCall(name Token, toks []rawTok) *diag.Diagnostic {
	depth, comma, end := 0, -1, -1
	for i, t := range toks {
		switch {
		case t.is("("), t.is("["):
			depth++
		case t.is(")"), t.is("]"):
			depth--
		case t.is(",") && depth == 1 && comma >= 0:
			return habit(name.Span(), "range", "there is no `range`, and no step") // range(0, 10, 2)
		case t.is(",") && depth == 1:
			comma = i
		}
		if depth == 0 {
			end = i
			break
		}
	}
	d := habit(name.Span(), "range", "there is no `range`")
	if end < 2 {
		return d
	}
	fix := diag.Replace(diag.Span{Start: name.Pos, End: toks[0].End()}, "0:")
	if comma >= 0 {
		fix = diag.Delete(diag.Span{Start: name.Pos, End: toks[0].End()}).
			And(diag.Replace(diag.Span{Start: toks[comma].Pos, End: toks[comma+1].Pos}, ":"))
	}
	return d.WithFix(fix.And(diag.Delete(toks[end].Span())))
}
