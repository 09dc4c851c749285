package values_test

import (
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// Times and frequencies are kept apart where the compiler knows them, and plain
// numbers stay free.
func TestUnitsInCode(t *testing.T) {
	for text, want := range map[string]int{
		"node v = if t < 5Hz then 1 else 0":                   1,
		"node v = if 5Hz > t then 1 else 0":                   1,
		"node v = t + 5Hz":                                    1,
		"node v = if 2*t < f then 1 else 0":                   0, // of a product with a number, nobody knows
		"node v = if t < f then 1 else 0":                     1,
		"node v = if t < 1/f then 1 else 0":                   0,
		"node v = if abs(t - 3ms) < f then 1 else 0":          1,
		"node v = max(t, 5Hz)":                                1,
		"node v = if t < 1 then 100ms else 5Hz":               1,
		"node v = if dt < 5Hz then 1 else 0":                  1,
		"node v = [t, dt < 5Hz]":                              1,
		"node v = if t < 5 and t > 100ms then 1 else 0":       0,
		"node v = t*1Hz + 2":                                  0,
		"node v = t*5Hz < 3":                                  0,
		"node v = sin(2*pi*t/100ms) + t/10 - 1":               0,
		"node v = white(high=5Hz) + t":                        0,
		"node v = u + 5Hz":                                    0,
		"expect frequency(u) < 100ms + 5":                     1,
		"expect 1 < frequency(u) < 100ms":                     1,
		"expect frequency(u) < 27":                            0,
		"expect frequency(u) < 27Hz":                          0,
		"expect settle(u, 5%) < 5Hz":                          1,
		"expect at(u, 5Hz) < 1":                               1,
		"expect at(u, 1/f) < 1":                               0,
		"expect fano(a.spikes, 5Hz) < 1":                      1,
		"expect fano(a.spikes, 5ms) < 1":                      0,
		"expect settle(u, 5%) < 5ms":                          0,
		"expect mean(t) < 5Hz":                                1,
		"expect rmse(u, 5Hz*t) < 0.1 when settle(u, 1) < 5Hz": 1,
		"plot t < 5Hz to \"f.svg\"":                           1,
	} {
		line, event := text, ""
		if !strings.HasPrefix(text, "node") {
			line, event = "node v = 1", text
		}
		list := compilertest.Diagnose(t, "seed 1\nlet f = 5Hz\nnode u = sin(t)\nensemble a 5\nconnect u -> a\n"+line+"\nprobe u, v\nexperiment x {\n run 1ms\n "+event+"\n}")
		if got := len(compilertest.Found(list, diag.MixedUnits)); got != want || list.HasErrors() {
			t.Errorf("%s: %d warnings, not %d\n%v", text, got, want, list)
		}
	}
}
