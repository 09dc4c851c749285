package editor

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/stdlib"
)

// EachStatement calls f for the statements of a body and of all blocks in it.
func EachStatement(body []grammar.Statement, f func(grammar.Statement)) {
	for _, st := range body {
		f(st)
		if b := grammar.BlockOf(st); b != nil {
			EachStatement(b.Body, f)
		}
	}
}

// SkipBlanks is the offset of what stands behind blanks.
func SkipBlanks(text string, offset int) int {
	for offset < len(text) && (text[offset] == ' ' || text[offset] == '\t') {
		offset++
	}
	return offset
}

// target is the file that a `use` names; "" if there is none.
func (m *Model) target(u *grammar.Use) string {
	if len(u.Relative) > 0 {
		return usedFile(u, m.Root)
	}
	e, name, ok := stdlib.Resolve(m.File.Edition, strings.Join(u.Path, "/"))
	if !ok || e == nil {
		return ""
	}
	return stdlib.Path(e, name)
}

// text is a text in quotes of a statement.
type text struct {
	at   Place // within the quotes
	text string
}

// stringsIn lists the texts in quotes of a statement.
func stringsIn(st grammar.Statement) []text {
	var out []text
	grammar.Walk(st, func(e *grammar.Expr) {
		if e.Kind != grammar.String && e.Kind != grammar.FromFile {
			return
		}
		at := PlaceOf(e.At)
		if e.Kind == grammar.String && at.End-at.Start >= 2 {
			at.Start, at.End = at.Start+1, at.End-1
		}
		out = append(out, text{at, e.Text})
	})
	return out
}

// dataLinks are the files of data that a statement names, if they are there.
func (w *Workspace) dataLinks(m *Model, st grammar.Statement) []Link {
	var out []Link
	for _, s := range stringsIn(st) {
		name, _, _ := strings.Cut(s.text, ":")
		if filepath.Ext(name) == "" || strings.ContainsAny(name, "\n") {
			continue
		}
		path := filepath.Join(filepath.Dir(m.Root), filepath.FromSlash(name))
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			out = append(out, Link{s.at, path})
		}
	}
	return out
}
