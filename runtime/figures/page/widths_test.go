package page

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// Where there are no fonts, letters have the widths that they have in the fonts. UPDATE=1 writes the lists.
func TestWidths(t *testing.T) {
	const last = 0x1ffff
	for name, face := range map[string]*typeface{"regular.widths": &regular, "bold.widths": &bold} {
		widths := map[rune]int{}
		for c := range rune(last + 1) {
			units := face.own(c) * perEm
			if widths[c] = int(units); float64(widths[c]) != units {
				t.Fatalf("%q is %g units wide", c, units)
			}
		}
		list := writeWidths(widths, last)
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(name, []byte(list), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		committed, err := os.ReadFile(name)
		if err != nil || string(committed) != list {
			t.Errorf("%s has other widths than the font: %v", name, err)
		}
		for c, w := range readWidths(list) {
			if w != widths[c] {
				t.Fatalf("%q is read as %d units, not %d", c, w, widths[c])
			}
		}
	}
}

// writeWidths lists the widths of letters as readWidths reads them.
func writeWidths(widths map[rune]int, last rune) string {
	var out strings.Builder
	for c := rune(0); c <= last; c++ {
		if widths[c] == 0 {
			continue
		}
		if widths[c-1] == 0 {
			fmt.Fprintf(&out, "\n%x", c)
		}
		fmt.Fprintf(&out, " %d", widths[c])
	}
	return out.String() + "\n"
}
