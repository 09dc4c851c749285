package plots

import "slices"

// The forms that options share.
var (
	curves    = []Form{"line", Against, Over, "scatter", "rate", "similarity"}          // lines and points between two axes
	withAxes  = append(slices.Clone(curves), "tuning", "raster", "hist", "heat", "map") // both axes have numbers
	panels    = []Form{"tuning", "raster", "weights", "hist", "heat", "map"}            // a panel for each thing drawn
	withSigns = []Form{"line", Against, "tuning", "raster", "scatter", "rate"}
)

// Options lists the options of `plot`, in the order of the documentation.
var Options = []Option{
	{Name: "to", Takes: "file name in quotes, or several in brackets", Example: `plot a to ["a.svg", "a.csv"]`,
		Doc: "where it is drawn, required; the ending says how: .svg .pdf .png, or the data as .csv .npz .json"},
	{Name: "in", Takes: "phase", Doc: "which phase is looked at; by default the latest", Forms: inTime, Example: `plot a to "a.svg" in test`},
	{Name: "after", Takes: "time", Doc: "leaves out what came earlier in the phase", Forms: inTime, Example: `plot a to "a.svg" after 10ms`},
	{Name: "over", Takes: "param", Doc: "along the axis: a swept param", Forms: []Form{"line", Over}, Example: `plot mean(u) over f to "u.svg"`},
	{Name: "by", Takes: "param", Doc: "a line for each value of a swept param", Forms: []Form{"line", Over},
		Example: `plot mean(u) over f by g to "u.svg"`},
	{Name: "against", Takes: "one recorded dimension", Doc: "along the axis, instead of time", Forms: []Form{"line", Against, "scatter"},
		Example: `plot a against u to "a.svg"`},
	{Name: "width", Default: "column", Doc: "of the whole figure, as journals print it; panels share it", Values: width, Example: `plot a to "a.svg" width page`},
	{Name: "height", Default: "0.62 of its width", Doc: "of a panel", Values: height, Example: `plot a to "a.svg" height 40`},
	{Name: "font", Default: "8", Doc: "size of the text in print", Values: font, Example: `plot a to "a.svg" font 9`},
	{Name: "dpi", Default: "300", Doc: "pixels of a .png to an inch", Values: dpi, Example: `plot a to "a.png" dpi 600`},
	{Name: "xscale", Default: "auto", Doc: "how numbers become lengths along the axis", Forms: []Form{Against, Over, "scatter"}, Values: xscale,
		Example: `plot mean(u) over f to "u.svg" xscale log`},
	{Name: "yscale", Default: "auto", Doc: "how numbers become heights", Forms: append(slices.Clone(curves), "hist"), Values: yscale,
		Example: `plot a to "a.svg" yscale symlog`},
	{Name: "xrange", Doc: "the part of the axis that is shown; by default all of the data", Forms: withAxes, Values: xrange,
		Example: `plot a to "a.svg" xrange 0..20ms`},
	{Name: "yrange", Doc: "the heights that are shown; by default all of the data, rates from 0", Forms: withAxes, Values: yrange,
		Example: `plot a to "a.svg" yrange -1..1`},
	{Name: "xlabel", Doc: "words below the axis; by default what it measures, \"\" for none", Values: xlabel, Example: `plot a to "a.svg" xlabel "time (s)"`},
	{Name: "ylabel", Doc: "words beside the axis; by default what it measures, \"\" for none", Values: ylabel, Example: `plot a to "a.svg" ylabel "position"`},
	{Name: "title", Doc: "words above the figure; none without it", Values: title, Example: `plot a to "a.svg" title "A channel"`},
	{Name: "legend", Default: "auto", Doc: "where the names of lines stand: never within the data", Forms: append(slices.Clone(curves), "tuning"), Values: legend,
		Example: `plot a, u to "a.svg" legend right`},
	{Name: "aspect", Default: "auto", Doc: "how lengths along the two axes compare", Forms: []Form{Against, "scatter", "heat"}, Values: aspect,
		Example: `plot a against u to "a.svg" aspect equal`},
	{Name: "band", Default: "range", Doc: "what is drawn of several cells of a value beside their mean", Forms: []Form{Over}, Values: band,
		Example: `plot mean(u) over f to "u.svg" band sem`},
	{Name: "limit", Default: "robust", Doc: "where the colours end; what lies beyond is marked and counted", Forms: []Form{"weights"}, Values: limit,
		Example: `plot weights c to "c.svg" limit max`},
	{Name: "order", Default: "preferred", Doc: "how neurons are sorted along rows and columns", Forms: []Form{"raster", "weights"}, Values: order,
		Example: `plot raster a.spikes to "a.svg" order index`},
	{Name: "color", Default: "order", Doc: "what colours tell apart", Forms: withSigns, Values: color, Example: `plot raster a.spikes to "a.svg" color one`},
	{Name: "theme", Default: "paper", Doc: "a set of colours", Values: theme, Example: `plot a to "a.svg" theme dark`},
	{Name: "rows", Default: "1", Doc: "of panels", Forms: panels, Values: rows, Example: `plot tuning a, b to "tuning.svg" rows 2`},
	{Name: "share", Default: "both", Doc: "which ranges panels have in common", Forms: panels, Values: share, Example: `plot hist a, u to "a.svg" share x`},
}

