package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/size"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/runtime/kept"
	"github.com/nefc/nefc/study/report"
)

var reportCommand = cli.Command{
	Name:    "report",
	Args:    "[flags] model.nef | FOLDER [FOLDER]",
	Summary: "Show the results of a run as one page that opens from disk",
	Help: `Writes one file of HTML with everything that a run came to: expectations, signals
to zoom into, fits, weights, tuning curves, spikes, the health of populations, the
model, and how to do it again. It opens in any browser and asks nothing of any
other computer.

Of a model it shows the last run, which is made if there is none. Of a folder of
results it shows what lies there; seeds and sweeps get a table and bands. Two
folders are shown side by side, with what differs between their models.

Examples:
  nefc report model.nef
  nefc report out/doubled --to doubled.html
  nefc report out/before out/after -o difference.html
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &reportFlags{}
		f.run.model.Add(fs)
		fs.StringVarP(&f.to, "to", "o", "", "the file to write (default: report.html in the folder of the results)")
		fs.StringVar(&f.run.out, "out", "", "folder for results (default: out beside the model)")
		fs.StringVar(&f.run.only, "only", "", "report only this experiment")
		fs.BoolVar(&f.run.again, "again", false, "run the model once more")
		f.run.level = 1
		return f
	},
	Run: runReport,
}

type reportFlags struct {
	to  string
	run runFlags
}

func runReport(s cli.Streams, flags any, args []string) int {
	f := flags.(*reportFlags)
	if !cli.Writes(f.to, pageEndings) {
		return cli.UsageError(s, "report", cli.CannotWrite(f.to, pageEndings))
	}
	switch {
	case len(args) == 1 && !isDir(args[0]):
		return reportModel(s, f, args[0])
	case len(args) == 1:
		return writeReport(s, f.to, args)
	case len(args) == 2 && isDir(args[0]) && isDir(args[1]):
		return compareRuns(s, f, args[0], args[1])
	}
	fmt.Fprintln(s.Err, "nefc report: a model, a folder of results or two: `nefc report out/main`")
	return cli.ExitUsage
}

// reportModel shows the last run of a model. One that is not there, or that kept too
// little for a report and was short, is made.
func reportModel(s cli.Streams, f *reportFlags, path string) int {
	q, code := f.run.request(s, "report", path)
	if q == nil {
		return code
	}
	q.job.Keep, q.job.Command = true, f.run.commandLine(path)
	for _, e := range q.experiments {
		if !f.run.again && !e.HasCells() && shows(q, e) {
			continue
		}
		x := newScreen(s, q.job)
		x.quiet = true
		q.job.Again = f.run.again || !e.HasCells()
		_, err := q.job.Experiments(q.checked, []*model.Experiment{e})
		x.close()
		if err != nil {
			return cli.FileError(s, err)
		}
	}
	return writeReport(s, f.to, q.folders())
}

// soonAgain is how long a run may have taken, in seconds, to be made again for what it
// did not keep.
const soonAgain = 30

// shows reports an experiment whose last run is finished and can be shown.
func shows(q *request, e *model.Experiment) bool {
	last := experiment.Finished(q.job.Dir, e.Name, "", q.checked.Model.SpecHash(), version.Name())
	if last == nil {
		return false
	}
	b, err := kept.ReadBuilt(filepath.Join(q.job.Dir, e.Name))
	return err == nil && b != nil || last.BuildSeconds+last.SimulateSeconds > soonAgain
}

// folders are those of the experiments that were asked for.
func (q *request) folders() []string {
	var out []string
	for _, e := range q.experiments {
		out = append(out, filepath.Join(q.job.Dir, e.Name))
	}
	return out
}

// commandLine is what runs the model in the same way.
func (f *runFlags) commandLine(path string) []string {
	out := append([]string{"nefc", "run"}, f.model.Words()...)
	if f.only != "" {
		out = append(out, "--only", f.only)
	}
	return append(out, path)
}

// writeReport writes the report of folders of results.
func writeReport(s cli.Streams, to string, folders []string) int {
	made, err := report.Of(folders...)
	if err != nil {
		return cli.FileError(s, err)
	}
	if to == "" {
		to = filepath.Join(folders[0], "report.html")
	}
	return saveReport(s, to, made)
}

// compareRuns writes the report of two runs side by side.
func compareRuns(s cli.Streams, f *reportFlags, a, b string) int {
	made, err := report.Compare(a, b)
	if err != nil {
		return cli.FileError(s, err)
	}
	if f.to == "" {
		f.to = "report.html"
	}
	return saveReport(s, f.to, made)
}

// saveReport writes a report and says where it is.
func saveReport(s cli.Streams, to string, made *report.Report) int {
	if err := made.Save(to); err != nil {
		return cli.FileError(s, err)
	}
	n := len(made.Page)
	s.Say("report", cli.Fields{"file": to, "bytes": n, "notes": made.Notes}, "wrote %s, %s\n", to, size.Bytes(n))
	for _, note := range made.Notes {
		s.Text("  %s\n", strings.TrimSpace(note))
	}
	return cli.ExitFine
}
