package lsp

import (
	"net/url"
	"path"
	"path/filepath"
	"runtime"
	"strings"
)

// pathOf is the file that a URI names.
func pathOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" {
		return filepath.Clean(uri) // as the other names of files
	}
	name := u.Path
	if runtime.GOOS == "windows" {
		name = strings.TrimPrefix(name, "/") // /c:/models
	}
	return filepath.Clean(filepath.FromSlash(name))
}

// fileURI is the URI of a file.
func fileURI(file string) string {
	name := filepath.ToSlash(file)
	if !path.IsAbs(name) {
		name = "/" + name
	}
	return (&url.URL{Scheme: "file", Path: name}).String()
}

// uri is the URI of a file: as the editor writes it, if it is open there. A file of the
// library, and a page of the reference, is one that the editor can open.
func (s *server) uri(file string) string {
	if doc := s.docs.get(file); doc != nil {
		return doc.uri
	}
	if !filepath.IsAbs(file) {
		if written, ok := referenceFile(file); ok {
			return fileURI(written)
		}
	}
	return fileURI(file)
}
