package editor

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
)

// Renaming is what it takes to call something otherwise.
type Renaming struct {
	Edits    []Edit
	Warnings []string // what names the old one and cannot be changed: locks, tables
}

// Renameable is the place of the name that stands at a place, and the name.
func (w *Workspace) Renameable(file string, offset int) (at Place, name string, err error) {
	n := w.declaredAt(file, offset)
	if n == nil {
		return Place{}, "", errors.New("nothing here has a name that a model gives")
	}
	if InLibrary(n.At.File) {
		return Place{}, "", fmt.Errorf("`%s` belongs to the library, which stays as it is", n.Name)
	}
	for _, p := range append([]Place{n.At}, n.Uses...) {
		if p.File == file && p.holds(offset) {
			return p, n.Name, nil
		}
	}
	return n.At, n.Name, nil
}

// Rename calls what stands at a place otherwise, wherever it is named. It is refused where
// a model would not mean the same any more.
func (w *Workspace) Rename(file string, offset int, name string) (*Renaming, error) {
	_, old, err := w.Renameable(file, offset)
	if err != nil {
		return nil, err
	}
	if toks := token.All(file, name); len(toks) != 2 || toks[0].Type != token.Ident {
		return nil, fmt.Errorf("`%s` is not a name: letters, digits and _, not a digit first", name)
	}
	declared, uses, _ := w.References(file, offset)
	out := &Renaming{}
	for _, p := range append([]Place{declared}, uses...) {
		if text, ok := w.Text(p.File); ok && text[p.Start:p.End] == old { // behind `as` it may have another name
			out.Edits = append(out.Edits, Edit{p, name})
		}
	}
	if err := w.keepsMeaning(out.Edits); err != nil {
		return nil, fmt.Errorf("`%s` cannot be called `%s`: %w", old, name, err)
	}
	out.Warnings = w.namesElsewhere(old, out.Edits)
	return out, nil
}

// keepsMeaning checks the models that edits change: none may have errors that it did not
// have.
func (w *Workspace) keepsMeaning(edits []Edit) error {
	texts := compiler.Overlay{}
	for _, path := range w.Open() {
		texts[path], _ = w.Text(path)
	}
	changed := map[string]bool{}
	for file, text := range w.apply(edits) {
		texts[file] = text
		for _, user := range w.Users(file) {
			changed[user] = true
		}
	}
	for root := range changed {
		before := w.Model(root)
		after, err := compiler.Check(root, compiler.Options{Overlay: texts})
		if err != nil || before == nil {
			continue
		}
		old, list := onlyErrors(before.Diags), onlyErrors(after.Diags)
		if len(list) > len(old) {
			return errors.New(firstNew(old, list).Summary)
		}
	}
	return nil
}

// firstNew is the first of the errors of a changed model that the model does not have yet.
func firstNew(old, list diag.List) *diag.Diagnostic {
	has := map[string]int{}
	for _, d := range old {
		has[d.Summary]++
	}
	for _, d := range list {
		if has[d.Summary]--; has[d.Summary] < 0 {
			return d
		}
	}
	return list[0]
}

func onlyErrors(list diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(d *diag.Diagnostic) bool { return d.Severity != diag.Error })
}

// apply is the text of each file that edits change, with them.
func (w *Workspace) apply(edits []Edit) map[string]string {
	out := map[string]string{}
	edits = slices.SortedFunc(slices.Values(edits), func(a, b Edit) int { return comparePlaces(b.At, a.At) }) // from the end
	for _, e := range edits {
		text, ok := out[e.At.File]
		if !ok {
			text, _ = w.Text(e.At.File)
		}
		out[e.At.File] = text[:e.At.Start] + e.Text + text[e.At.End:]
	}
	return out
}

// namesElsewhere says what else has the old name: facts of a lock, members of tables that
// models read.
func (w *Workspace) namesElsewhere(old string, edits []Edit) []string {
	var out []string
	folders := map[string]bool{}
	for _, e := range edits {
		folders[filepath.Dir(e.At.File)] = true
	}
	for folder := range folders {
		lock := filepath.Join(folder, "nefc.lock")
		if text, err := os.ReadFile(lock); err == nil && word(string(text), Place{lock, 0, len(text)}, old).End > 0 {
			out = append(out, fmt.Sprintf("%s has facts about `%s`: `nefc lock` writes it anew", lock, old))
		}
	}
	for file := range w.apply(edits) {
		if m := w.Declared(file); m != nil {
			out = append(out, m.membersCalled(old)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// membersCalled lists the texts in a model that name a member of a table by a name, such as
// "w.npz:pre.gain".
func (m *Model) membersCalled(name string) []string {
	var out []string
	EachStatement(m.File.Body, func(st grammar.Statement) {
		for _, s := range stringsIn(st) {
			_, member, found := strings.Cut(s.text, ":")
			if found && word(member, Place{"", 0, len(member)}, name).End > 0 {
				out = append(out, fmt.Sprintf("%q names `%s` in a table, which keeps it", s.text, name))
			}
		}
	})
	return out
}
