package look

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/docs"
	"github.com/nefc/nefc/examples"
	"github.com/nefc/nefc/internal/signals"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/study/core"
	"github.com/nefc/nefc/study/manual"
	"github.com/nefc/nefc/study/pagefile"
)

// Docs shows the help of all commands, among which it stands.
func Docs(commands func() []cli.Command) cli.Command {
	return cli.Command{
		Name:    "docs",
		Summary: "Show the manual in a browser, or write it as a site",
		Help: `Serves the manual on this machine only: the tutorial, the gallery of models, the
guides, and the reference of everything a model can name. With --to it is written into
a folder, and opens from there without a server. It needs no network.

With --play the models in it run: each has a link to a page on which compiler and runtime
work in the browser (docs/page.md).
`,
		Flags: func(fs *pflag.FlagSet) any {
			f := &docsFlags{}
			fs.StringVarP(&f.to, "to", "o", "", "write the manual into this folder")
			fs.BoolVar(&f.play, "play", false, "let models run in the manual")
			fs.StringVar(&f.source, "source", "", "folder of nefc's source, to build what runs there")
			fs.StringVar(&f.address, "at", "127.0.0.1:0", "where to serve it: an address of this machine and a port (0: a free one)")
			return f
		},
		Run: func(s cli.Streams, flags any, args []string) int {
			return runDocs(s, flags.(*docsFlags), args, commands())
		},
	}
}

type docsFlags struct {
	to, address, source string
	play                bool
}

// playground is the page on which models of the manual run.
func (f *docsFlags) playground() (*manual.Play, error) {
	if !f.play {
		return nil, nil
	}
	built, err := core.Find(context.Background(), f.source)
	if err != nil {
		return nil, err
	}
	files, err := pagefile.Playground(examples.Files, pagefile.Options{Version: version.Name(), Core: built})
	return &manual.Play{Files: files, Runs: runs}, err
}

// runs reports a text that is a whole model.
func runs(text string) bool {
	const name = "model.nef"
	c, err := compiler.Check(name, compiler.Options{Overlay: compiler.Overlay{name: text}})
	return err == nil && !c.Diags.HasErrors() && len(c.Model.Ensembles) > 0
}

func runDocs(s cli.Streams, f *docsFlags, args []string, commands []cli.Command) int {
	if len(args) > 0 {
		fmt.Fprintf(s.Err, "nefc docs: takes no argument, found %q; `nefc explain %s` prints a page here\n", args[0], args[0])
		return cli.ExitUsage
	}
	play, err := f.playground()
	if err != nil {
		return cli.FileError(s, err)
	}
	site, err := manual.Make(manual.Sources{Docs: docs.Files, Models: examples.Files, Commands: commandHelp(commands), Play: play})
	if err != nil {
		return cli.FileError(s, err)
	}
	if f.to != "" {
		if err := site.Write(f.to); err != nil {
			return cli.FileError(s, err)
		}
		s.Say("docs", cli.Fields{"folder": f.to, "files": len(site)}, "%s: %d files; open %s/index.html\n", f.to, len(site), f.to)
		return cli.ExitFine
	}
	return serveDocs(s, site, f.address)
}

// commandHelp is the help of all commands, as the manual shows it.
func commandHelp(commands []cli.Command) []manual.Command {
	var out []manual.Command
	for _, c := range commands {
		fs := pflag.NewFlagSet(c.Name, pflag.ContinueOnError)
		fs.SortFlags = false
		if c.Flags != nil {
			c.Flags(fs)
		}
		out = append(out, manual.Command{Name: c.Name, Args: c.Args, Summary: c.Summary, Help: c.Help, Flags: fs.FlagUsages()})
	}
	return out
}

// serveDocs serves the manual until it is interrupted.
func serveDocs(s cli.Streams, site manual.Site, address string) int {
	if host, _, err := net.SplitHostPort(address); err != nil || !onThisMachine(host) {
		fmt.Fprintf(s.Err, "nefc docs: --at takes an address of this machine such as 127.0.0.1:8000, not %q\n", address)
		return cli.ExitUsage
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return cli.FileError(s, err)
	}
	server := &http.Server{Handler: site.Handler(), ReadHeaderTimeout: 10 * time.Second}
	ending := make(chan os.Signal, 1)
	signal.Notify(ending, signals.Endings()...)
	go func() {
		<-ending
		_ = server.Close()
	}()
	url := fmt.Sprintf("http://%s/", listener.Addr())
	s.Say("docs", cli.Fields{"url": url}, "The manual is at %s until Ctrl-C\n", url)
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return cli.FileError(s, err)
	}
	return cli.ExitFine
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
