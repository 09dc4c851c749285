package highlight

import (
	"strings"
	"testing"
)

func TestPieces(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"ensemble pre 101 radius 2", "word:ensemble number:101 option:radius number:2"},
		{"connect c: a.neurons -> b.neurons {\n  function x*x\n  solve nnls # fit\n}", "word:connect option:function option:solve comment:# fit"},
		{"node rate = 2*rate(3Hz)", "word:node number:2 number:3Hz"},
		{`export weights c to "w.npz"`, `word:export option:to string:"w.npz"`},
		{"let m = [1,\n  node,\n  2]", "word:let number:1 number:2"},
		{"ensemble \"unclosed", `word:ensemble`},
	} {
		var got []string
		text := ""
		for _, p := range Pieces(c.src) {
			text += p.Text
			if p.Kind != Plain {
				got = append(got, p.Kind.String()+":"+p.Text)
			}
		}
		if text != c.src {
			t.Errorf("%q comes back as %q", c.src, text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q is %s, want %s", c.src, strings.Join(got, " "), c.want)
		}
	}
}

func TestHTMLIsEscaped(t *testing.T) {
	got := HTML("# <script>\nnode y = a < 2")
	want := `<span class="comment"># &lt;script&gt;</span>` + "\n" + `<span class="word">node</span> y = a &lt; <span class="number">2</span>`
	if got != want {
		t.Errorf("got %s", got)
	}
}
