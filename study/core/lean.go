package core

import (
	"context"
	"os"
	"path/filepath"
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

// lean writes a go.mod, and what it needs, into a folder, with which the core is built
// without these lexers. It returns its path.
func lean(ctx context.Context, source, dir string) (string, error) {
	from, err := output(tool(ctx, source, "list", "-m", "-f", "{{.Dir}}", parser))
	if err != nil {
		return "", err
	}
	to := filepath.Join(dir, "parser")
	if err := os.CopyFS(to, os.DirFS(strings.TrimSpace(from))); err != nil {
		return "", err
	}
	for _, name := range lexers {
		if err := os.Remove(filepath.Join(to, "lexer", name)); err != nil {
			return "", err
		}
	}
	if err := os.WriteFile(filepath.Join(to, "lexer", lexers[0]), []byte(instead), 0o600); err != nil {
		return "", err
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		b, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return "", err
		}
		if name == "go.mod" {
			b = append(b, "\nreplace "+parser+" => "+to+"\n"...)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, "go.mod"), nil
}
