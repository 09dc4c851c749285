package report

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/runtime/kept"
	"github.com/nefc/nefc/stdlib/highlight"
	"github.com/nefc/nefc/study/lock"
)

// source is the model of a run, as far as it can be read today.
type source struct {
	checked  *compiler.Checked // nil if it cannot
	path     string
	texts    map[string]string
	verified string // whether texts are what ran, in words
	same     bool   // they are
}

// sourceOf finds the model of a run: the texts that it kept, or files where they were
// or beside the folder of results.
func sourceOf(f found) *source {
	b, err := kept.ReadBuilt(f.dir)
	if err == nil && b != nil && len(b.Texts) > 0 {
		s := &source{path: b.Model, texts: b.Texts, verified: "as it ran", same: true}
		if checked := check(f, b.Model, b.Texts); checked != nil && checked.Model.SpecHash() == f.summary.SpecHash {
			s.checked = checked
		}
		return s
	}
	var stale *source
	for _, path := range places(f) {
		checked := check(f, path, nil)
		if checked == nil {
			continue
		}
		s := &source{checked: checked, path: path, texts: checked.Sources, same: checked.Model.SpecHash() == f.summary.SpecHash}
		s.verified = "the same model as ran: its hash says so"
		if s.same {
			return s
		}
		s.verified, s.checked = "not what ran: the file, its params or its data have changed since", nil
		stale = s
	}
	if stale == nil {
		stale = &source{path: f.summary.Model}
	}
	return stale
}

// places are where the model of a run may lie: where it was said to be, or above the
// folder of results.
func places(f found) []string {
	out := []string{f.summary.Model}
	for dir, k := filepath.Clean(f.dir), 0; k <= deepest+1; k++ {
		dir = filepath.Dir(dir)
		out = append(out, filepath.Join(dir, filepath.Base(f.summary.Model)))
	}
	return slices.Compact(out)
}

// check checks a model with the params and the seed of a run; nil if it has errors or
// is not there.
func check(f found, path string, texts map[string]string) *compiler.Checked {
	overlay := compiler.Overlay{}
	for name, text := range texts {
		overlay[filepath.Clean(name)] = text
	}
	set := map[string]string{}
	for name, v := range f.summary.Params {
		set[name] = strconv.FormatFloat(v, 'g', -1, 64)
	}
	for _, try := range []map[string]string{nil, set} {
		checked, err := compiler.Check(path, compiler.Options{Overlay: overlay, Seed: &f.summary.Seed, Set: try})
		if err == nil && !checked.Diags.HasErrors() && (try != nil || checked.Model.SpecHash() == f.summary.SpecHash) {
			return checked
		}
	}
	return nil
}

// built is what the model is built as, where a run has not kept it.
func (s *source) built() *kept.Built {
	if s.checked == nil || !s.same || len(s.checked.Model.Experiments) == 0 {
		return &kept.Built{}
	}
	compiled, _ := compiler.Compile(s.checked, s.checked.Model.Experiments[0].Dt, nil)
	if compiled == nil {
		return &kept.Built{}
	}
	return kept.OfProgram(compiled.Program)
}

// neurons counts them; 0 if the model is not known.
func (s *source) neurons() (n int) {
	if s.checked == nil {
		return 0
	}
	for _, e := range s.checked.Model.Ensembles {
		n += e.N
	}
	return n
}

// about is the comment that the model begins with.
func (s *source) about() string { return grammar.About(s.texts[s.path]) }

// lock says whether nefc.lock beside the model has this run.
func (s *source) lock(f found) string {
	l, err := lock.Read(filepath.Join(filepath.Dir(s.path), lock.Name))
	if err != nil {
		return "none: `nefc lock " + f.summary.Model + "` writes results down for others to verify"
	}
	name := filepath.Base(s.path) + "#" + f.summary.Experiment
	for _, fact := range l.Facts {
		if fact.Kind == lock.Spec && fact.Name == name {
			if fact.Value == f.summary.SpecHash {
				return "nefc.lock has this model; `nefc verify` runs it again and compares"
			}
			return "nefc.lock has another version of this model"
		}
	}
	return "nefc.lock beside the model does not have it"
}

// textsOf are the files of a model as they are shown, its own before those it uses.
func (s *source) textsOf() []Text {
	var names []string
	for name := range s.texts {
		if name != s.path && !strings.HasPrefix(name, "std/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	out := []Text{}
	for _, name := range append([]string{s.path}, names...) {
		if text, ok := s.texts[name]; ok {
			out = append(out, Text{Name: filepath.ToSlash(name), Lines: painted(text), Verified: s.verified})
		}
	}
	return out
}

// painted cuts a text into lines of pieces.
func painted(text string) [][][2]string {
	lines := [][][2]string{{}}
	for _, p := range highlight.Pieces(strings.TrimRight(text, "\n")) {
		for i, part := range strings.Split(p.Text, "\n") {
			if i > 0 {
				lines = append(lines, [][2]string{})
			}
			if part != "" {
				lines[len(lines)-1] = append(lines[len(lines)-1], [2]string{p.Kind.String(), strings.TrimRight(part, "\r")})
			}
		}
	}
	return lines
}
