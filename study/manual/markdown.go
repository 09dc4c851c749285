package manual

import (
	"bytes"
	"path"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	table "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/nefc/nefc/stdlib/highlight"
)

// converter turns pages of Markdown into HTML. It may hold HTML: all of it is ours.
var converter = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(tables{}),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithHeadingAttribute()),
		goldmark.WithRendererOptions(html.WithUnsafe(), renderer.WithNodeRenderers(util.Prioritized(models{}, 100))),
	)
})

// heading is one of a page.
type heading struct {
	level    int
	id, text string
}

// body converts the text of a page. known are the pages and pictures of the site:
// what a link leads to beside them is no link here.
func body(p *page, known map[string]bool) (content []byte, headings []heading, err error) {
	src := []byte(p.markdown)
	doc := converter().Parser().Parse(text.NewReader(src))
	var outside []*ast.Link
	err = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			headings = append(headings, headingOf(n, src))
		case *table.TableCell:
			bars(n, src)
		case *ast.Image:
			n.Destination = []byte(relative(p, string(n.Destination)))
		case *ast.Link:
			to := relative(p, string(n.Destination))
			if file, _, _ := strings.Cut(to, "#"); isElsewhere(to) || file == "" || known[path.Join(path.Dir(p.path), file)] {
				n.Destination = []byte(to)
			} else {
				outside = append(outside, n)
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return nil, nil, err
	}
	for _, link := range outside {
		unwrap(link)
	}
	var b bytes.Buffer
	err = converter().Renderer().Render(&b, src, doc)
	return b.Bytes(), headings, err
}

func headingOf(n *ast.Heading, src []byte) heading {
	h := heading{level: n.Level, text: plainText(n, src)}
	if id, ok := n.AttributeString("id"); ok {
		h.id = string(id.([]byte))
	}
	return h
}

// plainText is the text below a node without its marks.
func plainText(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(src))
			}
		case *ast.String:
			if entering {
				b.Write(n.Value)
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// unwrap leaves the words of a link in its place.
func unwrap(link *ast.Link) {
	parent := link.Parent()
	for c := link.FirstChild(); c != nil; {
		next := c.NextSibling()
		parent.InsertBefore(parent, link, c)
		c = next
	}
	parent.RemoveChild(parent, link)
}

func isElsewhere(to string) bool {
	return strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:")
}

// relative is where a link of a page leads in the site.
func relative(p *page, to string) string {
	file, anchor, hasAnchor := strings.Cut(to, "#")
	if isElsewhere(to) || file == "" {
		return to
	}
	source := path.Join(path.Dir(p.source), file)
	if path.Ext(source) == "" { // a folder
		source = path.Join(source, "README.md")
	}
	out := fromTo(p.path, place(source))
	if hasAnchor {
		out += "#" + anchor
	}
	return out
}

// fromTo is the relative path from one file of the site to another.
func fromTo(from, to string) string {
	return strings.Repeat("../", strings.Count(from, "/")) + to
}

// models renders fenced blocks; those of models in colours.
type models struct{}

// RegisterFuncs names what models renders.
func (m models) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, m.render)
}

func (models) render(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block := n.(*ast.FencedCodeBlock)
	var code bytes.Buffer
	for i := range block.Lines().Len() {
		line := block.Lines().At(i)
		code.Write(line.Value(src))
	}
	if string(block.Language(src)) == "nef" {
		_, _ = w.WriteString(`<pre class="nef" tabindex="0"><code>` + highlight.HTML(code.String()) + "</code></pre>\n")
		return ast.WalkSkipChildren, nil
	}
	_, _ = w.WriteString(`<pre tabindex="0"><code>`)
	_, _ = w.Write(util.EscapeHTML(code.Bytes()))
	_, _ = w.WriteString("</code></pre>\n")
	return ast.WalkSkipChildren, nil
}
