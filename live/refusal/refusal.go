// Package refusal is why something that is asked of a session is refused: each kind of
// reason is a type, so that a page can offer the way out. It finds objects of a program by
// name, or refuses.
package refusal

import (
	"fmt"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// Unknown is a name that nothing has.
type Unknown struct {
	What, Name string
	Near       string // the nearest name; "" for none
}

// Error says what there is.
func (e *Unknown) Error() string {
	text := fmt.Sprintf("no %s is called `%s`", e.What, e.Name)
	if e.Near != "" {
		text += "; did you mean `" + e.Near + "`?"
	}
	return text
}

// Name refuses a name that is none of those.
func Name(name, what string, names []string) *Unknown {
	return &Unknown{what, name, diag.Nearest(name, names)}
}

// Structural is a param that shapes the model: it changes in the text, or with another
// build.
type Structural struct{ Param string }

// Error says what a change would take.
func (e *Structural) Error() string {
	return fmt.Sprintf("`%s` shapes the model; changing it builds the model anew", e.Param)
}

// Range is a number that cannot be given.
type Range struct{ Text string }

// Rangef is one that says so much.
func Rangef(format string, args ...any) *Range { return &Range{fmt.Sprintf(format, args...)} }

// Error says which may be.
func (e *Range) Error() string { return e.Text }

// OtherNeurons is a table that belongs to other neurons.
type OtherNeurons struct {
	Connection string
	Differs    []string
}

// Error says what differs.
func (e *OtherNeurons) Error() string {
	return fmt.Sprintf("the table does not belong to `%s`: %s", e.Connection, strings.Join(e.Differs, ", "))
}

// NotLearning is a connection without a rule.
type NotLearning struct{ Connection string }

// Error names it.
func (e *NotLearning) Error() string {
	return fmt.Sprintf("`%s` does not learn, nothing to freeze", e.Connection)
}

// Gone is a step that cannot be gone back to.
type Gone struct{ Step, Earliest int }

// Error names the earliest that can.
func (e *Gone) Error() string {
	return fmt.Sprintf("step %d is not kept, the earliest is %d", e.Step, e.Earliest)
}

// Irreversible is a session that cannot go back.
type Irreversible struct{ Node string }

// Error says why.
func (e *Irreversible) Error() string {
	return fmt.Sprintf("`%s` is computed outside, where nothing can be taken back: open the model again", e.Node)
}
