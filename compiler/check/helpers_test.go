package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// checked checks a model.
func checked(t *testing.T, text string) *compiler.Checked {
	t.Helper()
	return compilertest.Check(t, text)
}

// diagnose checks a model and returns what was found.
func diagnose(t *testing.T, text string) diag.List {
	t.Helper()
	return checked(t, text).Diags
}

// found returns the diagnostics of a code.
func found(list diag.List, code diag.Code) diag.List {
	var out diag.List
	for _, d := range list {
		if d.Code == code {
			out = append(out, d)
		}
	}
	return out
}

// summaries lists what the diagnostics of some codes say.
func summaries(list diag.List, codes ...diag.Code) []string {
	var out []string
	for _, d := range list {
		if slices.Contains(codes, d.Code) {
			out = append(out, d.Summary)
		}
	}
	return out
}

// names checks a model and returns the names of its ensembles, nodes and
// connections, or its first diagnostic.
func names(t *testing.T, text string) string {
	t.Helper()
	c := checked(t, text)
	if c.Diags.HasErrors() {
		return fmt.Sprintf("%s %s", c.Diags[0].Code, c.Diags[0].Summary)
	}
	var out []string
	for _, e := range c.Model.Ensembles {
		out = append(out, fmt.Sprintf("%s(%d)", e.Name, e.N))
	}
	for _, n := range c.Model.Nodes {
		out = append(out, n.Name)
	}
	for _, x := range c.Model.Connections {
		out = append(out, x.Name)
	}
	for _, p := range c.Model.Probes {
		out = append(out, "probe "+p.Name)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// connection finds a connection by name.
func connection(t *testing.T, m *model.Model, name string) *model.Connection {
	t.Helper()
	for _, c := range m.Connections {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no connection %s", name)
	return nil
}
