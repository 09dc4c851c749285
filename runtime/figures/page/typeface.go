//go:build !slim

package page

import (
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// typeface is a font file, parsed when it is first needed.
type typeface struct {
	name   string // of its style in PDF
	data   []byte
	once   sync.Once
	font   *sfnt.Font
	common [common]float64 // widths of the first letters of Unicode
	mu     sync.Mutex
	others map[rune]float64 // and of others that were asked for
}

// common is how many letters have their widths in a list: those of Latin alphabets.
const common = 0x250

var (
	regular = typeface{name: "", data: liberationsansregular.TTF}
	bold    = typeface{name: "B", data: liberationsansbold.TTF}
)

// parsed is the font. It panics if the file that is built in is broken.
func (f *typeface) parsed() *sfnt.Font {
	f.once.Do(func() {
		font, err := opentype.Parse(f.data)
		if err != nil {
			panic("page: " + err.Error())
		}
		f.font, f.others = font, map[rune]float64{}
		var buf sfnt.Buffer
		for c := range rune(common) {
			f.common[c] = f.advance(&buf, c)
		}
	})
	return f.font
}

// own is the width of a letter of the font in sizes of it; 0 if it has none.
func (f *typeface) own(c rune) float64 {
	f.parsed()
	if c >= 0 && c < common {
		return f.common[c]
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	w, known := f.others[c]
	if !known {
		w = f.advance(&sfnt.Buffer{}, c)
		f.others[c] = w
	}
	return w
}

// advance looks the width of a letter up in the font.
func (f *typeface) advance(buf *sfnt.Buffer, c rune) float64 {
	i, err := f.font.GlyphIndex(buf, c)
	if err != nil || i == 0 {
		return 0
	}
	units := fixed.Int26_6(f.font.UnitsPerEm())
	a, err := f.font.GlyphAdvance(buf, i, units, 0)
	if err != nil {
		return 0
	}
	return float64(a) / float64(units)
}
