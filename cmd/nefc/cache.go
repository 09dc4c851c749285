package main

import (
	"fmt"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/cmd/nefc/cli"
	"github.com/nefc/nefc/internal/cache"
	"github.com/nefc/nefc/internal/size"
)

var cacheCommand = cli.Command{
	Name:    "cache",
	Summary: "Show what solved decoders and weights are kept, or remove them",
	Help: `What nefc solves it keeps in your cache folder, under all that the solution depends
on, and takes it from there when it is asked the same again: by another run, another
model or another cell. Results are the same bytes with it and without. It holds 1 GB;
what was not used for longest goes first. NEFC_CACHE=off turns it off, another value
is the folder; nefc run --no-cache does without it once.
`,
	Flags: func(fs *pflag.FlagSet) any {
		f := &cacheFlags{}
		fs.BoolVar(&f.clear, "clear", false, "remove all of it")
		return f
	},
	Run: runCache,
}

type cacheFlags struct{ clear bool }

func runCache(s cli.Streams, flags any, args []string) int {
	if len(args) > 0 {
		fmt.Fprintln(s.Err, "nefc cache: takes no argument; --clear removes what is kept")
		return cli.ExitUsage
	}
	c := cache.OfUser()
	if c == nil {
		s.Say("cache", cli.Fields{"off": true}, "no cache: NEFC_CACHE is off, or there is no cache folder\n")
		return cli.ExitFine
	}
	if flags.(*cacheFlags).clear {
		if err := c.Clear(); err != nil {
			return cli.FileError(s, err)
		}
	}
	entries, bytes := c.Usage()
	s.Say("cache", cli.Fields{"folder": c.Dir(), "entries": entries, "bytes": bytes}, "%s: %d solutions, %s\n", c.Dir(), entries,
		size.Bytes(bytes))
	return cli.ExitFine
}
