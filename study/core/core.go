// Package core makes the core of pages: compiler and runtime as WebAssembly, which a page
// carries to run its model without a server (cmd/core). In goes the folder of nefc's
// source, out come the bytes that stand in a page. It takes the Go toolchain.
package core

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Core is what runs a model in a page.
type Core struct {
	Wasm   []byte // zstd
	Script string // wasm_exec.js of the Go that built it, which is what starts it
}

// inlined are the packages in whose functions steps spend their time. In all others calls
// stay calls: a page is 0.6 MB smaller for it, and a check takes as long.
var inlined = []string{"internal/kernels", "internal/libm", "internal/rng", "runtime", "stdlib/neurons", "stdlib/synapses", "stdlib/rules"}

// module is ours.
const module = "github.com/nefc/nefc/"

// Build builds the core from the source in a folder.
func Build(ctx context.Context, source string) (*Core, error) {
	tmp, err := os.MkdirTemp("", "nefc-core")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	out := filepath.Join(tmp, "core.wasm")
	work, err := lean(ctx, source, tmp)
	if err != nil {
		return nil, err
	}
	args := []string{"build", "-tags", "slim", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-gcflags=all=-l"}
	for _, name := range inlined {
		args = append(args, "-gcflags="+module+name+"=")
	}
	build := tool(ctx, source, append(args, "-o", out, "./cmd/core")...)
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWORK="+work)
	if _, err := output(build); err != nil {
		return nil, err
	}
	wasm, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	root, err := output(tool(ctx, source, "env", "GOROOT"))
	if err != nil {
		return nil, err
	}
	script, err := os.ReadFile(filepath.Join(strings.TrimSpace(root), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, fmt.Errorf("this Go has no wasm_exec.js: %w", err)
	}
	packed, err := pack(wasm)
	return &Core{packed, string(script)}, err
}

// tool is a call of the Go toolchain in a folder.
func tool(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "go", args...)
	c.Dir = dir
	return c
}

// output is what a call prints; its error says what it complained of.
func output(c *exec.Cmd) (string, error) {
	out, err := c.Output()
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		err = fmt.Errorf("go %s: %w\n%s", c.Args[1], err, bytes.TrimSpace(ended.Stderr))
	}
	return string(out), err
}

// pack makes bytes as small as zstd can: a seventh smaller than gzip does.
func pack(data []byte) ([]byte, error) {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	return w.EncodeAll(data, nil), w.Close()
}
