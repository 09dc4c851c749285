package data

import (
	"encoding/json"
	"errors"
	"io"
	"math"

	"github.com/nefc/nefc/runtime/figures"
	"github.com/nefc/nefc/runtime/figures/axes"
	"github.com/nefc/nefc/runtime/figures/page"
	"github.com/nefc/nefc/runtime/figures/theme"
	"github.com/nefc/nefc/runtime/output"
	"github.com/nefc/nefc/stdlib/plots"
)

// object is one of JSON.
type object = map[string]any

// schema is that of the figures that are written.
const schema = "https://vega.github.io/schema/vega-lite/v6.json"

// VegaLite writes a figure with its data inside as a specification that Vega-Lite 6 draws.
func VegaLite(w io.Writer, f *figures.Figure) error {
	spec, err := Spec(f)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(spec)
}

// Spec is that specification as an object of JSON.
func Spec(f *figures.Figure) (any, error) {
	if len(f.Panels) == 0 {
		return nil, errors.New("a figure without panels has no data")
	}
	s := &spec{Style: f.Style, theme: theme.Of(string(f.Style.Theme))}
	var views []any
	for i := range f.Panels {
		views = append(views, s.panel(&f.Panels[i], panelName(f, i), len(f.Panels)))
	}
	columns := max(1, (len(views)+max(1, f.Style.Rows)-1)/max(1, f.Style.Rows))
	top := object{"$schema": schema, "background": theme.Hex(s.theme.Background), "config": s.config(), "concat": views, "columns": columns}
	if f.Style.Title != "" {
		top["title"] = f.Style.Title
	}
	from := object{}
	for _, e := range f.Provenance.Entries() {
		from[e.Name] = e.Value
	}
	top["usermeta"] = object{"nefc": from}
	return top, nil
}

// spec is a specification that is being written.
type spec struct {
	plots.Style
	theme *theme.Theme
}

// config is what all panels have in common.
func (s *spec) config() object {
	ink := theme.Hex(s.theme.Ink)
	return object{"font": "Liberation Sans, Arial, sans-serif", "view": object{"stroke": nil},
		"axis": object{"grid": false, "labelFontSize": s.Font, "titleFontSize": s.Font, "titleFontWeight": "normal",
			"labelColor": ink, "titleColor": ink, "domainColor": ink, "tickColor": ink},
		"legend": object{"labelFontSize": s.Font, "titleFontSize": s.Font, "labelColor": ink, "titleColor": ink},
		"title":  object{"fontSize": s.Font, "fontWeight": "normal", "color": ink}}
}

// panel is one view.
func (s *spec) panel(p *figures.Panel, name string, panels int) object {
	width := s.Width * page.MM / float64(max(1, (panels+max(1, s.Rows)-1)/max(1, s.Rows)))
	height := 0.62 * width
	if s.Height > 0 {
		height = s.Height * page.MM
	}
	v := s.view(p)
	v["width"], v["height"] = math.Round(0.8*width), math.Round(height)
	if v["data"] == nil {
		v["data"] = object{"values": values(rows(p, s.Style).columns)}
	}
	if panels > 1 {
		v["title"] = name
	}
	return v
}

