package diff

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
)

// Model is a model to compare.
type Model struct {
	*model.Model
	Strangers diag.List // tables that do not belong to its neurons
}

// Open checks the model of a file, or of REVISION:file, the file as it was at a
// revision of the git repository it lies in. The error is *compiler.Invalid if it has errors.
func Open(name string) (*Model, error) {
	path := name
	if revision, file, ok := strings.Cut(name, ":"); ok {
		dir, err := os.MkdirTemp("", "nefc-diff-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		folder, err := checkOut(revision, filepath.Dir(file), dir)
		if err != nil {
			return nil, err
		}
		path = filepath.Join(folder, filepath.Base(file))
	}
	checked, err := compiler.Check(path, compiler.Options{})
	if err != nil {
		var at *fs.PathError // in a folder that nobody knows
		if errors.As(err, &at) {
			err = at.Err
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	m := &Model{Model: checked.Model}
	for _, d := range checked.Diags {
		if d.Code == diag.OtherNeurons {
			m.Strangers.Add(d)
		} else if d.Severity == diag.Error {
			return nil, checked.Invalid(name)
		}
	}
	return m, nil
}

// Pair is a model that one or both of two folders have.
type Pair struct {
	Name  string
	Paths [2]string // "" in the folder that has it not
}

// Folders pairs the models of two folders by name.
func Folders(a, b string) ([]Pair, error) {
	pairs := map[string]Pair{}
	for k, dir := range []string{a, b} {
		files, err := filepath.Glob(filepath.Join(dir, "*.nef"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			p := pairs[filepath.Base(file)]
			p.Name, p.Paths[k] = filepath.Base(file), file
			pairs[p.Name] = p
		}
	}
	var out []Pair
	for _, name := range slices.Sorted(maps.Keys(pairs)) {
		out = append(out, pairs[name])
	}
	return out, nil
}
