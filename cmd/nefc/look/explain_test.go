package look

import (
	"strings"
	"testing"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/grammar"
)

// A template is explained with its parameters, those that must be given without a
// value, and its ports.
func TestExplainTemplate(t *testing.T) {
	f, diags := grammar.Parse("m.nef", "# Doubles.\ntemplate twice(n, d=2, r=1.5) {\n  input x dims d\n  input y\n  output out = x[0]\n}\n")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var out strings.Builder
	explainTemplate(cli.Streams{Out: &out}, f.Body[0].(*grammar.Template))
	if want := "twice(n, d=2, r=1.5)\n\nDoubles.\n\n  inputs   x (d)\n  outputs  out\n\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}
