package habits

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/grammar/split"
	"github.com/nefc/nefc/grammar/token"
)

// assigns are the operators that change a variable.
var assigns = map[string]bool{"+=": true, "-=": true, "*=": true, "/=": true}

const nothingChanges = "a node may read itself, `node n = n + dt*u`, where `n` is its value one step ago"

// Line explains a statement that cannot be read by a habit of another language; nil if
// it has none of those known. pos is where reading ended; keyword reports the words
// that start statements.
func Line(r *split.Statement, pos diag.Pos, keyword func(string) bool) *diag.Diagnostic {
	if d := called(r.Tokens); d != nil {
		return d
	}
	i := slices.IndexFunc(r.Tokens, func(t split.Token) bool { return t.Pos.Offset == pos.Offset })
	if i < 0 {
		return nil
	}
	at := r.Tokens[i].Token
	if between, ok := arrow(r.Tokens, i); ok {
		return New(between, "", "what a wire ends in stands behind an arrow").WithFix(diag.Replace(between, " -> "))
	}
	switch {
	case at.Is("=="):
		return New(at.Span(), "", "`==` compares; a name is given its value by `=`").WithFix(diag.Replace(at.Span(), "="))
	case assigns[at.Text]:
		return New(at.Span(), "", "no line changes a value: the order of lines does not matter").WithHelp(nothingChanges)
	case at.Is(".") && isDrawnUnitary(r.Tokens):
		drawn := r.Tokens[0].Text + " = unitary()"
		line := diag.Between(r.Tokens[0].Pos, r.Tokens[4].End())
		return New(line, "", "a pointer that is drawn to keep lengths is written `%s`", drawn).WithFix(diag.Replace(line, drawn))
	case at.Is("@"):
		return New(at.Span(), "@", "`@` is not an operator of the language")
	case at.Type == token.Number && i > 0 && strings.HasSuffix(r.Tokens[i-1].Text, "%"):
		return remainder(r.Tokens[i-1].Token, at)
	case at.Is("=") && i+1 < len(r.Tokens) && (r.Tokens[i+1].Is("<") || r.Tokens[i+1].Is(">")):
		sign := r.Tokens[i+1]
		both := diag.Between(at.Pos, sign.End())
		return New(both, "", "`=%s` is written the other way round", sign.Text).WithFix(diag.Replace(both, sign.Text+"="))
	case at.Is("=") && r.Tokens[0].IsWord("sweep") && i == 2:
		return New(at.Span(), "", "`in` stands before the values of a sweep").WithFix(diag.Replace(at.Span(), "in"))
	case at.Is(",") && r.Tokens[0].IsWord("expect") && i+1 < len(r.Tokens) && r.Tokens[i+1].Type == token.String:
		return New(at.Span(), "", "a reason stands behind `because`").WithFix(diag.Replace(at.Span(), " because"))
	case at.Is("=") && r.Tokens[0].IsWord("expect"):
		return New(at.Span(), "", "`=` gives a value; what is compared stands around `==`").WithFix(diag.Replace(at.Span(), "=="))
	case r.Tokens[0].IsWord("use"):
		return useOfFile(r, i)
	case at.Is(":") && i == len(r.Tokens)-1 && !keyword(r.Tokens[0].Text) && meant.Find(r.Tokens[0].Text) != nil:
		d := diag.New(diag.UnknownStatement, r.Tokens[0].Span(), "`%s` does not start a statement", r.Tokens[0].Text)
		return d.WithHelp("%s", meant.Find(r.Tokens[0].Text).Help())
	case at.Is(":") && i == len(r.Tokens)-1:
		return New(at.Span(), "", "a block stands in braces").WithHelp("write `{` here, and `}` behind the block")
	case at.Is("=") && r.Tokens[i-1].Type == token.Ident, at.Is(",") && isOption(r.Tokens[i+1:]):
		return keywordArguments(r, i)
	case at.Is(","):
		return looseList(at)
	}
	return nil
}

// called explains ensemble a(n_neurons=50) and learn PES(learning_rate=1e-4), which
// are built like the classes of Nengo; nil if no parenthesis touches the name.
func called(toks []split.Token) *diag.Diagnostic {
	if len(toks) < 3 || !toks[2].Is("(") || toks[2].Pos != toks[1].End() {
		return nil
	}
	class := map[string]string{"ensemble": "Ensemble", "learn": toks[1].Text}[toks[0].Text]
	if meant.Find(class) == nil {
		return nil
	}
	return New(toks[2].Span(), class, "what belongs to `%s` stands behind it, without parentheses", toks[1].Text)
}

