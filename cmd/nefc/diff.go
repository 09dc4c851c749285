package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/neurons"
)

var diffCommand = command{
	name:    "diff",
	args:    "[flags] OLD NEW | REVISION model.nef",
	summary: "Say what differs between two models",
	help: `Compares what two models mean: formatting, comments and the order of lines make
no difference. A model is a file, or REVISION:file of the git repository it lies
in; nefc diff HEAD~1 model.nef compares a file with an earlier version of it. It
says which populations keep their neurons, what is solved anew, and which tables
no longer fit.
Exit status: 0 the same, 1 different, 2 one of them cannot be read.

Examples:
  nefc diff model1.nef model2.nef
  nefc diff HEAD~1 model.nef
  nefc diff before/ after/      all models of two folders, by name
  nefc diff --hash model.nef    the spec hash, as in summary.json
`,
	flags: func(fs *pflag.FlagSet) any {
		return fs.Bool("hash", false, "print the spec hash of each model instead")
	},
	run: runDiff,
}

func runDiff(s streams, flags any, args []string) int {
	hash := *flags.(*bool)
	if !hash && len(args) != 2 || len(args) == 0 {
		fmt.Fprintln(s.err, "nefc diff: two models, or a revision and a model: `nefc diff HEAD~1 model.nef`")
		return exitUsage
	}
	if len(args) == 2 && !strings.Contains(args[0], ":") {
		if _, err := os.Stat(args[0]); errors.Is(err, os.ErrNotExist) && !strings.HasSuffix(args[0], ".nef") && !strings.HasPrefix(args[0], "std/") {
			args[0] += ":" + args[1]
		}
	}
	if !hash && isDir(args[0]) && isDir(args[1]) {
		return diffFolders(s, args[0], args[1])
	}
	var models []diffed
	for _, arg := range args {
		m, err := modelAt(s, arg)
		if err != nil {
			fmt.Fprintf(s.err, "nefc diff: %v\n", err)
			return exitUsage
		}
		models = append(models, m)
	}
	if hash {
		for i, m := range models {
			s.say("hash", fields{"model": args[i], "spec_hash": m.SpecHash()}, "%s  %s\n", m.SpecHash(), args[i])
		}
		return exitFine
	}
	return compare(s, models[0], models[1])
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// diffFolders compares the models of two folders by name.
func diffFolders(s streams, a, b string) int {
	names := map[string][2]bool{}
	for k, dir := range []string{a, b} {
		files, err := filepath.Glob(filepath.Join(dir, "*.nef"))
		if err != nil {
			return fileError(s, err)
		}
		for _, file := range files {
			there := names[filepath.Base(file)]
			there[k] = true
			names[filepath.Base(file)] = there
		}
	}
	code := exitFine
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if there := names[name]; !there[0] || !there[1] {
			in := map[bool]string{true: a, false: b}[there[0]]
			s.say("only", fields{"model": name, "in": in}, "%s: only in %s\n", name, in)
			code = max(code, exitModel)
			continue
		}
		s.say("models", fields{"model": name}, "%s:\n", name)
		code = max(code, runDiff(s, new(bool), []string{filepath.Join(a, name), filepath.Join(b, name)}))
	}
	return code
}

// diffed is a model to compare, and tables that do not belong to its neurons.
type diffed struct {
	*model.Model
	strangers diag.List
}

// modelAt checks the model of a file, or of a file as it was at a revision.
func modelAt(s streams, arg string) (diffed, error) {
	path := arg
	if revision, file, ok := strings.Cut(arg, ":"); ok {
		dir, remove, err := newScratch("diff")
		if err != nil {
			return diffed{}, err
		}
		defer remove()
		folder, err := checkOut(revision, filepath.Dir(file), dir)
		if err != nil {
			return diffed{}, err
		}
		path = filepath.Join(folder, filepath.Base(file))
	}
	checked, err := compiler.Check(path, compiler.Options{})
	if err != nil {
		return diffed{}, fmt.Errorf("%s: %w", arg, reasonOf(err))
	}
	m := diffed{Model: checked.Model}
	for _, d := range checked.Diags {
		if d.Code == diag.OtherNeurons {
			m.strangers.Add(d)
		} else if d.Severity == diag.Error {
			show(s, checked.Diags, checked.Sources)
			return diffed{}, fmt.Errorf("%s has errors", arg)
		}
	}
	return m, nil
}

// checkOut writes a folder of a git repository as it was at a revision, and all
// models of the repository, which those of the folder may use. It returns where
// the folder is.
func checkOut(revision, from, to string) (string, error) {
	if strings.HasPrefix(revision, "-") {
		return "", fmt.Errorf("%q is no revision: none begins with `-`", revision)
	}
	where, err := git(from, "rev-parse", "--show-toplevel", "--show-prefix")
	if err != nil {
		return "", fmt.Errorf("git has no %s: %w", revision, err)
	}
	top, folder, _ := strings.Cut(strings.TrimRight(string(where), "\n"), "\n")
	archive, err := git(top, "archive", "--format=tar", revision, "--", "./"+folder, "*.nef")
	if err != nil {
		return "", fmt.Errorf("git has no %s: %w", revision, err)
	}
	return filepath.Join(to, filepath.FromSlash(folder)), unpack(archive, to)
}

