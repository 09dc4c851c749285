package plots_test

import (
	"testing"

	"github.com/nefc/nefc/stdlib/plots"
)

// Each option changes the style by each of its words, and by what its entry calls the default not at all.
func TestOptionsChangeTheStyle(t *testing.T) {
	for i := range plots.Options {
		o := &plots.Options[i]
		if o.Values == nil {
			continue
		}
		values := o.Values.Names()
		switch {
		case o.Values.Number != nil:
			values = append(values, "30")
		case o.Values.Range:
			values = append(values, "-1..2.5")
		case o.Values.Text:
			values = append(values, "some words")
		}
		for _, text := range values {
			v, err := o.Parse(text)
			if err != nil {
				t.Errorf("%s %s: %v", o.Name, text, err)
				continue
			}
			style := plots.Default()
			if o.Set(&style, v); (style == plots.Default()) != (text == o.Default) {
				t.Errorf("%s %s makes %+v", o.Name, text, style)
			}
		}
		for _, form := range o.Forms {
			if form != plots.Over && form != plots.Against && plots.FindKind(string(form)) == nil {
				t.Errorf("%s is of %s, which is no kind", o.Name, form)
			}
		}
	}
}

// What a command line gives is refused with what the value may be.
func TestParseRefuses(t *testing.T) {
	for _, c := range [][3]string{
		{"width", "3", "width is a number from 20 to 400, not 3"}, {"dpi", "300.5", "dpi is a number from 30 to 1200, not 300.5"},
		{"theme", "drak", `theme is paper, screen or dark, not "drak"`}, {"xrange", "3..1", `xrange is a range such as 0..20, not "3..1"`},
		{"limit", "0", "limit is a number above 0, not 0"}, {"width", "NaN", "width is a number from 20 to 400, not NaN"},
	} {
		if _, err := plots.FindOption(c[0]).Parse(c[1]); err == nil || err.Error() != c[2] {
			t.Errorf("%s %s: %v, want %s", c[0], c[1], err, c[2])
		}
	}
}
