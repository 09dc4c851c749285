package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/study/lock"
	"github.com/nefc/nefc/study/run"
)

var verifyCommand = cli.Command{
	Name:    "verify",
	Args:    "[flags] [nefc.lock | folder | model.nef]",
	Summary: "Run locked models again and compare with the lock",
	Help: `Runs the models of a lock, or one of them, in a folder of its own and compares
everything with what was locked: exactly with the same nefc on any machine, another
version's numbers within 0.1 %. Hashes of files that were written, pictures among them,
are compared on the same platform only, what models, inputs and the library were always.

Examples:
  nefc verify
  nefc verify experiments/
  nefc verify model.nef
`,
	Flags: declareLockFlags,
	Run:   runVerify,
}

func runVerify(s cli.Streams, flags any, args []string) int {
	if len(args) > 1 {
		fmt.Fprintln(s.Err, "nefc verify: one lock or one model at a time: `nefc verify nefc.lock`")
		return cli.ExitUsage
	}
	path, only := lockOf(args)
	locked, err := lock.Read(path)
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("there is no %s; `nefc lock model.nef` makes one", path)
	}
	if err != nil {
		return cli.FileError(s, err)
	}
	dir, remove, err := files.Scratch("verify")
	if err != nil {
		return cli.FileError(s, err)
	}
	defer remove()
	job, x := flags.(*lockFlags).observing(s, dir)
	defer x.close()
	v, state, err := locked.Verify(*job, only)
	if v == nil || err != nil {
		return noLock(s, state, err)
	}
	if len(v.Differences) > 0 {
		return printDifferences(s, locked, v.Differences)
	}
	printVerified(s, locked, v)
	return cli.ExitFine
}

// printVerified says that all is as it was locked.
func printVerified(s cli.Streams, locked *lock.Lock, v *lock.Verified) {
	how := "the same, exactly"
	if !v.Exactly {
		how = fmt.Sprintf("the same within %g (locked by %s, this is %s)", lock.Tolerance, locked.Platform, v.Now.Platform)
	}
	n := v.Now.Count()
	f := countFields(locked.Path, n)
	f["exactly"], f["locked_by"] = v.Exactly, locked.Platform
	s.Say("verified", f, "%s: %s: %s\n", locked.Path, countText(n), how)
}

// shownDifferences is how many differences from a lock are told.
const shownDifferences = 20

// printDifferences shows where a lock and what is so now differ, at the lines of the lock.
func printDifferences(s cli.Streams, l *lock.Lock, differ []lock.Difference) int {
	cli.Show(s, differences(l, differ), diag.Sources{l.Path: l.Text})
	more := ""
	if n := len(differ) - shownDifferences; n > 0 {
		more = fmt.Sprintf(", %d of them not shown", n)
	}
	fmt.Fprintf(s.Err, "nefc: %s: %d lines differ%s\n", l.Path, len(differ), more)
	return cli.ExitModel
}

// differences are the first that are shown.
func differences(l *lock.Lock, all []lock.Difference) (diags diag.List) {
	for _, d := range all[:min(len(all), shownDifferences)] {
		diags.Add(l.Diagnose(d))
	}
	return diags
}

// noLock says why there is nothing to lock or to compare.
func noLock(s cli.Streams, state run.State, err error) int {
	var invalid *compiler.Invalid
	var unknown *lock.Unknown
	switch {
	case err == nil: // the screen has said it
		return exitOf(state)
	case errors.As(err, &invalid):
		cli.Show(s, invalid.Diags, invalid.Sources)
		return cli.ExitModel
	case errors.As(err, &unknown):
		fmt.Fprintf(s.Err, "nefc: %v; `nefc lock %s` locks it\n", err, unknown.Path)
		return cli.ExitModel
	}
	return cli.FileError(s, err)
}

// lockOf is the lock that arguments name: a lock, the folder of one, or a model
// beside it, which is then the only one.
func lockOf(args []string) (path, only string) {
	switch {
	case len(args) == 0:
		return lock.Name, ""
	case isDir(args[0]):
		return filepath.Join(args[0], lock.Name), ""
	case strings.EqualFold(filepath.Ext(args[0]), ".nef"):
		return filepath.Join(filepath.Dir(args[0]), lock.Name), args[0]
	}
	return args[0], ""
}

// lockedRun refuses to run what is not what was locked: the model as the command
// line asks for it, its files and the library.
func lockedRun(s cli.Streams, path string, checked *compiler.Checked) int {
	locked, err := lockBeside(path)
	if err != nil {
		return cli.FileError(s, err)
	}
	differ, err := locked.Allows(path, checked)
	if err != nil {
		return noLock(s, run.Failed, err)
	}
	if len(differ) > 0 {
		return printDifferences(s, locked, differ)
	}
	return cli.ExitFine
}

// lockBeside reads the lock in the folder of a model.
func lockBeside(path string) (*lock.Lock, error) {
	at := filepath.Join(filepath.Dir(path), lock.Name)
	locked, err := lock.Read(at)
	if errors.Is(err, os.ErrNotExist) {
		err = fmt.Errorf("there is no %s; `nefc lock %s` makes it", at, path)
	}
	return locked, err
}

// lockedModel refuses a model that is not what was locked: as it is asked for, its files
// and the library.
func lockedModel(path string, opts compiler.Options) error {
	locked, err := lockBeside(path)
	if err != nil {
		return err
	}
	checked, err := compiler.Check(path, opts)
	if err != nil {
		return err
	}
	if invalid := checked.Invalid(path); invalid != nil {
		return invalid
	}
	differ, err := locked.Allows(path, checked)
	if err != nil || len(differ) == 0 {
		return err
	}
	return &compiler.Invalid{Diags: differences(locked, differ), Sources: diag.Sources{locked.Path: locked.Text}}
}
