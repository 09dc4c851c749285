package manual

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/nefc/nefc/grammar"
)

// galleryPages are the index of the models, which is written by hand, and a page for
// each model.
func galleryPages(s Sources) ([]*page, error) {
	index, err := written(s.Models, "examples", "README.md")
	if err != nil {
		return nil, err
	}
	out := []*page{index}
	err = fs.WalkDir(s.Models, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".nef" {
			return err
		}
		b, err := fs.ReadFile(s.Models, name)
		out = append(out, modelPage(s, name, string(b)))
		return err
	})
	return out, err
}

// modelPage shows a model with its picture, if there is one.
func modelPage(s Sources, name, text string) *page {
	source := path.Join("examples", name)
	title := strings.TrimSuffix(name, ".nef")
	p := &page{source: source, path: place(source), title: title}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", title)
	if picture := pictureOf(name); exists(s.Docs, picture) {
		fmt.Fprintf(&b, "![what the model plots](%s%s)\n\n", strings.Repeat("../", 1+strings.Count(name, "/")), path.Join("docs", picture))
	}
	fmt.Fprintf(&b, "`nefc run examples/%s`\n\n```nef\n%s\n```\n", name, strings.TrimRight(text, "\n"))
	p.markdown = b.String()
	p.topics = []topic{{Title: title, Path: p.path, Section: "Gallery", Text: grammar.About(text)}}
	return p
}

// pictureOf is where docs/ has the picture of a model.
func pictureOf(model string) string {
	return path.Join("gallery", strings.ReplaceAll(strings.TrimSuffix(model, ".nef"), "/", "-")+".svg")
}

func exists(files fs.FS, name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}
