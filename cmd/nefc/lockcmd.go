package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
)

var lockCommand = command{
	name:    "lock",
	args:    "[flags] [model.nef…]",
	summary: "Run models and write down what they came to, in nefc.lock",
	help: `Runs all experiments of the models and writes nefc.lock beside them: hashes of
the models, of the files they read and of the library, digests of what probes
recorded, hashes of the files that were written, and the values of expectations,
one fact a line. Commit it; ` + "`nefc verify`" + ` runs again and compares. Comments,
formatting and the order of objects change nothing. Without arguments, the
models of the lock in this folder are locked again.

Examples:
  nefc lock model.nef
  nefc lock
`,
	flags: declareLockFlags,
	run:   runLock,
}

var verifyCommand = command{
	name:    "verify",
	args:    "[flags] [nefc.lock | folder | model.nef]",
	summary: "Run locked models again and compare with the lock",
	help: `Runs the models of a lock, or one of them, in a folder of its own and compares
everything with what was locked: exactly on the same platform with the same nefc; elsewhere
numbers within 0.1 %, and hashes of files that were written are left out. What
models, inputs and the library were is compared exactly everywhere.

Examples:
  nefc verify
  nefc verify experiments/
  nefc verify model.nef
`,
	flags: declareLockFlags,
	run:   runVerify,
}

type lockFlags struct{ workers int }

func declareLockFlags(fs *pflag.FlagSet) any {
	f := &lockFlags{}
	countVar(fs, &f.workers, "workers", "how many cells run at a time (default: one a core)")
	return f
}

func runLock(s streams, flags any, args []string) int {
	f := flags.(*lockFlags)
	path := lockName
	if len(args) > 0 {
		path = filepath.Join(filepath.Dir(args[0]), lockName)
	} else {
		l, err := readLock(path)
		if err != nil {
			fmt.Fprintln(s.err, "nefc lock: which models? `nefc lock model.nef`")
			return exitUsage
		}
		args = l.models()
	}
	dir := filepath.Dir(path)
	for i := range args {
		args[i] = relative(dir, args[i])
	}
	l, code, err := observe(s, f, dir, args, filepath.Join(dir, "out"), len(args) > 1)
	if l == nil || err != nil {
		return either(s, code, err)
	}
	if err := saveLock(path, l); err != nil {
		return fileError(s, err)
	}
	s.say("locked", l.counted(path), "%s: %s\n", path, l.count())
	if code != exitFine {
		fmt.Fprintln(s.err, "nefc lock: an expectation failed; the lock says so")
	}
	return code
}

func runVerify(s streams, flags any, args []string) int {
	if len(args) > 1 {
		fmt.Fprintln(s.err, "nefc verify: one lock or one model at a time: `nefc verify nefc.lock`")
		return exitUsage
	}
	path, only := lockOf(args)
	locked, err := readLock(path)
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("there is no %s; `nefc lock model.nef` makes one", path)
	}
	if err != nil {
		return fileError(s, err)
	}
	dir := filepath.Dir(path)
	if only != "" && !locked.speaksOf(s, path, dir, only) {
		return exitModel
	}
	names := locked.models()
	if only != "" {
		names = []string{relative(dir, only)}
	}
	before, code, err := factsBefore(s, dir, names)
	if before == nil || err != nil {
		return either(s, code, err)
	}
	if only != "" {
		locked = locked.of(names[0], before.facts)
	}
	if differ := locked.before().differences(before); len(differ) > 0 {
		return locked.tell(s, path, differ)
	}
	tmp, remove, err := newScratch("verify")
	if err != nil {
		return fileError(s, err)
	}
	defer remove()
	now, code, err := observe(s, flags.(*lockFlags), dir, names, tmp, locked.several)
	if now == nil || err != nil {
		return either(s, code, err)
	}
	if differ := locked.differences(now); len(differ) > 0 {
		return locked.tell(s, path, differ)
	}
	how, exactly := "the same, exactly", locked.platform == now.platform
	if !exactly {
		how = fmt.Sprintf("the same within %g (locked by %s, this is %s)", tolerance, locked.platform, now.platform)
	}
	verified := now.counted(path)
	verified["exactly"], verified["locked_by"] = exactly, locked.platform
	s.say("verified", verified, "%s: %s: %s\n", path, now.count(), how)
	return exitFine
}

