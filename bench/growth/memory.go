package main

import (
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"
)

// runs are models whose memory lies in different things; their estimates are
// tested in compiler/model.
var runs = []struct{ name, model string }{
	{"full weights by l2", "ensemble a 3000\nensemble b 3000\nconnect a.neurons -> b.neurons solve l2\nprobe b[0]\nrun 2ms"},
	{"full weights by nnls", "ensemble a 800\nensemble b 800\nconnect a.neurons -> b.neurons solve nnls\nprobe b[0]\nrun 2ms"},
	{"full weights by nnls_gram", "ensemble a 600\nensemble b 600\nconnect a.neurons -> b.neurons solve nnls_gram\nprobe b[0]\nrun 2ms"},
	{"full weights by l2, learning", "ensemble a 1500\nensemble b 1500\nconnect c: a.neurons -> b.neurons solve l2\nlearn pes err = b - a on c\nrun 2ms"},
	{"full weights given", "ensemble a 2000\nensemble b 2000\nconnect a.neurons -> b.neurons weights 1e-6\nprobe a.spikes, b.spikes\nrun 2ms"},
	{"full weights given, learning", "ensemble a 1000\nensemble b 1000\nconnect c: a.neurons -> b.neurons weights 1e-6\nlearn bcm on c\nprobe a.spikes, b.spikes\nrun 2ms"},
	{"decoders of four dimensions", "ensemble a 4000 dims 4\nnode y dims 4\nconnect a -> y\nprobe y\nrun 2ms"},
	{"decoders of sixteen", "ensemble a 2000 dims 16\nnode y dims 16\nconnect a -> y\nprobe y\nrun 2ms"},
	{"a function", "ensemble a 2000\nnode y dims 1\nconnect a -> y function x^2\nprobe y\nrun 2ms"},
	{"decoders by lstsq", "ensemble a 1000\nnode y dims 1\nconnect a -> y solve lstsq\nprobe y\nrun 2ms"},
	{"decoders by noise", "ensemble a 1000\nnode y dims 1\nconnect a -> y solve noise\nprobe y\nrun 2ms"},
	{"decoders by drop", "ensemble a 1500\nnode y dims 1\nconnect a -> y solve drop\nprobe y\nrun 2ms"},
	{"an array", "array a 500 of 50\nnode u = sin(t)*vector(500, 1)\nconnect u -> a\nnode y dims 500\nconnect a -> y\nprobe y[0]\nrun 2ms"},
	{"nothing decoded", "node u = 0\nensemble a 60000\nconnect u -> a\nprobe a.spikes\nrun 2ms"},
	{"a long record", "node k = vector(1000, i)\nnode v = k + t\nprobe v\nrun 30s"},
}

// planned finds the memory in what `nefc plan` prints.
var planned = regexp.MustCompile(`memory up to ([^,]+),`)

// compareMemory prints what `nefc plan` says of each model and what a run takes.
func compareMemory(program, dir string, timeout time.Duration) {
	fmt.Println("| model | plan | run |\n|---|---|---|")
	for _, r := range runs {
		path := filepath.Join(dir, "m.nef")
		if err := os.WriteFile(path, []byte("seed 1\n"+r.model+"\n"), 0o644); err != nil {
			log.Fatal(err)
		}
		out, err := exec.Command(program, "plan", path).Output()
		found := planned.FindSubmatch(out)
		if err != nil || found == nil {
			log.Fatalf("nefc plan of %s: %v", r.name, err)
		}
		took := measure(program, []string{"run", "--again", "--out", filepath.Join(dir, "out"), path}, timeout)
		fmt.Printf("| %s | %s | %d MB %s |\n", r.name, found[1], took.memory/1e6, took.ended)
	}
}
