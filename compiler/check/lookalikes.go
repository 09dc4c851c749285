package check

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/nefc/nefc/grammar/diag"
)

// latinFor gives letters of other scripts the Latin letter that they look like.
//
// Source: the commonest entries of Unicode's confusables.txt (UTS 39).
var latinFor = func() map[rune]rune {
	out := map[rune]rune{}
	for _, pairs := range []string{
		"аaсcеeіiјjоoрpѕsԁdһhԛqԝwхxуy", // Cyrillic
		"АAВBЕEЅSІIЈJКKМMНHОOРPСCТTХXУYԌGԚQԜWҮY",
		"αaγyιiνvοoρpυu", // Greek
		"ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX",
		"աwոnսuցgօoհhզq", // Armenian
	} {
		letters := []rune(pairs)
		for i := 0; i < len(letters); i += 2 {
			out[letters[i]] = letters[i+1]
		}
	}
	return out
}()

// skeleton is a name as it looks: with Latin letters for those of other scripts.
func skeleton(name string) string {
	return strings.Map(func(r rune) rune {
		if latin, ok := latinFor[r]; ok {
			return latin
		}
		return r
	}, name)
}

// lookalikes warns of names of one block that differ only in letters of another
// script: they look like one name and are two objects.
func (c *checker) lookalikes(*scope) {
	for _, s := range c.outline.scopes {
		foreign := false
		for name := range s.decls {
			foreign = foreign || skeleton(name) != name
		}
		if !foreign {
			continue
		}
		names := slices.Sorted(maps.Keys(s.decls))
		slices.SortStableFunc(names, func(a, b string) int {
			return cmp.Compare(s.decls[a].at.Start.Offset, s.decls[b].at.Start.Offset)
		})
		first := map[string]string{}
		for _, name := range names {
			other, found := first[skeleton(name)]
			if !found {
				first[skeleton(name)] = name
				continue
			}
			d := diag.New(diag.NameSpelling, s.decls[name].at, "`%s` looks like `%s`, but is written in letters of another script", name, other).
				WithPlace(s.decls[other].at, "the other").WithHelp("write both in the same letters, or choose another name")
			c.diags.Add(d.AsWarning())
		}
	}
}
