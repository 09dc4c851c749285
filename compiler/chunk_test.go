package compiler_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/compilertest"
	"github.com/nefc/nefc/grammar/diag"
)

// chunk is a model of testdata/errors.
type chunk struct {
	head, plain string // without expectations
	unused      bool   // whether what nobody reads or drives counts
	dir         string
	opts        compiler.Options
}

// expectation is what a chunk says of the line before it.
var expectation = regexp.MustCompile(`(?m)^###.*\n|[ \t]*###.*$`)

func newChunk(t *testing.T, dir, head, text string) *chunk {
	t.Helper()
	c := &chunk{head: head, plain: expectation.ReplaceAllString(text, ""), dir: dir, opts: compiler.Options{NeedRun: true}}
	c.unused = !c.hasHead() || strings.Contains(text, diag.Unused.String()) || strings.Contains(text, diag.Undriven.String())
	flags, ok := strings.CutPrefix(c.plain, "#: nefc check ")
	if !ok {
		return c
	}
	line, _, _ := strings.Cut(flags, "\n")
	for words := strings.Fields(line); len(words) > 1; words = words[2:] {
		value := words[1]
		switch n, err := strconv.ParseInt(value, 10, 64); words[0] {
		case "--set":
			name, value, _ := strings.Cut(value, "=")
			c.opts.Set = map[string]string{name: value}
		case "--max-memory":
			c.opts.MaxMemory = n
		case "--out":
			c.opts.Out, err = value, nil
		default:
			t.Fatalf("no test understands %s %s (%v)", words[0], value, err)
		}
	}
	return c
}

// hasHead reports whether the chunks of a file share more than comments.
func (c *chunk) hasHead() bool {
	for line := range strings.Lines(c.head) {
		if line != "\n" && !strings.HasPrefix(line, "#") {
			return true
		}
	}
	return false
}

// text is the model. What shares a head runs for 10 ms unless it says for how long.
func (c *chunk) text() string {
	if c.hasHead() && !regexp.MustCompile(`(?m)^run |experiment`).MatchString(c.head+c.plain) {
		return c.head + c.plain + "run 10ms\n"
	}
	return c.head + c.plain
}

// diagnose is all that is said of a model up to where it would run.
func (c *chunk) diagnose(t *testing.T, text string) (diag.List, diag.Sources) {
	t.Helper()
	checked := compilertest.CheckIn(t, c.dir, text, c.opts)
	diags := checked.Diags
	if !diags.HasErrors() {
		dt := 0.001
		if len(checked.Model.Experiments) > 0 {
			dt = checked.Model.Experiments[0].Dt
		}
		_, built := compiler.Compile(checked, dt, nil)
		diags = append(slices.Clone(diags), built...)
	}
	return diags, checked.Sources
}

// annotated is the chunk with what is said of it on its lines.
func (c *chunk) annotated(diags diag.List, src diag.Sources) string {
	first := strings.Count(c.head, "\n") + 1
	lines := strings.SplitAfter(strings.TrimSuffix(c.plain, "\n"), "\n")
	above, said := "", make([]string, len(lines))
	for _, d := range diags {
		if !c.unused && (d.Code == diag.Unused || d.Code == diag.Undriven) {
			continue
		}
		what := strings.Join(c.describe(d, src), "\n###   ") + "\n"
		if at, i := d.Subject.Start(), d.Subject.Start().Line-first; filepath.Base(at.Filename) == "m.nef" && i >= 0 && i < len(lines) {
			said[i] += "### " + what
		} else {
			above += "### " + what
		}
	}
	for i, line := range lines {
		if line = strings.TrimSuffix(line, "\n"); said[i] == "" {
			lines[i] = line + "\n"
		} else {
			lines[i] = line + "  " + said[i]
		}
	}
	return above + strings.Join(lines, "")
}

// describe writes a diagnostic, a line each for its parts, with what it points at
// between « and ».
func (c *chunk) describe(d *diag.Diagnostic, src diag.Sources) []string {
	at := func(s diag.Span) string {
		if !s.IsValid() {
			return "nowhere"
		}
		text := src[s.Filename][s.Start().Offset:s.End().Offset]
		if base := filepath.Base(s.Filename); base != "m.nef" {
			text = base + ": " + text
		}
		return "«" + strings.ReplaceAll(text, "\n", `\n`) + "»"
	}
	var out []string
	add := func(format string, args ...any) {
		line := strings.ReplaceAll(fmt.Sprintf(format, args...), c.dir+string(filepath.Separator), "")
		out = append(out, strings.ReplaceAll(line, "\n", `\n`))
	}
	add("%s %s: %s", d.Code, at(d.Subject), d.Summary)
	if d.Label != "" {
		add("here: %s", d.Label)
	}
	for _, p := range d.Places {
		add("%s: %s", at(p.Span), p.Label)
	}
	for _, n := range d.Notes {
		add("note: %s", n)
	}
	if d.Help != "" {
		add("help: %s", d.Help)
	}
	for _, f := range d.Fixes {
		var edits []string
		for _, e := range f.Edits {
			edits = append(edits, fmt.Sprintf("%s becomes «%s»", at(e.At), e.Text))
		}
		add("fix: %s%s", strings.Join(edits, " and "), map[bool]string{true: ", perhaps"}[f.Guess])
	}
	return out
}
