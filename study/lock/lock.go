// Package lock writes down what models are and what their runs came to, and compares.
// A lock is a file beside models, nefc.lock, with a fact a line: hashes of models, of
// the files they read and of the library, digests of what was recorded, hashes of what
// was written, values of expectations. In go models, which are run; out comes a lock,
// or what differs from one. Comments, formatting and the order of objects change none.
package lock

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/version"
)

// Name is the file a lock is kept in, beside the models it speaks of.
const Name = "nefc.lock"

// Kind is what a fact is about.
type Kind string

// The kinds of facts, as they stand in a lock.
const (
	Spec        Kind = "spec"   // the hash of the model of an experiment
	Input       Kind = "input"  // of a file that a model reads
	Library     Kind = "std"    // of a network of the library
	Digested    Kind = "digest" // what is left of what a probe recorded
	Output      Kind = "output" // the hash of a file that was written
	Damage      Kind = "damage" // what a lesion or a cut took
	Expectation Kind = "expect" // its value and outcome
)

// Fact is a line of a lock: what kind it is, of what it speaks, and what is so.
type Fact struct {
	Kind        Kind
	Name, Value string
	Line        int // of the file it was read from; 0 for none
}

// ofModels reports a fact that is known before a run.
func (f Fact) ofModels() bool { return f.Kind == Spec || f.Kind == Input || f.Kind == Library }

// key is what no other fact of a lock has.
type key struct {
	kind Kind
	name string
}

func (f Fact) key() key { return key{f.Kind, f.Name} }

// Lock is what is known of models and of what their runs came to.
type Lock struct {
	Path     string // of the file; names of models and inputs are relative to its folder
	Platform string // nefc 0.3.0 linux/amd64 float64
	Facts    []Fact
	Text     string // of the file it was read from
	several  bool   // models: facts of runs have their names in front
}

// platform is what results may depend on.
func platform() string {
	return fmt.Sprintf("nefc %s %s/%s float64", version.Name(), runtime.GOOS, runtime.GOARCH)
}

// Write writes a lock: the platform, then a fact a line, sorted.
func (l *Lock) Write(w io.Writer) error {
	lines := make([]string, 0, len(l.Facts))
	for _, f := range l.Facts {
		name := f.Name
		if strings.ContainsAny(name, " \t\"\n") {
			name = strconv.Quote(name)
		}
		lines = append(lines, fmt.Sprintf("%-7s %-40s %s\n", f.Kind, name, f.Value))
	}
	slices.Sort(lines)
	_, err := io.WriteString(w, l.Platform+"\n"+strings.Join(slices.Compact(lines), ""))
	return err
}

// Save writes a lock to its file.
func (l *Lock) Save() error { return files.Write(l.Path, l.Write) }

// Read reads a file that Write has written.
func Read(path string) (*Lock, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n"), "\n")
	if !strings.HasPrefix(lines[0], "nefc ") {
		return nil, fmt.Errorf("%s is no lock: its first line should begin with `nefc`; `nefc lock MODEL` makes a new one", path)
	}
	l := &Lock{Path: path, Platform: lines[0], Text: string(b)}
	for i, line := range lines[1:] {
		f, err := readFact(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, i+2, err)
		}
		f.Line = i + 2
		l.Facts = append(l.Facts, f)
	}
	l.several = len(l.Models()) > 1
	return l, nil
}

// readFact reads a line of a lock.
func readFact(line string) (Fact, error) {
	kind, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimLeft(rest, " ")
	name, value, ok := strings.Cut(rest, " ")
	if quoted, err := strconv.QuotedPrefix(rest); err == nil {
		if name, err = strconv.Unquote(quoted); err != nil {
			return Fact{}, err
		}
		value = rest[len(quoted):]
	}
	if !ok {
		return Fact{}, fmt.Errorf("expected a kind, a name and a value, found %q; `nefc lock MODEL` makes a new lock", line)
	}
	return Fact{Kind: Kind(kind), Name: name, Value: strings.TrimSpace(value)}, nil
}

// Models lists the models a lock speaks of, by their paths from its folder.
func (l *Lock) Models() []string {
	var out []string
	for _, f := range l.Facts {
		if file, _, ok := strings.Cut(f.Name, "#"); ok && f.Kind == Spec && !slices.Contains(out, file) {
			out = append(out, file)
		}
	}
	return out
}

// Counts is how much a lock holds.
type Counts struct{ Experiments, Inputs, Digests, Files, Expectations int }

// Count counts the facts of a lock.
func (l *Lock) Count() Counts {
	n := map[Kind]int{}
	for _, f := range l.Facts {
		n[f.Kind]++
	}
	return Counts{Experiments: n[Spec], Inputs: n[Input] + n[Library], Digests: n[Digested], Files: n[Output], Expectations: n[Expectation]}
}

// of is what a lock says of one model: of it, of what it reads now, and of what its
// run came to. A lock of several models has their names in front.
func (l *Lock) of(model string, before []Fact) *Lock {
	reads := map[key]bool{}
	for _, f := range before {
		reads[f.key()] = true
	}
	return l.only(func(f Fact) bool {
		owner, _, _ := strings.Cut(f.Name, "#")
		return owner == model && (f.Kind == Spec || l.several) || reads[f.key()] || !l.several && !f.ofModels()
	})
}

// before is what a lock says that is known without a run.
func (l *Lock) before() *Lock { return l.only(Fact.ofModels) }

// only is a lock with some of the facts.
func (l *Lock) only(keep func(Fact) bool) *Lock {
	out := *l
	out.Facts = nil
	for _, f := range l.Facts {
		if keep(f) {
			out.Facts = append(out.Facts, f)
		}
	}
	return &out
}

// relative names a file from a folder, with slashes.
func relative(dir, path string) string {
	full, err1 := filepath.Abs(path)
	from, err2 := filepath.Abs(dir)
	if rel, err := filepath.Rel(from, full); err == nil && err1 == nil && err2 == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(path)
}
