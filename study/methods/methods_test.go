package methods

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
)

// examples are documents of all examples, by name.
func examples(t *testing.T) map[string]*Document {
	t.Helper()
	paths, err := filepath.Glob("../../examples/*.nef")
	if err != nil || len(paths) == 0 {
		t.Fatal("no examples", err)
	}
	out := map[string]*Document{}
	for _, path := range paths {
		c, err := compiler.Check(path, compiler.Options{})
		if err != nil || c.Diags.HasErrors() {
			t.Fatal(path, err, c.Diags)
		}
		d := Of(c)
		out[d.Title] = d
	}
	return out
}

// Every row has a cell for each column, and none is empty.
func TestTablesAreWhole(t *testing.T) {
	for name, d := range examples(t) {
		for _, table := range d.Tables {
			columns := max(2, len(table.Head))
			for _, row := range table.Rows {
				if len(row) != columns || slices.Contains(row, "") {
					t.Errorf("%s, %s: %q", name, table.Title, row)
				}
			}
		}
	}
}

// rows are those of the table whose title ends so.
func rows(t *testing.T, d *Document, title string) [][]string {
	t.Helper()
	for _, table := range d.Tables {
		if strings.HasSuffix(table.Title, title) {
			return table.Rows
		}
	}
	t.Fatalf("no table %q", title)
	return nil
}

func row(t *testing.T, d *Document, title string, want ...string) {
	t.Helper()
	for _, r := range rows(t, d, title) {
		if slices.Equal(r, want) {
			return
		}
	}
	t.Errorf("%s: no row\n%q in\n%q", title, want, rows(t, d, title))
}

func TestDefaultsAreSaid(t *testing.T) {
	d := Of(compilertest.Valid(t, `seed 3
param k = 2e-5
ensemble a 50 dims 2 dale 1
ensemble b 40 neurons alif(tau_n=20ms)
array many 4 of 30
connect a[1] -> b synapse alpha(3ms) delay 20ms
connect c: a.neurons -> b.neurons function x[0] solve nnls density 0.5
connect b -> many[2] function x^2 + 1 transform -2
node u = sin(2*t)
connect u -> b synapse none
learn pes err = b - u rate k on c
probe b every 10ms
probe many
experiment long {
  phase one 1s
  expect mean(b) < 1
}
`))
	row(t, d, "Populations", "a", "50", "lif", "2", "1", "sphere", "200 to 400", "−1 to 0.9", "1000, ball", "excitatory", "voltage begins at 0 to 1")
	row(t, d, "Populations", "many[0…3] (4)", "30", "lif", "1", "1", "sphere", "200 to 400", "−1 to 0.9", "750, ball", "free", "voltage begins at 0 to 1")
	row(t, d, "Connections", "a", "b", "x₁", "1", "–", "decoders, l2, regularisation 0.1", "alpha(3\u2009ms), delay 20\u2009ms")
	row(t, d, "Connections", "a.neurons", "b.neurons", "x₀", "1", "density 0.5", "40×50, nnls, regularisation 0.1", "lowpass(5\u2009ms)")
	row(t, d, "Connections", "b", "many, element 2", "x² + 1", "−2", "–", "decoders, l2, regularisation 0.1", "lowpass(5\u2009ms)")
	row(t, d, "Input", "u", "1", "sin(2·t)")
	row(t, d, "Measurements", "b", "l2", "none", "10\u2009ms")
	row(t, d, "Protocol", "long", "1\u2009ms", "one 1\u2009s", "–", "mean(b) < 1")
	if p := rows(t, d, "Plasticity")[0]; p[0] != "pes" || p[2] != "err = b − u" || p[3] != "2×10⁻⁵" || !strings.Contains(p[4], "signs kept") {
		t.Errorf("the rule is %q", p)
	}
	if n := rows(t, d, "Neuron types"); len(n) != 2 || !strings.Contains(n[1][2], "tau_n = 20\u2009ms") {
		t.Errorf("neuron types: %q", n)
	}
}

// special are signs with a meaning in a format, and those that fonts do not have.
const special = "\\{}$&#%_^~<>|\"`*[]−×·→≥≤≠∞τµπσ²₀₁⁻³…–\u2009é中\n\x1b"

func TestEverySignIsEscaped(t *testing.T) {
	want := map[string]string{
		"latex": `\textbackslash{}\{\}\$\&\#\%\_\allowbreak{}\textasciicircum{}\textasciitilde{}\textless{}\textgreater{}\textbar{}''` + "`*[]" +
			`$-$$\times$$\cdot$$\rightarrow$$\geq$$\leq$$\neq$$\infty$$\tau$$\mu$$\pi$$\sigma$$^{2}$$_{0}$$_{1}$$^{-}$$^{3}$\dots{}--\,é?  `,
		"markdown": `\\\{\}$\&\#%\_^\~\<\>\|"` + "\\`" + `\*\[\]` + "−×·→≥≤≠∞τµπσ²₀₁⁻³…–\u2009é中  ",
		"html":     `\{}$&amp;#%_^~&lt;&gt;|&#34;` + "`*[]−×·→≥≤≠∞τµπσ²₀₁⁻³…–\u2009é中  ",
	}
	for name, got := range map[string]string{"latex": latexText(special), "markdown": markdownText(special), "html": htmlText(special)} {
		if got != want[name] {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want[name])
		}
	}
}

// Pages can be read by a parser.
func TestHTML(t *testing.T) {
	for name, d := range examples(t) {
		var b bytes.Buffer
		if err := d.HTML(&b); err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(&b)
		dec.Strict, dec.AutoClose, dec.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
		for depth := 0; ; {
			token, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch token.(type) {
			case xml.StartElement:
				depth++
			case xml.EndElement:
				depth--
			}
			if depth < 0 {
				t.Fatalf("%s: more ends than beginnings", name)
			}
		}
	}
}

// What is written for TeX has as many columns in each row as the table has; where there
// is a TeX, it sets the page.
func TestLaTeX(t *testing.T) {
	d := &Document{Title: special, Tables: []Table{
		{Title: special, Head: []string{special, "b"}, Rows: [][]string{{special, special}}},
		{Title: "t", Rows: [][]string{{"a", "b"}}},
	}}
	var b bytes.Buffer
	if err := d.LaTeX(&b); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		if strings.HasSuffix(line, `\\`) && !strings.HasPrefix(line, `\multicolumn`) && strings.Count(strings.ReplaceAll(line, `\&`, ""), "&") != 1 {
			t.Errorf("a row of %q", line)
		}
	}
	tex, err := exec.LookPath("pdflatex")
	if err != nil {
		t.Log("there is no pdflatex: what is written for TeX is not set")
		return
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "m.tex"), b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tex, "-halt-on-error", "-interaction=nonstopmode", "m.tex")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
