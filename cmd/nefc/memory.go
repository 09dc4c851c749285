package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler/model"
)

// defaultMemory is assumed where the machine does not say what it has.
const defaultMemory = 8e9

// machineMemory is the memory of the machine in bytes.
func machineMemory() int64 {
	f, err := os.Open("/proc/meminfo")
	if err != nil {
		return defaultMemory
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if fields := strings.Fields(sc.Text()); len(fields) >= 2 && fields[0] == "MemTotal:" {
			if kb, err := strconv.ParseInt(fields[1], 10, 64); err == nil {
				return kb * 1024
			}
		}
	}
	return defaultMemory
}

// workersFor is how many cells run at a time: as many as asked for, or one a
// core, but no more than the memory they may use holds.
func workersFor(asked int, cell model.Bytes, limit int64) int {
	if asked <= 0 {
		asked = runtime.NumCPU()
	}
	if limit > 0 && cell > 0 {
		asked = min(asked, int(min(model.Bytes(limit)/cell, 1e6)))
	}
	return max(1, asked)
}

// keepTo collects garbage more often near what a run needs than Go does by itself,
// so that a run takes what it was said to take.
func keepTo(need model.Bytes) {
	const least = 64e6
	debug.SetMemoryLimit(int64(max(least, 1.05*need)))
}

// parseBytes reads an amount of memory such as 8GB or 500MB.
func parseBytes(text string) (int64, error) {
	units := []struct {
		suffix string
		factor float64
	}{{"TB", 1e12}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"B", 1}}
	for _, u := range units {
		if n, ok := strings.CutSuffix(text, u.suffix); ok {
			v, err := strconv.ParseFloat(n, 64)
			if err == nil && v > 0 && v*u.factor < math.MaxInt64 {
				return int64(v * u.factor), nil
			}
		}
	}
	return 0, fmt.Errorf("--max-memory takes an amount such as 8GB, not %q", text)
}
