package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/internal/files"
	"github.com/nefc/nefc/internal/version"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/stdlib"
)

// lockName is the file a lock is kept in, beside the models it speaks of.
const lockName = "nefc.lock"

// fact is a line of a lock: what kind it is, of what it speaks, and what is so.
type fact struct {
	kind, name, value string
	line              int // of the file it was read from
}

// ofModels reports a fact that is known before a run: of a model, a file it reads
// or the library.
func (f fact) ofModels() bool { return f.kind == "spec" || f.kind == "input" || f.kind == "std" }

// lock is what is known of models and of what their runs came to, sorted.
type lock struct {
	platform string // nefc 0.3.0 linux/amd64 float64
	facts    []fact
	several  bool   // models: facts of runs have their names in front
	text     string // of the file it was read from
}

func platform() string {
	return fmt.Sprintf("nefc %s %s/%s float64", version.Name(), runtime.GOOS, runtime.GOARCH)
}

// write writes a lock: the platform, then a fact a line.
func (l *lock) write(w io.Writer) error {
	lines := make([]string, 0, len(l.facts))
	for _, f := range l.facts {
		name := f.name
		if strings.ContainsAny(name, " \t\"\n") {
			name = strconv.Quote(name)
		}
		lines = append(lines, fmt.Sprintf("%-7s %-40s %s\n", f.kind, name, f.value))
	}
	slices.Sort(lines)
	_, err := io.WriteString(w, l.platform+"\n"+strings.Join(slices.Compact(lines), ""))
	return err
}

// readLock reads what write has written.
func readLock(path string) (*lock, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n"), "\n")
	if !strings.HasPrefix(lines[0], "nefc ") {
		return nil, fmt.Errorf("%s is no lock: its first line should begin with `nefc`; `nefc lock MODEL` makes a new one", path)
	}
	l := &lock{platform: lines[0], text: string(b)}
	for i, line := range lines[1:] {
		kind, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimLeft(rest, " ")
		name, value, ok := strings.Cut(rest, " ")
		if quoted, err := strconv.QuotedPrefix(rest); err == nil {
			if name, err = strconv.Unquote(quoted); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, i+2, err)
			}
			value = rest[len(quoted):]
		}
		if !ok {
			return nil, fmt.Errorf("%s:%d: expected a kind, a name and a value, found %q; `nefc lock MODEL` makes a new lock", path, i+2, line)
		}
		l.facts = append(l.facts, fact{kind, name, strings.TrimSpace(value), i + 2})
	}
	l.several = len(l.models()) > 1
	return l, nil
}

// models lists the models a lock speaks of.
func (l *lock) models() []string {
	var out []string
	for _, f := range l.facts {
		if file, _, ok := strings.Cut(f.name, "#"); ok && f.kind == "spec" && !slices.Contains(out, file) {
			out = append(out, file)
		}
	}
	return out
}

// of is what a lock says of one model: of it, of what it reads now, and of what its
// run came to. A lock of several models has their names in front.
func (l *lock) of(model string, before []fact) *lock {
	reads := map[[2]string]bool{}
	for _, f := range before {
		reads[f.key()] = true
	}
	out := &lock{platform: l.platform, several: l.several, text: l.text}
	for _, f := range l.facts {
		owner, _, _ := strings.Cut(f.name, "#")
		if owner == model && (f.kind == "spec" || l.several) || reads[f.key()] || !l.several && !f.ofModels() {
			out.facts = append(out.facts, f)
		}
	}
	return out
}

// before is what a lock says that is known without a run.
func (l *lock) before() *lock {
	out := *l
	out.facts = slices.DeleteFunc(slices.Clone(l.facts), func(f fact) bool { return !f.ofModels() })
	return &out
}

func (f fact) key() [2]string { return [2]string{f.kind, f.name} }

