package pagefile

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"text/template"

	"github.com/nefc/nefc/web"
)

// Playground is a page of a site on which any model of a folder runs, as files by their
// names. Its address has after # the model, m=basic/product.nef, or a text, x= and the text
// as base64url. The core is a script of its own, which a browser fetches once for all.
func Playground(models fs.FS, o Options) (map[string][]byte, error) {
	files, err := filesIn(models)
	if err != nil {
		return nil, err
	}
	carried, err := cargoOf(files, "", o)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := ground().Execute(&b, map[string]any{"Version": o.Version, "Allowed": carried.allowed, "Body": web.LiveBody(), "Boot": carried.boot}); err != nil {
		return nil, err
	}
	script := func(name string, data []byte) []byte {
		return []byte("(globalThis.nefcPacked ??= {})." + name + " = \"" + carrying(data) + "\";\n")
	}
	return map[string][]byte{"index.html": b.Bytes(), "parts.js": script("parts", carried.parts), "editor.js": script("editor", carried.editor), "core.js": script("core", o.Core.Wasm)}, nil
}

// kinds are those of files that models are, and read.
var kinds = []string{".nef", ".csv", ".npy", ".npz"}

// ground is the page around scripts of its site. From disk, these are files.
func ground() *template.Template {
	return template.Must(template.New("ground").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="nefc {{html .Version}}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file: {{.Allowed}} 'wasm-unsafe-eval'; worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:">
<title>playground · nefc</title>
</head>
{{.Body}}
<script src="parts.js"></script>
<script src="editor.js"></script>
<script src="core.js"></script>
<script type="module">{{.Boot}}</script>
</body>
</html>
`))
}

// filesIn are the models of a folder and the data they read.
func filesIn(models fs.FS) (out []file, err error) {
	err = fs.WalkDir(models, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains(kinds, path.Ext(name)) {
			return err
		}
		data, err := fs.ReadFile(models, name)
		out = append(out, file{name, len(data), data})
		return err
	})
	return out, err
}
