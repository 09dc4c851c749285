// Package linediff shows which lines of two texts differ.
package linediff

import (
	"fmt"
	"strings"
)

// Of shows the lines that differ, each with its number: those of before with -, of
// after with +. Lines are matched by their longest common subsequence, which takes
// time and memory in proportion to the product of their counts.
func Of(before, after string) string {
	a, b := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	common := make([][]int, len(a)+1) // length of the longest one from i, j on
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out strings.Builder
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			fmt.Fprintf(&out, "%d -%s\n", i+1, strings.TrimRight(a[i], "\n"))
			i++
		default:
			fmt.Fprintf(&out, "%d +%s\n", j+1, strings.TrimRight(b[j], "\n"))
			j++
		}
	}
	return out.String()
}
