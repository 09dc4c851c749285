package page

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"strings"
	"testing"
)

var black = color.NRGBA{0, 0, 0, 255}

// sample has one of each item on it.
func sample() *Page {
	p := New(240, 100, color.NRGBA{255, 255, 255, 255})
	p.Title, p.Metadata = "a sample", []Entry{{"model", "é<&>.nef"}, {"nefc", "1"}}
	p.Begin(Group{Class: "lines", Name: "a < b", Link: "#x"})
	p.Stroke(Stroke{Path: Polyline(Point{5, 20}, Point{60, 30}, Point{100, 10}), Color: color.NRGBA{200, 80, 0, 255}, Width: 1, Dash: []float64{3, 2}, Round: true})
	c := &Path{}
	c.Circle(Point{30, 40}, 8)
	c.Rounded(Box{50, 35, 80, 50}, 4)
	p.Fill(c, color.NRGBA{0, 100, 170, 128})
	p.End()
	m := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	m.SetNRGBA(0, 0, color.NRGBA{255, 0, 0, 255})
	m.SetNRGBA(1, 0, color.NRGBA{0, 0, 255, 255})
	p.Image(Box{100, 40, 140, 60}, m)
	p.Text(Text{String: "current (10⁻⁶), −5 µs α²x", At: Point{10, 80}, Size: 8, Color: black})
	p.Text(Text{String: "10³ Hz 中😀", At: Point{200, 50}, Size: 8, Color: black, Upward: true, Anchor: Middle, Lies: Centred, Bold: true})
	return p
}

// formats are the ways to write a page.
var formats = map[string]func(*Page, io.Writer) error{
	"svg": (*Page).SVG, "pdf": (*Page).PDF, "png": func(p *Page, w io.Writer) error { return p.PNG(w, 300) },
}

// The same page gives the same bytes, in each format. SHEET=FOLDER keeps them, to be looked at.
func TestSameBytes(t *testing.T) {
	for name, write := range formats {
		var first bytes.Buffer
		if err := write(sample(), &first); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			var again bytes.Buffer
			if err := write(sample(), &again); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(first.Bytes(), again.Bytes()) {
				t.Errorf("%s differs from time to time", name)
			}
		}
		if dir := os.Getenv("SHEET"); dir != "" {
			if err := os.WriteFile(dir+"/sample."+name, first.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if faults := sample().Faults(); len(faults) > 0 {
		t.Error(faults)
	}
}

// What a PNG says about itself can be read, and its size is that of the page.
func TestPNG(t *testing.T) {
	var out bytes.Buffer
	if err := sample().PNG(&out, 144); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"pHYs", "model\x00\x00\x00\x00\x00é<&>.nef"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("there is no %q", want)
		}
	}
	img, err := png.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 480 || b.Dy() != 200 {
		t.Errorf("it is %v", b)
	}
	if r, _, b, _ := img.At(2*105, 2*50).RGBA(); r != 0xffff || b != 0 {
		t.Error("the image is not where it was put")
	}
}
