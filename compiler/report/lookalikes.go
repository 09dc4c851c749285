package report

import (
	"strings"

	"github.com/nefc/nefc/internal/normal"
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

// Skeleton is a name as it looks: with Latin letters for those of other scripts, and
// plain ones for wide letters, ligatures and the like (NFKC).
func Skeleton(name string) string {
	return strings.Map(func(r rune) rune {
		if latin, ok := latinFor[r]; ok {
			return latin
		}
		return r
	}, normal.Compatible(name))
}