// The values of options that change the look. Sizes are those that pages and printers have.
var (
	width = &Values{Words: []Word{{"column", "85 mm"}, {"wide", "114 mm"}, {"page", "178 mm"}}, Number: &Number{Unit: "mm", From: 20, To: 400},
		set: func(s *Style, v Given) {
			s.Width = v.lengthOf(map[string]float64{"column": Column, "wide": Wide, "page": Page})
		}}
	height = &Values{Number: &Number{Unit: "mm", From: 5, To: 400}, set: func(s *Style, v Given) { s.Height = v.Number }}
	font   = &Values{Number: &Number{Unit: "pt", From: 7, To: 30}, set: func(s *Style, v Given) { s.Font = v.Number }}
	dpi    = &Values{Number: &Number{From: 30, To: 1200, Whole: true}, set: func(s *Style, v Given) { s.DPI = int(v.Number) }}
	rows   = &Values{Number: &Number{From: 1, To: 100, Whole: true}, set: func(s *Style, v Given) { s.Rows = int(v.Number) }}

	xscale = &Values{Words: scales, set: func(s *Style, v Given) { s.XScale = Scale(v.Word) }}
	yscale = &Values{Words: scales, set: func(s *Style, v Given) { s.YScale = Scale(v.Word) }}
	xrange = &Values{Range: true, set: func(s *Style, v Given) { s.XRange = v.Range }}
	yrange = &Values{Range: true, set: func(s *Style, v Given) { s.YRange = v.Range }}
	xlabel = &Values{Text: true, set: func(s *Style, v Given) { s.XLabel = v.Text }}
	ylabel = &Values{Text: true, set: func(s *Style, v Given) { s.YLabel = v.Text }}
	title  = &Values{Text: true, set: func(s *Style, v Given) { s.Title = *v.Text }}

	legend = &Values{Words: []Word{{"auto", "direct where ends of lines are far enough apart, else above"}, {"direct", "at the ends of lines"}, {"above", "above the data"},
		{"right", "beside the data"}, {"none", "no names"}}, set: func(s *Style, v Given) { s.Legend = Legend(v.Word) }}
	aspect = &Values{Words: []Word{{"auto", "equal for two signals of the same unit"}, {"equal", "a step along either axis is as long"}},
		set: func(s *Style, v Given) { s.Aspect = Aspect(v.Word) }}
	band = &Values{Words: []Word{{"range", "smallest to largest"}, {"sd", "mean ± standard deviation"}, {"sem", "mean ± standard error"},
		{"ci95", "95 % confidence interval of the mean"}, {"quartile", "first to third quartile, about the median"}, {"lines", "a thin line for each cell"},
		{"none", "the mean alone"}}, set: func(s *Style, v Given) { s.Band = Band(v.Word) }}
	limit = &Values{Words: []Word{{"robust", "98th percentile of the magnitudes"}, {"max", "the largest"}}, Number: &Number{Positive: true},
		set: setLimit}
	order = &Values{Words: []Word{{"preferred", "excitatory before inhibitory, then by the value at which each fires most"},
		{"sign", "excitatory before inhibitory, then by number"}, {"index", "by number"}, {"similarity", "those that behave alike beside each other"}},
		set: func(s *Style, v Given) { s.Order = Order(v.Word) }}
	color = &Values{Words: []Word{{"order", "lines in their order; neurons by sign where they have one"}, {"sign", "excitatory and inhibitory"}, {"one", "nothing: one colour"}},
		set: func(s *Style, v Given) { s.Color = Color(v.Word) }}
	theme = &Values{Words: []Word{{"paper", "for print"}, {"screen", "for light pages"}, {"dark", "for dark pages"}},
		set: func(s *Style, v Given) { s.Theme = Theme(v.Word) }}
	share = &Values{Words: []Word{{"both", "both ranges"}, {"x", "what lies along the axis"}, {"y", "the heights"}, {"none", "each panel has its own"}},
		set: func(s *Style, v Given) { s.Share = Share(v.Word) }}

	scales = []Word{{"auto", "log where a swept param spans decades, else linear"}, {"linear", "equal steps are as long"},
		{"log", "equal factors are as long; only numbers above 0"}, {"symlog", "log on both sides of 0, linear about it"}}
)

// lengthOf is a length that is a word or a number of mm.
func (v Given) lengthOf(words map[string]float64) float64 {
	if v.Word != "" {
		return words[v.Word]
	}
	return v.Number
}

func setLimit(s *Style, v Given) {
	if s.Limit = (Limit{Kind: LimitKind(v.Word)}); v.Word == "" {
		s.Limit = Limit{Kind: Fixed, Value: v.Number}
	}
}
