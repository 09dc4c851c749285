package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/signals"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/folder"
	serveweb "github.com/nefc/nefc/serve/web"
	"github.com/nefc/nefc/study/desk"
	"github.com/nefc/nefc/study/picture"
	"github.com/nefc/nefc/study/watched"
	"github.com/nefc/nefc/web"
)

var liveCommand = cli.Command{
	Name:    "live",
	Args:    "[flags] model.nef",
	Summary: "Show a model on a page while it runs, with sliders and a way back in time",
	Help: `Opens a page in the browser on which the model runs: values, spikes, weights as they
learn, tuning curves. Click an object to choose what is seen of it, drag sliders,
look back, go back. docs/live.md is a tour.

The page is served to this machine only; its address has a token that nobody else
knows. It ends with Ctrl-C.

Examples:
  nefc live model.nef
  nefc live --only train --set lr=1e-4 model.nef
  nefc live --no-browser --port 8080 model.nef
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &liveFlags{}
		f.model.Add(fs)
		f.follow.add(fs)
		fs.BoolVar(&f.quiet, "no-browser", false, "open no browser, print the address only")
		fs.BoolVar(&f.panel, "panel", false, "open no browser, and let an editor on this machine show the page in a panel")
		fs.IntVar(&f.port, "port", 0, "listen on this port (default: any that is free)")
		fs.BoolVar(&f.keep, "keep", false, "run on while no page is open to see it")
		return f
	},
	Run: runLive,
}

type liveFlags struct {
	model              cli.ModelFlags
	follow             followed
	port               int
	quiet, panel, keep bool
}

func runLive(s cli.Streams, flags any, args []string) int {
	f := flags.(*liveFlags)
	opts, err := f.model.Options()
	if err == nil && len(args) != 1 {
		err = errors.New("one model at a time: `nefc live model.nef`")
	}
	if err != nil {
		return cli.UsageError(s, "live", err)
	}
	checked, code := drivenModel(s, args[0], opts)
	if checked == nil {
		return code
	}
	experiment, err := f.follow.in(checked)
	if err != nil {
		return cli.UsageError(s, "live", err)
	}
	if err := os.Chdir(filepath.Dir(args[0])); err != nil { // what the model names lies beside it
		return cli.FileError(s, err)
	}
	here, err := folder.Open(".")
	if err != nil {
		return cli.FileError(s, err)
	}
	server := &serve.Server{Version: version.Name(), Host: here, Model: opts, Layout: picture.Pane, Desk: desk.New,
		Token: serveweb.NewToken(), Keep: f.keep, Lasting: true, Export: watched.Export, Record: watched.Recordings(here, time.Now)}
	defer server.Close()
	listeners, err := serveweb.Listen(f.port)
	if err != nil {
		return cli.FileError(s, err)
	}
	address := fmt.Sprintf("http://%s/#%s", listeners[0].Addr(), fragment(server.Token, filepath.Base(args[0]), experiment))
	s.Say("live", cli.Fields{"address": address}, "%s\n", address)
	if !f.quiet && !f.panel {
		if err := openBrowser(address); err != nil {
			s.Text("no browser could be opened (%v): open the address above\n", err)
		}
	}
	s.Text("Ctrl-C ends it\n")
	ctx, stop := signal.NotifyContext(context.Background(), signals.Endings()...)
	defer stop()
	site := &serveweb.Site{Server: server, Pages: web.Live()}
	if f.panel {
		site.Frames = editors
	}
	if err := site.Serve(ctx, listeners); err != nil && ctx.Err() == nil {
		return cli.FileError(s, err)
	}
	return cli.ExitFine
}

// drivenModel checks a model that a page drives: nobody else computes nodes of it.
func drivenModel(s cli.Streams, path string, opts compiler.Options) (*compiler.Checked, int) {
	opts.Live = &compiler.Live{}
	return cli.CheckedModel(s, path, opts)
}

// editors are the pages of VS Code and its kin, at the desk and in a browser on this machine.
var editors = []string{"vscode-webview:", "vscode-file:", "http://127.0.0.1:*", "http://localhost:*"}

// fragment is the part of the address that browsers send to nobody.
func fragment(token, path, experiment string) string {
	v := url.Values{"t": {token}, "m": {path}}
	if experiment != "" {
		v.Set("e", experiment)
	}
	return v.Encode()
}

// openBrowser opens an address in the browser of the desktop.
func openBrowser(address string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", address).Start()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", address).Start()
	}
	return exec.Command("xdg-open", address).Start()
}
