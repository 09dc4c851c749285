// Command live measures what it costs to drive a model by hand:
//
//	go run ./bench/live [--seconds 20] [--pages] [MODEL.nef …]
//
// For each model it prints the steps a second of a session that nobody watches, beside
// those of the same program stepped as `nefc run` steps it, in turns and on one thread, the
// best of many each, of the time in which the thread computes, and the median of how much more the session takes than the turn
// before it; and how long commands take to be answered while the model runs:
// unwatched as fast as it can, watched by nine views, and at the speed of time. Without
// models it takes some of bench/models. With --pages it measures pages in a browser, too: the first picture, frames and the
// work in them, bytes from the server, and the layout of 500 boxes (pages.go).
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"
)

func main() {
	seconds := pflag.Float64("seconds", 20, "for each of the measurements of a model")
	browser := pflag.Bool("pages", false, "measure pages in a browser, too: NODE_MODULES names the folder of playwright-core")
	pflag.Parse()
	models := pflag.Args()
	if len(models) == 0 {
		for _, name := range []string{"doubling_pes", "channel_1000", "circular_convolution_16"} {
			models = append(models, filepath.Join("bench", "models", name+".nef"))
		}
	}
	lasting := time.Duration(*seconds * float64(time.Second))
	fmt.Println("model                      run steps/s  live steps/s   more time   command, ms: median  99 %  longest")
	for _, path := range models {
		text, err := os.ReadFile(path)
		if err != nil {
			log.Fatal(err)
		}
		model := string(text)
		name := strings.TrimSuffix(filepath.Base(path), ".nef")
		stepped, driven, more := speeds(name, model, lasting)
		fmt.Printf("%-26s %11.0f %13.0f %9.2f %%\n", name, stepped, driven, 100*more)
		for _, how := range []struct {
			what    string
			speed   float64
			watched bool
		}{{"as fast as it can", 0, false}, {"watched", 0, true}, {"in real time, watched", 1, true}} {
			l := latencies(model, how.speed, how.watched, lasting/3)
			fmt.Printf("  %-74s %6.2f %6.2f %7.2f\n", how.what, l.at(0.5), l.at(0.99), l.at(1))
		}
	}
	if *browser {
		pages(lasting)
	}
}
