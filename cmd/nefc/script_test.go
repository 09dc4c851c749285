package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/nefc/nefc/cmd/nefc/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"nefc": endProcess,
	})
}

// The command line, as scripts: testdata/script/*.txtar.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", UpdateScripts: os.Getenv("UPDATE") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"await": await, "objects": objects}})
}

// await waits until a file exists, for half a minute at most.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: await FILE")
	}
	path := ts.MkAbs(args[0])
	for range 3000 {
		if _, err := os.Stat(path); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s did not appear", args[0])
}

// objects demands that every line of standard output is a JSON object with the
// schema's version, and that they are of these kinds, each once or more;
// there may also be warnings.
func objects(ts *testscript.TestScript, neg bool, kinds []string) {
	if neg || len(kinds) == 0 {
		ts.Fatalf("usage: objects KIND…")
	}
	var found []string
	for _, line := range strings.Split(strings.TrimSuffix(ts.ReadFile("stdout"), "\n"), "\n") {
		var v struct {
			Schema int
			Kind   string
		}
		if err := json.Unmarshal([]byte(line), &v); err != nil || v.Schema != cli.JSONSchema {
			ts.Fatalf("not an object of schema %d: %s: %v", cli.JSONSchema, line, err)
		}
		if v.Kind == "diagnostic" && !slices.Contains(kinds, v.Kind) {
			continue // a warning is no matter
		}
		if !slices.Contains(found, v.Kind) {
			found = append(found, v.Kind)
		}
	}
	if slices.Sort(found); !slices.Equal(found, slices.Sorted(slices.Values(kinds))) {
		ts.Fatalf("objects of the kinds %v, want %v", found, kinds)
	}
}
