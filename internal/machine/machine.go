// Package machine says what the machine has.
package machine

import (
	"bufio"
	"os"
	"strconv"
	"strings"
)

// defaultMemory is assumed where the machine does not say what it has.
const defaultMemory = 8e9

// Memory is the memory of the machine in bytes.
func Memory() int64 {
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
