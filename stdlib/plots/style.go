// Package plots knows what a `plot` can be told: how figures look.
package plots

// Style is how a figure looks: a field for each option of `plot`. The zero value of a field is what holds where
// the option is not given; Default lists what that is.
type Style struct {
	Width  float64 // mm: that of the whole figure
	Height float64 // mm: that of a panel; 0 for 0.62 of its width, or what the kind needs
	Font   float64 // pt
	DPI    int     // of PNG

	XScale, YScale Scale
	XRange, YRange Range
	XLabel, YLabel *string // nil for what the axis measures; "" for none
	Title          string
	Legend         Legend
	Aspect         Aspect
	Band           Band
	Limit          Limit
	Order          Order
	Color          Color
	Theme          Theme
	Rows           int // of panels
	Share          Share
}

// The widths that journals print, in mm.
const (
	Column = 85
	Wide   = 114
	Page   = 178
)

// Default is the style of a plot without options.
func Default() Style {
	return Style{Width: Column, Font: 8, DPI: 300, XScale: AutoScale, YScale: AutoScale, Legend: AutoLegend, Aspect: AutoAspect, Band: MinToMax,
		Limit: Limit{Kind: Robust}, Order: ByPreferred, Color: ColorByOrder, Theme: Paper, Rows: 1, Share: ShareBoth}
}

// MostPixels is how wide a .png may be: what a page of 178 mm has at 1200 dpi, and some more.
const MostPixels = 10000

// Pixels is how wide the figure is as a .png.
func (s *Style) Pixels() int { return int(s.Width / 25.4 * float64(s.DPI)) }

// Range is the part of an axis that is shown.
type Range struct {
	Given    bool // false: fitted to the data
	From, To float64
}

// Limit is where the colours of weights end.
type Limit struct {
	Kind  LimitKind
	Value float64 // of Fixed: in the unit of the weights
}

// Scale is how numbers become lengths along an axis.
type Scale string

// The scales.
const (
	AutoScale Scale = "auto" // log where a swept param spans decades
	Linear    Scale = "linear"
	Log       Scale = "log"
	Symlog    Scale = "symlog" // log on both sides of 0, linear about it
)

// Legend is where names of lines stand.
type Legend string

// The places of a legend. None lies within the data.
const (
	AutoLegend  Legend = "auto"   // direct where ends of lines are far enough apart, else above
	Direct      Legend = "direct" // at the ends of lines
	AboveData   Legend = "above"
	RightOfData Legend = "right"
	NoLegend    Legend = "none"
)

// Aspect is how lengths along the two axes compare.
type Aspect string

// The aspects.
const (
	AutoAspect Aspect = "auto"  // equal for two signals of the same unit
	Equal      Aspect = "equal" // a step along either axis is as long
)

// Band is what is drawn of several seeds beside their mean.
type Band string

// The bands.
const (
	MinToMax  Band = "range"
	SD        Band = "sd"  // mean ± standard deviation
	SEM       Band = "sem" // mean ± standard error
	CI95      Band = "ci95"
	Quartiles Band = "quartile" // median, first and third quartile
	EachLine  Band = "lines"    // a thin line for each seed
	NoBand    Band = "none"
)

// LimitKind is how the limit of colours is found.
type LimitKind string

// The kinds of limits.
const (
	Robust  LimitKind = "robust" // the 98th percentile of the magnitudes
	Largest LimitKind = "max"
	Fixed   LimitKind = "value"
)

// Order is how neurons are sorted along rows and columns.
type Order string

// The orders.
const (
	ByPreferred  Order = "preferred" // excitatory before inhibitory, then by preferred value
	BySign       Order = "sign"      // excitatory before inhibitory, then by index
	ByIndex      Order = "index"
	BySimilarity Order = "similarity" // neurons that behave alike beside each other
)

// Color is what colours tell apart.
type Color string

// The colours.
const (
	ColorByOrder Color = "order" // the lines, in order; neurons by sign where they have one
	ColorBySign  Color = "sign"
	OneColor     Color = "one"
)

// Theme is a set of colours.
type Theme string

// The themes.
const (
	Paper  Theme = "paper"
	Screen Theme = "screen"
	Dark   Theme = "dark"
)

// Share is which ranges panels have in common.
type Share string

// What panels share.
const (
	ShareBoth Share = "both"
	ShareX    Share = "x"
	ShareY    Share = "y"
	ShareNone Share = "none"
)
