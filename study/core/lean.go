package core

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// parser is the module that statements are parsed with. Of its lexers nefc uses none, but
// they bring regexp and all tables of Unicode: a tenth of a megabyte of a page.
const parser = "github.com/alecthomas/participle/v2"

// lexers are the files of its lexers, and instead what is left of them.
var (
	lexers  = []string{"stateful.go", "simple.go", "text_scanner.go"}
	instead = "package lexer\n\n// TextScannerLexer is left out.\nvar TextScannerLexer Definition\n"
)

// lean writes a workspace into a folder, in which the core is built without these lexers, and
// returns the path of its go.work. A replacement in go.mod would do, too, but a program tells
// the path of what replaces, so that no two cores would have the same bytes.
func lean(ctx context.Context, source, dir string) (string, error) {
	listed, err := output(tool(ctx, source, "list", "-m", "-f", "{{.Dir}}\n{{.GoVersion}}", strings.TrimSuffix(module, "/"), parser))
	if err != nil {
		return "", err
	}
	lines := strings.Split(strings.TrimSpace(listed), "\n")
	if len(lines) != 4 {
		return "", fmt.Errorf("go list -m tells of %q", lines)
	}
	root, version, from, of := lines[0], lines[1], lines[2], lines[3]
	to := filepath.Join(dir, "parser")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return "", err
	}
	for _, name := range lexers {
		if err := os.Remove(filepath.Join(to, "lexer", name)); err != nil {
			return "", err
		}
	}
	work := filepath.Join(dir, "go.work")
	return work, write(map[string]string{
		filepath.Join(to, "lexer", lexers[0]): instead,
		filepath.Join(to, "go.mod"):           "module " + parser + "\n\ngo " + of + "\n", // without what its tests need
		work:                                  "go " + version + "\n\nuse (\n\t" + strconv.Quote(root) + "\n\t./parser\n)\n",
	})
}

// write writes files, instead of those that are there.
func write(files map[string]string) error {
	for path, text := range files {
		if err := os.RemoveAll(path); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}
