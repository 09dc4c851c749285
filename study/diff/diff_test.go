package diff

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/identity"
)

// What reads alike but differs is told where nothing else is, and only there.
func TestChangesThatReadAlike(t *testing.T) {
	object := func(fields ...model.Field) model.Object { return model.Object{Kind: "node", Fields: fields} }
	field := func(word, text string, hash byte) model.Field {
		return model.Field{Word: word, Text: text, Hash: identity.Hash{hash}}
	}
	rows, other := field("process", "2 rows", 1), field("process", "2 rows", 2)
	for _, c := range []struct {
		before, after model.Object
		want          string
	}{
		{object(rows), object(other), "another process, 2 rows"},
		{object(rows, field("dims", "1", 1)), object(other, field("dims", "2", 2)), "dims 1 → 2"},
		{object(rows), object(rows, field("seed", "3", 1)), "seed none → 3"},
		{object(rows, field("seed", "3", 1)), object(rows), "seed 3 → none"},
	} {
		if got := changes(c.before, c.after); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

const before = `seed 1
node u = t
ensemble a 20
ensemble b 30
connect u -> a
connect c: a -> b
probe a
run 10ms
`

// opened writes a model and opens it.
func opened(t *testing.T, text string) *Model {
	t.Helper()
	path := filepath.Join(t.TempDir(), "m.nef")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// What was added, changed and removed, and what is solved again since its source is
// another.
func TestModels(t *testing.T) {
	was := opened(t, before)
	for _, c := range []struct {
		change []string // pairs of old and new text
		want   []string
	}{
		{[]string{"node u = t\nensemble a 20\n", "ensemble  a 20 # the same\nnode u = t\n"}, nil},
		{[]string{"probe a", "probe b"}, []string{"added probe b  false", "removed probe a  false"}},
		{[]string{"ensemble a 20", "ensemble a 20 n_eval_points 800"},
			[]string{"changed ensemble a n_eval_points 750 → 800; same neurons: yes false", "changed connect c re-solved: its neurons or points are others true"}},
		{[]string{"c: a -> b", "c: 2*a -> b"}, []string{"changed connect c transform 1 → 2; re-solved true"}},
	} {
		d := Models(was, opened(t, strings.NewReplacer(c.change...).Replace(before)))
		var got []string
		for _, x := range d.Changes {
			got = append(got, fmt.Sprint(x.What, " ", x.Object.Kind, " ", x.Object.Name, " ", x.How, " ", x.Resolved))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.change, got, c.want)
		}
		if gone := strings.Contains(strings.Join(got, " "), "removed"); d.Unchanged+len(got) != len(was.Objects())+map[bool]int{true: 1}[gone] {
			t.Errorf("%q: %d of %d objects are unchanged", c.change, d.Unchanged, len(was.Objects()))
		}
	}
}

// A model with errors cannot be compared, nor one that is not there.
func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.nef")
	if err := os.WriteFile(path, []byte("nonsense\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var invalid *compiler.Invalid
	if _, err := Open(path); !errors.As(err, &invalid) || err.Error() != path+" has errors" {
		t.Error(err)
	}
	if _, err := Open("none.nef"); !errors.Is(err, os.ErrNotExist) || !strings.HasPrefix(err.Error(), "none.nef: ") {
		t.Error(err)
	}
	if _, err := Open("--output=x:" + path); err == nil || !strings.Contains(err.Error(), "is no revision") {
		t.Error(err)
	}
}

// Folders are paired by the names of their models.
func TestFolders(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	for _, path := range []string{filepath.Join(a, "m.nef"), filepath.Join(b, "m.nef"), filepath.Join(a, "l.nef"), filepath.Join(b, "n.nef"), filepath.Join(b, "x.csv")} {
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Folders(a, b)
	want := []Pair{{"l.nef", [2]string{filepath.Join(a, "l.nef"), ""}}, {"m.nef", [2]string{filepath.Join(a, "m.nef"), filepath.Join(b, "m.nef")}},
		{"n.nef", [2]string{"", filepath.Join(b, "n.nef")}}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %+v", err, got)
	}
}
