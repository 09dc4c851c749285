package theme

import (
	"image/color"
	"math"
	"testing"
)

// luminance of a colour as WCAG 2 has it.
func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// Lines are seen on the background, text is read on it.
func TestContrast(t *testing.T) {
	for _, theme := range Themes {
		for name, c := range map[string]color.NRGBA{"first": theme.Lines[0], "second": theme.Lines[1], "third": theme.Lines[2], "fourth": theme.Lines[3],
			"excitatory": theme.Excitatory, "inhibitory": theme.Inhibitory} {
			if got := contrast(c, theme.Background); !(got >= 3.5) {
				t.Errorf("%s, %s: contrast %.2f", theme.Name, name, got)
			}
		}
		for name, c := range map[string]color.NRGBA{"ink": theme.Ink, "muted": theme.Muted, "faint": theme.Faint} {
			if got := contrast(c, theme.Background); !(got >= 4.5) {
				t.Errorf("%s, %s text: contrast %.2f", theme.Name, name, got)
			}
		}
		for v := 0.0; v <= 1; v += 0.25 {
			if got := contrast(theme.Ordered(v), theme.Background); !(got >= 2.3) {
				t.Errorf("%s, line at %g: contrast %.2f", theme.Name, v, got)
			}
		}
		if theme.Signed(0) != theme.Zero || theme.Signed(2) != theme.Excitatory || theme.Signed(-1) != theme.Inhibitory {
			t.Errorf("%s: signs do not end in their colours", theme.Name)
		}
		if Of(theme.Name) != theme || len(theme.Tokens()) != 14 {
			t.Errorf("%s is not found", theme.Name)
		}
	}
	if Hex(Paper.Excitatory) != "#c94f00" || Mix(Paper.Zero, Paper.Ink, 1) != Paper.Ink || Faded(Paper.Ink, 0.5).A != 128 || Of("") != &Paper {
		t.Error("colours are not written as they are")
	}
}
