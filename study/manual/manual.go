// Package manual makes the documentation of nefc as a site of files: pages written by
// hand, models with their pictures, and a reference that is generated from the tables
// that the checker reads. The site needs no network and no server: it opens from disk.
//
//	sources (Markdown, models, tables) → pages → files
//
// The same sources make the same bytes.
package manual

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Sources are what a manual is made of.
type Sources struct {
	Docs     fs.FS // Markdown and pictures of the folder docs/
	Models   fs.FS // of the folder examples/
	Commands []Command
	Play     *Play // nil for a manual in which nothing runs
}

// Play lets models run in the manual: a page as files, and which texts are models that run.
type Play struct {
	Files map[string][]byte
	Runs  func(text string) bool
}

// Command is a subcommand of nefc, as its help describes it.
type Command struct{ Name, Args, Summary, Help, Flags string }

// Site is the manual as files, by their path below its folder.
type Site map[string][]byte

// page is a page before it is laid out.
type page struct {
	source   string // where its text stands, such as docs/language.md: links start from there
	path     string // of the file, such as language.html
	title    string
	section  string
	markdown string
	topics   []topic // what the search finds on it
}

// topic is a thing that the search finds.
type topic struct{ Title, Path, Section, Text string }

// Make makes the site.
func Make(s Sources) (Site, error) {
	var pages []*page
	for _, part := range parts {
		made, err := part.pages(s)
		if err != nil {
			return nil, fmt.Errorf("manual, %s: %w", part.name, err)
		}
		for _, p := range made {
			p.section = part.name
		}
		pages = append(pages, made...)
	}
	site := Site{}
	if err := site.copyPictures(s); err != nil {
		return nil, err
	}
	if s.Play != nil {
		for name, content := range s.Play.Files {
			site[path.Join(playground, name)] = content
		}
		for _, p := range pages {
			p.runnable(s.Play.Runs)
		}
	}
	return site, site.layOut(pages)
}

// parts lists what the manual consists of, in the order of its contents.
var parts = []struct {
	name  string
	pages func(Sources) ([]*page, error)
}{
	{"Start", startPages},
	{"Tutorial", tutorialPages},
	{"Gallery", galleryPages},
	{"Guides", guidePages},
	{"Reference", referencePages},
	{"Diagnostics", diagnosticPages},
	{"Commands", commandPages},
}

// copyPictures takes the pictures of the sources into the site, at their own paths.
func (site Site) copyPictures(s Sources) error {
	for folder, files := range map[string]fs.FS{"docs": s.Docs, "examples": s.Models} {
		err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !isPicture(name) {
				return err
			}
			b, err := fs.ReadFile(files, name)
			site[place(path.Join(folder, name))] = b
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func isPicture(name string) bool {
	switch path.Ext(name) {
	case ".svg", ".png":
		return true
	}
	return false
}

// place is where the site has a file of the sources: docs/ is its root.
func place(source string) string {
	name := strings.TrimPrefix(source, "docs/")
	switch {
	case path.Base(name) == "README.md":
		return path.Join(path.Dir(name), "index.html")
	case path.Ext(name) == ".md", path.Ext(name) == ".nef":
		return strings.TrimSuffix(name, path.Ext(name)) + ".html"
	}
	return name
}
