//go:build !slim

package page

import (
	"bufio"
	"encoding/base64"
	"encoding/xml"
	"image/color"
	"io"
	"math"
	"strconv"

	"github.com/nefc/nefc/runtime/figures/theme"
)

// SVG writes the page. Text stays text, in Liberation Sans or what has its widths.
func (p *Page) SVG(w io.Writer) error {
	s := &svg{bufio.NewWriter(w)}
	s.raw(`<svg xmlns="http://www.w3.org/2000/svg" width="`).number(p.Width / MM).raw(`mm" height="`).number(p.Height / MM).raw(`mm" viewBox="0 0 `).
		number(p.Width).raw(" ").number(p.Height).raw(`" font-family="` + family + `" role="img">` + "\n")
	if p.Title != "" {
		s.raw("<title>").text(p.Title).raw("</title>\n")
	}
	s.metadata(p.Metadata)
	s.raw(`<rect width="100%" height="100%" fill="` + theme.Hex(p.Background) + `"/>` + "\n")
	var groups []*Group
	for _, it := range p.items {
		switch it := it.(type) {
		case *Group:
			groups = append(groups, it)
			s.begin(it)
		case End:
			s.end(groups[len(groups)-1])
			groups = groups[:len(groups)-1]
		case *Stroke:
			s.stroke(it)
		case *Fill:
			s.raw("<path").paint("fill", it.Color).path(it.Path).raw("/>\n")
		case *Image:
			if err := s.image(it); err != nil {
				return err
			}
		case *Text:
			s.line(it)
		}
	}
	s.raw("</svg>\n")
	return s.out.Flush()
}

// svg is a document that is being written. Its methods return it, so that a tag is one line.
type svg struct{ out *bufio.Writer }

func (s *svg) raw(text string) *svg {
	s.out.WriteString(text)
	return s
}

// text writes what may hold any sign.
func (s *svg) text(text string) *svg {
	_ = xml.EscapeText(s.out, []byte(printable(text))) // Flush tells the first error
	return s
}

// number writes a length to a hundredth of a point, less than any eye or printer tells.
func (s *svg) number(v float64) *svg {
	s.out.Write(trimmed(s.out.AvailableBuffer(), v))
	return s
}

// trimmed appends a number with two digits after the point at most. Most numbers are whole
// hundredths after rounding them once; one that lies between two, or far out, is written by
// the rule.
func trimmed(to []byte, v float64) []byte {
	const far, between = 1e9, 1e-4 // beyond far, 100·v may be rounded by more than between
	hundredths := float64(100 * math.Abs(v))
	down := math.Floor(hundredths)
	if !(hundredths < far) || math.Abs(hundredths-down-0.5) < between {
		return trimmedByRule(to, v)
	}
	n := int64(math.Floor(hundredths + 0.5))
	if v < 0 && n > 0 {
		to = append(to, '-')
	}
	to = strconv.AppendInt(to, n/100, 10)
	if n%100 > 0 {
		to = append(to, '.', '0'+byte(n/10%10))
	}
	if n%10 > 0 {
		to = append(to, '0'+byte(n%10))
	}
	return to
}

// trimmedByRule appends a number, correctly rounded, and takes off what does not count.
func trimmedByRule(to []byte, v float64) []byte {
	to = strconv.AppendFloat(to, v, 'f', 2, 64)
	n := len(to)
	for n > 0 && to[n-1] == '0' {
		n--
	}
	if n > 0 && to[n-1] == '.' {
		n--
	}
	to = to[:n]
	if string(to) == "-0" {
		return to[1:]
	}
	return to
}

// metadata writes where the page is from, in the terms of Dublin Core.
func (s *svg) metadata(list []Entry) {
	if len(list) == 0 {
		return
	}
	s.raw(`<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description>` + "\n")
	for _, e := range list {
		s.raw("<dc:source>").text(e.Name + ": " + e.Value).raw("</dc:source>\n")
	}
	s.raw("</rdf:Description></rdf:RDF></metadata>\n")
}

