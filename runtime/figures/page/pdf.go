//go:build !slim

package page

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"io"
	"math"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// PDF writes the page. Text stays text, in a subset of Liberation Sans that the file holds.
func (p *Page) PDF(w io.Writer) error {
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: p.Width, Ht: p.Height}})
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.SetCatalogSort(true)
	then := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC) // the same page gives the same bytes, whenever it is written
	doc.SetCreationDate(then)
	doc.SetModificationDate(then)
	doc.SetTitle(p.Title, true)
	p.info(doc)
	d := &pdf{Fpdf: doc}
	doc.AddPage()
	d.fill(&Fill{Rectangle(p.Box()), p.Background})
	for _, it := range p.items {
		switch it := it.(type) {
		case *Stroke:
			d.stroke(it)
		case *Fill:
			d.fill(it)
		case *Image:
			if err := d.image(it); err != nil {
				return err
			}
		case *Text:
			d.text(it)
		}
	}
	return doc.Output(w)
}

// info writes where the page is from.
func (p *Page) info(doc *fpdf.Fpdf) {
	var all []string
	for _, e := range p.Metadata {
		all = append(all, e.Name+": "+e.Value)
		if e.Name == "nefc" {
			doc.SetCreator("nefc "+e.Value, true)
		}
	}
	doc.SetSubject(strings.Join(all, "; "), true)
}

// pdf is a document that is being written.
type pdf struct {
	*fpdf.Fpdf
	images int
	known  map[*typeface]bool
}

func (d *pdf) paint(c color.NRGBA) {
	d.SetDrawColor(int(c.R), int(c.G), int(c.B))
	d.SetFillColor(int(c.R), int(c.G), int(c.B))
	d.SetTextColor(int(c.R), int(c.G), int(c.B))
	d.SetAlpha(float64(c.A)/255, "Normal")
}

func (d *pdf) stroke(s *Stroke) {
	d.paint(s.Color)
	d.SetLineWidth(s.Width)
	d.SetDashPattern(s.Dash, 0)
	style := "butt"
	join := "miter"
	if s.Round {
		style, join = "round", "round"
	}
	d.SetLineCapStyle(style)
	d.SetLineJoinStyle(join)
	d.path(s.Path)
	d.DrawPath("D")
}

func (d *pdf) fill(f *Fill) {
	d.paint(f.Color)
	d.path(f.Path)
	d.DrawPath("F")
}

func (d *pdf) path(p *Path) {
	for v, q := range p.steps {
		switch v {
		case moveTo:
			d.MoveTo(q[0].X, q[0].Y)
		case lineTo:
			d.LineTo(q[0].X, q[0].Y)
		case cubicTo:
			d.CurveBezierCubicTo(q[0].X, q[0].Y, q[1].X, q[1].Y, q[2].X, q[2].Y)
		case closed:
			d.ClosePath()
		}
	}
}

func (d *pdf) image(m *Image) error {
	var picture bytes.Buffer
	if err := png.Encode(&picture, m.Image); err != nil {
		return err
	}
	d.SetAlpha(1, "Normal")
	d.images++
	name, options := fmt.Sprintf("image %d", d.images), fpdf.ImageOptions{ImageType: "png"}
	d.RegisterImageOptionsReader(name, options, &picture)
	d.ImageOptions(name, m.Box.Left, m.Box.Top, m.Box.Width(), m.Box.Height(), false, options, 0, "")
	return nil
}

// font makes a typeface the current one.
func (d *pdf) font(f *typeface, size float64) {
	if d.known == nil {
		d.known = map[*typeface]bool{}
	}
	if !d.known[f] {
		d.AddUTF8FontFromBytes("liberation", f.name, f.data)
		d.known[f] = true
	}
	d.SetFont("liberation", f.name, size)
}

func (d *pdf) text(t *Text) {
	d.paint(t.Color)
	f, at := face(t.Bold), t.base()
	if t.Upward {
		d.TransformBegin()
		d.TransformRotate(90, at.X, at.Y)
		defer d.TransformEnd()
	}
	x := at.X - Width(t.String, t.Size, t.Bold)*float64(t.Anchor)/2
	for _, r := range runs(t.String) {
		size, y := t.Size, at.Y
		if r.up {
			size, y = exponentSize(t.Size), at.Y-raise*t.Size
		}
		d.font(f, size)
		d.Text(x, y, f.owned(r.text))
		x += Width(r.text, size, t.Bold)
	}
}

// missing stands for a letter that the font does not have.
const missing = '□'

// owned replaces what the font does not have.
func (f *typeface) owned(s string) string {
	return strings.Map(func(c rune) rune {
		if c > math.MaxUint16 || f.own(c) == 0 {
			return missing
		}
		return c
	}, s)
}
