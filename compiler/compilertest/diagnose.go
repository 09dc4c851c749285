package compilertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// Diagnose checks a model and returns what was found.
func Diagnose(t testing.TB, text string) diag.List {
	t.Helper()
	return Check(t, text).Diags
}

// Found returns the diagnostics of a code.
func Found(list diag.List, code diag.Code) diag.List {
	var out diag.List
	for _, d := range list {
		if d.Code == code {
			out = append(out, d)
		}
	}
	return out
}

// Summaries lists what the diagnostics of some codes say.
func Summaries(list diag.List, codes ...diag.Code) []string {
	var out []string
	for _, d := range list {
		if slices.Contains(codes, d.Code) {
			out = append(out, d.Summary)
		}
	}
	return out
}

// Names checks a model and returns the names of its ensembles, nodes and
// connections, or its first diagnostic.
func Names(t testing.TB, text string) string {
	t.Helper()
	c := Check(t, text)
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

// Connection finds a connection by name.
func Connection(t testing.TB, m *model.Model, name string) *model.Connection {
	t.Helper()
	for _, c := range m.Connections {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no connection %s", name)
	return nil
}
