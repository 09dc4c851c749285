// Command digests prints what models come to, as hashes, so that two machines can be compared:
//
//	go run ./bench/digests [--steps 200] [--whole] [model…]
//
// A line is a model, the hash of all that was built (decoders, weights, encoders, the memory at the start), the hash of all that the
// simulation has become after some steps (memory, weights, probes), and with --whole that of the tables which its experiments write.
// Without models it takes the examples, the networks of the library and the models that are compared with Nengo; run it at the top of the
// project. The script run beside it compares processors.
package main

import (
	"fmt"
	"log"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/stdlib"
)

func main() {
	steps := pflag.Int("steps", 200, "how many steps are simulated")
	whole := pflag.Bool("whole", false, "run all experiments too, from beginning to end")
	pflag.Parse()
	models := pflag.Args()
	if len(models) == 0 {
		models = all()
	}
	for _, path := range models {
		d, err := digested(path, *steps)
		if err == nil && *whole {
			err = d.run()
		}
		if err != nil {
			log.Fatalf("%s: %v", path, err)
		}
		fmt.Println(path, d)
	}
}

// needsRun is the model that reads what a run of another one writes.
const needsRun = "examples/two-files/model2.nef"

// all are the models that are compared.
func all() []string {
	var models []string
	for _, pattern := range []string{"examples/*.nef", "examples/*/*.nef", "runtime/testdata/nengo/*/model.nef"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			log.Fatalf("there is no %s: run it at the top of the project", pattern)
		}
		for _, path := range found {
			if path != needsRun {
				models = append(models, path)
			}
		}
	}
	for _, name := range stdlib.Networks(edition.Newest()) {
		models = append(models, "std/"+name)
	}
	return models
}
