package lsp

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/lsp"
)

// The actions that an editor is offered for the wrong model of every page lead out when they are done: what was
// said is gone, and where nobody need decide no other error is there instead. Each is done in a text of its own.
func TestActionsOfPages(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	done := 0
	for _, p := range diag.Pages() {
		if p.Files["first.nef"] != "" {
			continue // what is said depends on when the other file was written
		}
		t.Run(p.Code, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range p.Files {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			done += doActions(t, newClient(t, dir), p.Wrong)
		})
	}
	if done < 60 {
		t.Errorf("%d actions were done", done)
	}
}

// doActions does every action for a text, and returns how many there were.
func doActions(t *testing.T, c *client, text string) int {
	t.Helper()
	c.open("m.nef", text)
	before := c.diagnostics("m.nef").List
	actions := actionsOf(c, "m.nef")
	for _, a := range actions {
		c.edit("m.nef", 0, len(c.docs["m.nef"].lines.Text), text)
		c.diagnostics("m.nef")
		c.apply("m.nef", a.Edit.Changes[c.uri("m.nef")])
		after := c.diagnostics("m.nef").List
		for _, d := range a.Diagnostics {
			if coded(after, d.Code) >= coded(before, d.Code) {
				t.Errorf("%q of %s %q leads to\n%s\n%v", a.Title, d.Code, d.Message, c.docs["m.nef"].lines.Text, asText(t, after))
			}
		}
		worse := errorsIn(after) - errorsIn(before)
		if a.Preferred && worse > 0 || a.Kind == fixAll && worse >= 0 && len(after) >= len(before) {
			t.Errorf("%q leads to\n%s\n%v", a.Title, c.docs["m.nef"].lines.Text, asText(t, after))
		}
	}
	return len(actions)
}

// actionsOf are those for all of an open file.
func actionsOf(c *client, name string) []lsp.Action {
	c.t.Helper()
	var found []lsp.Action
	if err := json.Unmarshal(c.request("textDocument/codeAction", question(c, name, 0)), &found); err != nil {
		c.t.Fatal(err)
	}
	return found
}

// apply does edits of an open file, which do not meet, from the end.
func (c *client) apply(name string, edits []lsp.TextEdit) {
	slices.SortFunc(edits, func(a, b lsp.TextEdit) int {
		return c.docs[name].lines.Offset(b.Range.Start) - c.docs[name].lines.Offset(a.Range.Start)
	})
	for _, e := range edits {
		lines := c.docs[name].lines
		c.edit(name, lines.Offset(e.Range.Start), lines.Offset(e.Range.End), e.NewText)
	}
}

// coded counts what is said with a code.
func coded(list []lsp.Diagnostic, code string) int {
	return len(slices.DeleteFunc(slices.Clone(list), func(d lsp.Diagnostic) bool { return d.Code != code }))
}

func errorsIn(list []lsp.Diagnostic) int {
	return len(slices.DeleteFunc(slices.Clone(list), func(d lsp.Diagnostic) bool { return d.Severity != 1 }))
}

// All of a kind at once, and all of a file, are done together.
func TestFixAll(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	c := newClient(t, t.TempDir())
	text := "nef 1\nseed 1\nnode u = sin(t)\nensemble a 50\nensemble b 50\nconnect u -> a synapse 5\nconnect a -> b synapse 7\n" +
		"probe b\nrun 10ms\n"
	c.open("m.nef", text)
	of := func(kind string) {
		t.Helper()
		c.edit("m.nef", 0, len(c.docs["m.nef"].lines.Text), text)
		if len(c.diagnostics("m.nef").List) == 0 {
			t.Fatal("nothing is wrong")
		}
		for _, a := range actionsOf(c, "m.nef") {
			if strings.HasPrefix(a.Title, kind) {
				c.apply("m.nef", a.Edit.Changes[c.uri("m.nef")])
				if left := c.diagnostics("m.nef").List; len(left) > 0 {
					t.Errorf("%q leaves %s", a.Title, asText(t, left))
				}
				return
			}
		}
		t.Errorf("no action %q", kind)
	}
	of("fix all 2 of this kind")
	of("make every certain fix")
}
