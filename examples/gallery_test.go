package examples_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/format"
	runs "github.com/nefc/nefc/study/run"
)

// topics are the folders of the gallery, in the order of its index.
var topics = []struct{ folder, title string }{
	{"basic", "Basic: what neurons represent and wires compute"},
	{"dynamics", "Dynamics: what populations do by themselves"},
	{"learning", "Learning: wires that change while the model runs"},
	{"memory", "Memory: what stays when the input has gone"},
	{"inhibition", "Inhibition: who holds back whom"},
	{"biology", "Biology: excitation, inhibition, spikes that teach"},
	{"spa", "Semantic pointers: vectors as symbols"},
	{"data", "Data: recordings, tables and given weights"},
	{"networks", "Networks: parts put together"},
}

// slow are models that take seconds to build or run: they are run with LONG=1 and UPDATE=1.
var slow = []string{"spa/question_control", "biology/stdp", "biology/brunel"}

// page is a model of the gallery, as the comment above its first statement describes it:
//
//	# TITLE: what it shows, in a sentence. More, if needed.
//	# Source: AUTHORS (YEAR), TITLE; more papers
type page struct {
	topic, name             string
	title, sentence, source string
}

func (p page) model() string { return filepath.Join(p.topic, p.name+".nef") }
func (p page) picture() string {
	return filepath.Join("..", "docs", "gallery", p.topic+"-"+p.name+".svg")
}

// readPage reads the comment at the top of a model.
func readPage(topic, path string) (page, error) {
	text, err := os.ReadFile(path)
	p := page{topic: topic, name: strings.TrimSuffix(filepath.Base(path), ".nef")}
	if err != nil {
		return p, err
	}
	var words []string
	for line := range strings.Lines(string(text)) {
		comment, ok := strings.CutPrefix(line, "# ")
		if !ok {
			break
		}
		comment = strings.TrimSpace(comment)
		if source, ok := strings.CutPrefix(comment, "Source: "); ok {
			p.source = strings.TrimSuffix(source, ".")
			break
		}
		words = append(words, comment)
	}
	p.title, p.sentence, _ = strings.Cut(strings.Join(words, " "), ": ")
	p.sentence = firstSentence(p.sentence)
	switch {
	case p.sentence == "":
		return p, fmt.Errorf("%s begins with no comment `# TITLE: what it shows.`", path)
	case p.source == "":
		return p, fmt.Errorf("%s has no comment `# Source: AUTHORS (YEAR), TITLE` before its first statement", path)
	case !strings.Contains(string(text), "\nnef 1\n"):
		return p, fmt.Errorf("%s does not say `nef 1`", path)
	}
	return p, nil
}

// firstSentence is what stands before the first full stop that a space follows.
func firstSentence(text string) string {
	s, _, more := strings.Cut(text, ". ")
	if more {
		s += "."
	}
	return s
}

