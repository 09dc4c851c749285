package diff

import (
	"testing"

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
