package page

import (
	"strconv"
	"strings"
)

// perEm is how many units of the fonts are a size.
const perEm = 2048

// readWidths reads a list of widths of letters: a line for each stretch of letters that follow each other, with the first
// of them and the width of each in units.
func readWidths(list string) map[rune]int {
	out := map[rune]int{}
	for line := range strings.Lines(list) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		first, _ := strconv.ParseInt(words[0], 16, 32)
		for i, word := range words[1:] {
			out[rune(first)+rune(i)], _ = strconv.Atoi(word)
		}
	}
	return out
}
