package compiler

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/grammar/meant"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/internal/datafile"
	"github.com/nefc/nefc/stdlib"
)

// maxSource is the largest source file that is read: 4 MiB; data belong in files of their own.
const maxSource = 4 << 20

// Texts are a source file and the files it uses, as they were read.
type Texts struct {
	main    *grammar.File
	files   map[string]*grammar.File // all, by path
	uses    map[*grammar.Use]*grammar.File
	choices map[*grammar.Choose]*grammar.File // the library's parts of each choice
	sources diag.Sources
	diags   diag.List // what is wrong with them as texts
}

// File is the file itself.
func (t *Texts) File() *grammar.File { return t.main }

// Overlay is text that counts instead of what is on disk, by path: that of an
// editor's files which are not saved. A file that is in no folder yet counts too.
type Overlay map[string]string

// read reads a source file.
func (o Overlay) read(path string) (string, error) {
	if text, ok := o[filepath.Clean(path)]; ok {
		return text, nil
	}
	return ReadSource(path)
}

// Read reads a file, or a network of the library, and, through `use`, all
// others. The error is one of the environment: the main file cannot be read. Of texts that
// were read before, what has not changed since is taken over; nil for none.
func Read(path string, overlay Overlay, before *Texts) (*Texts, error) {
	text, err := overlay.read(path)
	if errors.Is(err, os.ErrNotExist) {
		if e, name, ok := stdlib.Resolve(edition.Newest(), path); ok && e != nil {
			if source, ok := stdlib.Network(e, name); ok {
				path, text, err = stdlib.Path(e, name), source, nil
			}
		}
	}
	if err != nil {
		return nil, err
	}
	l := &loader{overlay: overlay, before: before, out: &Texts{files: map[string]*grammar.File{}, uses: map[*grammar.Use]*grammar.File{},
		choices: map[*grammar.Choose]*grammar.File{}, sources: diag.Sources{}}}
	l.out.main = l.parse(path, text, nil)
	l.out.diags.Sort()
	return l.out, nil
}

// ReadSource reads a source file: a regular one, not too large for a model.
func ReadSource(path string) (string, error) {
	b, err := datafile.Read(path, maxSource)
	var pathErr *fs.PathError
	if err != nil && !errors.As(err, &pathErr) {
		err = fmt.Errorf("%s %w", path, err)
	}
	return string(b), err
}

type loader struct {
	overlay Overlay
	before  *Texts // nil for none
	out     *Texts
}

// parse reads a file and those it uses; chain are the files on the way here.
func (l *loader) parse(path, text string, chain []string) *grammar.File {
	f, diags := l.text(path, text)
	l.out.files[path] = f
	l.out.sources[path] = text
	l.out.diags = append(l.out.diags, diags...)
	for _, st := range f.Body {
		if u, ok := st.(*grammar.Use); ok {
			l.use(u, path, append(chain, path))
		}
	}
	l.choices(f, f.Body)
	return f
}

// text reads the text of a file.
func (l *loader) text(path, text string) (*grammar.File, diag.List) {
	if l.before != nil && l.before.files[path] != nil {
		return grammar.ParseAgain(l.before.files[path], path, text)
	}
	return grammar.Parse(path, text)
}

// choices reads, for the choices among the statements of a file, the network of the
// library that they are made of.
func (l *loader) choices(f *grammar.File, body []grammar.Statement) {
	for _, st := range body {
		choose, ok := st.(*grammar.Choose)
		if b := grammar.BlockOf(st); !ok && b != nil {
			l.choices(f, b.Body)
		}
		if !ok {
			continue
		}
		path := stdlib.Path(f.Edition, choiceNetwork)
		if l.out.files[path] == nil {
			text, found := stdlib.Network(f.Edition, choiceNetwork)
			if !found {
				panic("compiler: the library has no " + path)
			}
			l.parse(path, text, nil)
		}
		l.out.choices[choose] = l.out.files[path]
	}
}

// choiceNetwork is the network of the library that `choose` is made of.
const choiceNetwork = "action_selection"

