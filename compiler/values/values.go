// Package values evaluates what the compiler must know: constants with their
// units, matrices, vocabularies, the options of a statement and the arguments of
// a component. Expansion needs it for the bounds of loops, elaboration for
// everything else.
//
// An expression becomes a Value (constants.go and, for each kind, declared.go,
// operators.go, functions.go, matrices.go, indices.go, files.go, vocab.go). What needs
// a number, a whole number or a matrix demands it of the value (demands.go), with the
// unit it should have. Whoever reads a statement asks for its options (options.go) or
// matches the arguments of a call (arguments.go).
package values

import (
	"github.com/nefc/nefc/compiler/inputs"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
)

// Evaluator evaluates constants in the scopes of an outline.
type Evaluator struct {
	*inputs.Reader
	Outline   *outline.Outline
	Model     *model.Model // its params and seed; the rest is added later
	MaxMemory int64        // bytes a run may use

	Constants     constants
	units         map[*outline.Decl]catalog.Unit
	Vocabs        map[*outline.Decl]*Vocabulary
	readingVocabs map[*outline.Decl]bool
	blocks        map[*outline.Scope]*blockPointers
	fileValues    map[string]Value // constants read from files
	Times         []Time           // times as written, to be compared with steps
	depth         int              // of the constant being evaluated
	inside        *evaluated       // that constant
	kept          float64          // bytes of constants that were evaluated
	shapedAt      *diag.Span       // the line being read, if params in it shape the model; nil where they are free

	// ReadVocab reads the statement that declares a vocabulary: package vocabularies
	// provides it.
	ReadVocab func(d *outline.Decl) (*Vocabulary, bool)

	// Comprehension evaluates matrix(m, n, e) and vector(n, e), whose elements are
	// expressions: package expressions provides it.
	Comprehension func(name string, args []*grammar.Expr, s *outline.Scope) (Value, bool)

	// SizeOf is how many dimensions an object has: package expressions, which knows
	// objects, provides it.
	SizeOf func(e *grammar.Expr, s *outline.Scope) (int, bool)
}

// New is an Evaluator for a file. Nothing is declared yet.
func New(file *grammar.File, maxMemory int64) *Evaluator {
	return &Evaluator{
		Reader:  &inputs.Reader{Reporter: report.New()},
		Outline: &outline.Outline{File: file, Names: map[outline.NameIn]string{}, Brought: map[*grammar.Use][]string{}, Expanded: map[*grammar.Template]bool{}},
		Model:   &model.Model{File: file.Name}, MaxMemory: maxMemory,
		Constants: constants{}, units: map[*outline.Decl]catalog.Unit{}, fileValues: map[string]Value{},
		Vocabs: map[*outline.Decl]*Vocabulary{}, readingVocabs: map[*outline.Decl]bool{},
		blocks: map[*outline.Scope]*blockPointers{},
	}
}
