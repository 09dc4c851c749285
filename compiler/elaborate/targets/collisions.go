package targets

import (
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// target is a file that a line of an experiment writes.
type target struct {
	to   string // as written
	at   diag.Span
	over bool // it belongs to all cells: it lies beside their folders, not in each
}

// claim is who writes a file: a line of the experiment, or the run itself.
type claim struct {
	at   diag.Span
	what string // that the run writes; "" for a line
}

// claims are the files below a folder, and the folders they need, by their keys.
type claims struct {
	folder         string
	keys           keys
	files, folders map[string]claim
}

// Apart refuses lines of an experiment that would write over each other,
// over what the run itself writes, or over what the model reads. Names that
// differ in the case of letters are one file on many systems.
func (f *Files) Apart(phases []string) {
	if len(f.targets) == 0 {
		return
	}
	folder, names := absolute(filepath.Join(f.outputs(), f.experiment.Name)), keys{}
	claimed := func() *claims { return &claims{folder, names, map[string]claim{}, map[string]claim{}} }
	cell := claimed() // in the folder of a cell, whichever it is
	whole := cell
	if f.experiment.HasCells() {
		whole = claimed()
		whole.reserve(".lock", "who writes to the folder")
	}
	whole.reserve("cells.csv", "the table of cells")
	whole.reserve("cells.parquet", "the table of cells")
	cell.reserve("summary.json", "the summary")
	cell.reserve(".checkpoint", "where an interrupted run is")
	cell.reserve(".lock", "who writes to the folder")
	for _, phase := range phases {
		cell.reserve(phase+"/probes.npz", "what probes record in phase `"+phase+"`")
		cell.reserve("."+phase+".records", "what probes recorded in phase `"+phase+"`, if it was interrupted")
	}
	for _, t := range f.targets {
		if !t.over {
			f.claim(cell, t)
		} else if !f.inCell(t) {
			f.claim(whole, t)
		}
	}
	f.inputs(cell, whole)
}

// outputs is the folder of all results.
func (f *Files) outputs() string {
	if f.out != "" {
		return f.out
	}
	return filepath.Join(filepath.Dir(f.Model.File), "out")
}

// reserve claims a file for the run itself.
func (c *claims) reserve(name, what string) { c.files[c.keys.of(c.folder, name)] = claim{what: what} }

// claim claims a file for a line, or says who has it. A file is not a folder.
func (f *Files) claim(c *claims, t target) {
	k := c.keys.of(c.folder, t.to)
	old, taken := c.files[k]
	if !taken {
		old, taken = c.folders[k]
	}
	parents := c.parents(k)
	for _, p := range parents {
		if file, is := c.files[p]; is {
			old, taken = file, true
		}
	}
	switch {
	case taken && old.what != "":
		f.Err(diag.SameFile, t.at, "%q is a file that the run itself writes: %s", t.to, old.what).WithHelp("give it another name")
	case taken:
		f.Err(diag.SameFile, t.at, "two lines write %q", t.to).WithPlace(old.at, "the first").WithHelp("give one of them another name")
	default:
		c.files[k] = claim{at: t.at}
		for _, p := range parents {
			c.folders[p] = claim{at: t.at}
		}
	}
}

// parents lists the folders between a file and the folder of all.
func (c *claims) parents(k string) []string {
	var out []string
	root := filepath.Dir(c.keys.of(c.folder, "file"))
	for p := filepath.Dir(k); len(p) > len(root); p = filepath.Dir(p) {
		out = append(out, p)
	}
	return out
}

// inCell refuses what belongs to all cells but would lie in the folder of one.
func (f *Files) inCell(t target) bool {
	first, _, below := strings.Cut(filepath.ToSlash(filepath.Clean(filepath.FromSlash(t.to))), "/")
	if below && f.isCell(fold(first)) {
		f.Err(diag.SameFile, t.at, "%q lies in the folder of the cell %s", t.to, first).WithHelp("give its folder another name")
		return true
	}
	return false
}

// isCell reports the folder of a cell.
func (f *Files) isCell(folded string) bool {
	for _, cell := range f.experiment.Cells() {
		if fold(cell.Name) == folded {
			return true
		}
	}
	return false
}

// inputs refuses to write what the model reads.
func (f *Files) inputs(cell, whole *claims) {
	root := filepath.Dir(whole.keys.of(whole.folder, "file")) + string(filepath.Separator)
	for _, input := range f.Inputs {
		path := absolute(input)
		if followed, err := filepath.EvalSymlinks(path); err == nil {
			path = followed
		}
		k := whole.keys.of(filepath.Dir(path), filepath.Base(path))
		file, is := whole.files[k]
		first, rest, below := strings.Cut(strings.TrimPrefix(k, root), string(filepath.Separator))
		if below && strings.HasPrefix(k, root) && f.experiment.HasCells() && f.isCell(first) {
			file, is = cell.files[root+rest]
		}
		if is && file.what == "" {
			f.Err(diag.SameFile, file.at, "this line writes a file that the model reads: %s", input).
				WithHelp("give it another name; a run would change what the next one does")
		}
	}
}

// keys make one name of all names of a file, and remember where folders lie.
type keys map[string]string

// of is the same for all names of a file below an absolute folder: links to
// folders are followed as far as there are any, and the case of letters does not
// count.
func (k keys) of(folder, name string) string {
	path := filepath.Join(folder, filepath.FromSlash(name))
	return fold(filepath.Join(k.followed(filepath.Dir(path)), filepath.Base(path)))
}

// followed is a folder without links, as far as it exists.
func (k keys) followed(dir string) string {
	if out, known := k[dir]; known {
		return out
	}
	out, err := filepath.EvalSymlinks(dir)
	if parent := filepath.Dir(dir); err != nil && parent != dir {
		out = filepath.Join(k.followed(parent), filepath.Base(dir))
	} else if err != nil {
		out = dir
	}
	k[dir] = out
	return out
}

// absolute is a path from the root, or as it is if there is no telling.
func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}

// fold makes names equal that differ in the case of letters.
func fold(name string) string { return strings.ToLower(strings.ToUpper(name)) }
