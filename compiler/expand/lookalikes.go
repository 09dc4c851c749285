package expand

import (
	"cmp"
	"maps"
	"slices"

	"github.com/nefc/nefc/compiler/outline"
	"github.com/nefc/nefc/compiler/report"
	"github.com/nefc/nefc/grammar/diag"
)

// lookalikes warns of names of one block that differ only in letters of another
// script or form: they look like one name and are two objects.
func (c *Expander) lookalikes(*outline.Scope) {
	for _, s := range c.Outline.Scopes {
		foreign := false
		for name := range s.Decls {
			foreign = foreign || report.Skeleton(name) != name
		}
		if !foreign {
			continue
		}
		names := slices.Sorted(maps.Keys(s.Decls))
		slices.SortStableFunc(names, func(a, b string) int {
			return cmp.Compare(s.Decls[a].At.Start().Offset, s.Decls[b].At.Start().Offset)
		})
		first := map[string]string{}
		for _, name := range names {
			other, found := first[report.Skeleton(name)]
			if !found {
				first[report.Skeleton(name)] = name
				continue
			}
			d := diag.New(diag.NameSpelling, s.Decls[name].At, "`%s` looks like `%s`, but is written in other letters", name, other).
				WithPlace(s.Decls[other].At, "the other").WithHelp("write both in the same letters, or choose another name")
			c.Diags.Add(d.AsWarning())
		}
	}
}
