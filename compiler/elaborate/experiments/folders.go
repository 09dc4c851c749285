package experiments

import (
	"github.com/nefc/nefc/grammar/diag"
)

// folders are names that become folders of results, and where they stand.
type folders struct {
	c    *Experiments
	what string
	seen map[string]diag.Span // by folded name
}

// add refuses a name whose folder another has where the case of letters does not
// count.
func (f *folders) add(name string, at diag.Span) {
	if old, is := f.seen[fold(name)]; is {
		f.c.Err(diag.SameFile, at, "the %s `%s` has the folder of another, where the case of letters does not count", f.what, name).
			WithPlace(old, "the other").WithHelp("give one of them another name")
		return
	}
	f.seen[fold(name)] = at
}
