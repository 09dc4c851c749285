package model_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
)

// needs checks a model and returns what a run of it needs, in MB.
func needs(t *testing.T, text string, threads int) (megabytes float64) {
	t.Helper()
	sum, _ := compilertest.Valid(t, "seed 1\n"+text).Model.Needs(threads)
	return float64(sum) / 1e6
}

// The peak resident sets (MB) of runs on two cores, measured (bench/growth
// --memory measures them again). Estimates are within a fifth.
func TestNeedsAreWhatRunsTake(t *testing.T) {
	const pair = "ensemble a %d\nensemble b %[1]d\n"
	for _, c := range []struct {
		name, model string
		peak        float64
	}{
		{"full weights by nnls", fmt.Sprintf(pair, 800) + "connect a.neurons -> b.neurons solve nnls\nprobe b[0]\nrun 2ms", 121},
		{"full weights by nnls_gram", fmt.Sprintf(pair, 600) + "connect a.neurons -> b.neurons solve nnls_gram\nprobe b[0]\nrun 2ms", 75},
		{"full weights by l2, learning", fmt.Sprintf(pair, 1500) + "connect c: a.neurons -> b.neurons solve l2\nlearn pes err = b - a on c\nrun 2ms", 244},
		{"full weights given", fmt.Sprintf(pair, 2000) + "connect a.neurons -> b.neurons weights 1e-6\nprobe a.spikes, b.spikes\nrun 2ms", 153},
		{"full weights given, learning", fmt.Sprintf(pair,
			1000) + "connect c: a.neurons -> b.neurons weights 1e-6\nlearn bcm on c\nprobe a.spikes, b.spikes\nrun 2ms", 48},
		{"decoders of four dimensions", "ensemble a 4000 dims 4\nnode y dims 4\nconnect a -> y\nprobe y\nrun 2ms", 572},
		{"decoders of sixteen", "ensemble a 2000 dims 16\nnode y dims 16\nconnect a -> y\nprobe y\nrun 2ms", 177},
		{"a function", "ensemble a 2000\nnode y dims 1\nconnect a -> y function x^2\nprobe y\nrun 2ms", 158},
		{"decoders by lstsq", "ensemble a 1000\nnode y dims 1\nconnect a -> y solve lstsq\nprobe y\nrun 2ms", 109},
		{"decoders by noise", "ensemble a 1000\nnode y dims 1\nconnect a -> y solve noise\nprobe y\nrun 2ms", 141},
		{"decoders by drop", "ensemble a 1500\nnode y dims 1\nconnect a -> y solve drop\nprobe y\nrun 2ms", 155},
		{"an array", "array a 500 of 50\nnode u = sin(t)*vector(500, 1)\nconnect u -> a\nnode y dims 500\nconnect a -> y\nprobe y[0]\nrun 2ms", 61},
		{"nothing decoded", "node u = 0\nensemble a 60000\nconnect u -> a\nprobe a.spikes\nrun 2ms", 44},
		{"a long record", "node k = vector(1000, i)\nnode v = k + t\nprobe v\nrun 30s", 54},
	} {
		if got := needs(t, c.model, 2); !(got >= 0.8*c.peak && got <= 1.2*c.peak) {
			t.Errorf("%s: %.0f MB, a run takes %.0f", c.name, got, c.peak)
		}
	}
}