// view says how the rows of a panel are drawn.
func (s *spec) view(p *figures.Panel) object {
	x, y := s.along("x", p.X, s.XLabel, s.XScale, s.XRange), s.along("y", p.Y, s.YLabel, s.YScale, s.YRange)
	switch c := p.Content.(type) {
	case *figures.Lines:
		return object{"mark": line(),
			"encoding": object{"x": x, "y": y, "color": s.colors("line", c.List), "strokeDash": s.dashes("line", c.List)}}
	case *figures.Rates:
		return object{"mark": line(), "encoding": object{"x": x, "y": y, "color": s.colors("line", c.List)}}
	case *figures.Similarities:
		return object{"mark": line(), "encoding": object{"x": x, "y": y, "color": s.colors("pointer", pointers(c))}}
	case *figures.Plane:
		mark := line()
		if c.Points {
			mark = object{"type": "point", "filled": true, "size": 6, "clip": true}
		}
		return object{"mark": mark, "transform": []any{object{"window": []any{object{"op": "row_number", "as": "order"}}}},
			"encoding": object{"x": x, "y": y, "color": s.colors("line", c.List),
				"order": object{"field": "order", "type": "quantitative"}}}
	case *figures.Cells:
		return s.cells(p, c, x, y)
	case *figures.Tuning:
		return object{"mark": object{"type": "line", "clip": true, "strokeWidth": 0.7},
			"transform": []any{object{"filter": "test(/[.]neurons/, datum.curve)"}},
			"encoding":  object{"x": x, "y": y, "color": s.signs(c.Signs), "detail": object{"field": "curve", "type": "nominal"}}}
	case *figures.Raster:
		rows := object{"field": "neuron", "type": "quantitative", "title": "neuron"}
		return object{"mark": object{"type": "tick", "orient": "vertical", "thickness": 0.7, "clip": true},
			"encoding": object{"x": x, "y": rows, "color": s.signs(c.Signs)}}
	case *figures.Weights:
		return s.weights(c)
	case *figures.Histogram:
		x["field"], x["bin"] = "value", object{"maxbins": 40}
		return object{"mark": "bar", "encoding": object{"x": x, "y": object{"aggregate": "count", "type": "quantitative"},
			"color": object{"value": theme.Hex(s.theme.Lines[0])}}}
	case *figures.Heat:
		return s.heat(p, c)
	case *figures.Places:
		return object{"mark": object{"type": "point", "filled": true, "size": 20, "clip": true},
			"encoding": object{"x": x, "y": y, "color": s.rising(c.Label, c.Unit)}}
	}
	return object{"mark": "point"}
}

func line() object { return object{"type": "line", "clip": true, "strokeWidth": 1.2} }

// along is one of the two axes.
func (s *spec) along(field string, a figures.Axis, label *string, scale plots.Scale, r plots.Range) object {
	out := object{"field": field, "type": "quantitative", "title": a.String()}
	if label != nil {
		out["title"] = *label
	}
	how := object{"zero": a.FromZero}
	if scale == plots.Log || scale == plots.Symlog {
		how = object{"type": string(scale)}
	}
	switch {
	case r.Given:
		how["domain"] = []float64{r.From, r.To}
	case a.From < a.To && scale != plots.Log:
		how["domain"] = []float64{a.From, a.To}
	}
	out["scale"] = how
	return out
}

// colors are those of lines; one line needs no legend.
func (s *spec) colors(field string, list []figures.Line) object {
	var names, colors []string
	hue := 0
	for i := range list {
		c := s.theme.Ink
		switch list[i].Role {
		case figures.Excitatory:
			c = s.theme.Excitatory
		case figures.Inhibitory:
			c = s.theme.Inhibitory
		case figures.Measured:
			c = s.theme.Lines[hue%len(s.theme.Lines)]
			hue++
		}
		names, colors = append(names, list[i].Name), append(colors, theme.Hex(c))
	}
	out := object{"field": field, "type": "nominal", "title": nil, "scale": object{"domain": names, "range": colors}}
	if len(list) < 2 || s.Legend == plots.NoLegend {
		out["legend"] = nil
	}
	return out
}

// dashes are those of what should be.
func (s *spec) dashes(field string, list []figures.Line) object {
	names, patterns := []string{}, [][]float64{}
	for i := range list {
		pattern := []float64{1, 0}
		if list[i].Role == figures.Ideal {
			pattern = []float64{4, 2}
		}
		names, patterns = append(names, list[i].Name), append(patterns, pattern)
	}
	out := object{"field": field, "type": "nominal", "title": nil, "scale": object{"domain": names, "range": patterns}}
	if len(list) < 2 || s.Legend == plots.NoLegend {
		out["legend"] = nil
	}
	return out
}

// signs are the two colours of neurons, or one where they have no signs.
func (s *spec) signs(signs []int8) object {
	if signs == nil || s.Color == plots.OneColor {
		return object{"value": theme.Hex(s.theme.Ink)}
	}
	return object{"field": "sign", "type": "nominal", "title": nil,
		"scale": object{"domain": []string{"excitatory", "inhibitory"},
			"range": []string{theme.Hex(s.theme.Excitatory), theme.Hex(s.theme.Inhibitory)}}}
}

