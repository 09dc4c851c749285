package diag

import (
	"embed"
	"fmt"
	"sort"
	"strings"

	"golang.org/x/tools/txtar"
)

//go:embed pages/*.txt
var pageFiles embed.FS

// Page explains a code: a wrong model, the right one, and why. Each is a file
// pages/NEFnnn.txt in txtar form: the title, an empty line, the reason, then
// the files wrong.nef and right.nef.
type Page struct {
	Code         string
	Title        string
	Why          string
	Wrong, Right string
	Files        map[string]string // what the models read beside themselves
	Run          bool              // shows only when the model runs
	Locked       bool              // shows beside the lock of the right model
}

// Pages returns all pages, in order of code.
func Pages() []Page {
	entries, err := pageFiles.ReadDir("pages")
	if err != nil {
		panic(fmt.Sprintf("diag: the embedded pages cannot be listed: %v", err))
	}
	var out []Page
	for _, e := range entries {
		b, err := pageFiles.ReadFile("pages/" + e.Name())
		if err != nil {
			panic(fmt.Sprintf("diag: %v", err))
		}
		out = append(out, parsePage(strings.TrimSuffix(e.Name(), ".txt"), b))
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Code < out[j].Code })
	return out
}

func parsePage(code string, b []byte) Page {
	a := txtar.Parse(b)
	title, why, _ := strings.Cut(string(a.Comment), "\n")
	p := Page{Code: code, Title: title, Why: strings.TrimSpace(why) + "\n", Files: map[string]string{}}
	for _, f := range a.Files {
		switch f.Name {
		case "wrong.nef":
			p.Wrong = string(f.Data)
		case "wrong-run.nef":
			p.Wrong, p.Run = string(f.Data), true
		case "wrong-locked.nef":
			p.Wrong, p.Locked = string(f.Data), true
		case "right.nef":
			p.Right = string(f.Data)
		default:
			p.Files[f.Name] = string(f.Data)
		}
	}
	return p
}

// FindPage returns the page of a code such as NEF052, in either case, also as
// 052 or 52.
func FindPage(name string) (Page, bool) {
	name = strings.TrimPrefix(strings.ToUpper(name), "NEF")
	for _, p := range Pages() {
		if strings.TrimLeft(p.Code[3:], "0") == strings.TrimLeft(name, "0") {
			return p, true
		}
	}
	return Page{}, false
}
