package outline

import (
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
)

// Kind says what a name stands for.
type Kind int

const (
	Constant Kind = iota // let, param, argument of a template
	Object
	Instance
	Connection
	Group // members declared in a loop: cell[0], cell[1], …
	Vocabulary
)

// Decl is a declared name.
type Decl struct {
	Kind  Kind
	Name  string // qualified
	At    diag.Span
	Stmt  grammar.Statement
	In    *Scope        // where Stmt or Expr stands
	Expr  *grammar.Expr // of a Constant, and of a choice: its value
	Param bool          // it is a param of the model
	Index int           // of the param, or of the element of Whole

	Inner   *Scope   // of an Instance, and of an Object that has parts with names
	Whole   *Decl    // the Object that a rule of action is an element of; nil for others
	Labels  []string // of the dimensions of an Object; nil if they have only numbers
	Members []int    // of a Group: their indices, as declared
	Loop    bool     // the variable of a for
	Failed  bool     // it is in error, and nothing more is said about it
}