// cells are means with a band over a swept param.
func (s *spec) cells(p *figures.Panel, c *figures.Cells, x, y object) object {
	if p.X.Words != nil {
		x["type"] = "ordinal"
		delete(x, "scale")
	} else if s.XScale == plots.AutoScale && axes.Decades(p.X.Swept) {
		x["scale"] = object{"type": "log"}
	}
	color := s.colors("line", c.List)
	layers := []any{object{"mark": object{"type": "line", "point": true, "clip": true}, "encoding": object{"x": x, "y": y, "color": color}}}
	for i := range c.List {
		if _, low, _ := summarised(&c.List[i], s.Style); low != nil {
			band := object{"mark": object{"type": "area", "opacity": 0.2, "clip": true},
				"encoding": object{"x": x, "y": object{"field": "low", "type": "quantitative"}, "y2": object{"field": "high"},
					"color": color}}
			layers = append([]any{band}, layers...)
			break
		}
	}
	return object{"layer": layers}
}

// cell is a rectangle about a point: fields and their ends.
func cell(x, y object, color object) object {
	return object{"mark": object{"type": "rect"},
		"encoding": object{"x": x, "x2": object{"field": "x2"}, "y": y, "y2": object{"field": "y2"}, "color": color}}
}

// cellRows are the edges of cells.
type cellRows struct{ x, x2, y, y2 []float64 }

// add adds a cell about a point: from it to its edges it is dx and dy.
func (c *cellRows) add(x, y, dx, dy float64) {
	c.x, c.x2 = append(c.x, x-dx), append(c.x2, x+dx)
	c.y, c.y2 = append(c.y, y-dy), append(c.y2, y+dy)
}

// data are the cells with their values, as JSON has them.
func (c *cellRows) data(value output.Column) object {
	return object{"values": values([]output.Column{{Name: "x", Floats: c.x}, {Name: "x2", Floats: c.x2}, {Name: "y", Floats: c.y},
		{Name: "y2", Floats: c.y2}, value})}
}

// weights are cells, post down and pre along, blue below 0 and orange above.
func (s *spec) weights(c *figures.Weights) object {
	limit, _, _ := c.Limit(s.Limit)
	color := object{"field": "weight", "type": "quantitative", "title": "weight (" + c.Unit + ")",
		"scale": object{"domain": []float64{-limit, 0, limit}, "clamp": true, "interpolate": "rgb",
			"range": []string{theme.Hex(s.theme.Inhibitory), theme.Hex(s.theme.Zero), theme.Hex(s.theme.Excitatory)}}}
	v := cell(object{"field": "x", "type": "quantitative", "title": "pre neuron"},
		object{"field": "y", "type": "quantitative", "title": "post neuron", "scale": object{"reverse": true}}, color)
	cells := &cellRows{}
	for k := range c.W {
		cells.add(float64(k%c.Cols), float64(k/c.Cols), 0.5, 0.5)
	}
	v["data"] = cells.data(output.Column{Name: "weight", Floats: c.W})
	return v
}

// heat are cells of a plane.
func (s *spec) heat(p *figures.Panel, c *figures.Heat) object {
	v := cell(s.along("x", p.X, s.XLabel, plots.Linear, s.XRange), s.along("y", p.Y, s.YLabel, plots.Linear, s.YRange), s.rising(c.Label, c.Unit))
	t := rows(p, s.Style).columns
	cells := &cellRows{}
	for k := range t[0].Floats {
		cells.add(t[0].Floats[k], t[1].Floats[k], step(c.X)/2, step(c.Y)/2)
	}
	v["data"] = cells.data(t[2])
	return v
}

// rising are the colours of values.
func (s *spec) rising(label, unit string) object {
	return object{"field": "value", "type": "quantitative", "title": figures.Axis{Label: label, Unit: unit}.String(),
		"scale": object{"range": []string{theme.Hex(s.theme.Low), theme.Hex(s.theme.Mid), theme.Hex(s.theme.High)}}}
}

// step is how far points of a grid lie apart.
func step(v []float64) float64 {
	if len(v) < 2 {
		return 1
	}
	return v[1] - v[0]
}

// values are rows as JSON has them: null where there is no number.
func values(columns []output.Column) []object {
	out := make([]object, columns[0].Len())
	for i := range out {
		row := object{}
		for k := range columns {
			switch c := &columns[k]; {
			case c.Ints != nil:
				row[c.Name] = c.Ints[i]
			case c.Texts != nil:
				row[c.Name] = c.Texts[i]
			case math.IsNaN(c.Floats[i]) || math.IsInf(c.Floats[i], 0):
				row[c.Name] = nil
			default:
				row[c.Name] = c.Floats[i]
			}
		}
		out[i] = row
	}
	return out
}
