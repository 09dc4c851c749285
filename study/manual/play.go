package manual

import (
	"encoding/base64"
	"strings"
)

// playground is the folder of the site with the page on which models run.
const playground = "play"

// runnable writes below each model of a page that runs a link that runs it: a model of the
// gallery as a file, with its data, another as a text in the address.
func (p *page) runnable(runs func(text string) bool) {
	const fence, end = "```nef\n", "\n```\n"
	var out strings.Builder
	rest := p.markdown
	for {
		before, from, found := strings.Cut(rest, fence)
		code, after, closed := strings.Cut(from, end)
		if !found || !closed {
			break
		}
		out.WriteString(before + fence + code + end)
		rest = after
		switch file, isFile := strings.CutPrefix(p.source, "examples/"); {
		case isFile && strings.HasSuffix(file, ".nef"):
			out.WriteString(p.runLink("m=" + file))
		case runs(code + "\n"):
			out.WriteString(p.runLink("x=" + base64.RawURLEncoding.EncodeToString([]byte(code+"\n"))))
		}
	}
	p.markdown = out.String() + rest
}

// runLink is a line with a link to the playground.
func (p *page) runLink(what string) string {
	return `<p class="run"><a href="` + fromTo(p.path, playground+"/index.html") + "#" + what + `">Run this</a></p>` + "\n\n"
}
