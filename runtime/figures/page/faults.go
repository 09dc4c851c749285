package page

import (
	"fmt"
	"math"
)

// slack is by how much boxes may overlap in points: the boxes of text are those of capitals with descenders, which
// few words fill.
const slack = 0.5

// Faults says what is wrong with how the page is laid out: what leaves it, text that covers text or data, text that
// is too small. It is empty for a good page.
func (p *Page) Faults() (out []string) {
	say := func(format string, a ...any) { out = append(out, fmt.Sprintf(format, a...)) }
	p.leaving(say)
	p.covered(say)
	if p.open != 0 {
		say("%d groups are open", p.open)
	}
	if math.IsNaN(p.Width) || math.IsNaN(p.Height) || p.Width <= 0 || p.Height <= 0 {
		say("the page is %g × %g", p.Width, p.Height)
	}
	return out
}

// leaving says what leaves the page, and which text is too small.
func (p *Page) leaving(say func(format string, a ...any)) {
	for _, it := range p.items {
		switch it := it.(type) {
		case *Text:
			if it.Size < Smallest {
				say("%q has %g pt", it.String, it.Size)
			}
			if b := it.Box(); !b.Within(p.Box(), slack) {
				say("%q leaves the page: %.1f", it.String, b)
			}
		case *Stroke:
			if b := it.Path.Bounds(); !b.Within(p.Box(), it.Width) {
				say("a stroke leaves the page: %.1f", b)
			}
		case *Fill:
			if b := it.Path.Bounds(); !b.Within(p.Box(), slack) {
				say("a filled path leaves the page: %.1f", b)
			}
		case *Image:
			if !it.Box.Within(p.Box(), slack) {
				say("an image leaves the page: %.1f", it.Box)
			}
		}
	}
}

// covered says which text covers other text or data.
func (p *Page) covered(say func(format string, a ...any)) {
	var before []*Text
	for _, it := range p.items {
		t, is := it.(*Text)
		if !is {
			continue
		}
		for _, u := range before {
			if t.Box().Overlaps(u.Box(), slack) {
				say("%q covers %q", t.String, u.String)
			}
		}
		for _, a := range p.areas {
			if t.Box().Overlaps(a, slack) {
				say("%q covers data", t.String)
			}
		}
		before = append(before, t)
	}
}
