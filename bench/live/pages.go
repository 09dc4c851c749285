package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/study/picture"
)

// shown is a model whose page is measured.
type shown struct {
	What  string `json:"what"`
	Page  string `json:"page,omitempty"`  // a file of `nefc page`; "" for `nefc live`
	Model string `json:"model,omitempty"` // for that
	Views int    `json:"views"`           // that are open at least; more are opened
	Opens int    `json:"opens"`           // how many networks and arrays of the drawing are opened
}

const largeModel = "seed 1\nnode u = sin(6*t)\nensemble a 10000 n_eval_points 500\nconnect u -> a\nprobe a synapse 10ms\n"

// pages measures pages in a browser without a screen, by pages.mjs: NODE_MODULES has
// playwright-core, CHROMIUM a browser that is not on the path.
func pages(lasting time.Duration) {
	dir, err := os.MkdirTemp("", "nefc-pages")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	command := filepath.Join(dir, "nefc")
	run("go", "build", "-o", command, "./cmd/nefc")
	here := func(name string) string {
		out := filepath.Join(dir, filepath.Base(name))
		text, err := os.ReadFile(name)
		if err == nil {
			err = os.WriteFile(out, text, 0o600)
		}
		if err != nil {
			log.Fatal(err)
		}
		return out
	}
	quick := here("examples/quickstart.nef")
	run(command, "page", "--source", ".", quick)
	large := filepath.Join(dir, "large.nef")
	if err := os.WriteFile(large, []byte(largeModel), 0o600); err != nil {
		log.Fatal(err)
	}
	list := []shown{
		{What: "page of the quick start", Page: strings.TrimSuffix(quick, ".nef") + ".html"},
		{What: "live, the quick start", Model: quick},
		{What: "live, doubling, nine views", Model: here("examples/doubling.nef"), Views: 9},
		{What: "live, convolution of 26,400 neurons", Model: here("bench/models/circular_convolution_64.nef")},
		{What: "live, the same, opened, nine views", Model: here("bench/models/circular_convolution_64.nef"), Views: 9, Opens: 3},
		{What: "live, a population of 10,000", Model: large},
	}
	said, err := json.Marshal(map[string]any{"command": command, "list": list, "seconds": lasting.Seconds()})
	if err != nil {
		log.Fatal(err)
	}
	modules, browser := os.Getenv("NODE_MODULES"), os.Getenv("CHROMIUM")
	if browser == "" {
		browser, _ = exec.LookPath("chromium")
	}
	run("node", "bench/live/pages.mjs", modules, browser, string(said))
	fmt.Printf("%-46s %8.1f ms\n", "layout of 500 boxes", layout(500))
}

func run(name string, args ...string) {
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if err := c.Run(); err != nil {
		log.Fatal(name, " ", args, ": ", err)
	}
}

// layout is how long a drawing of so many boxes takes to be laid out, at best of ten, ms.
func layout(boxes int) float64 {
	var b strings.Builder
	b.WriteString("seed 1\n")
	for i := range boxes {
		fmt.Fprintf(&b, "ensemble e%d 10\n", i)
		for _, back := range []int{1, 7} {
			if i >= back {
				fmt.Fprintf(&b, "connect e%d -> e%d\n", i-back, i)
			}
		}
	}
	checked, err := compiler.Check("boxes", compiler.Options{Overlay: compiler.Overlay{"boxes": b.String()}})
	if err != nil || checked.Diags.HasErrors() {
		log.Fatal(err, checked.Diags)
	}
	d, err := picture.Of(checked, picture.Options{Depth: picture.Auto})
	if err != nil {
		log.Fatal(err)
	}
	best := time.Hour
	for range 10 {
		began := time.Now()
		picture.Arrange(d, picture.Down)
		best = min(best, time.Since(began))
	}
	return best.Seconds() * 1000
}
