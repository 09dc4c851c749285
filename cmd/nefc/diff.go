package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/study/diff"
)

var diffCommand = cli.Command{
	Name:    "diff",
	Args:    "[flags] OLD NEW | REVISION model.nef",
	Summary: "Say what differs between two models",
	Help: `Compares what two models mean: formatting, comments and the order of lines make
no difference. A model is a file, or REVISION:file of the git repository it lies
in; nefc diff HEAD~1 model.nef compares a file with an earlier version of it. It
says which populations keep their neurons, what is solved again, and which tables
no longer fit.
Exit status: 0 the same, 1 different, 2 one of them cannot be read.

Examples:
  nefc diff model1.nef model2.nef
  nefc diff HEAD~1 model.nef
  nefc diff before/ after/      all models of two folders, by name
  nefc diff --hash model.nef    the spec hash, as in summary.json
`,
	Flags: func(fs *pflag.FlagSet) any {
		return fs.Bool("hash", false, "print the spec hash of each model instead")
	},
	Run: runDiff,
}

func runDiff(s cli.Streams, flags any, args []string) int {
	hash := *flags.(*bool)
	if !hash && len(args) != 2 || len(args) == 0 {
		fmt.Fprintln(s.Err, "nefc diff: two models, or a revision and a model: `nefc diff HEAD~1 model.nef`")
		return cli.ExitUsage
	}
	if len(args) == 2 && !strings.Contains(args[0], ":") {
		if _, err := os.Stat(args[0]); errors.Is(err, os.ErrNotExist) && !strings.HasSuffix(args[0], ".nef") &&
			!strings.HasPrefix(args[0], "std/") {
			args[0] += ":" + args[1]
		}
	}
	switch {
	case hash:
		return printHashes(s, args)
	case isDir(args[0]) && isDir(args[1]):
		return diffFolders(s, args[0], args[1])
	}
	return diffModels(s, args[0], args[1])
}

// printHashes prints the spec hashes of models.
func printHashes(s cli.Streams, names []string) int {
	var models []*diff.Model
	for _, name := range names {
		m, err := diff.Open(name)
		if err != nil {
			return cannotDiff(s, err)
		}
		models = append(models, m)
	}
	for i, m := range models {
		s.Say("hash", cli.Fields{"model": names[i], "spec_hash": m.SpecHash()}, "%s  %s\n", m.SpecHash(), names[i])
	}
	return cli.ExitFine
}

// diffModels compares two models.
func diffModels(s cli.Streams, a, b string) int {
	was, err := diff.Open(a)
	if err != nil {
		return cannotDiff(s, err)
	}
	is, err := diff.Open(b)
	if err != nil {
		return cannotDiff(s, err)
	}
	return printDifference(s, diff.Models(was, is))
}

// cannotDiff says why a model cannot be compared.
func cannotDiff(s cli.Streams, err error) int {
	var invalid *compiler.Invalid
	if errors.As(err, &invalid) {
		cli.Show(s, invalid.Diags, invalid.Sources)
	}
	fmt.Fprintf(s.Err, "nefc diff: %v\n", err)
	return cli.ExitUsage
}

// diffFolders compares the models of two folders by name.
func diffFolders(s cli.Streams, a, b string) int {
	pairs, err := diff.Folders(a, b)
	if err != nil {
		return cli.FileError(s, err)
	}
	code := cli.ExitFine
	for _, p := range pairs {
		if in := onlyIn(p, a, b); in != "" {
			s.Say("only", cli.Fields{"model": p.Name, "in": in}, "%s: only in %s\n", p.Name, in)
			code = max(code, cli.ExitModel)
			continue
		}
		s.Say("models", cli.Fields{"model": p.Name}, "%s:\n", p.Name)
		code = max(code, diffModels(s, p.Paths[0], p.Paths[1]))
	}
	return code
}

// onlyIn is the folder that alone has a model; "" if both have it.
func onlyIn(p diff.Pair, a, b string) string {
	switch {
	case p.Paths[1] == "":
		return a
	case p.Paths[0] == "":
		return b
	}
	return ""
}

// printDifference says what differs between two models and returns the exit code.
func printDifference(s cli.Streams, d *diff.Difference) int {
	marks := map[diff.What]string{diff.Added: "+", diff.Changed: "~", diff.Removed: "-"}
	for _, c := range d.Changes {
		line := strings.TrimRight(fmt.Sprintf("%s %s %s  %s", marks[c.What], c.Object.Kind, c.Object.Name, c.How), " ")
		s.Say("change", cli.Fields{"change": c.What.String(), "object": c.Object.Kind, "name": c.Object.Name, "how": c.How,
			"solved_anew": c.Resolved},
			"%s\n", line)
	}
	s.Say("compared", cli.Fields{"unchanged": d.Unchanged, "different": len(d.Changes)}, "= %d objects unchanged\n", d.Unchanged)
	for _, x := range d.Strangers {
		s.Say("stranger", cli.Fields{"code": x.Code.String(), "message": x.Summary}, "! %s (%s)\n", x.Summary, x.Code)
	}
	if len(d.Changes) > 0 {
		return cli.ExitModel
	}
	return cli.ExitFine
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