// Each part counts once, and for what it is.
func TestNeedsAddUp(t *testing.T) {
	nothing := needs(t, "node u = t\nprobe u\nrun 1ms", 2)
	for _, c := range []struct {
		name, model string
		megabytes   float64 // beside those of nothing
	}{
		{"a delay: four copies", "node u = t\nnode v = delay(u, 1000s)\nprobe v\nrun 1ms", 32},
		{"a delay in steps", "node u = t\nnode v = delay(u, steps=1000000)\nprobe v\nrun 1ms", 32},
		{"a delay of shorter steps", "node u = t\nnode v = delay(u, 1000s)\nprobe v\nrun 1ms dt 0.5ms", 64},
		{"a delayed wire", "node u = t\nnode v dims 1\nconnect u -> v delay 1000s\nprobe v\nrun 1ms", 32},
		{"a triangle", "node u = t dims 100\nnode v dims 100\nconnect u -> v synapse triangle(10s)\nprobe v\nrun 1ms", 32},
		{"smooth noise", "node u = white(high=5Hz, period=1000s)\nprobe u\nrun 1ms", 48},
		{"a record with its times", "node u = t dims 99\nprobe u\nrun 50s", 40},
		{"every tenth sample", "node u = t dims 99\nprobe u every 10ms\nrun 50s", 4},
		{"spikes: 200 Hz", "ensemble a 99 n_eval_points 1\nprobe a.spikes\nrun 50s", 15.84},
		{"the longest phase", "node u = t dims 99\nprobe u\nrun 10s\nrun 50s\nrun 20s", 40},
		{"the disk", "node u = t dims 99\nprobe u\nrun 1000s", 32},
		{"a transform", "node u = t dims 1000\nnode v dims 1000\nconnect u -> v transform uniform(-1, 1)\nprobe v[0]\nrun 1ms", 32},
	} {
		if got := needs(t, c.model, 2); !(got-nothing >= 0.98*c.megabytes-0.1 && got-nothing <= 1.02*c.megabytes+0.1) {
			t.Errorf("%s: %.2f MB, want %.2f", c.name, got-nothing, c.megabytes)
		}
	}
}

// Decoders of as many populations as there are threads are solved at a time; full
// weights one after the other, with the activities of every source.
func TestNeedsOfSolving(t *testing.T) {
	const decoded = "ensemble a$ 1000\nnode y$ dims 1\nconnect a$ -> y$\nprobe y$\n"
	four := ""
	for i := range 4 {
		four += strings.ReplaceAll(decoded, "$", fmt.Sprint(i))
	}
	one := needs(t, four+"run 1ms", 1)
	two := needs(t, four+"run 1ms", 2)
	many := needs(t, four+"run 1ms", 64)
	if each := two - one; !(each > 30 && each < 45) || !(many-one > 2.9*each && many-one < 3.1*each) {
		t.Errorf("one thread %.1f MB, two %.1f, many %.1f", one, two, many)
	}
	const full = "ensemble a 500\nensemble b 500\nensemble c 500\nconnect a.neurons -> b.neurons solve l2\n"
	first := needs(t, full+"run 1ms", 2)
	same := needs(t, full+"connect a.neurons -> c.neurons solve l2\nrun 1ms", 2)
	other := needs(t, full+"connect b.neurons -> c.neurons solve l2\nrun 1ms", 2)
	if !(same-first > 1.9 && same-first < 2.2) { // the matrix
		t.Errorf("one matrix %.2f MB, two of one source %.2f", first, same)
	}
	if !(other-same > 3.9 && other-same < 4.1) { // and 1000 points × 500 neurons
		t.Errorf("of one source %.2f MB, of two %.2f", same, other)
	}
}

// The largest part of what a run needs is told in words, sizes in their order.
func TestLargestNeedInWords(t *testing.T) {
	for text, want := range map[string]string{
		"ensemble a 300000 dims 4 n_eval_points 7\n":                                         "`a`: 300000 neurons of 4 dimensions, 7 evaluation points",
		"ensemble a 3000\nensemble b 4000\nconnect c: a.neurons -> b.neurons weights 1e-4\n": "`c`: a matrix of 4000×3000",
		"node u = t dims 3\nensemble a 10 dims 3\nconnect c: u -> a delay 9000s\n":           "`c`: what it delays",
		"node u = white(high=5Hz, period=90000s)\nensemble a 10\nconnect c: u -> a\n":        "`u`: a period of its signal",
		"ensemble a 10\n": "nefc itself",
	} {
		c := compilertest.Check(t, "seed 1\n"+text+"run 1ms")
		if _, largest := c.Model.Needs(1); largest.What() != want {
			t.Errorf("%s: the largest is %q, want %q", text, largest.What(), want)
		}
	}
}
