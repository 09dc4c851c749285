package main

import (
	"fmt"
	"io"
	"os"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/internal/signals"
)

// stdout is standard output: it remembers that something could not be written,
// which no command needs to ask after every line.
type stdout struct {
	io.Writer
	err error
}

// Write writes p.
func (r *stdout) Write(p []byte) (int, error) {
	n, err := r.Writer.Write(p)
	if err != nil && r.err == nil {
		r.err = err
	}
	return n, err
}

// lost says that results could not be written, if so: then a command has failed,
// whatever else it came to.
func (r *stdout) lost(err io.Writer, code int) int {
	if r.err == nil {
		return code
	}
	fmt.Fprintf(err, "nefc: the results could not all be printed: %v\n", r.err)
	return cli.ExitFiles
}

// endProcess runs the command line of this process and ends it.
func endProcess() {
	signals.OutliveReaders()
	os.Exit(nefc(os.Args[1:], cli.Streams{Out: os.Stdout, Err: os.Stderr}))
}