// git runs git in a folder and returns what it prints, or what it complains of.
func git(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("git", append([]string{"-C", dir}, args...)...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); errors.Is(err, exec.ErrNotFound) {
		return nil, err
	} else if err != nil {
		return nil, errors.New(strings.TrimSpace(errs.String()))
	}
	return out.Bytes(), nil
}

// unpack writes the folders and files of a tar archive.
func unpack(archive []byte, to string) error {
	root, err := os.OpenRoot(to)
	if err != nil {
		return err
	}
	defer root.Close()
	for r := tar.NewReader(bytes.NewReader(archive)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch h.Typeflag {
		case tar.TypeDir:
			err = root.MkdirAll(filepath.FromSlash(strings.TrimRight(h.Name, "/")), 0o755)
		case tar.TypeReg:
			var f *os.File
			if f, err = root.Create(filepath.FromSlash(h.Name)); err == nil {
				_, err = io.Copy(f, r)
				err = errors.Join(err, f.Close())
			}
		}
		if err != nil && h.Name != "./" {
			return err
		}
	}
}

// compare prints what differs between two models and returns the exit code.
func compare(s streams, was, is diffed) int {
	before, after := was.Objects(), is.Objects()
	old := byID(before)
	solved := resolved(old, is.Model)
	same, different := 0, 0
	for _, o := range after {
		earlier, ok := old[o.ID]
		delete(old, o.ID)
		again := o.Kind == "connect" && solved[o.Name]
		switch {
		case !ok:
			s.change("+", o, "", false)
		case earlier.Hash != o.Hash && again:
			s.change("~", o, changes(earlier, o)+"; re-solved", true)
		case earlier.Hash != o.Hash:
			s.change("~", o, changes(earlier, o), false)
		case again:
			s.change("~", o, "re-solved: its neurons or points are others", true)
		default:
			same++
			continue
		}
		different++
	}
	for _, o := range before {
		if _, gone := old[o.ID]; gone {
			s.change("-", o, "", false)
			different++
		}
	}
	s.say("compared", fields{"unchanged": same, "different": different}, "= %d objects unchanged\n", same)
	for _, d := range is.strangers {
		s.say("stranger", fields{"code": d.Code.String(), "message": d.Summary}, "! %s (%s)\n", d.Summary, d.Code)
	}
	if different > 0 {
		return exitModel
	}
	return exitFine
}

// changeWords are the marks of changes, in words.
var changeWords = map[string]string{"+": "added", "~": "changed", "-": "removed"}

// change prints what became of an object.
func (s streams) change(mark string, o model.Object, how string, again bool) {
	line := strings.TrimRight(fmt.Sprintf("%s %s %s  %s", mark, o.Kind, o.Name, how), " ")
	s.say("change", fields{"change": changeWords[mark], "object": o.Kind, "name": o.Name, "how": how, "solved_anew": again}, "%s\n", line)
}

func byID(objects []model.Object) map[string]model.Object {
	out := map[string]model.Object{}
	for _, o := range objects {
		out[o.ID] = o
	}
	return out
}

// resolved names the connections of a model whose weights or decoders would be
// solved anew: they, or an ensemble they are solved for, are not as before.
func resolved(before map[string]model.Object, m *model.Model) map[string]bool {
	changed := map[string]bool{}
	for _, o := range m.Objects() {
		changed[o.Kind+" "+o.Name] = before[o.ID].Hash != o.Hash
	}
	out := map[string]bool{}
	for _, c := range m.Connections {
		if c.Solver == nil {
			continue
		}
		for _, e := range []*model.Ensemble{c.Pre.Ensemble, c.Post.Ensemble} {
			if e != nil && (e == c.Pre.Ensemble || c.Full) && changed["ensemble "+e.Name] {
				out[c.Name] = true
			}
		}
		out[c.Name] = out[c.Name] || changed["connect "+c.Name] || changed["seed "]
	}
	return out
}

// keepsNeurons reports a field of an ensemble that may change while its neurons stay
// the same, as what their states start from.
func keepsNeurons(word string) bool {
	return slices.Contains([]string{"eval_points", "n_eval_points", "dale"}, word) ||
		slices.ContainsFunc(neurons.States(), func(s neurons.KeptState) bool { return s.Name == word })
}

// changes says which fields of an object differ, and whether a population keeps
// its neurons. Fields that read the same, and differ, are only told where nothing
// else is: drawn numbers are others for more neurons.
func changes(before, after model.Object) string {
	old := map[string]model.Field{}
	for _, f := range before.Fields {
		old[f.Word] = f
	}
	var list, hidden []string
	keeps := true
	differ := func(word, was, is string) {
		keeps = keeps && keepsNeurons(word)
		if was == is {
			hidden = append(hidden, fmt.Sprintf("another %s, %s", word, is))
			return
		}
		list = append(list, fmt.Sprintf("%s %s → %s", word, was, is))
	}
	for _, f := range after.Fields {
		was, ok := old[f.Word]
		delete(old, f.Word)
		if !ok {
			differ(f.Word, "none", f.Text)
		} else if was.Hash != f.Hash {
			differ(f.Word, was.Text, f.Text)
		}
	}
	for _, f := range before.Fields {
		if _, gone := old[f.Word]; gone {
			differ(f.Word, f.Text, "none")
		}
	}
	if len(list) == 0 {
		list = hidden
	}
	if after.Kind == "ensemble" {
		return strings.Join(list, ", ") + "; same neurons: " + map[bool]string{true: "yes", false: "no"}[keeps]
	}
	return strings.Join(list, ", ")
}
