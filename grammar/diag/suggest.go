package diag

import (
	"strings"
	"unicode/utf8"
)

// Nearest returns the candidate closest to name by edit distance, whatever the
// case, or "" if none is near enough to be a likely slip of the pen.
func Nearest(name string, candidates []string) string {
	allowed := 3 // slips in a long word; fewer in short ones
	switch n := len([]rune(name)); {
	case n < 2:
		return ""
	case n < 4:
		allowed = 1
	case n < 8:
		allowed = 2
	}
	best, bestDist := "", allowed+1
	lower := []rune(strings.ToLower(name))
	for _, c := range candidates {
		if longer := utf8.RuneCountInString(c) - len(lower); longer >= bestDist || -longer >= bestDist {
			continue
		}
		if d := distance(lower, []rune(strings.ToLower(c))); d < bestDist {
			best, bestDist = c, d
		}
	}
	return best
}

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours cost 1 each.
func distance(s, t []rune) int {
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range t {
		rows[0][j+1] = j + 1
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(s)][len(t)]
}
