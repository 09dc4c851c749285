package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
)

var importCommand = cli.Command{
	Name:    "import",
	Args:    "[flags] script.py",
	Summary: "Write the Nengo network of a script as a model (needs Python)",
	Help: `Runs a script of Python until it reads what a simulator recorded, and writes its
network as a model: names are labels and variables, parameters what they are drawn from,
functions expressions; a comment says what stays in Python. The model runs as long as
the simulator was to. With --freeze it has the numbers that Nengo draws and solves, in
an .npz beside it. A file that exists is left alone.

It needs Python with the packages nefc and nengo: the one that the variable PYTHON names,
else the one that "python -m nefc" was started with or in whose environment this command
is installed, else python3. docs/nengo.md tells what is written how.

Examples:
  nefc import model.py
  nefc import --freeze --seconds 10 --to frozen.nef model.py
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &importFlags{set: fs}
		fs.StringVarP(&f.to, "to", "o", "", "the model to write (default: beside the script, with .nef instead of .py)")
		fs.StringVar(&f.network, "network", "", "the variable of the network, if the script has several")
		fs.BoolVar(&f.freeze, "freeze", false, "keep the numbers that Nengo draws and solves")
		fs.Float64Var(&f.seconds, "seconds", 0, "how long the model runs (s; default: as long as the simulator of the script, 1 without one)")
		return f
	},
	Run: runImport,
}

type importFlags struct {
	set         *pflag.FlagSet
	to, network string
	freeze      bool
	seconds     float64
}

func runImport(s cli.Streams, flags any, args []string) int {
	f := flags.(*importFlags)
	if wrong := f.wrong(args); wrong != "" {
		fmt.Fprintln(s.Err, "nefc import:", wrong)
		return cli.ExitUsage
	}
	to := cmp.Or(f.to, strings.TrimSuffix(args[0], ".py")+".nef")
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = fmt.Errorf("%s exists; --to names another file", to)
		}
		return cli.FileError(s, err)
	}
	python, err := pythonOf()
	if err != nil {
		fmt.Fprintf(s.Err, "nefc import: %v\n", err)
		return cli.ExitFiles
	}
	argv := []string{"-m", "nefc.nengo.importing", "--to", to}
	if f.set.Changed("seconds") {
		argv = append(argv, "--seconds", fmt.Sprint(f.seconds))
	}
	if f.network != "" {
		argv = append(argv, "--network", f.network)
	}
	if f.freeze {
		argv = append(argv, "--freeze")
	}
	cmd := exec.Command(python, append(argv, args[0])...)
	cmd.Stdout, cmd.Stderr, cmd.Env = s.Err, s.Err, withThis()
	if err := cmd.Run(); err != nil {
		return cli.ExitModel
	}
	s.Say("import", cli.Fields{"file": to}, "%s: run it with `nefc run %s`\n", to, to)
	return cli.ExitFine
}

// wrong is what is said of a request that cannot be meant; nothing of others.
func (f *importFlags) wrong(args []string) string {
	switch {
	case len(args) == 1 && filepath.Ext(args[0]) == ".ipynb":
		return args[0] + " is a notebook: call `nefc.export(net, \"model.nef\")` in it, with its network"
	case len(args) != 1 || filepath.Ext(args[0]) != ".py":
		return "which script? `nefc import model.py`"
	case f.set.Changed("seconds") && !(f.seconds > 0):
		return "--seconds is a time above 0"
	}
	return ""
}

// pythonOf is an interpreter that has the packages.
func pythonOf() (string, error) {
	name := cmp.Or(os.Getenv("PYTHON"), pythonBeside(), "python3")
	if _, err := exec.LookPath(name); err != nil {
		return "", fmt.Errorf("it needs Python, and there is no %s; the variable PYTHON may name another", name)
	}
	for _, pkg := range []string{"nefc", "nengo"} {
		if exec.Command(name, "-c", "import "+pkg).Run() != nil {
			return "", fmt.Errorf("it needs the package %s, which %s does not have: `%s -m pip install %s`; the variable PYTHON may name another",
				pkg, name, name, pkg)
		}
	}
	return name, nil
}

// pythonBeside is the interpreter of the virtual environment that this command is installed
// in, active or not; nothing elsewhere.
func pythonBeside() string {
	self, err := os.Executable()
	if err != nil {
		return ""
	}
	scripts := filepath.Dir(self)
	if _, err := os.Stat(filepath.Join(filepath.Dir(scripts), "pyvenv.cfg")); err != nil {
		return ""
	}
	python, err := exec.LookPath(filepath.Join(scripts, "python"))
	if err != nil {
		return ""
	}
	return python
}

// withThis is the environment in which the package finds this command, or the one that
// NEFC already names.
func withThis() []string {
	env := os.Environ()
	if self, err := os.Executable(); err == nil && os.Getenv("NEFC") == "" {
		env = append(env, "NEFC="+self)
	}
	return env
}
