package methods

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/study/readable"
)

// populations are the ensembles; members of an array or a loop that are alike are one
// row.
func (d *describer) populations() Table {
	t := Table{Title: "Populations",
		Head: []string{"Name", "Neurons", "Type", "Dims", "Radius", "Encoders", "Max rates (Hz)", "Intercepts", "Eval points", "Signs", "Also"}}
	for _, e := range d.model.Ensembles {
		rates, intercepts := numbers(e.MaxRates), numbers(e.Intercepts)
		if e.Gain != nil {
			rates, intercepts = "gain "+numbers(e.Gain), "bias "+numbers(e.Bias)
		}
		t.Rows = append(t.Rows, []string{e.Name, readable.Count(e.N), componentName(e.Neurons.String()),
			readable.Count(e.Dims), readable.Number(e.Radius), numbers(e.Encoders), rates, intercepts,
			fmt.Sprintf("%s, %s", readable.Count(e.NumEvalPoints), numbers(e.EvalPoints)), signs(e), d.also(e)})
	}
	t.Rows = together(t.Rows)
	return t
}

// also are what an ensemble says beside what all of them have.
func (d *describer) also(e *model.Ensemble) string {
	var parts []string
	if e.TuningFile != "" {
		parts = append(parts, "tuning of "+e.TuningFile)
	}
	if p := e.Positions; p != nil {
		parts = append(parts, "positions "+Where(p))
	}
	if e.H != nil {
		parts = append(parts, "conductances act by H "+numbers(e.H))
	}
	if !e.Normalize {
		parts = append(parts, "encoders as given, of any length")
	}
	for _, s := range e.Neurons.States() {
		if a := e.Initial[s.Name]; a != nil && !isZero(a) {
			unit := ""
			if s.Unit != catalog.Plain {
				unit = "\u2009" + s.Unit.Base()
			}
			parts = append(parts, fmt.Sprintf("%s begins at %s%s", s.Name, numbers(a), unit))
		}
	}
	if e.Seed != d.model.Seed {
		parts = append(parts, fmt.Sprintf("seed %d", e.Seed))
	}
	return orNone(parts)
}

// isZero reports an array of nothing but 0.
func isZero(a *model.Array) bool {
	lo, hi := a.Bounds()
	return lo == 0 && hi == 0
}

// Where is how positions are laid out.
func Where(p *model.Positions) string {
	switch {
	case p.Layout != "":
		return fmt.Sprintf("%s, %d axes", p.Layout, p.Axes)
	case p.Dist != nil:
		return fmt.Sprintf("%s, %d axes", ranges(readable.Component(fmt.Sprint(p.Dist))), p.Axes)
	}
	return fmt.Sprintf("given, %d axes", p.Axes)
}

// signs says what share of the neurons excites.
func signs(e *model.Ensemble) string {
	switch {
	case e.Dale == nil:
		return "free"
	case *e.Dale == 1:
		return "excitatory"
	case *e.Dale == 0:
		return "inhibitory"
	}
	return readable.Number(100**e.Dale) + "% excitatory"
}

// numbers describes an array: its distribution, or that it is given.
func numbers(a *model.Array) string {
	switch {
	case a == nil:
		return "–"
	case a.Dist != nil:
		if lo, hi := a.Bounds(); lo == hi {
			return readable.Number(lo)
		}
		return ranges(readable.Component(a.Dist.String()))
	case a.ReadFrom != "":
		return "from " + a.ReadFrom
	case slices.Min(a.Data) == slices.Max(a.Data):
		return readable.Number(a.Data[0])
	}
	return fmt.Sprintf("given, %d×%d", a.Rows, a.Cols)
}

// ranges writes 200..400 as people do: 200 to 400.
func ranges(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "..", " to "), "-", "−")
}

// neurons are the neuron types with their parameters.
func (d *describer) neurons() Table {
	t := Table{Title: "Neuron types", Head: []string{"Type", "Dynamics", "Parameters", "Source"}}
	seen := map[string]bool{}
	for _, e := range d.model.Ensembles {
		text := e.Neurons.String()
		if seen[text] {
			continue
		}
		seen[text] = true
		name, args, _ := strings.Cut(strings.TrimSuffix(readable.Component(text), ")"), "(")
		doc, source := typeDoc(name)
		t.Rows = append(t.Rows, []string{name, doc, strings.ReplaceAll(args, "=", " = "), source})
	}
	return t
}

// typeDoc is what the catalogue says of a neuron type.
func typeDoc(name string) (doc, source string) {
	if e, ok := neurons.Table.Find(name); ok {
		return e.Doc, e.Source
	}
	for _, o := range neurons.OverTable {
		if o.Name == name {
			return o.Doc, o.Source
		}
	}
	return "", ""
}
