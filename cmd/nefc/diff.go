package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
)

var diffCommand = command{
	name:    "diff",
	args:    "[flags] OLD NEW | REVISION model.nef",
	summary: "Say what differs between two models",
	help: `Compares what two models mean: formatting, comments and the order of lines make
no difference. A model is a file, or REVISION:file of the git repository it lies
in; nefc diff HEAD~1 model.nef compares a file with an earlier version of it.
Exit status: 0 the same, 1 different, 2 one of them cannot be read.

Examples:
  nefc diff model1.nef model2.nef
  nefc diff HEAD~1 model.nef
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
	var models []*model.Model
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
			fmt.Fprintf(s.out, "%s  %s\n", m.SpecHash(), args[i])
		}
		return exitFine
	}
	return compare(s, models[0].Objects(), models[1].Objects())
}

// modelAt checks the model of a file, or of a file as it was at a revision.
func modelAt(s streams, arg string) (*model.Model, error) {
	path := arg
	if revision, file, ok := strings.Cut(arg, ":"); ok {
		dir, err := os.MkdirTemp("", "nefc-diff-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		if err := checkOut(revision, filepath.Dir(file), dir); err != nil {
			return nil, err
		}
		path = filepath.Join(dir, filepath.Base(file))
	}
	checked, err := compiler.Check(path, compiler.Options{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", arg, err)
	}
	if checked.Diags.HasErrors() {
		show(s, checked.Diags, checked.Sources, false)
		return nil, fmt.Errorf("%s has errors", arg)
	}
	return checked.Model, nil
}

// checkOut writes a folder of a git repository as it was at a revision.
func checkOut(revision, from, to string) error {
	git := exec.Command("git", "-C", from, "archive", "--format=tar", revision, ".")
	var out, errs bytes.Buffer
	git.Stdout, git.Stderr = &out, &errs
	if err := git.Run(); err != nil {
		return fmt.Errorf("git has no %s: %s", revision, strings.TrimSpace(errs.String()))
	}
	root, err := os.OpenRoot(to)
	if err != nil {
		return err
	}
	defer root.Close()
	for r := tar.NewReader(&out); ; {
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

// compare prints what differs between two lists of objects and returns the exit
// code.
func compare(s streams, before, after []model.Object) int {
	type key struct{ kind, name string }
	old := map[key]string{}
	for _, o := range before {
		old[key{o.Kind, o.Name}] = o.Text
	}
	same, different := 0, 0
	for _, o := range after {
		k := key{o.Kind, o.Name}
		was, ok := old[k]
		delete(old, k)
		switch {
		case !ok:
			fmt.Fprintf(s.out, "+ %s %s\n", o.Kind, o.Name)
			different++
		case was == o.Text:
			same++
		default:
			fmt.Fprintf(s.out, "~ %s %s  %s\n", o.Kind, o.Name, changes(o.Kind, was, o.Text))
			different++
		}
	}
	for _, o := range before {
		if _, gone := old[key{o.Kind, o.Name}]; gone {
			fmt.Fprintf(s.out, "- %s %s\n", o.Kind, o.Name)
			different++
		}
	}
	fmt.Fprintf(s.out, "= %d objects unchanged\n", same)
	if different > 0 {
		return exitModel
	}
	return exitFine
}

// changes says which words of an object differ, each behind the word that names
// it, and whether a population keeps its neurons.
func changes(kind, before, after string) string {
	a, b := strings.Fields(before), strings.Fields(after)
	var list []string
	keeps := len(a) == len(b)
	for i := 1; i < len(a) && keeps; i++ {
		if a[i] == b[i] {
			continue
		}
		list = append(list, fmt.Sprintf("%s %s → %s", a[i-1], a[i], b[i]))
	}
	if !keeps {
		list = []string{"was: " + before + "; is: " + after}
	}
	if kind != "ensemble" {
		return strings.Join(list, ", ")
	}
	for _, change := range list {
		word, _, _ := strings.Cut(change, " ")
		keeps = keeps && (word == "eval_points" || word == "dale" || word == "voltage" || word == "refractory_time" || word == "adaptation" || word == "recovery")
	}
	answer := "no"
	if keeps {
		answer = "yes"
	}
	return strings.Join(list, ", ") + "; same neurons: " + answer
}
