package picture_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/runtime/figures/theme"
	"github.com/nefc/nefc/study/picture"
)

// models are those of the examples and of testdata.
func models(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"testdata/*.nef", "../../examples/*.nef", "../../examples/*/*.nef"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, found...)
	}
	if len(out) < 5 {
		t.Fatalf("only %d models", len(out))
	}
	return slices.DeleteFunc(out, func(path string) bool {
		return strings.HasSuffix(path, "two-files/model2.nef") // it reads what a run of the other writes
	})
}

func open(t *testing.T, path string) *compiler.Checked {
	t.Helper()
	c, err := compiler.Check(path, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if c.Diags.HasErrors() {
		t.Fatalf("%s: %v", path, c.Diags)
	}
	return c
}

func draw(t *testing.T, c *compiler.Checked, o picture.Options) *picture.Diagram {
	t.Helper()
	d, err := picture.Of(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// No text covers text, none is too small, nothing leaves the page: however far networks
// are opened, whichever way wires lead.
func TestPagesAreLegible(t *testing.T) {
	for _, path := range models(t) {
		c := open(t, path)
		depths := []int{picture.Auto}
		if strings.HasPrefix(path, "testdata") {
			depths = append(depths, 0, 1, 2)
		}
		for _, depth := range depths {
			for _, flow := range []picture.Flow{picture.Right, picture.Down} {
				d := draw(t, c, picture.Options{Depth: depth})
				p := picture.Draw(picture.Arrange(d, flow), &theme.Dark, "a model")
				for _, fault := range p.Faults() {
					t.Errorf("%s, depth %d, flow %d: %s", path, depth, flow, fault)
				}
			}
		}
	}
}

// describe writes a diagram in words, a box or a wire a line.
func describe(d *picture.Diagram) string {
	var b strings.Builder
	for _, x := range d.Boxes {
		fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("%s %s %s", x.Kind, x.Title, x.Detail), " "))
	}
	for _, w := range d.Wires {
		to := "onto a wire"
		if w.To != nil {
			to = w.To.Title
		}
		line := fmt.Sprintf("%s -> %s %s", w.From.Title, to, w.Flavour)
		if w.Excites {
			line += " excites"
		}
		if w.Inhibits {
			line += " inhibits"
		}
		fmt.Fprintln(&b, strings.Join(append([]string{line}, w.Label...), " | "))
	}
	return b.String()
}

func TestDoubling(t *testing.T) {
	d := draw(t, open(t, "../../examples/doubling.nef"), picture.Options{Depth: picture.Auto})
	want := `ensemble pre 101
ensemble post 102
node ramp
error err
ramp -> pre exact
pre -> post weights excites inhibits | c: x² | 102×101
post -> err decoded
pre -> err decoded | −x²
err -> onto a wire learning | pes
`
	if got := describe(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, b := range d.Boxes {
		switch b.Name {
		case "pre":
			if b.Signs != 71 || b.Source != "doubling.nef:8  ensemble pre 101" || !b.Probed {
				t.Errorf("pre is %+v", b)
			}
		case "ramp":
			if n := len(b.Curve); n < 50 || !(b.Curve[0] < -0.99) || !(b.Curve[n-1] > 0.99) {
				t.Errorf("the curve of ramp is %v", b.Curve)
			}
		}
	}
}

// An error stands beside what it trains, and its wire ends in the middle of that.
func TestErrorsStandBesideWhatTheyTrain(t *testing.T) {
	d := draw(t, open(t, "../../examples/doubling.nef"), picture.Options{Depth: picture.Auto})
	for _, flow := range []picture.Flow{picture.Right, picture.Down} {
		s := picture.Arrange(d, flow)
		for _, w := range s.Wires {
			if w.Onto == nil {
				continue
			}
			end := w.Path[len(w.Path)-1]
			for _, trained := range s.Wires {
				if trained.Wire == w.Onto && end != trained.Middle {
					t.Errorf("flow %d: the learning wire ends at %v, the middle is %v", flow, end, trained.Middle)
				}
			}
			if !w.Aside {
				t.Errorf("flow %d: err does not stand beside c", flow)
			}
		}
	}
}

func TestSignsOfGivenWeights(t *testing.T) {
	got := describe(draw(t, open(t, "testdata/signs.nef"), picture.Options{Depth: picture.Auto}))
	for _, want := range []string{
		"e -> e weights excites | ee | 400×400\n", "e -> i weights excites", "i -> e weights inhibits", "i -> i weights inhibits",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestFolding(t *testing.T) {
	c := open(t, "testdata/nested.nef")
	closed := draw(t, c, picture.Options{})
	if got := describe(closed); !strings.Contains(got, "network bg basal_ganglia\n") || !strings.Contains(got, "array cell 9 × 20\n") ||
		!strings.Contains(got, "array many 8 × 50\n") || strings.Contains(got, "far") {
		t.Errorf("closed:\n%s", got)
	}
	opened := draw(t, c, picture.Options{Open: []string{"outer.inner", "many"}})
	for _, b := range opened.Boxes {
		switch b.Name {
		case "outer":
			if b.Inside == nil || !strings.Contains(describe(b.Inside), "network inner network\n") {
				t.Error("outer is not opened with outer.inner")
			}
		case "many":
			if b.Inside == nil || strings.Count(describe(b.Inside), "ensemble many[") != 8 {
				t.Error("many does not show its members")
			}
		case "bg", "pair":
			if b.Inside != nil {
				t.Errorf("%s is opened", b.Name)
			}
		}
	}
	_, err := picture.Of(c, picture.Options{Open: []string{"oter"}})
	var unknown *picture.Unknown
	if !errors.As(err, &unknown) || unknown.Near != "outer" {
		t.Errorf("a name that is not there: %v", err)
	}
}

// What is shut is folded, whatever opens it; what a drawing still has of names that are no
// more is passed over, if it may be.
func TestShutting(t *testing.T) {
	c := open(t, "testdata/nested.nef")
	inside := func(o picture.Options) map[string]bool {
		out := map[string]bool{}
		for _, b := range draw(t, c, o).Boxes {
			out[b.Name] = b.Inside != nil
		}
		return out
	}
	if got := inside(picture.Options{Depth: 5, Shut: []string{"outer"}}); got["outer"] || !got["bg"] {
		t.Errorf("outer is shut: %v", got)
	}
	if got := inside(picture.Options{Open: []string{"outer.inner"}, Shut: []string{"outer"}}); got["outer"] {
		t.Errorf("outer is opened for what is in it, and shut: %v", got)
	}
	for _, o := range []picture.Options{{Open: []string{"gone"}}, {Shut: []string{"gone"}}} {
		if _, err := picture.Of(c, o); err == nil {
			t.Errorf("%+v is drawn", o)
		}
		o.Loose = true
		if _, err := picture.Of(c, o); err != nil {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// An opened array of many is a crowd of small circles beside each other; one of few is drawn
// as others are, with what its members put out.
func TestCrowds(t *testing.T) {
	for n, crowd := range map[int]bool{8: false, 9: true, 60: true} {
		d := draw(t, compilertest.Valid(t, fmt.Sprintf("seed 1\narray a %d of 20\n", n)), picture.Options{Open: []string{"a"}})
		in := d.Boxes[0].Inside
		if in == nil || in.Crowd != crowd || len(in.Boxes) < n || len(in.Boxes) > n+1 {
			t.Errorf("%d members: %+v", n, in)
			continue
		}
		scene := picture.Arrange(in, picture.Down)
		for i, a := range scene.Boxes {
			for _, b := range scene.Boxes[:i] {
				if a.Shape.Left < b.Shape.Right && b.Shape.Left < a.Shape.Right && a.Shape.Top < b.Shape.Bottom && b.Shape.Top < a.Shape.Bottom {
					t.Errorf("of %d members %s lies over %s", n, a.Name, b.Name)
				}
			}
		}
		if crowd && scene.Width > 6*scene.Height {
			t.Errorf("%d members stand in a line: %g by %g", n, scene.Width, scene.Height)
		}
	}
}

// What arrives at a conductance excites or inhibits, as the conductance does, whatever the
// source is.
func TestSignsOfPorts(t *testing.T) {
	got := describe(draw(t, compilertest.Valid(t, `seed 1
node u = 1
ensemble a 20
ensemble c 20 neurons lif_cond
connect u -> c.exc transform 6
connect a.neurons -> c.inh weights 2nS units jump
`), picture.Options{}))
	for _, want := range []string{"u -> c", "a -> c"} {
		i := strings.Index(got, want)
		line, _, _ := strings.Cut(got[max(0, i):], "\n")
		if i < 0 || strings.Contains(line, "excites") != (want == "u -> c") || strings.Contains(line, "inhibits") != (want == "a -> c") {
			t.Errorf("%s: %q in\n%s", want, line, got)
		}
	}
}

func TestLabels(t *testing.T) {
	got := describe(draw(t, compilertest.Valid(t, `seed 1
ensemble a 20 dims 2
ensemble b 20
ensemble c 20 dims 2
connect a[1] -> b
connect a[0]*a[1] -> b synapse 100ms
connect a -> c transform -2 synapse alpha(3ms)
connect b -> c[0] function if x > 0 then sin(x) else x^3 + 1 delay 20ms
connect b -> b transform 0.5
ensemble e 20 dale 1
ensemble g 20 neurons lif_cond
connect e.neurons -> g.exc weights 0.01 synapse 2ms release 60%
probe b, c, g.spikes
run 10ms
`), picture.Options{}))
	for _, want := range []string{
		"a -> b decoded | x₁ | x₀·x₁ | …", "a -> c decoded | −2·x | alpha(3\u2009ms)", "b -> c decoded | f(x) | delay 20\u2009ms",
		"b -> b decoded | 0.5·x", ".exc | 2\u2009ms | p=0.6"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

// What is written can be read: SVG by a parser of XML, JSON with places that are there,
// DOT with as many brackets that open as close.
func TestFormats(t *testing.T) {
	for _, path := range models(t) {
		s := picture.Arrange(draw(t, open(t, path), picture.Options{Depth: 1}), picture.AnyFlow)
		var svg, dot, text bytes.Buffer
		if err := picture.Draw(s, &theme.Paper, `<&">`).SVG(&svg); err != nil {
			t.Fatal(err)
		}
		for dec := xml.NewDecoder(&svg); ; {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
		}
		if err := s.DOT(&dot, &theme.Paper); err != nil {
			t.Fatal(err)
		}
		if d := dot.String(); strings.Count(d, "{\n") != strings.Count(d, "}\n") || strings.Count(d, `"`)%2 != 0 {
			t.Errorf("%s: brackets of DOT:\n%s", path, d)
		}
		if err := s.WriteJSON(&text); err != nil {
			t.Fatal(err)
		}
		var data picture.Data
		if err := json.Unmarshal(text.Bytes(), &data); err != nil {
			t.Fatal(err)
		}
		refers(t, path, &data)
	}
}

// refers checks that wires name boxes and wires that are there.
func refers(t *testing.T, path string, d *picture.Data) {
	t.Helper()
	for i, w := range d.Wires {
		toBox, toWire := w.To != nil && *w.To < len(d.Boxes), w.Onto != nil && *w.Onto < len(d.Wires)
		if w.From >= len(d.Boxes) || toBox == toWire || len(w.Path) < 8 {
			t.Errorf("%s: wire %d is %+v", path, i, w)
		}
	}
	for _, b := range d.Boxes {
		if b.Inside != nil {
			refers(t, path, b.Inside)
		}
	}
}

func TestOperators(t *testing.T) {
	c := compilertest.Compile(t, "seed 1\nensemble a 20\nensemble b 20\nconnect a -> b\nprobe b\nrun 10ms\n")
	d := picture.Operators(c.Graph, c.Sources)
	if len(d.Boxes) != len(c.Graph.Ops) {
		t.Errorf("%d boxes for %d operators", len(d.Boxes), len(c.Graph.Ops))
	}
	kinds := map[picture.Flavour]int{}
	for _, w := range d.Wires {
		kinds[w.Flavour]++
	}
	if kinds[picture.Exact] == 0 || kinds[picture.Next] == 0 {
		t.Errorf("wires by flavour: %v", kinds)
	}
	if faults := picture.Draw(picture.Arrange(d, picture.AnyFlow), &theme.Paper, "").Faults(); len(faults) > 0 {
		t.Error(faults)
	}
}

// TestSheet draws every model in every theme into the folder that SHEET names, to be
// looked at.
func TestSheet(t *testing.T) {
	dir := os.Getenv("SHEET")
	if dir == "" {
		t.Skip("SHEET names no folder to draw into")
	}
	for _, path := range models(t) {
		for _, th := range theme.Themes {
			name := filepath.Join(dir, strings.TrimSuffix(filepath.Base(path), ".nef")+"-"+th.Name+".svg")
			f, err := os.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			p := picture.Draw(picture.Arrange(draw(t, open(t, path), picture.Options{Depth: picture.Auto}), picture.AnyFlow), th, filepath.Base(path))
			if err := errors.Join(p.SVG(f), f.Close()); err != nil {
				t.Fatal(err)
			}
		}
	}
}
