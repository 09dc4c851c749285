// Package web holds the pages that nefc makes: ES modules with their types in comments,
// a style sheet and its colours, and libraries of others in vendor. In goes the name of a module, out
// comes one script of it and all that it imports, without comments, to stand in a page
// that asks nothing of any other file. No tool but Go is needed for that; the modules
// run as they are where they are served.
package web

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"
)

//go:embed *.js views/*.js worker/*.js source/*.js live/*.js live/views/*.js live/live.css live/alone.css live/icon.svg index.html tokens.css style.css vendor/uPlot.js vendor/uPlot.css vendor/codemirror.js vendor/fzstd.js
var files embed.FS

// Live is the page of `nefc live`: index.html, and the modules that it asks for.
func Live() fs.FS { return files }

// LiveStyle is the style sheet of the live page, for pages that stand alone.
func LiveStyle() string {
	var out strings.Builder
	for _, m := range linked().FindAllStringSubmatch(text("index.html"), -1) {
		out.WriteString(text(m[1]))
	}
	return comment().ReplaceAllString(out.String()+text("live/alone.css"), "")
}

// LiveBody is the body of the live page before its script, from its tag on.
func LiveBody() string {
	page := text("index.html")
	body, _, _ := strings.Cut(page[strings.Index(page, "<body"):], "<script")
	return strings.TrimSpace(body)
}

// Style is the style sheet of a report, after those of libraries.
func Style() string {
	return text("vendor/uPlot.css") + "\n" + Tokens() + comment().ReplaceAllString(text("style.css"), "")
}

// Tokens are the colours of pages by name, for a light and a dark screen, as a style sheet.
func Tokens() string { return comment().ReplaceAllString(text("tokens.css"), "") }

// Library is the library that draws lines over time, as a script that makes the global
// uPlot. Its licence stands in its first line and in vendor.
func Library() string { return text("vendor/uPlot.js") }

// EditorLibrary is CodeMirror, as a script that makes the global CodeMirror. Its licence stands in vendor.
func EditorLibrary() string { return text("vendor/codemirror.js") }

// WorkerScript is what runs a model in a worker, behind the wasm_exec.js of the Go that built
// the core: what opens zstd, and worker/worker.js.
func WorkerScript() (string, error) {
	mine, err := Script("worker/worker.js")
	return text("vendor/fzstd.js") + mine, err
}

func text(name string) string {
	b, err := files.ReadFile(name)
	if err != nil {
		panic(err) // it is embedded
	}
	return string(b)
}

// What modules are written with: imports name what they take, exports stand before
// declarations. Each is compiled when a page is first made.
var (
	imported = expression(`(?m)^import \{[^}]*\} from '([^']+)';\n`)
	exported = expression(`(?m)^export (?:\{\};)?`)
	comment  = expression(`(?s)/\*.*?\*/\n?`)
	remark   = expression(`(?m)^\s*//.*\n`)
	indent   = expression(`(?m)^[ \t]+`)
	blank    = expression(`\n{2,}`)
	linked   = expression(`<link rel="stylesheet" href="([^"]+)">`)
)

func expression(of string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(of) })
}

// Script is a module and those it imports as one script: each once, after those it
// imports. Modules declare no name twice among them, which a test sees to; so they can
// stand one after the other.
func Script(module string) (string, error) {
	var out strings.Builder
	if err := add(&out, module, map[string]bool{}, nil); err != nil {
		return "", err
	}
	return blank().ReplaceAllString(out.String(), "\n"), nil
}

// add writes a module after those it imports. way are the modules that led here.
func add(out *strings.Builder, module string, done map[string]bool, way []string) error {
	if done[module] {
		return nil
	}
	done[module] = true
	b, err := files.ReadFile(module)
	if err != nil {
		return fmt.Errorf("%s imports %s: %w", strings.Join(way, " imports "), module, err)
	}
	src := string(b)
	for _, m := range imported().FindAllStringSubmatch(src, -1) {
		if err := add(out, path.Join(path.Dir(module), m[1]), done, append(way, module)); err != nil {
			return err
		}
	}
	src = imported().ReplaceAllString(src, "")
	src = exported().ReplaceAllString(src, "")
	src = remark().ReplaceAllString(comment().ReplaceAllString(src, ""), "")
	out.WriteString(indent().ReplaceAllString(src, "") + "\n")
	return nil
}
