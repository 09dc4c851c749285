package methods

import (
	"fmt"
	"strconv"
	"strings"
)

// reindexed is a text in which something else stands for each index of a member, as [12],
// and the first of these. It does without regexp, which the core of a page would have to
// carry, with all tables of Unicode.
func reindexed(text, by string) (out string, first int, found bool) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "[")
		b.WriteString(before)
		if !ok {
			return b.String(), first, found
		}
		digits := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
		if digits == "" || !strings.HasPrefix(rest[len(digits):], "]") {
			b.WriteString("[")
			text = rest
			continue
		}
		if !found {
			first, _ = strconv.Atoi(digits) // too many are an index nobody has
			found = true
		}
		b.WriteString(by)
		text = rest[len(digits)+1:]
	}
}

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
		key, i, found := reindexed(strings.Join(row, "\x00"), "[]")
		if !found {
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
			out[k][c], _, _ = reindexed(cell, fmt.Sprintf("[%d…%d]", g.lo, g.hi))
		}
		out[k][0] += fmt.Sprintf(" (%d)", g.n)
	}
	return out
}
