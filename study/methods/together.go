package methods

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// index is the index of a member in a name.
var index = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[(\d+)\]`) })

// together makes one row of rows that differ in the indices of their names only: for
// a[0], a[1] and a[2] it says a[0…2], with how many they are. Rows keep the order of the
// first of each.
func together(rows [][]string) [][]string {
	type group struct {
		row     []string
		indices map[int]bool
		lo, hi  int
		n       int
	}
	groups := map[string]*group{}
	var order []*group
	for _, row := range rows {
		found := index().FindStringSubmatch(strings.Join(row, " "))
		key := index().ReplaceAllString(strings.Join(row, "\x00"), "[]")
		i := 0
		if found != nil {
			i, _ = strconv.Atoi(found[1]) // digits, by the expression; too many are an index nobody has
		} else {
			key = fmt.Sprintf("%s\x00%d", key, len(order)) // rows without an index stay apart
		}
		g := groups[key]
		if g == nil {
			g = &group{row: row, indices: map[int]bool{}, lo: i, hi: i}
			groups[key] = g
			order = append(order, g)
		}
		g.indices[i], g.lo, g.hi, g.n = true, min(g.lo, i), max(g.hi, i), g.n+1
	}
	out := make([][]string, len(order))
	for k, g := range order {
		out[k] = g.row
		if g.n == 1 {
			continue
		}
		out[k] = make([]string, len(g.row))
		for c, cell := range g.row {
			out[k][c] = index().ReplaceAllString(cell, fmt.Sprintf("[%d…%d]", g.lo, g.hi))
		}
		out[k][0] += fmt.Sprintf(" (%d)", g.n)
	}
	return out
}
