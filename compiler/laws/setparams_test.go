package laws_test

import (
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// What an experiment reads before it runs cannot be set: a duration, what an
// analysis computes from params, params that others start from.
func TestSetBeforeItIsRead(t *testing.T) {
	const head = "seed 1\nparam k = 1\nparam s = 5ms\nlet g = 2*k\nnode u = [k, t]\nnode b = g\nprobe u\n"
	for text, refused := range map[string]bool{
		"phase p s; set s = 2ms; phase q s":                        true,
		"phase p 5ms; set s = 2ms; expect mean(u) < 1 after s":     true,
		"phase p 5ms; set s = 2ms; plot u after s to \"u.svg\"":    true,
		"phase p 5ms; set s = 2ms; expect mean(lowpass(u, s)) < 1": true,
		"phase p 5ms; set k = 0; expect mean(u[k]) < 1":            true,
		"phase p 5ms; set k = 0; plot u[k] to \"u.svg\"":           true,
		"phase p 5ms; set k = 0; expect mean(u) < g":               true,
		"phase p 5ms; set k = 0; expect mean(u) < 2*k when k == 0": false,
		"phase p 5ms; set s = 2ms; expect mean(at(u, s)) < 1":      false,
		"phase p 5ms; set k = 2*k; expect mean(b) == 2":            false,
	} {
		if list := compilertest.Found(compilertest.Diagnose(t, head+"experiment e { "+text+" }\n"), diag.UnknownParam); (len(list) > 0) != refused {
			t.Errorf("%s: %v", text, list)
		}
	}
	derived := compilertest.Found(compilertest.Diagnose(t, head+"param m = 2*k\nnode v = m\nprobe v\nexperiment e { phase p 5ms; set k = 3; phase q 5ms }\n"), diag.UnknownParam)
	if len(derived) != 1 || derived[0].Places[0].Span.Start().Line != 8 {
		t.Errorf("another param starts from it: %v", derived)
	}
}
