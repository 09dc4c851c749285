package report

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/nefc/nefc/web"
)

// shell is the page around the data. Its policy lets it run the two scripts that it
// holds and nothing else, and ask for nothing. Names are escaped; the rest is our own, or
// base64.
func shell() *template.Template {
	return template.Must(template.New("report").Parse(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {{.Allowed}}; style-src 'unsafe-inline'; img-src data:">
<title>{{html .Title}}</title>
<style>{{.Style}}</style>
</head>
<body>
<div id="page"></div>
<noscript><h1>{{html .Title}}</h1><p>This report shows its data with JavaScript, which is off. These are the plots of the run.</p>
{{range .Plots}}<h2>{{html .Name}}</h2><p><img alt="{{html .Name}}" src="{{.Source}}"></p>
{{end}}</noscript>
<script type="application/octet-stream" id="data">{{.Data}}</script>
<script>{{.Library}}</script>
<script type="module">{{.Script}}</script>
</body>
</html>
`))
}

// plot is a picture that a run has drawn.
type plot struct {
	Name   string
	Source string // a data URL
}

// mostPlots bounds the pictures for those without JavaScript, in bytes.
const mostPlots = 3_000_000

// plotsOf are the SVGs of runs, as long as there is room.
func plotsOf(runs []found) (out []plot, left int) {
	room := mostPlots
	for _, f := range runs {
		for _, w := range f.summary.Written {
			if !strings.HasSuffix(w.Name, ".svg") {
				continue
			}
			b, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(w.Name)))
			if err != nil || len(b) > room {
				left++
				continue
			}
			room -= len(b)
			name := strings.TrimPrefix(filepath.ToSlash(filepath.Join(f.summary.Cell, w.Name)), "/")
			out = append(out, plot{name, "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(b)})
		}
	}
	return out, left
}

// page writes a document and the arrays it refers to as one file of HTML.
func page(doc *Document, p *Pack, pictures []plot) ([]byte, error) {
	data, err := packed(doc, p)
	if err != nil {
		return nil, err
	}
	script, err := web.Script("report.js")
	if err != nil {
		return nil, err
	}
	library := web.Library()
	var b bytes.Buffer
	err = shell().Execute(&b, map[string]any{"Title": doc.Title, "Style": web.Style(), "Plots": pictures,
		"Allowed": hashed(library) + " " + hashed(script), "Data": data, "Library": library, "Script": script})
	return b.Bytes(), err
}

// hashed names a script in a policy.
func hashed(script string) string {
	h := sha256.Sum256([]byte(script))
	return "'sha256-" + base64.StdEncoding.EncodeToString(h[:]) + "'"
}

// packed is the data of a page: the length of the JSON, the JSON and the arrays, as
// gzip in base64.
func packed(doc *Document, p *Pack) (string, error) {
	text, err := json.Marshal(doc)
	if err != nil {
		return "", fmt.Errorf("the report holds what JSON cannot: %w", err)
	}
	for (4+len(text))%4 != 0 {
		text = append(text, ' ')
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return "", err
	}
	for _, part := range [][]byte{binary.LittleEndian.AppendUint32(nil, uint32(len(text))), text, p.data} {
		if _, err := z.Write(part); err != nil {
			return "", err
		}
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), nil
}
