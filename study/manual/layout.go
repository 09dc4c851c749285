package manual

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"github.com/nefc/nefc/web"
)

//go:embed assets
var assets embed.FS

var layout = sync.OnceValue(func() *template.Template { return template.Must(template.ParseFS(assets, "assets/page.html")) })

// shown is a page as the layout shows it.
type shown struct {
	Title      string
	Root       string // the way to the root of the site: "", "../", …
	Sections   []section
	Body       template.HTML
	Prev, Next *contentsLine
}

// section is a part of the contents.
type section struct {
	Name  string
	Open  bool // the page stands in it
	Pages []contentsLine
}

// contentsLine is a line of the contents.
type contentsLine struct {
	Title, Path string
	Current     bool
}

// layOut writes the pages, what they are drawn with, and what the search reads.
func (site Site) layOut(pages []*page) error {
	known := map[string]bool{}
	for name := range site {
		known[name] = true
	}
	for _, p := range pages {
		known[p.path] = true
	}
	var topics []topic
	for i, p := range pages {
		content, headings, err := body(p, known)
		if err != nil {
			return fmt.Errorf("%s: %w", p.source, err)
		}
		topics = append(topics, p.found(headings)...)
		var b bytes.Buffer
		if err := layout().Execute(&b, shownPage(pages, i, content)); err != nil {
			return fmt.Errorf("%s: %w", p.source, err)
		}
		site[p.path] = b.Bytes()
	}
	return site.addAssets(topics)
}

// shownPage is page i with its contents and neighbours.
func shownPage(pages []*page, i int, content []byte) shown {
	p := pages[i]
	s := shown{Title: p.title, Root: fromTo(p.path, ""), Body: template.HTML(content)} // made from our own sources
	for _, other := range pages {
		if len(s.Sections) == 0 || s.Sections[len(s.Sections)-1].Name != other.section {
			s.Sections = append(s.Sections, section{Name: other.section, Open: other.section == p.section})
		}
		last := &s.Sections[len(s.Sections)-1]
		last.Pages = append(last.Pages, contentsLine{Title: other.title, Path: other.path, Current: other == p})
	}
	if i > 0 && pages[i-1].section == p.section {
		s.Prev = &contentsLine{Title: pages[i-1].title, Path: pages[i-1].path}
	}
	if i+1 < len(pages) && pages[i+1].section == p.section {
		s.Next = &contentsLine{Title: pages[i+1].title, Path: pages[i+1].path}
	}
	return s
}

// found is what the search finds on a page: its topics, or else its headings.
func (p *page) found(headings []heading) []topic {
	out := []topic{{Title: p.title, Path: p.path, Section: p.section}}
	if p.topics != nil {
		return append(out, p.topics...)
	}
	for _, h := range headings {
		if h.level > 1 {
			out = append(out, topic{Title: h.text, Path: p.path + "#" + h.id, Section: p.title})
		}
	}
	return out
}

// addAssets adds the style and the script, and the topics as a script that a page
// opened from disk can load too.
func (site Site) addAssets(topics []topic) error {
	for _, name := range []string{"site.css", "site.js"} {
		b, err := assets.ReadFile("assets/" + name)
		if err != nil {
			return err
		}
		site[name] = b
	}
	site["site.css"] = append([]byte(web.Tokens()), site["site.css"]...)
	var b strings.Builder
	enc := json.NewEncoder(&b)
	if err := enc.Encode(topics); err != nil {
		return err
	}
	site["topics.js"] = []byte("const topics = " + strings.TrimSpace(b.String()) + ";\n")
	return nil
}
