//go:build !slim

package page

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"io"
	"math"
	"sync"

	"git.sr.ht/~sbinet/gg"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// pictures writes pictures; what it takes to compress one, 0.8 MB, serves those that follow.
var pictures = png.Encoder{BufferPool: &room{}}

// room keeps what compressing a picture takes.
type room struct{ sync.Pool }

// Get is what a picture before left, or nil.
func (r *room) Get() *png.EncoderBuffer {
	b, _ := r.Pool.Get().(*png.EncoderBuffer)
	return b
}

// Put leaves it for the next.
func (r *room) Put(b *png.EncoderBuffer) { r.Pool.Put(b) }

// PNG writes the page with that many dots an inch. Where it is from is in text chunks.
func (p *Page) PNG(w io.Writer, dpi int) error {
	scale := float64(dpi) / 72
	g := &raster{Context: gg.NewContext(max(1, int(math.Round(p.Width*scale))), max(1, int(math.Round(p.Height*scale)))), scale: scale}
	g.SetColor(p.Background)
	g.Clear()
	for _, it := range p.items {
		switch it := it.(type) {
		case *Stroke:
			g.stroke(it)
		case *Fill:
			g.SetColor(it.Color)
			g.path(it.Path)
			g.Fill()
		case *Image:
			g.image(it)
		case *Text:
			g.text(it)
		}
	}
	var picture bytes.Buffer
	if err := pictures.Encode(&picture, g.Context.Image()); err != nil {
		return err
	}
	_, err := w.Write(withChunks(picture.Bytes(), p, dpi))
	return err
}

// raster is a picture that is being drawn.
type raster struct {
	*gg.Context
	scale float64 // pixels a point
}

func (g *raster) stroke(s *Stroke) {
	g.SetColor(s.Color)
	g.SetLineWidth(s.Width * g.scale)
	dash := make([]float64, len(s.Dash))
	for i, d := range s.Dash {
		dash[i] = d * g.scale
	}
	g.SetDash(dash...)
	if s.Round {
		g.SetLineCapRound()
		g.SetLineJoinRound()
	} else {
		g.SetLineCapButt()
		g.SetLineJoin(gg.LineJoinBevel)
	}
	g.path(s.Path)
	g.Stroke()
}

func (g *raster) path(p *Path) {
	for v, q := range p.steps {
		switch v {
		case moveTo:
			g.MoveTo(q[0].X*g.scale, q[0].Y*g.scale)
		case lineTo:
			g.LineTo(q[0].X*g.scale, q[0].Y*g.scale)
		case cubicTo:
			g.CubicTo(q[0].X*g.scale, q[0].Y*g.scale, q[1].X*g.scale, q[1].Y*g.scale, q[2].X*g.scale, q[2].Y*g.scale)
		case closed:
			g.ClosePath()
		}
	}
}

// image draws squares of whole pixels, none of which is smoothed.
func (g *raster) image(m *Image) {
	at := func(v float64) int { return int(math.Round(v * g.scale)) }
	box := image.Rect(at(m.Box.Left), at(m.Box.Top), at(m.Box.Right), at(m.Box.Bottom)).Intersect(g.Context.Image().Bounds())
	to := g.Context.Image().(*image.RGBA)
	from := m.Image.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			u, v := from.Min.X+(x-box.Min.X)*from.Dx()/box.Dx(), from.Min.Y+(y-box.Min.Y)*from.Dy()/box.Dy()
			to.Set(x, y, m.Image.At(u, v))
		}
	}
}

// text fills the outlines of letters, so that it stands where it was measured whatever the resolution.
func (g *raster) text(t *Text) {
	g.Push()
	defer g.Pop()
	g.SetColor(t.Color)
	f, at := face(t.Bold), t.base()
	g.Translate(at.X*g.scale, at.Y*g.scale)
	if t.Upward {
		g.Rotate(-math.Pi / 2)
	}
	x := -Width(t.String, t.Size, t.Bold) * float64(t.Anchor) / 2
	for _, r := range runs(t.String) {
		size, y := t.Size, 0.0
		if r.up {
			size, y = exponentSize(t.Size), -raise*t.Size
		}
		for _, c := range r.text {
			if f.own(c) > 0 {
				g.letter(f, c, x, y, size)
			} else {
				g.letter(f, missing, x, y, size)
			}
			x += size * f.em(c)
		}
	}
	g.Fill()
}

// letter adds the outline of a letter to the path.
func (g *raster) letter(f *typeface, c rune, x, y, size float64) {
	var buf sfnt.Buffer
	i, err := f.parsed().GlyphIndex(&buf, c)
	if err != nil {
		return
	}
	units := float64(f.parsed().UnitsPerEm())
	outline, err := f.parsed().LoadGlyph(&buf, i, fixed.Int26_6(units), nil)
	if err != nil {
		return
	}
	px := func(p fixed.Point26_6) (float64, float64) {
		return (x + size*float64(p.X)/units) * g.scale, (y + size*float64(p.Y)/units) * g.scale
	}
	for _, s := range outline {
		ax, ay := px(s.Args[0])
		bx, by := px(s.Args[1])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			g.ClosePath()
			g.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			g.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			g.QuadraticTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			cx, cy := px(s.Args[2])
			g.CubicTo(ax, ay, bx, by, cx, cy)
		}
	}
	g.ClosePath()
}

// afterHeader is where the first chunk of a PNG ends: 8 bytes of signature and the 25 of IHDR.
const afterHeader = 33

// withChunks adds the resolution and where the page is from behind a PNG's header.
func withChunks(picture []byte, p *Page, dpi int) []byte {
	out := append([]byte(nil), picture[:afterHeader]...)
	metre := uint32(math.Round(float64(dpi) / 0.0254))
	out = chunk(out, "pHYs", append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, metre), metre), 1))
	if p.Title != "" {
		out = chunk(out, "iTXt", international("Title", p.Title))
	}
	for _, e := range p.Metadata {
		out = chunk(out, "iTXt", international(e.Name, e.Value))
	}
	return append(out, picture[afterHeader:]...)
}

// international is text of a chunk in UTF-8: keyword, not compressed, in no language, not translated.
func international(name, value string) []byte {
	return []byte(name + "\x00\x00\x00\x00\x00" + printable(value))
}

// chunk appends a chunk of a PNG: length, type, data, checksum.
func chunk(to []byte, kind string, data []byte) []byte {
	to = binary.BigEndian.AppendUint32(to, uint32(len(data)))
	body := append([]byte(kind), data...)
	return binary.BigEndian.AppendUint32(append(to, body...), crc32.ChecksumIEEE(body))
}