// lockOf is the lock that arguments name: a lock, the folder of one, or a model
// beside it, which is then the only one.
func lockOf(args []string) (path, only string) {
	switch {
	case len(args) == 0:
		return lockName, ""
	case isDir(args[0]):
		return filepath.Join(args[0], lockName), ""
	case strings.EqualFold(filepath.Ext(args[0]), ".nef"):
		return filepath.Join(filepath.Dir(args[0]), lockName), args[0]
	}
	return args[0], ""
}

// speaksOf reports whether a lock knows a model; it says so if not.
func (l *lock) speaksOf(s streams, path, dir, model string) bool {
	if slices.Contains(l.models(), relative(dir, model)) {
		return true
	}
	fmt.Fprintf(s.err, "nefc: %s does not speak of %s; `nefc lock %s` locks it\n", path, relative(dir, model), model)
	return false
}

// either is the exit code of what went wrong.
func either(s streams, code int, err error) int {
	if err != nil {
		return fileError(s, err)
	}
	return code
}

// lockOptions are those with which models are locked.
func lockOptions() compiler.Options {
	return compiler.Options{Set: map[string]string{}, MaxMemory: machineMemory(), NeedRun: true}
}

// factsBefore is what is known of models without running them; nil if one has
// errors. Names are relative to the folder of the lock.
func factsBefore(s streams, dir string, names []string) (*lock, int, error) {
	l := &lock{platform: platform()}
	for _, name := range names {
		checked, err := compiler.Check(filepath.Join(dir, filepath.FromSlash(name)), lockOptions())
		if err != nil {
			return nil, exitFiles, err
		}
		if checked.Diags.HasErrors() {
			show(s, checked.Diags, checked.Sources)
			return nil, exitModel, nil
		}
		facts, err := beforeRun(dir, checked)
		if err != nil {
			return nil, exitFiles, err
		}
		l.facts = append(l.facts, facts...)
	}
	return l, exitFine, nil
}

// observe runs all experiments of models, named from dir, into the folder out and
// returns what there is to lock; nil if a model has errors. With several models in
// a lock, facts of a run have the name of the model in front.
func observe(s streams, f *lockFlags, dir string, names []string, out string, several bool) (*lock, int, error) {
	l, code := &lock{platform: platform(), several: several}, exitFine
	for _, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		checked, err := compiler.Check(path, lockOptions())
		if err != nil {
			return nil, exitFiles, err
		}
		show(s, checked.Diags, checked.Sources)
		if checked.Diags.HasErrors() {
			return nil, exitModel, nil
		}
		facts, err := beforeRun(dir, checked)
		if err != nil {
			return nil, exitFiles, err
		}
		quiet := &runFlags{out: out, quiet: true, again: true, workers: f.workers}
		c, ran := runAll(streams{out: io.Discard, err: s.err}, quiet, path, lockOptions(), checked, checked.Model.Experiments)
		if c >= exitUsage {
			return nil, c, nil
		}
		after, err := afterRun(out, ran)
		if err != nil {
			return nil, exitFiles, err
		}
		if several {
			for i := range after {
				after[i].name = name + "#" + after[i].name
			}
		}
		code = max(code, c)
		l.facts = append(append(l.facts, facts...), after...)
	}
	return l, code, nil
}

// lockedRun refuses to run what is not what was locked: the model as the command
// line asks for it, its files and the library.
func lockedRun(s streams, path string, checked *compiler.Checked) int {
	dir := filepath.Dir(path)
	at := filepath.Join(dir, lockName)
	locked, err := readLock(at)
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("--locked needs %s; `nefc lock %s` makes it", at, path)
	}
	if err != nil {
		return fileError(s, err)
	}
	if !locked.speaksOf(s, at, dir, path) {
		return exitModel
	}
	facts, err := beforeRun(dir, checked)
	if err != nil {
		return fileError(s, err)
	}
	locked = locked.of(relative(dir, path), facts).before()
	if differ := locked.differences(&lock{platform: locked.platform, facts: facts}); len(differ) > 0 {
		return locked.tell(s, at, differ)
	}
	return exitFine
}

// count says how much a lock holds.
func (l *lock) count() string {
	n := l.counted("")
	return fmt.Sprintf("%d experiments, %d inputs, %d digests, %d files, %d expectations", n["experiments"], n["inputs"], n["digests"], n["files"],
		n["expectations"])
}

// counted is how much the lock at a path holds.
func (l *lock) counted(path string) fields {
	n := map[string]int{}
	for _, f := range l.facts {
		n[f.kind]++
	}
	return fields{"lock": path, "experiments": n["spec"], "inputs": n["input"] + n["std"], "digests": n["digest"], "files": n["output"],
		"expectations": n["expect"]}
}