// gallery reads the pages of all topics, those of a topic by name.
func gallery(t testing.TB) []page {
	t.Helper()
	var pages []page
	for _, topic := range topics {
		paths, err := filepath.Glob(filepath.Join(topic.folder, "*.nef"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			p, err := readPage(topic.folder, path)
			if err != nil {
				t.Error(err)
			}
			pages = append(pages, p)
		}
	}
	return pages
}

// Every model of the gallery is laid out, runs without a diagnostic, meets its
// expectations, plots its picture, and is in the index. With UPDATE=1 the
// pictures in docs/gallery and the index are written again.
func TestGallery(t *testing.T) {
	pages := gallery(t)
	if len(pages) < 40 {
		t.Errorf("only %d models", len(pages))
	}
	dir, update := copied(t), os.Getenv("UPDATE") != ""
	t.Run("models", func(t *testing.T) {
		for _, p := range pages {
			t.Run(p.topic+"/"+p.name, func(t *testing.T) {
				t.Parallel()
				checkLayout(t, p)
				if !update && os.Getenv("LONG") == "" && slices.Contains(slow, p.topic+"/"+p.name) {
					t.Skip("it is run with LONG=1")
				}
				meets(t, filepath.Join(dir, p.model()), compiler.Options{})
				picture := onlyPlot(t, filepath.Join(dir, p.topic, "out"), p.name+".svg")
				if update {
					writeFile(t, p.picture(), withoutBuild(picture))
				}
				checkPicture(t, p.picture(), picture)
			})
		}
	})
	checkIndex(t, pages, update)
	noStrangers(t, pages)
}

// The models of the gallery meet their expectations with ten seeds, not only with
// their own: LONG=1, since it takes about a minute. Those of semantic pointers, which
// take far longer and do not all succeed with every seed, are counted in docs/spa.md.
func TestGalleryOverSeeds(t *testing.T) {
	if os.Getenv("LONG") == "" {
		t.Skip("ten seeds of each model with LONG=1")
	}
	dir := copied(t)
	for _, p := range gallery(t) {
		if p.topic == "spa" {
			continue
		}
		path := filepath.Join(dir, p.model())
		dropPlots(t, path)
		t.Run(p.topic+"/"+p.name, func(t *testing.T) {
			t.Parallel()
			for seed := int64(1); seed <= 10; seed++ {
				meets(t, path, compiler.Options{Seed: &seed})
			}
		})
	}
}

// meets runs the experiments of a model, with their seeds and sweeps, and demands that
// nothing is said of it and all expectations are met.
func meets(t *testing.T, path string, opts compiler.Options) {
	t.Helper()
	opts.NeedRun = true
	checked, err := compiler.Check(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	if len(checked.Diags) != 0 {
		t.Fatal(checked.Diags)
	}
	if opts.Seed != nil && runs.FindConflict(opts, checked.Model.Experiments) != nil {
		return // it says itself with which seeds it is run
	}
	job := &runs.Job{Path: path, Options: opts, Dir: filepath.Join(filepath.Dir(path), "out"), Workers: 1, Again: true}
	results, err := job.Experiments(checked, checked.Model.Experiments)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		for _, found := range r.Findings() { // what a cell failed is a diagnostic too
			t.Error(found.Diags)
		}
		for _, e := range r.Pooled {
			if !e.Met {
				t.Errorf("expect %s: %s", e.Text, e.Found())
			}
		}
	}
	if runs.Worst(results) != runs.Fine {
		t.Error("it failed")
	}
}

func checkLayout(t *testing.T, p page) {
	t.Helper()
	text, err := os.ReadFile(p.model())
	if err != nil {
		t.Fatal(err)
	}
	file, _ := grammar.Parse(p.model(), string(text))
	if format.File(file) != string(text) {
		t.Errorf("not laid out: nefc fmt examples/%s", p.model())
	}
	if !bytes.Contains(text, []byte("expect ")) {
		t.Error("it expects nothing")
	}
	if !bytes.Contains(text, []byte("experiment "+p.name+" {")) {
		t.Error("its experiment is not called as the model: two models of a folder would write one folder of results")
	}
}

// onlyPlot reads the picture that a model of the gallery draws: one, with its name.
func onlyPlot(t *testing.T, out, name string) []byte {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(out, "*", name))
	if err != nil || len(found) != 1 {
		t.Fatalf("no `plot … to %q`, or several: %v %v", name, found, err)
	}
	b, err := os.ReadFile(found[0])
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// largest is what a picture of the gallery may weigh: a page of the index loads ten.
const largest = 60_000

// withoutBuild leaves out which nefc drew a picture, so that a picture that is drawn
// again differs only in what one sees.
func withoutBuild(svg []byte) []byte {
	return regexp.MustCompile(`<dc:source>nefc: [^<]*</dc:source>\n`).ReplaceAll(svg, nil)
}

// checkPicture demands that a picture that is kept is small, and of the model as it is:
// it carries the same hash as one drawn now.
func checkPicture(t *testing.T, path string, now []byte) {
	t.Helper()
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Errorf("no picture: UPDATE=1 go test ./examples -run Gallery: %v", err)
		return
	}
	if len(kept) > largest {
		t.Errorf("%s has %d bytes: record more seldom, `every 5ms`", path, len(kept))
	}
	hash := regexp.MustCompile(`<dc:source>hash: [^<]*`)
	if !bytes.Equal(hash.Find(kept), hash.Find(now)) {
		t.Errorf("%s is of an earlier model: UPDATE=1 go test ./examples -run Gallery", path)
	}
}

// noStrangers demands that every picture of docs/gallery belongs to a model.
func noStrangers(t *testing.T, pages []page) {
	t.Helper()
	found, err := filepath.Glob("../docs/gallery/*.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range found {
		if !slices.ContainsFunc(pages, func(p page) bool { return p.picture() == path }) {
			t.Errorf("%s is the picture of no model", path)
		}
	}
}

// indexBegins ends what is written by hand in README.md.
const indexBegins = "<!-- From here on written by: UPDATE=1 go test ./examples -run Gallery -->\n"

func checkIndex(t *testing.T, pages []page, update bool) {
	t.Helper()
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, _, ok := strings.Cut(string(b), indexBegins)
	if !ok {
		t.Fatalf("README.md does not have the line %q", indexBegins)
	}
	want := head + indexBegins + index(pages)
	if update {
		writeFile(t, "README.md", []byte(want))
	} else if want != string(b) {
		t.Error("README.md is not the index of these models: UPDATE=1 go test ./examples -run Gallery")
	}
}

// index lists the pages, a table for each topic.
func index(pages []page) string {
	var b strings.Builder
	for _, topic := range topics {
		rows := ""
		for _, p := range pages {
			if p.topic == topic.folder {
				rows += fmt.Sprintf("| ![%s](%s) | **[%s](%s)**: %s | %s |\n",
					p.title, filepath.ToSlash(p.picture()), p.title, filepath.ToSlash(p.model()), p.sentence, p.source)
			}
		}
		if rows != "" {
			fmt.Fprintf(&b, "\n## %s\n\n| picture | model | paper |\n|---|---|---|\n%s", topic.title, rows)
		}
	}
	return b.String()
}

func writeFile(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
}