// beforeRun are the facts known without running: the hash of each experiment's
// model, of the files it reads and of the library it uses. Names are relative to
// the folder of the lock.
func beforeRun(dir string, checked *compiler.Checked) ([]fact, error) {
	var out []fact
	path := checked.Model.File
	for _, e := range checked.Model.Experiments {
		out = append(out, fact{kind: "spec", name: relative(dir, path) + "#" + e.Name, value: checked.Model.SpecHash()})
	}
	for file := range checked.Sources {
		if name, ok := strings.CutPrefix(file, "std/"); ok {
			text, _ := stdlib.Network(strings.TrimSuffix(name, ".nef"))
			out = append(out, fact{kind: "std", name: strings.TrimSuffix(name, ".nef"), value: "sha256 " + digest([]byte(text))})
		}
	}
	for _, file := range checked.Model.Inputs {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		out = append(out, fact{kind: "input", name: relative(dir, file), value: fmt.Sprintf("sha256 %s %d", digest(b), len(b))})
	}
	return out, nil
}

// afterRun are the facts about what a run came to: digests of what probes
// recorded, hashes of the files it wrote, and the values of expectations. Names
// begin with out/, wherever the run wrote.
func afterRun(out string, ran outcomes) ([]fact, error) {
	var facts []fact
	for _, file := range ran.files {
		name := "out/" + relative(out, file)
		switch filepath.Base(file) {
		case "summary.json": // holds times
		case "probes.npz":
			digests, err := experiment.Digests(file)
			if err != nil {
				return nil, err
			}
			for _, d := range digests {
				facts = append(facts, fact{kind: "digest", name: strings.TrimSuffix(name, "probes.npz") + d.Name, value: d.String()})
			}
		default:
			b, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			facts = append(facts, fact{kind: "output", name: name, value: "sha256 " + digest(b)})
		}
	}
	for _, r := range ran.results {
		for i, x := range r.Expectations {
			facts = append(facts, fact{kind: "expect", name: fmt.Sprintf("%s.%d", filepath.ToSlash(filepath.Join(r.Experiment, r.Cell)), i+1),
				value: expectation(x)})
		}
	}
	return facts, nil
}

func expectation(x experiment.Expectation) string {
	if x.Value == nil || x.Op == "" {
		return x.Outcome
	}
	return fmt.Sprintf("%s %s %s", strconv.FormatFloat(*x.Value, 'g', -1, 64), x.Op, strconv.FormatFloat(x.Limit, 'g', -1, 64))
}

func digest(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

func relative(dir, path string) string {
	full, err1 := filepath.Abs(path)
	from, err2 := filepath.Abs(dir)
	if rel, err := filepath.Rel(from, full); err == nil && err1 == nil && err2 == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(path)
}

// difference is a fact that two locks disagree on.
type difference struct {
	fact        // of the lock; without a value if it is not there
	now  string // "" if it is no longer there
}

// differences lists what two locks disagree on. On another platform files are not
// compared, and numbers of results agree within tolerance.
func (l *lock) differences(now *lock) []difference {
	same := l.platform == now.platform
	got := map[[2]string]string{}
	for _, f := range now.facts {
		got[f.key()] = f.value
	}
	var out []difference
	for _, f := range l.facts {
		value, ok := got[f.key()]
		delete(got, f.key())
		elsewhere := ok && !same && !f.ofModels() && (f.kind == "output" || closeEnough(f.value, value))
		if value != f.value && !elsewhere {
			out = append(out, difference{f, value})
		}
	}
	for key, value := range got {
		out = append(out, difference{fact{kind: key[0], name: key[1]}, value})
	}
	slices.SortFunc(out, func(a, b difference) int {
		return cmp.Or(strings.Compare(a.kind, b.kind), strings.Compare(a.name, b.name))
	})
	return out
}

// tolerance is how far numbers may differ between platforms, relative to the
// larger; spikes in other steps change means of long recordings by less.
const tolerance = 1e-3

// closeEnough compares two values field by field: numbers within tolerance, crc
// not at all, everything else exactly.
func closeEnough(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		name, u, _ := strings.Cut(x[i], "=")
		name2, v, _ := strings.Cut(y[i], "=")
		if u == "" {
			u, v, name, name2 = name, name2, "", ""
		}
		p, err1 := strconv.ParseFloat(u, 64)
		q, err2 := strconv.ParseFloat(v, 64)
		number := err1 == nil && err2 == nil && math.Abs(p-q) <= tolerance*max(math.Abs(p), math.Abs(q), 1e-9)
		if name != name2 || u != v && !number && name != "crc" {
			return false
		}
	}
	return true
}

func saveLock(path string, l *lock) error { return files.Write(path, l.write) }
