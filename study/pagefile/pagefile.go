// Package pagefile writes a model as one file of HTML in which it runs: the live page, the
// compiler and the runtime as WebAssembly, and the files that the model reads. The file
// opens from disk or from any web host, and asks nothing of any other computer.
package pagefile

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/study/core"
	"github.com/nefc/nefc/web"
)

// Options of a page.
type Options struct {
	Experiment string            // that the page follows; "" for none
	Set        map[string]string // params, by name
	Seed       *int64            // instead of the model's; nil for that
	Version    string            // of nefc
	Core       *core.Core
}

// limits is what a page cannot do, and what does it.
var limits = []string{
	"The model runs in your browser, on one thread: `nefc live` and `nefc run` are several times as fast.",
	"It writes no files. Change the text as you like and download it; `nefc run` writes figures, tables and weights.",
	"A view is saved as the picture that is shown. `nefc live` saves what `plot` draws, as SVG, PDF or PNG, and its numbers.",
	"Numbers are those of nefc on any machine, bit for bit.",
}

// parts is what the page begins with (web/live/boot.js); the bytes of files follow it.
type parts struct {
	Style      string `json:"style"`
	Script     string `json:"script"`
	Worker     string `json:"worker"`
	Version    string `json:"version"`
	Path       string `json:"path"`
	Experiment string `json:"experiment"`

	Set  map[string]string `json:"set,omitempty"`
	Seed *int64            `json:"seed,omitempty"`

	Limits []string `json:"limits"`
	Files  []file   `json:"files"`
}

// file is a file that the model reads.
type file struct {
	Name string `json:"name"`
	Size int    `json:"size"`
	data []byte
}

// Make makes the page of a model without errors.
func Make(c *compiler.Checked, path string, o Options) ([]byte, error) {
	files, name, err := filesOf(c, path)
	if err != nil {
		return nil, err
	}
	carried, err := cargoOf(files, name, o)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = shell().Execute(&b, map[string]any{"Title": strings.TrimSuffix(filepath.Base(path), ".nef"), "Version": o.Version, "Allowed": carried.allowed,
		"Body": web.LiveBody(), "Boot": carried.boot, "Parts": carrying(carried.parts), "Editor": carrying(carried.editor), "Core": carrying(o.Core.Wasm)})
	if err == nil && b.Len() > mostBytes {
		return nil, &TooLarge{b.Len(), files}
	}
	return b.Bytes(), err
}

// cargo is what every page begins with: the script that opens it, the scripts that it may
// run, and its parts and editor as gzip.
type cargo struct {
	boot, allowed string
	parts, editor []byte
}

// cargoOf is that of a page with files, which opens one of them.
func cargoOf(files []file, path string, o Options) (*cargo, error) {
	p := &parts{Style: web.LiveStyle(), Version: o.Version, Path: path, Experiment: o.Experiment, Set: o.Set, Seed: o.Seed, Limits: limits, Files: files}
	var err error
	if p.Script, err = web.Script("live/alone.js"); err != nil {
		return nil, err
	}
	mine, err := web.WorkerScript()
	if err != nil {
		return nil, err
	}
	p.Worker = o.Core.Script + mine
	out := &cargo{}
	if out.boot, err = web.Script("live/boot.js"); err != nil {
		return nil, err
	}
	if out.parts, err = p.packed(); err != nil {
		return nil, err
	}
	editor := web.EditorLibrary()
	out.allowed = allowed(out.boot, p.Script, editor)
	out.editor, err = zipped([]byte(editor))
	return out, err
}

// shell is the page around what it carries. Its policy lets it run the scripts that it
// holds and the worker it makes of them, and ask for nothing.
func shell() *template.Template {
	return template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="nefc {{html .Version}}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {{.Allowed}} 'wasm-unsafe-eval'; worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:">
<title>{{html .Title}}</title>
</head>
{{.Body}}
<script type="application/octet-stream" id="parts">{{.Parts}}</script>
<script type="application/octet-stream" id="editor">{{.Editor}}</script>
<script type="application/octet-stream" id="core">{{.Core}}</script>
<script type="module">{{.Boot}}</script>
</body>
</html>
`))
}

// allowed names scripts in a policy.
func allowed(scripts ...string) string {
	var out []string
	for _, s := range scripts {
		h := sha256.Sum256([]byte(s))
		out = append(out, "'sha256-"+base64.StdEncoding.EncodeToString(h[:])+"'")
	}
	return strings.Join(out, " ")
}

// packed is the parts as gzip: the length of the JSON, the JSON, the bytes of files.
func (p *parts) packed() ([]byte, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("the page holds what JSON cannot: %w", err)
	}
	data := append(binary.LittleEndian.AppendUint32(nil, uint32(len(text))), text...)
	for _, f := range p.Files {
		data = append(data, f.data...)
	}
	return zipped(data)
}

// zipped is data as gzip.
func zipped(data []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}
