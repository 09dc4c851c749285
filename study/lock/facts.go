package lock

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/runtime/experiment"
	"github.com/nefc/nefc/study/run"
)

// factsBefore are those known without running a model: the hash of each experiment's
// model, of the files it reads and of the library it uses. Names are relative to dir.
func factsBefore(dir string, checked *compiler.Checked) ([]Fact, error) {
	var out []Fact
	name, hash := relative(dir, checked.Model.File), checked.Model.SpecHash()
	for _, e := range checked.Model.Experiments {
		out = append(out, Fact{Kind: Spec, Name: name + "#" + e.Name, Value: hash})
	}
	for file, text := range checked.Sources {
		if name, ok := strings.CutPrefix(file, "std/"); ok {
			out = append(out, Fact{Kind: Library, Name: libraryName(name), Value: "sha256 " + sha256Of([]byte(text))})
		}
	}
	for _, file := range checked.Model.Inputs {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		out = append(out, Fact{Kind: Input, Name: relative(dir, file), Value: fmt.Sprintf("sha256 %s %d", sha256Of(b), len(b))})
	}
	return out, nil
}

// libraryName is what a file of the library is called in a lock. Those of the first
// edition are called as they were before there was another.
func libraryName(file string) string {
	return strings.TrimPrefix(strings.TrimSuffix(file, ".nef"), "1/")
}

// factsAfter are those about what a run came to: digests of what probes recorded,
// hashes of the files it wrote, and the values of expectations. Names begin with out/,
// wherever the run wrote.
func factsAfter(out string, results []*run.Result) ([]Fact, error) {
	var facts []Fact
	for _, r := range results {
		for _, file := range r.Files() {
			more, err := factsOfFile("out/"+relative(out, file), file)
			if err != nil {
				return nil, err
			}
			facts = append(facts, more...)
		}
		for _, c := range r.Cells {
			if c.Result != nil {
				facts = append(append(facts, expectations(c.Result)...), damage(c.Result)...)
			}
		}
	}
	return facts, nil
}

// factsOfFile are those of a file that a run wrote, named from the folder of results.
func factsOfFile(name, path string) ([]Fact, error) {
	switch filepath.Base(path) {
	case "summary.json": // holds times
		return nil, nil
	case "probes.npz":
		digests, err := Digests(path)
		var facts []Fact
		for _, d := range digests {
			facts = append(facts, Fact{Kind: Digested, Name: strings.TrimSuffix(name, "probes.npz") + d.Name, Value: d.String()})
		}
		return facts, err
	}
	b, err := os.ReadFile(path)
	return []Fact{{Kind: Output, Name: name, Value: "sha256 " + sha256Of(b)}}, err
}

// expectations are the facts about what a run expected.
func expectations(r *experiment.Result) []Fact {
	var facts []Fact
	for i, x := range r.Expectations {
		facts = append(facts, Fact{Kind: Expectation, Name: fmt.Sprintf("%s.%d", filepath.ToSlash(filepath.Join(r.Experiment, r.Cell)), i+1),
			Value: expectation(x)})
	}
	return facts
}

// damage are the facts about what lesions and cuts took, and what came back.
func damage(r *experiment.Result) []Fact {
	var facts []Fact
	for i, d := range r.Damage {
		gone := fmt.Sprintf("%d of %d synapses", d.Synapses, d.Of)
		if d.OfNeurons() {
			gone = fmt.Sprintf("%d of %d neurons sha256 %s", len(d.Neurons), d.Of, sha256Of([]byte(fmt.Sprint(d.Neurons))))
		}
		facts = append(facts, Fact{Kind: Damage, Name: fmt.Sprintf("%s.%d", filepath.ToSlash(filepath.Join(r.Experiment, r.Cell)), i+1),
			Value: d.Event + " " + d.Object + " " + gone})
	}
	return facts
}

// expectation is the value of an expectation beside its limit, or its outcome if it
// has none.
func expectation(x experiment.Expectation) string {
	if x.Value == nil || x.Op == "" {
		return string(x.Outcome)
	}
	return fmt.Sprintf("%s %s %s", strconv.FormatFloat(*x.Value, 'g', -1, 64), x.Op, strconv.FormatFloat(x.Limit, 'g', -1, 64))
}

// sha256Of is the hash of the contents of a file, in hexadecimal.
func sha256Of(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