// isDrawnUnitary reports A.unitary(), a line of a vocabulary of nengo-spa.
func isDrawnUnitary(toks []split.Token) bool {
	return len(toks) == 5 && toks[2].IsWord("unitary") && toks[3].Is("(") && toks[4].Is(")")
}

// looseList explains a comma between values that no brackets hold.
func looseList(comma token.Token) *diag.Diagnostic {
	return New(comma.Span(), "", "several values stand in brackets").WithHelp("such as `[1, 2]`")
}

// Pointers explains lines of a vocabulary that commas separate, RED, BLUE; nil if
// there is no comma outside of brackets.
func Pointers(r *split.Statement) *diag.Diagnostic {
	var edits []diag.Edit
	depth := 0
	for _, t := range r.Tokens {
		switch {
		case t.Is("("), t.Is("["):
			depth++
		case t.Is(")"), t.Is("]"):
			depth--
		case t.Is(",") && depth == 0:
			edits = append(edits, diag.Edit{At: t.Span(), Text: ";"})
		}
	}
	if len(edits) == 0 {
		return nil
	}
	return New(edits[0].At, "", "a comma does not end a line").
		WithHelp("pointers stand on lines of their own, or with `;` between them").WithFix(diag.Fix{Edits: edits})
}

// isOption reports a word with a value behind it, or with =.
func isOption(toks []split.Token) bool {
	return len(toks) > 1 && toks[0].Type == token.Ident && !toks[1].Is(",")
}

// arrow is the place of what stands for -> in a connect: a, b and a to b,
// a => b, a --> b.
func arrow(toks []split.Token, i int) (at diag.Span, ok bool) {
	if !toks[0].IsWord("connect") || i < 2 || i+1 >= len(toks) {
		return at, false
	}
	for _, t := range toks[:i] {
		if t.Is("->") {
			return at, false
		}
	}
	switch t := toks[i]; {
	case t.Is(","), t.IsWord("to"):
		at = t.Span()
	case t.Is("=") && toks[i+1].Is(">"):
		at = diag.Between(t.Pos, toks[i+1].End())
	case t.Is("->") && toks[i-1].Is("-"):
		at = diag.Between(toks[i-1].Pos, t.End())
	default:
		return at, false
	}
	return at, true
}

// Dict explains a dictionary, whose brace was read as that of a block; nil
// if the brace stands where one may.
func Dict(r *split.Statement) *diag.Diagnostic {
	last := r.Tokens[len(r.Tokens)-1]
	if r.Block == nil || !last.Is("(") && !last.Is(",") && !last.Is("=") && !last.Is("[") {
		return nil
	}
	return New(r.Block.Open.Span(), "", "braces hold statements and options, no values").
		WithHelp("values stand in lists, as the points of `steps([0s, 0], [500ms, 1])`")
}

// remainder explains 5%2, of which 5% is a fraction.
func remainder(percent, by token.Token) *diag.Diagnostic {
	number := strings.TrimSuffix(percent.Text, "%")
	return New(percent.Span(), "%", "`%s` is a fraction, and no operator", percent.Text).
		WithFix(diag.Replace(diag.Between(percent.Pos, by.End()), "mod("+number+", "+by.Text+")"))
}

// Comment explains a line that begins with the comment sign of another
// language; nil if it does not.
func Comment(first token.Token) *diag.Diagnostic {
	if !first.Is("//") && !first.Is("%") {
		return nil
	}
	return New(first.Span(), "", "a comment begins with `#`").WithFix(diag.Replace(first.Span(), "#"))
}

// keywordArguments explains options that are written like arguments of Python,
// n=50, dims=2, from the token i on; nil if one is no more than half written. The
// number of neurons has no name at all.
func keywordArguments(r *split.Statement, i int) *diag.Diagnostic {
	first := r.Tokens[i]
	d := New(first.Span(), "n=50", "no `%s` belongs here", first.Text)
	var edits []diag.Edit
	depth := 0
	for k := i; k < len(r.Tokens); k++ {
		t := r.Tokens[k]
		switch {
		case t.Is("("), t.Is("["):
			depth++
		case t.Is(")"), t.Is("]"):
			depth--
		case depth > 0 || !t.Is("=") && !t.Is(","):
		case t.Is(",") && !isOption(r.Tokens[k+1:]):
			return looseList(t.Token)
		case t.Is("=") && !isArgument(r.Tokens, k):
			return nil
		case t.Is("=") && k == 3 && r.Tokens[0].IsWord("ensemble"):
			edits = append(edits, diag.Edit{At: diag.Between(r.Tokens[k-1].Pos, t.End())})
		default:
			edits = append(edits, diag.Edit{At: t.Span(), Text: " "})
		}
	}
	return d.WithHelp("an option is a word and its value, separated by a space").WithFix(diag.Fix{Edits: edits})
}

