package main

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/study/lock"
	"github.com/nefc/nefc/study/run"
)

var lockCommand = cli.Command{
	Name:    "lock",
	Args:    "[flags] [model.nef…]",
	Summary: "Run models and write their results down in nefc.lock",
	Help: `Runs all experiments of the models and writes nefc.lock beside them: hashes of
the models, of the files they read and of the library, digests of what probes
recorded, hashes of the files that were written, and the values of expectations,
one fact a line. Commit it; ` + "`nefc verify`" + ` runs again and compares. Comments,
formatting and the order of objects change nothing. Without arguments, the
models of the lock in this folder are locked again.

Examples:
  nefc lock model.nef
  nefc lock
`,
	Flags: declareLockFlags,
	Run:   runLock,
}

type lockFlags struct{ workers int }

func declareLockFlags(fs *pflag.FlagSet) any {
	f := &lockFlags{}
	cli.CountVar(fs, &f.workers, "workers", "how many cells run at a time (default: one a core)")
	return f
}

func runLock(s cli.Streams, flags any, args []string) int {
	path := lock.Name
	if len(args) > 0 {
		path = filepath.Join(filepath.Dir(args[0]), lock.Name)
	} else {
		l, err := lock.Read(path)
		if err != nil {
			fmt.Fprintln(s.Err, "nefc lock: which models? `nefc lock model.nef`")
			return cli.ExitUsage
		}
		args = l.Models()
	}
	job, x := flags.(*lockFlags).observing(s, filepath.Join(filepath.Dir(path), "out"))
	defer x.close()
	l, state, err := lock.Observe(*job, path, args)
	if l == nil || err != nil {
		return noLock(s, state, err)
	}
	if err := l.Save(); err != nil {
		return cli.FileError(s, err)
	}
	n := l.Count()
	s.Say("locked", countFields(path, n), "%s: %s\n", path, countText(n))
	if state != run.Fine {
		fmt.Fprintln(s.Err, "nefc lock: an expectation failed; the lock says so")
	}
	return exitOf(state)
}

// observing is a job that runs what is to be locked, and its screen: what is wrong is
// shown, results are not.
func (f *lockFlags) observing(s cli.Streams, dir string) (*run.Job, *screen) {
	job := &run.Job{Dir: dir, Workers: f.workers}
	x := newScreen(cli.Streams{Out: io.Discard, Err: s.Err}, job)
	x.quiet = true
	job.Watch = func(e run.Event) {
		if c, ok := e.(run.Checked); ok {
			cli.Show(s, c.Diags, c.Sources)
			return
		}
		x.event(e)
	}
	return job, x
}

// countText says how much a lock holds.
func countText(n lock.Counts) string {
	return fmt.Sprintf("%d experiments, %d inputs, %d digests, %d files, %d expectations", n.Experiments, n.Inputs, n.Digests,
		n.Files, n.Expectations)
}

// countFields say it in --json.
func countFields(path string, n lock.Counts) cli.Fields {
	return cli.Fields{"lock": path, "experiments": n.Experiments, "inputs": n.Inputs, "digests": n.Digests, "files": n.Files,
		"expectations": n.Expectations}
}
