// Command step prints how many seconds a step of a model takes once its activity has settled:
//
//	go run ./bench/step [--settle 1000] [--stretch 5ms] [--stretches 20] model.nef
//
// It is the quietest of some stretches of steps, on as many threads as GOMAXPROCS says; bench/run
// measures Nengo in the same way.
package main

import (
	"fmt"
	"log"
	goruntime "runtime"
	"time"

	"github.com/spf13/pflag"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/runtime"
)

const dt = 0.001 // s

func main() {
	settle := pflag.Int("settle", 1000, "how many steps come before")
	stretch := pflag.Duration("stretch", 5*time.Millisecond, "how long a stretch is at least")
	stretches := pflag.Int("stretches", 20, "how many are measured")
	pflag.Parse()
	if pflag.NArg() != 1 {
		log.Fatal("step: give one model")
	}
	sim := open(pflag.Arg(0))
	defer sim.Close()
	sim.Parallel(goruntime.GOMAXPROCS(0))
	run(sim, *settle)
	n := 1
	for run(sim, n) < *stretch {
		n *= 2
	}
	best := run(sim, n)
	for range *stretches - 1 {
		best = min(best, run(sim, n))
	}
	fmt.Println(best.Seconds() / float64(n))
}

// open builds a model.
func open(path string) *runtime.Sim {
	checked, err := compiler.Check(path, compiler.Options{})
	if err == nil && checked.Diags.HasErrors() {
		err = checked.Diags
	}
	if err != nil {
		log.Fatal(err)
	}
	c, diags := compiler.Compile(checked, dt, nil)
	if c == nil {
		log.Fatal(diags)
	}
	return runtime.New(c.Program)
}

// run is how long some steps take that are recorded as in a run.
func run(sim *runtime.Sim, steps int) time.Duration {
	sim.Reserve(steps, nil)
	began := time.Now()
	for range steps {
		if err := sim.Step(); err != nil {
			log.Fatal(err)
		}
	}
	return time.Since(began)
}
