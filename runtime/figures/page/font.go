package page

import (
	"strings"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// family is the typeface, and those of the same widths where it is not installed.
const family = "Liberation Sans,Arial,Helvetica,sans-serif"

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

// face is the typeface of text.
func face(isBold bool) *typeface {
	if isBold {
		return &bold
	}
	return &regular
}

// parsed is the font. It panics if the file that is built in is broken.
func (f *typeface) parsed() *sfnt.Font {
	f.once.Do(func() {
		font, err := opentype.Parse(f.data)
		if err != nil {
			panic("page: " + err.Error())
		}
		f.font, f.others = font, map[rune]float64{}
		for c := range rune(common) {
			f.common[c] = f.advance(c)
		}
	})
	return f.font
}

// em is the width of a letter in sizes of the font. A letter that the font does not have comes from another, and is
// taken to be as wide as it is high.
func (f *typeface) em(c rune) float64 {
	if w := f.own(c); w > 0 {
		return w
	}
	return 1
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
		w = f.advance(c)
		f.others[c] = w
	}
	return w
}

// advance looks the width of a letter up in the font.
func (f *typeface) advance(c rune) float64 {
	var buf sfnt.Buffer
	i, err := f.font.GlyphIndex(&buf, c)
	if err != nil || i == 0 {
		return 0
	}
	units := fixed.Int26_6(f.font.UnitsPerEm())
	a, err := f.font.GlyphAdvance(&buf, i, units, 0)
	if err != nil {
		return 0
	}
	return float64(a) / float64(units)
}

// wide is the width of a letter in points, an exponent's as it is drawn.
func (f *typeface) wide(c rune, size float64) float64 {
	if low, up := lowered[c]; up {
		return exponentSize(size) * f.em(low)
	}
	return size * f.em(c)
}

// Width is how long a line of text is.
func Width(s string, size float64, isBold bool) (w float64) {
	f := face(isBold)
	for _, c := range s {
		w += f.wide(c, size)
	}
	return w
}

// rounding is how much lengths that are equal may differ for being computed in different ways.
const rounding = 1e-3

// Fit shortens a line of text to a width, with a … at its end.
func Fit(s string, size, width float64, isBold bool) string {
	if Width(s, size, isBold) <= width+rounding {
		return s
	}
	f := face(isBold)
	left := width - f.wide('…', size)
	for i, c := range s {
		if left -= f.wide(c, size); left < 0 {
			return s[:i] + "…"
		}
	}
	return "…"
}

// Wrap breaks text at spaces into at most that many lines of a width. What does not fit then ends in a ….
func Wrap(s string, size, width float64, most int) (lines []string) {
	words := strings.Fields(s)
	for len(words) > 0 {
		n := 1
		for n < len(words) && Width(strings.Join(words[:n+1], " "), size, false) <= width {
			n++
		}
		if len(lines) == most-1 {
			n = len(words)
		}
		lines = append(lines, Fit(strings.Join(words[:n], " "), size, width, false))
		words = words[n:]
	}
	return lines
}
