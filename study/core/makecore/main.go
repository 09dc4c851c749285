// Command makecore builds the core of pages into study/core/built, from where a nefc that
// is built with the tag core takes it:
//
//	go run ./study/core/makecore && go build -tags core ./cmd/nefc
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/nefc/nefc/study/core"
)

func main() {
	if err := write(); err != nil {
		fmt.Fprintln(os.Stderr, "makecore:", err)
		os.Exit(1)
	}
}

func write() error {
	c, err := core.Build(context.Background(), ".")
	if err != nil {
		return err
	}
	dir := filepath.Join("study", "core", "built")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "core.wasm.zst"), c.Wasm, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "wasm_exec.js"), []byte(c.Script), 0o644)
}
