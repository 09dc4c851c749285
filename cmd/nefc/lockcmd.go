package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

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
	args:    "[flags] [nefc.lock | folder]",
	summary: "Run locked models again and compare with the lock",
	help: `Runs the models of a lock in a folder of its own and compares everything with
what was locked: exactly on the same platform with the same nefc; elsewhere
numbers within 0.1 %, and hashes of files that were written are left out. What
models, inputs and the library were is compared exactly everywhere.

Examples:
  nefc verify
  nefc verify experiments/
`,
	flags: declareLockFlags,
	run:   runVerify,
}

type lockFlags struct{ workers int }

func declareLockFlags(fs *pflag.FlagSet) any {
	f := &lockFlags{}
	fs.IntVar(&f.workers, "workers", 0, "how many cells run at a time (default: one a core)")
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
	l, code, err := observe(s, f, filepath.Dir(path), args, filepath.Join(filepath.Dir(path), "out"))
	if err != nil {
		return fileError(s, err)
	}
	if l == nil {
		return code
	}
	if err := saveLock(path, l); err != nil {
		return fileError(s, err)
	}
	fmt.Fprintf(s.out, "%s: %s\n", path, l.count())
	if code != exitFine {
		fmt.Fprintln(s.err, "nefc lock: an expectation failed; the lock says so")
	}
	return code
}

func runVerify(s streams, flags any, args []string) int {
	path := lockName
	if len(args) > 1 {
		fmt.Fprintln(s.err, "nefc verify: one lock at a time: `nefc verify nefc.lock`")
		return exitUsage
	}
	if len(args) == 1 {
		path = args[0]
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			path = filepath.Join(path, lockName)
		}
	}
	locked, err := readLock(path)
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("there is no %s; `nefc lock model.nef` makes one", path)
	}
	if err != nil {
		return fileError(s, err)
	}
	dir := filepath.Dir(path)
	if changed := changedSpecs(s, locked, dir, locked.models()); len(changed) > 0 {
		return tell(s, path, changed, "what was locked is another model; `nefc diff` says what changed")
	}
	tmp, err := os.MkdirTemp("", "nefc-verify-")
	if err != nil {
		return fileError(s, err)
	}
	defer os.RemoveAll(tmp)
	var models []string
	for _, m := range locked.models() {
		models = append(models, filepath.Join(dir, filepath.FromSlash(m)))
	}
	now, code, err := observe(s, flags.(*lockFlags), dir, models, tmp)
	if err != nil {
		return fileError(s, err)
	}
	if now == nil {
		return code
	}
	if differ := locked.differences(now); len(differ) > 0 {
		return tell(s, path, differ, "the run did not come to what was locked")
	}
	how := "the same, exactly"
	if locked.platform != now.platform {
		how = fmt.Sprintf("the same within %g (locked by %s, this is %s)", tolerance, locked.platform, now.platform)
	}
	fmt.Fprintf(s.out, "%s: %s: %s\n", path, now.count(), how)
	return exitFine
}

// tell prints differences and what they mean.
func tell(s streams, path string, differ []string, meaning string) int {
	const shown = 20
	for i, line := range differ {
		if i == shown {
			fmt.Fprintf(s.out, "… and %d more\n", len(differ)-shown)
			break
		}
		fmt.Fprintln(s.out, line)
	}
	fmt.Fprintf(s.err, "nefc: %s: %d lines differ: %s\n", path, len(differ), meaning)
	return exitModel
}

// observe runs all experiments of models into the folder out and returns what
// there is to lock; nil if a model has errors.
func observe(s streams, f *lockFlags, dir string, models []string, out string) (*lock, int, error) {
	l, code := &lock{platform: platform()}, exitFine
	for _, path := range models {
		opts := compiler.Options{Set: map[string]string{}, MaxMemory: machineMemory(), NeedRun: true}
		checked, err := compiler.Check(path, opts)
		if err != nil {
			return nil, exitFiles, err
		}
		show(s, checked.Diags, checked.Sources, false)
		if checked.Diags.HasErrors() {
			return nil, exitModel, nil
		}
		facts, err := beforeRun(dir, path, checked)
		if err != nil {
			return nil, exitFiles, err
		}
		quiet := &runFlags{out: out, quiet: true, again: true, workers: f.workers}
		c, ran := runAll(streams{io.Discard, s.err}, quiet, path, opts, checked, checked.Model.Experiments)
		if c >= exitUsage {
			return nil, c, nil
		}
		after, err := afterRun(out, ran)
		if err != nil {
			return nil, exitFiles, err
		}
		code = max(code, c)
		l.facts = append(append(l.facts, facts...), after...)
	}
	return l, code, nil
}

// changedSpecs compares what is known of models without running them.
func changedSpecs(s streams, locked *lock, dir string, models []string) []string {
	now := &lock{platform: locked.platform}
	for _, m := range models {
		path := filepath.Join(dir, filepath.FromSlash(m))
		checked, err := compiler.Check(path, compiler.Options{Set: map[string]string{}})
		if err != nil {
			return []string{fmt.Sprintf("spec %s: %v", m, err)}
		}
		if checked.Diags.HasErrors() {
			show(s, checked.Diags, checked.Sources, false)
			return []string{fmt.Sprintf("spec %s: has errors now", m)}
		}
		facts, err := beforeRun(dir, path, checked)
		if err != nil {
			return []string{err.Error()}
		}
		now.facts = append(now.facts, facts...)
	}
	before := &lock{platform: locked.platform}
	for _, f := range locked.facts {
		if slices.Contains([]string{"spec", "input", "std"}, f.kind) {
			before.facts = append(before.facts, f)
		}
	}
	return before.differences(now)
}

// lockedRun refuses to run a model that is not the one that was locked.
func lockedRun(s streams, path string) int {
	at := filepath.Join(filepath.Dir(path), lockName)
	locked, err := readLock(at)
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("--locked needs %s; `nefc lock %s` makes it", at, path)
	}
	if err != nil {
		return fileError(s, err)
	}
	name := relative(filepath.Dir(path), path)
	if !slices.Contains(locked.models(), name) {
		fmt.Fprintf(s.err, "nefc: %s does not speak of %s; `nefc lock %s` locks it\n", at, name, path)
		return exitModel
	}
	if changed := changedSpecs(s, locked, filepath.Dir(path), locked.models()); len(changed) > 0 {
		return tell(s, at, changed, "this is not what was locked; `nefc lock` locks it anew")
	}
	return exitFine
}

// count says how much a lock holds.
func (l *lock) count() string {
	n := map[string]int{}
	for _, f := range l.facts {
		n[f.kind]++
	}
	return fmt.Sprintf("%d experiments, %d inputs, %d digests, %d files, %d expectations", n["spec"], n["input"]+n["std"], n["digest"], n["output"], n["expect"])
}
