package lsp

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/edition"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/stdlib"
)

// reference is a folder with the library and the pages of diagnostics as files: editors
// open files, and nothing else, everywhere. It is written when the first is asked for; ""
// if it cannot be.
var reference = sync.OnceValue(func() string {
	parent, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(parent, "nefc", "reference")
})

// inReference are the files of the reference that are there, by name.
var inReference sync.Map

// referenceFile is the file that shows a network of the library, std/1/product.nef, or the
// page of a diagnostic, NEF052.md.
func referenceFile(name string) (path string, ok bool) {
	if path, ok := inReference.Load(name); ok {
		return path.(string), true
	}
	if path, ok = writeReference(name); ok {
		inReference.Store(name, path)
	}
	return path, ok
}

func writeReference(name string) (path string, ok bool) {
	text, ok := referenceText(name)
	if !ok || reference() == "" {
		return "", false
	}
	path = filepath.Join(reference(), filepath.FromSlash(name))
	if old, err := os.ReadFile(path); err == nil && string(old) == text {
		return path, true
	}
	if os.MkdirAll(filepath.Dir(path), 0o755) != nil {
		return "", false
	}
	err := files.Write(path, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	return path, err == nil
}

func referenceText(name string) (string, bool) {
	if code, ok := strings.CutSuffix(name, ".md"); ok {
		page, ok := diag.FindPage(code)
		return pageText(page), ok
	}
	e, network, ok := stdlib.Resolve(edition.Newest(), name)
	if !ok || e == nil {
		return "", false
	}
	return stdlib.Network(e, network)
}

// pageText is the page of a diagnostic as Markdown.
func pageText(p diag.Page) string {
	text := "# " + p.Code + ": " + p.Title + "\n\n" + p.Why
	for _, model := range []struct{ title, text string }{{"Wrong", p.Wrong}, {"Right", p.Right}} {
		if model.text != "" {
			text += "\n## " + model.title + "\n\n```nef\n" + model.text + "```\n"
		}
	}
	return text
}
