package libm

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// makers are the packages that take part in results.
var makers = strings.Fields("./compiler/... ./stdlib/... ./internal/fourier ./internal/kernels ./internal/libm ./internal/linalg " +
	"./internal/npz ./internal/rng ./internal/signals ./internal/weightfile ./runtime ./runtime/experiment ./runtime/judge " +
	"./runtime/session ./runtime/schedule ./runtime/output")

var fused = regexp.MustCompile(`\(github\.com/nefc/nefc/(\S+\.go):(\d+)\)\tFN?M(?:ADD|SUB)[SD]\b`)

// No multiplication is fused with an addition in packages that take part in results, but where libm.FMA is written: the compiler may do so
// on arm64 wherever a product is not rounded by float64(a*b).
func TestNothingIsFused(t *testing.T) {
	if testing.Short() {
		t.Skip("builds for another processor")
	}
	build := exec.Command("go", append([]string{"build", "-gcflags=-S"}, makers...)...)
	build.Dir, build.Env = "../..", append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0", "GOFLAGS=-trimpath")
	listing, err := build.CombinedOutput()
	if err != nil || !strings.Contains(string(listing), "FMULD") {
		t.Fatalf("no assembly: %v", err)
	}
	seen, written := map[string]bool{}, 0
	for _, m := range fused.FindAllStringSubmatch(string(listing), -1) {
		place := fmt.Sprintf("%s:%s", m[1], m[2])
		switch {
		case strings.Contains(line(t, m[1], m[2]), "FMA("):
			written++
		case !seen[place] && !estimates[m[1]]:
			t.Errorf("%s: a product is fused with a sum: round it, float64(a*b)", place)
		}
		seen[place] = true
	}
	if written == 0 {
		t.Error("the instructions of libm.FMA in internal/kernels are not found")
	}
}

// estimates are files whose numbers say how much memory something takes.
var estimates = map[string]bool{"compiler/model/bytes.go": true, "stdlib/solvers/memory.go": true}

// line is a line of a file of the module.
func line(t *testing.T, file, number string) string {
	text, err := os.ReadFile(filepath.Join("../..", file))
	k, _ := strconv.Atoi(number)
	lines := strings.Split(string(text), "\n")
	if err != nil || k < 1 || k > len(lines) {
		t.Fatalf("%s:%s: %v", file, number, err)
	}
	return lines[k-1]
}
