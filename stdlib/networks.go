package stdlib

import (
	"embed"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/nefc/nefc/grammar/edition"
)

//go:embed std
var embedded embed.FS

// Library holds the networks of the standard library, in a folder for each edition.
// What stands in that of an edition stays as it is, byte for byte: a better network
// must not change what a model of that edition means.
var Library fs.FS = embedded

// Network returns the source of a network of an edition's library, such as "integrator".
func Network(e *edition.Edition, name string) (string, bool) {
	b, err := fs.ReadFile(Library, e.Library+"/"+name+".nef")
	return string(b), err == nil
}

// Networks lists the networks of an edition's library.
func Networks(e *edition.Edition) []string {
	entries, err := fs.ReadDir(Library, e.Library)
	if err != nil {
		panic("stdlib: the networks cannot be listed: " + err.Error())
	}
	var names []string
	for _, f := range entries {
		names = append(names, strings.TrimSuffix(f.Name(), ".nef"))
	}
	return names
}

// NetworkWith is the network of an edition's library that declares a template, such as
// spa for state; "" if none does.
func NetworkWith(e *edition.Edition, template string) string {
	for _, network := range Networks(e) {
		if text, _ := Network(e, network); strings.Contains("\n"+text, "\ntemplate "+template+"(") {
			return network
		}
	}
	return ""
}

// Resolve says which network a path of the library names, and of which edition:
// std/NAME that of the file that names it, std/1/NAME that one. The edition is nil for
// a path of one that is not known; ok is false for a path that leads elsewhere.
func Resolve(from *edition.Edition, file string) (of *edition.Edition, name string, ok bool) {
	name, ok = strings.CutPrefix(strings.TrimSuffix(file, ".nef"), "std/")
	if !ok {
		return nil, "", false
	}
	folder, rest, _ := strings.Cut(name, "/")
	if number, err := strconv.Atoi(folder); err == nil {
		return edition.Find(number), rest, true
	}
	return from, name, true
}

// Path is what a network of an edition's library is called as a file, such as std/1/product.nef.
func Path(e *edition.Edition, name string) string { return path.Join(e.Library, name+".nef") }

//go:embed README.md
var readme string

// Measurement is a row of the table in README.md: what the test of a network found.
type Measurement struct {
	Neurons string
	Seeds   string // with which it met all expectations
	Found   string // what the first expectation measured, "" if it has no value
}

// Measured finds the measurement of a network.
func Measured(network string) (Measurement, bool) {
	for _, line := range strings.Split(readme, "\n") {
		row := strings.Split(line, "|")
		if len(row) == 6 && strings.TrimSpace(row[1]) == "`"+network+"`" {
			return Measurement{strings.TrimSpace(row[2]), strings.TrimSpace(row[3]), strings.TrimSpace(row[4])}, true
		}
	}
	return Measurement{}, false
}

// summary is the first sentence of a network's comment.
func summary(network string) string {
	source, _ := Network(edition.Newest(), network)
	var words []string
	for _, line := range strings.Split(source, "\n") {
		if !strings.HasPrefix(line, "# ") {
			break
		}
		words = append(words, strings.TrimPrefix(line, "# "))
	}
	text := strings.Join(words, " ")
	for _, end := range []string{". ", ": "} {
		if i := strings.Index(text, end); i > 0 {
			text = text[:i]
		}
	}
	return text
}
