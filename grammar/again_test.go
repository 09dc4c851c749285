package grammar_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/edits"
)

// A text that is read again, whatever was changed in it, is what it would be if it were read for
// the first time: every statement, every place, every diagnostic.
func TestReadAgainIsReadAnew(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	rounds := 4
	if testing.Short() {
		rounds = 1
	}
	anew, all := 0, 0
	for _, path := range append(corpus(t), "testdata/everything.nef") {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for range rounds {
			text := string(b)
			before, _ := grammar.Parse("m.nef", text)
			for change := range 10 {
				start, end, insert := edits.Random(r, text)
				next := edits.Apply(text, start, end, insert)
				f, diags := grammar.ParseAgain(before, "m.nef", next)
				first, wanted := grammar.Parse("m.nef", next)
				if !reflect.DeepEqual(f, first) || !reflect.DeepEqual(diags, wanted) {
					t.Fatalf("%q\nis read again, behind\n%q\nas\n%v\n%s\nand not\n%v\n%s", next, text, diags, tree(f), wanted, tree(first))
				}
				if change == 0 { // later ones find mistakes elsewhere
					n, of := grammar.Anew(before, next)
					anew, all = anew+n, all+of
				}
				before, text = f, next
			}
		}
	}
	if t.Logf("%d of %d statements were not taken over", anew, all); 4*anew > 3*all {
		t.Errorf("%d statements of %d were not taken over", anew, all)
	}
}

// What it costs to read a long text again, in which a letter was typed, and to read it.
func BenchmarkReadAgain(b *testing.B) {
	var text strings.Builder
	for i := range 1250 {
		fmt.Fprintf(&text, "# population %d\nensemble e%[1]d 50 dims 1 radius 1.5\nconnect c%[1]d: e%[1]d -> e%[1]d synapse 100ms function 0.5*x\nprobe e%[1]d synapse 10ms\n", i)
	}
	src := text.String()
	at := len(src) / 2
	for _, at := range []int{0, at, len(src) - 1} {
		before, _ := grammar.Parse("m.nef", src)
		b.Run(fmt.Sprint("again/", at), func(b *testing.B) {
			for range b.N {
				grammar.ParseAgain(before, "m.nef", edits.Apply(src, at, at, "#"))
			}
		})
	}
	b.Run("anew", func(b *testing.B) {
		for range b.N {
			grammar.Parse("m.nef", src)
		}
	})
}
