package editor

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar"
)

// mostFiles is how many models of the folders are looked through: a question about all of
// them has an answer soon, whatever folder an editor was opened in.
const mostFiles = 1000

// Models lists the models in the folders of the workspace, and the open ones with those beside
// them: a file that lies in no folder may be part of these.
func (w *Workspace) Models() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.found != nil {
		return w.found
	}
	found := map[string]bool{}
	for path := range w.texts {
		found[path] = true
		for _, beside := range w.beside(path) {
			found[beside] = true
		}
	}
	for _, folder := range w.folders {
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil // what cannot be read has no models
			case len(found) >= mostFiles:
				return filepath.SkipAll
			case d.IsDir() && path != folder && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules"):
				return filepath.SkipDir
			case !d.IsDir() && filepath.Ext(path) == ".nef":
				found[filepath.Clean(path)] = true
			}
			return nil
		})
	}
	w.found = []string{}
	for path := range found {
		w.found = append(w.found, path)
	}
	slices.Sort(w.found)
	return w.found
}

// beside are the models in the folder of a file, if that is none of the workspace's.
func (w *Workspace) beside(path string) []string {
	within := func(folder string) bool {
		rel, err := filepath.Rel(folder, path)
		return err == nil && filepath.IsLocal(rel)
	}
	if slices.ContainsFunc(w.folders, within) {
		return nil
	}
	entries, _ := os.ReadDir(filepath.Dir(path)) // what cannot be read has no models
	var out []string
	for _, e := range entries[:min(len(entries), mostFiles)] {
		if !e.IsDir() && filepath.Ext(e.Name()) == ".nef" {
			out = append(out, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	return out
}

// Users lists the models that a file is part of: those that use it, through others too,
// and itself last.
func (w *Workspace) Users(path string) []string { return w.usage().of(path) }

// usage lists for each file the models that name it in a `use`.
type usage map[string][]string

// usage looks through all models: a question about many files asks once.
func (w *Workspace) usage() usage {
	out := usage{}
	for _, model := range w.Models() {
		for _, used := range w.uses(model) {
			out[used] = append(out[used], model)
		}
	}
	return out
}

// of is Users of a file.
func (users usage) of(path string) []string {
	path = filepath.Clean(path)
	seen := map[string]bool{path: true}
	for queue := []string{path}; len(queue) > 0; queue = queue[1:] {
		for _, user := range users[queue[0]] {
			if !seen[user] {
				seen[user] = true
				queue = append(queue, user)
			}
		}
	}
	delete(seen, path)
	out := make([]string, 0, len(seen)+1)
	for user := range seen {
		out = append(out, user)
	}
	slices.Sort(out)
	return append(out, path)
}

// uses lists the files that a model names in `use ./NAME` and `use ../NAME`.
func (w *Workspace) uses(path string) []string {
	text, ok := w.Text(path)
	if !ok || !strings.Contains(text, "use ") {
		return nil
	}
	var lines []string // those of `use` alone: the rest takes time and says nothing
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "use ") {
			lines = append(lines, strings.TrimRight(line, "\n"))
		}
	}
	var out []string
	f, _ := grammar.Parse(path, strings.Join(lines, "\n"))
	for _, st := range f.Body {
		if u, ok := st.(*grammar.Use); ok && len(u.Relative) > 0 {
			out = append(out, usedFile(u, path))
		}
	}
	return out
}

// usedFile is the file that a `use ./NAME` of a file names.
func usedFile(u *grammar.Use, from string) string {
	folder := filepath.Dir(from)
	if u.Relative[0] == ".." {
		folder = filepath.Join(folder, "..")
	}
	return filepath.Join(folder, filepath.FromSlash(strings.Join(u.Path, "/"))+".nef")
}