// use reads the file of a use statement, once; chain are the files on the way here.
func (l *loader) use(u *grammar.Use, from string, chain []string) {
	path, text, searched, err := l.resolve(u, from)
	if err != nil {
		l.missing(u, searched, err)
		return
	}
	for _, p := range chain {
		if p == path {
			l.out.diags.Add(diag.New(diag.Cycle, u.At, "`use` goes round in a circle: %s", strings.Join(append(shorten(chain), filepath.Base(path)), " → ")).
				WithHelp("move what both files need into a third"))
			return
		}
	}
	if f := l.out.files[path]; f != nil {
		l.out.uses[u] = f
		return
	}
	l.out.uses[u] = l.parse(path, text, chain)
}

// shorten takes the folders off paths.
func shorten(paths []string) []string {
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = filepath.Base(p)
	}
	return out
}

// modelsIn are the names of the models in a folder, without their ending.
func modelsIn(folder string) []string {
	files, _ := filepath.Glob(filepath.Join(folder, "*.nef")) // whatever is wrong with the folder, it has none
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), ".nef")
	}
	return files
}

// resolve finds the file of a use statement: std/NAME in the library of the edition
// of the file that says so, ./NAME and ../NAME beside it.
func (l *loader) resolve(u *grammar.Use, from string) (path, text, searched string, err error) {
	name := strings.Join(u.Path, "/")
	if inLibrary(u) {
		e, network, _ := stdlib.Resolve(l.out.files[from].Edition, name)
		if e != nil {
			if text, ok := stdlib.Network(e, network); ok {
				return stdlib.Path(e, network), text, "", nil
			}
		}
		return "", "", "the standard library", os.ErrNotExist
	}
	dir := filepath.Dir(from)
	if len(u.Relative) > 0 && u.Relative[0] == ".." {
		dir = filepath.Join(dir, "..")
	}
	path = filepath.Join(dir, filepath.FromSlash(name)+".nef")
	text, err = l.overlay.read(path)
	return path, text, path, err
}

// inLibrary reports a use statement that names a network of the library.
func inLibrary(u *grammar.Use) bool { return len(u.Relative) == 0 && u.Path[0] == "std" }

// missing says that a file is not there, and what was meant.
func (l *loader) missing(u *grammar.Use, searched string, err error) {
	if !errors.Is(err, os.ErrNotExist) {
		l.out.diags.Add(diag.New(diag.DataFile, u.At, "%v", err))
		return
	}
	name := strings.Join(u.Path, "/")
	from := l.out.files[u.At.Filename]
	at := token.Find(from.Source, u.At, name)
	e, _, ok := stdlib.Resolve(from.Edition, name)
	if inLibrary(u) && ok && e == nil {
		l.out.diags.Add(diag.New(diag.Edition, at, "`%s` is of an edition that this nefc does not know; it knows %s", name, edition.Known()))
		return
	}
	d := diag.New(diag.UnknownTemplate, u.At, "nothing called `%s` to use", name).WithNote("searched %s", searched)
	if u.Path[0] == "std" {
		var names []string
		for _, n := range stdlib.Networks(from.Edition) {
			names = append(names, "std/"+n)
		}
		meant.Name(d, at, name, names, "the library has "+strings.Join(names, ", "))
	} else if _, inLibrary := stdlib.Network(from.Edition, name); inLibrary && len(u.Relative) == 0 {
		d.WithFix(diag.Insert(at.Start(), "std/"))
	} else {
		last := u.Path[len(u.Path)-1]
		meant.Near(d, token.Find(from.Source, u.At, last), last, modelsIn(filepath.Dir(searched)), "")
	}
	l.out.diags.Add(d)
}

// Digest tells apart what files say, those that a model reads (model.Model.Inputs).
func Digest(files []string) string {
	h := sha256.New()
	for _, path := range files {
		b, err := os.ReadFile(path)
		fmt.Fprintf(h, "%q %v %x\n", path, err, sha256.Sum256(b))
	}
	return string(h.Sum(nil))
}
