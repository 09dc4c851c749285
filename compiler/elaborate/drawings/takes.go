package drawings

import (
	"github.com/nefc/nefc/compiler/values"
	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/plots"
)

// Takes reports options that a plot of this form has no use for.
func (d *Drawing) Takes() bool {
	over, isOver := d.options.Get("over")
	if against, given := d.options.Get("against"); given && isOver && d.Form == plots.Over {
		d.Err(diag.BadArgument, against.NameAt, "`against` and `over` both say what lies along the axis").WithHelp("keep one of them").
			WithFix(diag.Delete(against.Span()).Maybe()).WithFix(diag.Delete(over.Span()).Maybe())
		return false
	}
	for i := range plots.Options {
		o := &plots.Options[i]
		if opt, given := d.options.Get(o.Name); given && !opt.Fallback && !o.Of(d.Form) {
			d.hasNoUse(o, opt)
			return false
		}
	}
	return true
}

// hasNoUse reports an option that plots of this form do not take.
func (d *Drawing) hasNoUse(o *plots.Option, opt values.Option) {
	var dg *diag.Diagnostic
	if o.Name == "in" || o.Name == "after" {
		dg = d.Err(diag.BadArgument, opt.NameAt, "`%s` draws things as they are at this place, not a stretch of time", d.Form)
	} else {
		dg = d.Err(diag.BadArgument, opt.NameAt, "`%s` belongs to %s, not to `%s`", o.Name, formNames(o), d.Form)
	}
	dg.WithHelp("delete `%s %s`", o.Name, opt.Value).WithFix(diag.Delete(opt.Span()))
}

// formNames lists the plots that take an option.
func formNames(o *plots.Option) string {
	var out []string
	for _, f := range o.Forms {
		if string(f) != o.Name { // `plot … over` is what `over` makes of `plot line`
			out = append(out, "`"+f.String()+"`")
		}
	}
	return catalog.Listed(out, "and")
}
