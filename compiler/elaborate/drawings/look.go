package drawings

import (
	"math"
	"slices"
	"strconv"

	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/grammar/token"
	"github.com/nefc/nefc/stdlib/plots"
)

// Style reads the options that change the look of the plot.
func (d *Drawing) Style() (plots.Style, bool) {
	style, ok := plots.Default(), true
	for i := range plots.Options {
		o := &plots.Options[i]
		opt, given := d.option(o)
		if o.Values == nil || !given {
			continue
		}
		v, read := d.value(o, opt)
		if ok = ok && read; read {
			o.Set(&style, v)
		}
	}
	return style, ok && d.logRange("x", style.XScale, style.XRange) && d.logRange("y", style.YScale, style.YRange) && d.fits(&style)
}

// fits reports a figure that is too many pixels wide.
func (d *Drawing) fits(s *plots.Style) bool {
	if s.Pixels() <= plots.MostPixels {
		return true
	}
	opt, _ := d.options.Get("dpi")
	most := int(25.4 * plots.MostPixels / s.Width)
	d.Err(diag.TooLarge, opt.Value.At, "a figure of %g mm with %d dpi is %d pixels wide, and %d at most", s.Width, s.DPI, s.Pixels(), plots.MostPixels).
		WithHelp("`dpi %d` at most, or a smaller `width`", most).WithFix(diag.Replace(opt.Value.At, strconv.Itoa(most)).Maybe())
	return false
}

// value reads the value of an option as its entry says.
func (d *Drawing) value(o *plots.Option, opt values.Option) (v plots.Given, ok bool) {
	if !d.NoFrom(opt) {
		return v, false
	}
	e := opt.Value
	name, isName := e.IsName()
	switch {
	case isName && slices.Contains(o.Values.Names(), name):
		return plots.Given{Word: name}, true
	case o.Values.Text && e.Kind == grammar.String:
		return plots.Given{Text: &e.Text}, true
	case o.Values.Range && e.Strip().Kind == grammar.Binary && e.Strip().Text == "..":
		return d.interval(o, opt)
	case o.Values.Number != nil && e.Kind != grammar.String && (!isName || opt.In.Lookup(name) != nil):
		return d.number(o, opt)
	}
	dg := d.Err(diag.BadArgument, e.At, "`%s` is %s, found `%s`", o.Name, o.Values, e)
	switch {
	case isName:
		d.Meant(dg, e.At, name, o.Values.Names(), "")
	case o.Values.Text:
		dg.WithFix(diag.Replace(e.At, token.Quote(e.String())).Maybe())
	}
	return v, false
}

// number reads a value that is a number.
func (d *Drawing) number(o *plots.Option, opt values.Option) (v plots.Given, ok bool) {
	n := o.Values.Number
	x, ok := d.constant(opt, opt.Value)
	if !ok {
		return v, false
	}
	unit := ""
	if n.Unit != "" {
		unit = " of " + n.Unit
	}
	switch {
	case x.Vec:
		d.Err(diag.BadArgument, opt.Value.At, "`%s` is one number, found `%s`", o.Name, opt.Value)
	case n.Whole && x.Num != math.Trunc(x.Num):
		d.Err(diag.BadArgument, opt.Value.At, "`%s` is a whole number, found `%s`", o.Name, opt.Value)
	case !n.Holds(x.Num):
		d.Err(diag.OutOfRange, opt.Value.At, "`%s` is a number%s %s, found %g", o.Name, unit, n.Bounds(), x.Num)
	default:
		return plots.Given{Number: x.Num}, true
	}
	return v, false
}

// interval reads a range of an axis: 0..20, in the unit of the axis or in seconds and Hz.
func (d *Drawing) interval(o *plots.Option, opt values.Option) (v plots.Given, ok bool) {
	e := opt.Value.Strip()
	from, okFrom := d.constant(opt, e.Args[0])
	to, okTo := d.constant(opt, e.Args[1])
	switch {
	case !okFrom || !okTo:
	case from.Vec || to.Vec:
		d.Err(diag.BadArgument, e.At, "the ends of `%s` are numbers, found `%s`", o.Name, e)
	case from.Num == to.Num:
		d.Err(diag.BadArgument, e.At, "the range `%s` is empty", e).WithHelp("without `%s` the data decide", o.Name).
			WithFix(diag.Delete(opt.Span()).Maybe())
	case from.Num > to.Num:
		d.Err(diag.BackwardInterval, e.At, "the range `%s` runs backwards", e).
			WithFix(diag.Replace(e.At, e.Args[1].String()+".."+e.Args[0].String()))
	default:
		return plots.Given{Range: plots.Range{Given: true, From: from.Num, To: to.Num}}, true
	}
	return v, false
}

// constant evaluates a value, or a part of it.
func (d *Drawing) constant(opt values.Option, e *grammar.Expr) (v values.Value, ok bool) {
	d.Shaping(e.At, func() { v, ok = d.Constant(e, opt.In) })
	return v, ok
}

// logRange reports a range that begins where a logarithmic axis has no numbers.
func (d *Drawing) logRange(axis string, scale plots.Scale, r plots.Range) bool {
	if scale != plots.Log || !r.Given || r.From > 0 {
		return true
	}
	opt, _ := d.options.Get(axis + "range")
	at, _ := d.options.Get(axis + "scale")
	d.Err(diag.OutOfRange, opt.Value.At, "a logarithmic axis has no place for %g", r.From).WithPlace(at.Span(), "the axis").
		WithHelp("begin the range above 0, or `%sscale symlog`", axis).WithFix(diag.Replace(at.Value.At, "symlog").Maybe())
	return false
}
