package targets

import (
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
)

// Folders are names that become folders of results, and where they stand.
type Folders struct {
	c    *values.Evaluator
	what string
	seen map[string]diag.Span // by folded name
}

// NewFolders returns none yet of what has folders: experiments, phases.
func NewFolders(c *values.Evaluator, what string) *Folders {
	return &Folders{c, what, map[string]diag.Span{}}
}

// Add refuses a name whose folder another has where the case of letters does not
// count.
func (f *Folders) Add(name string, at diag.Span) {
	if old, is := f.seen[fold(name)]; is {
		f.c.Err(diag.SameFile, at, "the %s `%s` has the folder of another, where the case of letters does not count", f.what, name).
			WithPlace(old, "the other").WithHelp("give one of them another name")
		return
	}
	f.seen[fold(name)] = at
}