func (s *svg) begin(g *Group) {
	if g.Link != "" {
		s.raw(`<a href="`).text(g.Link).raw(`">`)
	}
	s.raw("<g")
	if g.Class != "" {
		s.raw(` class="`).text(g.Class).raw(`"`)
	}
	s.raw(">")
	if g.Name != "" {
		s.raw("<title>").text(g.Name).raw("</title>")
	}
	s.raw("\n")
}

func (s *svg) end(g *Group) {
	s.raw("</g>")
	if g.Link != "" {
		s.raw("</a>")
	}
	s.raw("\n")
}

// paint writes a colour, and how much of it is seen if not all.
func (s *svg) paint(what string, c color.NRGBA) *svg {
	s.raw(" " + what + `="` + theme.Hex(c) + `"`)
	if c.A != 255 {
		s.raw(" " + what + `-opacity="`).number(float64(c.A) / 255).raw(`"`)
	}
	return s
}

func (s *svg) stroke(t *Stroke) {
	s.raw(`<path fill="none"`).paint("stroke", t.Color).raw(` stroke-width="`).number(t.Width).raw(`"`)
	for i, d := range t.Dash {
		if i == 0 {
			s.raw(` stroke-dasharray="`)
		} else {
			s.raw(" ")
		}
		s.number(d)
	}
	if len(t.Dash) > 0 {
		s.raw(`"`)
	}
	if t.Round {
		s.raw(` stroke-linejoin="round" stroke-linecap="round"`)
	}
	s.path(t.Path).raw("/>\n")
}

// letters are what SVG calls the steps of a path.
var letters = [...]byte{moveTo: 'M', lineTo: 'L', cubicTo: 'C', closed: 'Z'}

func (s *svg) path(p *Path) *svg {
	s.raw(` d="`)
	for v, points := range p.steps {
		s.out.WriteByte(letters[v])
		for k, q := range points {
			if k > 0 {
				s.out.WriteByte(' ')
			}
			s.number(q.X).raw(",").number(q.Y)
		}
	}
	return s.raw(`"`)
}

func (s *svg) image(m *Image) error {
	s.raw(`<image preserveAspectRatio="none" style="image-rendering:pixelated" x="`).number(m.Box.Left).raw(`" y="`).number(m.Box.Top).
		raw(`" width="`).number(m.Box.Width()).raw(`" height="`).number(m.Box.Height()).
		raw(`" href="data:image/png;base64,`)
	letters := base64.NewEncoder(base64.StdEncoding, s.out)
	if err := pictures.Encode(letters, m.Image); err != nil {
		return err
	}
	err := letters.Close()
	s.raw(`"/>` + "\n")
	return err
}

// anchors are what SVG calls the points of a line.
var anchors = [...]string{Start: "", Middle: ` text-anchor="middle"`, Finish: ` text-anchor="end"`}

func (s *svg) line(t *Text) {
	at := t.base()
	s.raw(`<text x="`).number(at.X).raw(`" y="`).number(at.Y).raw(`" font-size="`).number(t.Size).raw(`"` + anchors[t.Anchor])
	if t.Bold {
		s.raw(` font-weight="bold"`)
	}
	if t.Upward {
		s.raw(` transform="rotate(-90 `).number(at.X).raw(" ").number(at.Y).raw(`)"`)
	}
	s.paint("fill", t.Color).raw(">")
	up := false
	for _, r := range runs(t.String) {
		if !r.up && !up {
			s.text(r.text)
			continue
		}
		rise, size := -raise*t.Size, exponentSize(t.Size)
		if !r.up {
			rise, size = -rise, t.Size
		}
		s.raw(`<tspan dy="`).number(rise).raw(`" font-size="`).number(size).raw(`">`).text(r.text).raw("</tspan>")
		up = r.up
	}
	s.raw("</text>\n")
}