// isArgument reports an = that stands between a word and its value.
func isArgument(toks []split.Token, k int) bool {
	return k > 0 && toks[k-1].Type == token.Ident && k+1 < len(toks) && !toks[k+1].Is("=")
}

// useOfFile explains a file that is named with its ending, or in quotes.
func useOfFile(r *split.Statement, i int) *diag.Diagnostic {
	t := r.Tokens[i]
	if t.Type == token.String {
		path := strings.TrimSuffix(token.Unquote(t.Text), ".nef")
		if !strings.HasPrefix(path, "std/") && !strings.HasPrefix(path, ".") {
			path = "./" + path
		}
		return New(t.Span(), "", "a file is named without quotes and ending").WithHelp("write `use %s`", path).WithFix(diag.Replace(t.Span(), path))
	}
	if t.Is(".") && i+1 < len(r.Tokens) && r.Tokens[i+1].IsWord("nef") {
		whole := diag.Between(t.Pos, r.Tokens[i+1].End())
		return New(whole, "", "a file is named without its ending").WithHelp("delete `.nef`").WithFix(diag.Delete(whole))
	}
	return nil
}

// Start explains a line that begins with a word which starts no statement, as those in
// known do: X = nengo.Ensemble(…), nengo.Connection(a, b), import numpy.
func Start(d *diag.Diagnostic, toks []split.Token, known []string) {
	first := toks[0]
	if len(toks) > 1 && assigns[toks[1].Text] {
		d.WithHelp(nothingChanges)
		return
	}
	if len(toks) > 1 && toks[1].Is("=") {
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
	near := meant.Name(d, first.Span(), first.Text, known, "statements start with one of: "+strings.Join(known, " "))
	if near != "" && len(toks) == 2 && toks[1].Type == token.Ident {
		d.WithHelp("did you mean `%s`? What a template builds has parentheses: `%s %s()`", near, first.Text, toks[1].Text)
	}
}

// constructor is the class that is called, perhaps of a module; nil if it is
// nothing known.
func constructor(toks []split.Token) *meant.Word {
	for i := 0; i+1 < len(toks) && toks[i].Type == token.Ident; i += 2 {
		if toks[i+1].Is("(") {
			return meant.Find(toks[i].Text)
		}
		if !toks[i+1].Is(".") {
			return nil
		}
	}
	return nil
}

// Range explains range(3) where a statement takes FROM:TO, and 1..6 where it
// takes nothing else; nil if neither stands there.
func Range(r *split.Statement) *diag.Diagnostic {
	at := 0
	switch r.Tokens[0].Text {
	case "seeds":
		at = 1
	case "for", "sweep":
		at = 3
	default:
		return nil
	}
	if len(r.Tokens) <= at+2 {
		return nil
	}
	from, rest := r.Tokens[at], r.Tokens[at+1:]
	if from.Text == "range" && rest[0].Is("(") {
		return rangeCall(from.Token, rest)
	}
	if r.Tokens[0].IsWord("for") && from.Type == token.Number && rest[0].Is("..") && rest[1].Type == token.Number {
		whole := diag.Between(from.Pos, rest[1].End())
		d := New(whole, "", "`%s..%s` is an interval of all numbers between, not a list", from.Text, rest[1].Text)
		if last, err := strconv.Atoi(rest[1].Text); err == nil {
			d.WithHelp("a range is half-open: `%s:%d` ends with %d", from.Text, last+1, last).WithFix(diag.Replace(whole, fmt.Sprintf("%s:%d", from.Text, last+1)).Maybe())
		}
		return d
	}
	return nil
}

// rangeCall explains range(TO) and range(FROM, TO), given the tokens behind the
// name.
func rangeCall(name token.Token, toks []split.Token) *diag.Diagnostic {
	depth, comma, end := 0, -1, -1
	for i, t := range toks {
		switch {
		case t.Is("("), t.Is("["):
			depth++
		case t.Is(")"), t.Is("]"):
			depth--
		case t.Is(",") && depth == 1 && comma >= 0:
			return New(name.Span(), "range", "there is no `range`, and no step") // range(0, 10, 2)
		case t.Is(",") && depth == 1:
			comma = i
		}
		if depth == 0 {
			end = i
			break
		}
	}
	d := New(name.Span(), "range", "there is no `range`")
	if end < 2 {
		return d
	}
	fix := diag.Replace(diag.Between(name.Pos, toks[0].End()), "0:")
	if comma >= 0 {
		fix = diag.Delete(diag.Between(name.Pos, toks[0].End())).
			And(diag.Replace(diag.Between(toks[comma].Pos, toks[comma+1].Pos), ":"))
	}
	return d.WithFix(fix.And(diag.Delete(toks[end].Span())))
}
