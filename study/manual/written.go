package manual

import (
	"io/fs"
	"path"
	"sort"
	"strings"
)

// startPages is the first page.
func startPages(s Sources) ([]*page, error) {
	p, err := written(s.Docs, "docs", "README.md")
	return []*page{p}, err
}

// tutorialPages are docs/tutorial/, in the order of their names.
func tutorialPages(s Sources) ([]*page, error) { return folder(s.Docs, "docs", "tutorial") }

// guidePages are the pages of docs/ itself, by title.
func guidePages(s Sources) ([]*page, error) {
	pages, err := folder(s.Docs, "docs", ".")
	for _, p := range pages {
		if p.path == "words.html" {
			p.topics = foreignWords(p.path)
		}
	}
	sort.SliceStable(pages, func(i, j int) bool { return pages[i].title < pages[j].title })
	return pages, err
}

// folder reads the pages of a folder of the sources, other than the first of the manual.
func folder(files fs.FS, root, name string) ([]*page, error) {
	names, err := fs.Glob(files, path.Join(name, "*.md"))
	if err != nil {
		return nil, err
	}
	var out []*page
	for _, n := range names {
		if n == "README.md" {
			continue
		}
		p, err := written(files, root, n)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// written reads a page of Markdown. Its title is its first heading.
func written(files fs.FS, root, name string) (*page, error) {
	b, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	source := path.Join(root, name)
	return &page{source: source, path: place(source), title: firstHeading(string(b), name), markdown: string(b)}, nil
}

// firstHeading is the title of a page, or its name if it has none.
func firstHeading(markdown, name string) string {
	for line := range strings.Lines(markdown) {
		if title, ok := strings.CutPrefix(line, "# "); ok {
			return strings.ReplaceAll(strings.TrimSpace(title), "`", "")
		}
	}
	return strings.TrimSuffix(path.Base(name), ".md")
}
