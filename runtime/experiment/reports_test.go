package experiment

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/nefc/nefc/grammar/diag/diagtest"
)

// The tests of this package, all of them, reach every place that reports something
// of a run, and of its health.
func TestMain(m *testing.M) {
	watcher := diagtest.Watch()
	code := m.Run()
	watcher.Stop()
	if code == 0 && everyTest() {
		missed, err := watcher.Missed(".", "../health")
		for _, at := range missed {
			fmt.Printf("no test reaches the report at %v\n", at)
		}
		if err != nil {
			fmt.Println(err)
		}
		if err != nil || len(missed) > 0 {
			code = 1
		}
	}
	os.Exit(code)
}

// everyTest reports whether the command line leaves out no test.
func everyTest() bool {
	for _, name := range []string{"test.run", "test.skip", "test.list", "test.fuzz"} {
		if flag.Lookup(name).Value.String() != "" {
			return false
		}
	}
	return !testing.Short()
}
