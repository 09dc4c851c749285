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
	name string // of its style in PDF
	data []byte
	once sync.Once
	font *sfnt.Font
	mu   sync.Mutex
	ems  map[rune]float64 // widths of letters in sizes of the font; 0 for one that the font does not have
}

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
		f.font, f.ems = font, map[rune]float64{}
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
	font := f.parsed()
	f.mu.Lock()
	defer f.mu.Unlock()
	if w, ok := f.ems[c]; ok {
		return w
	}
	var buf sfnt.Buffer
	w := 0.0
	if i, err := font.GlyphIndex(&buf, c); err == nil && i > 0 {
		units := fixed.Int26_6(font.UnitsPerEm())
		if a, err := font.GlyphAdvance(&buf, i, units, 0); err == nil {
			w = float64(a) / float64(units)
		}
	}
	f.ems[c] = w
	return w
}

// Width is how long a line of text is.
func Width(s string, size float64, isBold bool) float64 {
	f, w := face(isBold), 0.0
	for _, r := range runs(s) {
		at := size
		if r.up {
			at = exponentSize(size)
		}
		for _, c := range r.text {
			w += at * f.em(c)
		}
	}
	return w
}

// Fit shortens a line of text to a width, with a … at its end.
func Fit(s string, size, width float64, isBold bool) string {
	if Width(s, size, isBold) <= width {
		return s
	}
	letters := []rune(s)
	for n := len(letters) - 1; n > 0; n-- {
		if cut := string(letters[:n]) + "…"; Width(cut, size, isBold) <= width {
			return cut
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
