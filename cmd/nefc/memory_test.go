package main

import (
	"runtime"
	"testing"

	"github.com/nefc/nefc/compiler/model"
)

func TestParseBytes(t *testing.T) {
	for text, want := range map[string]int64{"1B": 1, "8GB": 8e9, "500MB": 5e8, "1.5kB": 1500, "2TB": 2e12, "9e18B": 9e18} {
		if got, err := parseBytes(text); err != nil || got != want {
			t.Errorf("%s is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "8", "8gb", "-8GB", "0MB", "NaNMB", "InfGB", "1e30B", "xGB", "GB", "8 GBx"} {
		if got, err := parseBytes(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
}

func TestWorkersFor(t *testing.T) {
	cores := runtime.NumCPU()
	for _, c := range []struct {
		asked int
		cell  model.Bytes
		limit int64
		want  int
	}{
		{0, 0, 0, cores}, {-1, 0, 0, cores}, {3, 0, 0, 3}, {1, 0, 0, 1},
		{8, 10, 35, 3}, {8, 10, 30, 3}, {8, 10, 29, 2}, {2, 10, 100, 2}, {8, 10, 5, 1}, {8, 10, 10, 1}, {8, 10, 0, 8}, {8, 0, 10, 8}, {3000000, 1e-9, 1, 1e6},
	} {
		if got := workersFor(c.asked, c.cell, c.limit); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}

func TestMachineMemory(t *testing.T) {
	if m := machineMemory(); !(m > 100e6 && m < 1e15) {
		t.Errorf("this machine has %d bytes", m)
	}
}
