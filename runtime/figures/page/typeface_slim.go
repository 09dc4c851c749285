//go:build slim

package page

import (
	_ "embed"
	"sync"
)

// A page of a browser lays text out and leaves drawing it to the browser: it needs the widths of letters only.
var (
	//go:embed regular.widths
	regularWidths string
	//go:embed bold.widths
	boldWidths string

	regular = typeface{widths: sync.OnceValue(func() map[rune]int { return readWidths(regularWidths) })}
	bold    = typeface{widths: sync.OnceValue(func() map[rune]int { return readWidths(boldWidths) })}
)

// typeface is what is known of a font.
type typeface struct{ widths func() map[rune]int }

// own is the width of a letter of the font in sizes of it; 0 if it has none.
func (f *typeface) own(c rune) float64 { return float64(f.widths()[c]) / perEm }
