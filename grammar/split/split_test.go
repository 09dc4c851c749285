package split

import (
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
		var top Block
		var diags diag.List
		New("t", src, edition.First(), &diags).File(&top, top.Add)
		if got := cut(&top); got != want || len(diags) > 0 {
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
		var top Block
		var diags diag.List
		New("t", src, edition.First(), &diags).File(&top, top.Add)
		if len(diags) != 1 || diags[0].Code != code || strings.Contains(src, "seed") && len(top.Items) != 2 {
			t.Errorf("%.20s…: %v, %d statements", src, diags, len(top.Items))
		}
	}
}
