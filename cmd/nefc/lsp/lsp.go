// Package lsp is the command `nefc lsp`: a server of the Language Server Protocol on
// standard input and output. It turns messages into questions to study/editor and the
// answers into messages; a file holds a group of requests. What it does is told in
// docs/editors.md.
package lsp

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"
	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/cmd/nefc/terminal"
	"github.com/nefc/nefc/internal/kernels"
)

// Command is the command of that name.
var Command = cli.Command{
	Name:    "lsp",
	Args:    "[--stdio]",
	Summary: "Serve an editor: mistakes while typing, completion, hovers",
	Help: `Speaks the Language Server Protocol on standard input and output; an editor starts
it. What it does, and the few lines that each editor needs, are in docs/editors.md.
`,
	Flags: func(fs *pflag.FlagSet) any {
		return fs.Bool("stdio", true, "accepted for editors that give it: there is no other way")
	},
	Run: run,
}

// heapGrowth is how much the heap may grow before it is collected, in percent: each change
// of a text makes a model that is thrown away with the next.
const heapGrowth = 400

// buildsOn is the share of cores that models are built on while nothing is typed, one of so
// many: the others answer, and are the editor's.
const buildsOn = 2

func run(s cli.Streams, _ any, args []string) int {
	if len(args) > 0 {
		return cli.UsageError(s, "lsp", fmt.Errorf("an editor says which files are open; %q is too much", args[0]))
	}
	debug.SetGCPercent(heapGrowth)
	kernels.UseThreads(max(1, runtime.GOMAXPROCS(0)/buildsOn))
	status, ended := serve(os.Stdin, writer{terminal.Raw(s.Out)})
	if !status.Success() {
		return cli.FileError(s, status.Err)
	}
	if !ended {
		return cli.FileError(s, errors.New("the editor said `exit` without `shutdown`"))
	}
	return cli.ExitFine
}

// writer is standard output, which stays open.
type writer struct{ io.Writer }

// Close does nothing.
func (writer) Close() error { return nil }

// serve answers an editor until it says that it ends, or its end of a stream is closed; ended is false if it
// went without saying so first.
func serve(in io.Reader, out io.WriteCloser) (status jrpc2.ServerStatus, ended bool) {
	s := newServer()
	s.rpc = jrpc2.NewServer(s.methods(), &jrpc2.ServerOptions{AllowPush: true, Concurrency: atOnce, DisableBuiltin: true})
	s.rpc.Start(numbered{channel.LSP(in, out)})
	closed := make(chan jrpc2.ServerStatus, 1)
	go func() { closed <- s.rpc.WaitStatus() }()
	defer s.close()
	select {
	case status = <-closed:
		return status, true
	case <-s.left:
		return status, s.ended.Load()
	}
}
