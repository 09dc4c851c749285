//go:build js

// Command core is the core of a page: compiler, runtime and nefc/1 as WebAssembly. A page
// runs it in a worker (web/worker), where a live page asks a server. It has no network,
// draws nothing, and reads the files that came with the page; study/core builds it.
package main

import (
	"os"

	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/worker"
	"github.com/nefc/nefc/study/desk"
	"github.com/nefc/nefc/study/picture"
)

func main() {
	page := worker.Connect()
	server := &serve.Server{Version: page.Version(), Host: worker.Files{}, Layout: picture.Pane, Desk: desk.New, Yield: worker.NewTurns().Give}
	if err := server.Serve(page); err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
}
