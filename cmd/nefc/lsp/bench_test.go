package lsp

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nefc/nefc/internal/lsp"
)

// modelOf is a model of so many lines, with populations, wires, comments, probes and what they
// share.
func modelOf(lines int) string {
	var b strings.Builder
	b.WriteString("nef 1\nseed 1\nnode u = sin(6*t)\n")
	for i, n := 0, 4; n < lines; i, n = i+1, n+5 {
		b.WriteString(strings.ReplaceAll("# population @\nensemble e@ 50 dims 1 radius 1.5\nconnect u -> e@\n"+
			"connect c@: e@ -> e@ synapse 100ms function 0.5*x\nprobe e@ synapse 10ms\n", "@", fmt.Sprint(i)))
	}
	b.WriteString("run 1s\n")
	return b.String()
}

// What a change of a text costs until its diagnostics are told, and what every request costs right
// after a change: a digit is typed in the middle of a model. The table of docs/editors.md is made of
//
//	go test ./cmd/nefc/lsp -run '^$' -bench Change -benchtime 40x
func BenchmarkChange(b *testing.B) {
	b.Setenv("XDG_CACHE_HOME", b.TempDir())
	for _, lines := range []int{100, 1000, 5000} {
		text := modelOf(lines)
		at := strings.Index(text[len(text)/2:], "radius") + len(text)/2 + len("radius 1")
		b.Run(fmt.Sprintf("diagnostics/%d", lines), func(b *testing.B) {
			measure(b, text, at, func(c *client) { c.diagnostics("m.nef") })
		})
		for _, method := range requests {
			b.Run(fmt.Sprintf("%s/%d", method, lines), func(b *testing.B) {
				measure(b, text, at, func(c *client) { _, _ = c.try(method, question(c, "m.nef", at-3)) })
			})
		}
	}
}

// measure types and deletes a digit at a place, and does something after each change. The least is what it takes
// where nothing else runs.
func measure(b *testing.B, text string, at int, do func(*client)) {
	c := newClient(b, b.TempDir())
	c.open("m.nef", text)
	c.diagnostics("m.nef")
	least, worst := patience, time.Duration(0)
	b.ResetTimer()
	for i := range b.N {
		start := time.Now()
		if i%2 == 0 {
			c.edit("m.nef", at, at, "2")
		} else {
			c.edit("m.nef", at, at+1, "")
		}
		do(c)
		took := time.Since(start)
		least, worst = min(least, took), max(worst, took)
	}
	b.ReportMetric(float64(least.Microseconds())/1000, "least-ms")
	b.ReportMetric(float64(worst.Microseconds())/1000, "worst-ms")
}

// The repository's own models, each opened and told about: the least time of each, of the one that takes longest.
func BenchmarkModels(b *testing.B) {
	b.Setenv("XDG_CACHE_HOME", b.TempDir())
	models := modelsOfTheRepository(b)
	c := newClient(b, b.TempDir())
	least := make([]time.Duration, len(models))
	for range b.N {
		for i, text := range models {
			name := fmt.Sprintf("m%d.nef", i)
			c.open(name, text)
			start := time.Now()
			c.diagnostics(name)
			if took := time.Since(start); least[i] == 0 || took < least[i] {
				least[i] = took
			}
			c.notify("textDocument/didClose", lsp.InDocument{Document: lsp.Document{URI: c.uri(name)}})
			delete(c.docs, name)
			delete(c.found, c.uri(name))
		}
	}
	b.ReportMetric(float64(slices.Max(least).Microseconds())/1000, "slowest-model-ms")
}
