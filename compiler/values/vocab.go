package values

import (
	"strings"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Vocabulary is a list of semantic pointers: vectors with names.
type Vocabulary struct {
	Dims   int
	Names  []string // in the order of its rows as a matrix
	Vector map[string][]float64
}

// value is the vocabulary as a matrix, one pointer a row.
func (v *Vocabulary) value() Value {
	out := Value{Vec: true}
	for _, name := range v.Names {
		out.list = append(out.list, Vector(v.Vector[name]))
	}
	return out
}

// List names the pointers of a small vocabulary for people; "" of a large one.
func (v *Vocabulary) List() string {
	if len(v.Names) == 0 || len(v.Names) > 12 {
		return ""
	}
	return "it has " + strings.Join(v.Names, ", ")
}

// VocabValue evaluates a vocabulary when it is first needed; a circle is NEF018.
func (c *Evaluator) VocabValue(d *outline.Decl) (*Vocabulary, bool) {
	if v := c.Vocabs[d]; v != nil || d.Failed {
		return v, !d.Failed
	}
	if c.readingVocabs[d] {
		c.Err(diag.Cycle, d.At, "the vocabulary `%s` is made of itself", d.Name)
		d.Failed = true
		return nil, false
	}
	c.readingVocabs[d] = true
	v, ok := c.ReadVocab(d)
	delete(c.readingVocabs, d)
	if d.Failed = d.Failed || !ok; d.Failed {
		return nil, false
	}
	c.Vocabs[d] = v
	return v, true
}

// OnlyVocabulary is the name of the vocabulary of some dimensions that can be named in a
// scope; "" if there is none or more than one.
func (c *Evaluator) OnlyVocabulary(s *outline.Scope, dims int) string {
	found := ""
	for ; s != nil; s = s.Parent {
		for name, d := range s.Decls {
			if d.Kind != outline.Vocabulary {
				continue
			}
			v, ok := c.VocabValue(d)
			switch {
			case !ok || v.Dims != dims:
			case found != "":
				return ""
			default:
				found = name
			}
		}
	}
	return found
}

// VocabNamed is the vocabulary that an expression names; what takes it is said in words.
func (c *Evaluator) VocabNamed(e *grammar.Expr, s *outline.Scope, what string) (*outline.Decl, bool) {
	written := e
	e, s = c.Deref(e, s)
	name, isName := e.Strip().IsName()
	d := s.Lookup(name)
	switch {
	case isName && d == nil:
		c.Unknown(s, name, e.At)
		return nil, false
	case !isName || d.Kind != outline.Vocabulary:
		c.Err(diag.BadArgument, written.At, "%s takes a vocabulary, `%s` is none", what, written).
			WithHelp("name what a `vocab` line declares: `vocab v dims 16 { RED; BLUE }` is `v`")
		return nil, false
	}
	return d, true
}
