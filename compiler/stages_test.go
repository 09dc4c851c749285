package compiler_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/builder"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/graph"
	"github.com/nefc/nefc/compiler/lower"
	"github.com/nefc/nefc/compiler/optimize"
	"github.com/nefc/nefc/internal/rng"
)

// Each testdata/*.txtar holds a model and the dump of every stage. UPDATE=1
// rewrites the dumps.
func TestStages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no dumps", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			checked := compilertest.Valid(t, string(a.Files[0].Data))
			out := &txtar.Archive{Comment: a.Comment, Files: a.Files[:1:1]}
			for _, stage := range compiler.Stages {
				var b bytes.Buffer
				if diags := compiler.Emit(&b, checked, stage); diags.HasErrors() {
					t.Fatal(diags)
				}
				out.Files = append(out.Files, txtar.File{Name: "out/" + stage, Data: b.Bytes()})
			}
			got := txtar.Format(out)
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for i, f := range out.Files {
				if i >= len(a.Files) || !bytes.Equal(f.Data, a.Files[i].Data) {
					t.Errorf("%s differs; UPDATE=1 go test ./compiler rewrites it. Now:\n%s", f.Name, f.Data)
				}
			}
		})
	}
}

// The program does not depend on the order in which operators were built:
// shuffled, they lower to the same instructions.
func TestProgramIgnoresAccidentalOrder(t *testing.T) {
	src, err := os.ReadFile("testdata/learning.txtar")
	if err != nil {
		t.Fatal(err)
	}
	model := string(txtar.Parse(src).Files[0].Data)
	program := func(shuffle bool) string {
		g, diags := builder.Graph(compilertest.Valid(t, model).Model, 0.001, builder.Recalls{}, nil)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		r := rng.Stream(1, "ops", "shuffle")
		mix := func(g *graph.Graph, stage string) {
			if shuffle {
				r.Shuffle(len(g.Ops), func(i, j int) { g.Ops[i], g.Ops[j] = g.Ops[j], g.Ops[i] })
				g.Verify(stage)
			}
		}
		mix(g, "build")
		optimize.Run(g, true, mix)
		var b bytes.Buffer
		lower.Program(g, "").Print(&b)
		return b.String()
	}
	plain := program(false)
	for range 5 {
		if shuffled := program(true); shuffled != plain {
			t.Fatalf("shuffled operators give another program:\n%s\ninstead of\n%s", shuffled, plain)
		}
	}
}

// A breach of the rules of the graph is found.
func TestVerifyFindsBreaches(t *testing.T) {
	x := &graph.Signal{Name: "x", Rows: 1, Cols: 1}
	y := &graph.Signal{Name: "y", Rows: 1, Cols: 1}
	for name, ops := range map[string][]*graph.Op{
		"two sets": {{Kind: graph.Reset, Sets: []*graph.Signal{x}}, {Kind: graph.Reset, Sets: []*graph.Signal{x}}},
		"circle": {{Kind: graph.Copy, Sets: []*graph.Signal{x}, Reads: []*graph.Signal{y}},
			{Kind: graph.Copy, Sets: []*graph.Signal{y}, Reads: []*graph.Signal{x}}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: nothing was found", name)
				}
			}()
			(&graph.Graph{Signals: []*graph.Signal{x, y}, Ops: ops}).Verify("test")
		}()
	}
}
