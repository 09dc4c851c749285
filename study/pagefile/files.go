package pagefile

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/size"
)

// mostBytes bounds a page: browsers open it, and people send it to each other.
const mostBytes = 25 << 20

// TooLarge is a page that would be larger than 25 MB, and what makes it so.
type TooLarge struct {
	Bytes int
	Files []file
}

// Error lists the files, the largest first.
func (e *TooLarge) Error() string {
	files := slices.SortedFunc(slices.Values(e.Files), func(a, b file) int { return b.Size - a.Size })
	out := fmt.Sprintf("the page would have %s; 25 MB are the most. It holds the files that the model reads:", size.Bytes(e.Bytes))
	for _, f := range files {
		out += fmt.Sprintf("\n  %-8s %s", size.Bytes(f.Size), f.Name)
	}
	return out + "\nKeep fewer rows or columns of the largest, or run the model with `nefc live`"
}

// filesOf are the files that a model reads: itself, the networks it uses, its data. They
// are named from the folder that all lie in; name is that of the model.
func filesOf(c *compiler.Checked, path string) (files []file, name string, err error) {
	paths := []string{filepath.Clean(path)}
	for source := range c.Sources {
		if _, err := os.Stat(source); err == nil { // of the library otherwise
			paths = append(paths, filepath.Clean(source))
		}
	}
	for _, input := range c.Model.Inputs {
		paths = append(paths, filepath.Clean(input))
	}
	slices.Sort(paths)
	paths = slices.Compact(paths)
	root, err := folderOf(paths)
	if err != nil {
		return nil, "", err
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			return nil, "", err
		}
		at, err := within(root, p)
		if err != nil {
			return nil, "", err
		}
		files = append(files, file{at, len(data), data})
	}
	name, err = within(root, path)
	return files, name, err
}

// folderOf is the deepest folder that files lie in.
func folderOf(paths []string) (string, error) {
	root, err := filepath.Abs(filepath.Dir(paths[0]))
	if err != nil {
		return "", err
	}
	for _, p := range paths[1:] {
		full, err := filepath.Abs(p)
		if err != nil {
			return "", err
		}
		for root != filepath.Dir(root) && !strings.HasPrefix(full, root+string(filepath.Separator)) {
			root = filepath.Dir(root)
		}
	}
	return root, nil
}

// within is the name of a file from a folder on, with slashes.
func within(root, path string) (string, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(root, full)
	return filepath.ToSlash(rel), err
}
