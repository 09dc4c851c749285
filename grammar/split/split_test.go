package split

import (
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
)

// cut writes the statements of a text one behind the other, as ‹tokens›.
func cut(b *Block) string {
	var out strings.Builder
	for _, st := range b.Items {
		words := make([]string, len(st.Tokens))
		for i, t := range st.Tokens {
			words[i] = t.Text
		}
		out.WriteString("‹" + strings.Join(words, " "))
		if st.Block != nil {
			out.WriteString(" {" + cut(st.Block) + "}")
		}
		out.WriteString("›")
	}
	return out.String()
}

// A statement ends with its line or at a semicolon, but for brackets and operators that
// ask for more, or with its block.
func TestSplit(t *testing.T) {
	for src, want := range map[string]string{
		"seed 1\nrun 2s":                  "‹seed 1›‹run 2s›",
		"seed 1; run 2s":                  "‹seed 1›‹run 2s›",
		"let a = [1,\n2]\nseed 1":         "‹let a = [ 1 , 2 ]›‹seed 1›",
		"let a =\n1 +\n2":                 "‹let a = 1 + 2›",
		"let a = 1 and\n2":                "‹let a = 1 and 2›",
		"let a = f(1\nseed 1":             "‹let a = f ( 1›‹seed 1›", // never closed
		"for i in 0:2 {\nseed 1; run i }": "‹for i in 0 : 2 {‹seed 1›‹run i›}›",
		"run 1s { dt 1ms } seed 1":        "‹run 1s {‹dt 1ms›}›‹seed 1›",
		"# only\n\n# comments":            "",
		// a word of events is one inside `experiment`
		"let a = (b and\nplot c)": "‹let a = ( b and plot c )›",
		"experiment e {\nexpect (b and\nplot c\n}\nlet a = (1\nplot c)": "‹experiment e {‹expect ( b and›‹plot c›}›‹let a = ( 1 plot c )›",
	} {
		var diags diag.List
		top := New("t", src, edition.First(), &diags).Whole()
		if got := cut(top); got != want || len(diags) > 0 {
			t.Errorf("%q is cut into %s (%v), wanted %s", src, got, diags, want)
		}
	}
}

// A statement has limits, which are told once, and the next one is read.
func TestLimits(t *testing.T) {
	for src, code := range map[string]diag.Code{
		"let a = " + strings.Repeat("(", MaxDepth+1) + "\nseed 1":             diag.TooDeep,
		"let a = 1" + strings.Repeat(" 1", maxTokens) + "\nseed 1":            diag.TooLarge,
		"let a = 1" + strings.Repeat("(1)", maxTokens/3) + "\nseed 1":         diag.TooLarge,
		strings.Repeat("n {", MaxBlocks+1) + strings.Repeat("}", MaxBlocks+1): diag.TooDeep,
	} {
		var diags diag.List
		top := New("t", src, edition.First(), &diags).Whole()
		if len(diags) != 1 || diags[0].Code != code || strings.Contains(src, "seed") && len(top.Items) != 2 {
			t.Errorf("%.20s…: %v, %d statements", src, diags, len(top.Items))
		}
	}
}

// lent keeps copies of what it is lent, and asks blocks of options to keep theirs.
type lent struct{ of Block }

func (l *lent) Take(r *Statement) {
	kept := *r
	kept.Tokens = slices.Clone(r.Tokens)
	l.of.Items = append(l.of.Items, &kept)
}

func (l *lent) Enter(r *Statement) Taker {
	if r.Tokens[0].IsWord("ensemble") {
		return nil
	}
	return &inner{block: r.Block}
}

// inner takes the statements of a block, for it.
type inner struct {
	lent
	block *Block
}

func (l *inner) Take(r *Statement) {
	l.lent.Take(r)
	l.block.Items = l.of.Items
}

// A file that is handed on statement by statement is the one that is kept as a whole.
func TestTaker(t *testing.T) {
	const src = "seed 1\nfor i in 0:2 { ensemble a[i] 10 { dims 2; radius 3 }; for j in 0:3 {\nlet c = (1 +\n2)\n} # c\n}\nnetwork n { }\nrun 2s"
	var diags diag.List
	var l lent
	New("t", src, edition.First(), &diags).File(&l)
	if got, want := cut(&l.of), cut(New("t", src, edition.First(), &diags).Whole()); got != want || len(diags) > 0 {
		t.Errorf("handed on, it is %s (%v); whole, it is %s", got, diags, want)
	}
}
