package transforms

import (
	"slices"
	"testing"
)

// The transpose of a convolution is its transpose: with the kernel's channels
// and filters swapped, its matrix is that of the convolution from its output
// to its input, mirrored. The convolutions themselves are compared with Nengo's
// (golden case u2_conv).
func TestTransposedConvolution(t *testing.T) {
	const in, out = 2, 3 // channels of the transposed one's input and output
	for _, same := range []bool{false, true} {
		for _, stride := range [][]int{{1, 1}, {2, 1}, {2, 3}} {
			for _, last := range []bool{true, false} {
				up := &Convolution{Transposed: true, Filters: out, Space: []int{4, 3}, Channels: in, Kernel: []int{3, 2}, Stride: stride, Same: same,
					ChannelsLast: last, Groups: 1}
				if err := up.Check(); err != nil {
					t.Fatal(err)
				}
				down := &Convolution{Filters: in, Space: up.Output, Channels: out, Kernel: up.Kernel, Stride: stride, Same: same, ChannelsLast: last, Groups: 1}
				if err := down.Check(); err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(down.Output, up.Space) {
					t.Fatalf("down from %v is %v, not %v", up.Output, down.Output, up.Space)
				}
				kernel, swapped := make([]float64, up.KernelSize()), make([]float64, up.KernelSize())
				for k := range 6 {
					for c := range in {
						for f := range out {
							v := float64(100*k + 10*c + f + 1)
							kernel[(k*in+c)*out+f], swapped[(k*out+f)*in+c] = v, v
						}
					}
				}
				a, err := up.Sparse(kernel)
				if err != nil {
					t.Fatal(err)
				}
				b, err := down.Sparse(swapped)
				if err != nil {
					t.Fatal(err)
				}
				A, B := a.Dense(), b.Dense()
				for i := range a.Rows {
					for j := range a.Cols {
						if A[i*a.Cols+j] != B[j*b.Cols+i] {
							t.Fatalf("same %v, stride %v: [%d, %d] is %g, mirrored %g", same, stride, i, j, A[i*a.Cols+j], B[j*b.Cols+i])
						}
					}
				}
			}
		}
	}
}

// Without an output shape a transposed convolution has the smallest, and the
// values, of Nengo 4.1's ConvolutionTranspose: kernel and input count 1, 2, 3, …
func TestTransposedDefaultOutput(t *testing.T) {
	for _, c := range []struct {
		conv   Convolution
		output []int
		want   []float64
	}{
		{Convolution{Space: []int{3}, Channels: 1, Kernel: []int{3}, Stride: []int{2}, Filters: 1, ChannelsLast: true, Same: true},
			[]int{5}, []float64{2, 5, 4, 9, 6}},
		{Convolution{Space: []int{3}, Channels: 2, Kernel: []int{3}, Stride: []int{2}, Filters: 2, ChannelsLast: true, Same: true},
			[]int{5}, []float64{19, 22, 46, 56, 43, 50, 94, 112, 67, 78}},
		{Convolution{Space: []int{3}, Channels: 2, Kernel: []int{2}, Stride: []int{3}, Filters: 1, Same: true},
			[]int{7}, []float64{9, 19, 0, 12, 26, 0, 15}},
		{Convolution{Space: []int{2, 2}, Channels: 1, Kernel: []int{3, 3}, Stride: []int{2, 1}, Filters: 1, ChannelsLast: true, Same: true},
			[]int{3, 2}, []float64{13, 16, 32, 42, 31, 38}},
		{Convolution{Space: []int{2, 2}, Channels: 1, Kernel: []int{2, 2}, Stride: []int{2, 2}, Filters: 2},
			[]int{4, 4}, []float64{1, 3, 2, 6, 5, 7, 10, 14, 3, 9, 4, 12, 15, 21, 20, 28, 2, 4, 4, 8, 6, 8, 12, 16, 6, 12, 8, 16, 18, 24, 24, 32}},
		{Convolution{Space: []int{3, 4}, Channels: 2, Kernel: []int{3, 3}, Stride: []int{2, 2}, Filters: 3, ChannelsLast: true, Same: true}, []int{5, 7}, nil},
		{Convolution{Space: []int{2, 5}, Channels: 2, Kernel: []int{1, 1}, Stride: []int{4, 4}, Filters: 3, Same: true}, []int{5, 17}, nil},
		{Convolution{Space: []int{2, 5}, Channels: 2, Kernel: []int{2, 2}, Stride: []int{1, 3}, Filters: 3}, []int{3, 14}, nil},
	} {
		c.conv.Transposed, c.conv.Groups = true, 1
		if err := c.conv.Check(); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(c.conv.Output, c.output) {
			t.Errorf("%+v has an output of %v, want %v", c.conv, c.conv.Output, c.output)
		}
		if c.want == nil {
			continue
		}
		s, err := c.conv.Sparse(counting(c.conv.KernelSize()))
		if err != nil {
			t.Fatal(err)
		}
		x, got := counting(s.Cols), make([]float64, s.Rows)
		for k, v := range s.Dense() {
			got[k/s.Cols] += v * x[k%s.Cols]
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.conv, got, c.want)
		}
	}
}

// counting is 1, 2, … n.
func counting(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = float64(i + 1)
	}
	return out
}

// Entries at one place add up, others stay apart, columns are in order; entries
// outside are refused.
func TestSparse(t *testing.T) {
	s, err := NewSparse(2, 3, []Entry{{1, 2, 5}, {0, 0, 1}, {1, 2, -2}, {0, 2, 4}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(s.Dense(), []float64{1, 0, 4, 0, 0, 3}) || len(s.Val) != 3 {
		t.Errorf("%v has %d entries", s.Dense(), len(s.Val))
	}
	if !slices.Equal(s.Scaled(2).Dense(), []float64{2, 0, 8, 0, 0, 6}) {
		t.Errorf("scaled: %v", s.Scaled(2).Dense())
	}
	if _, err := NewSparse(2, 3, []Entry{{2, 0, 1}}); err == nil {
		t.Error("an entry outside is accepted")
	}
}

// Groups of channels and filters meet only each other: every element of the matrix
// is the kernel's where the definition says, and 0 elsewhere.
func TestGroupedConvolution(t *testing.T) {
	const channels, filters, groups, rows, cols = 4, 6, 2, 5, 4
	for _, last := range []bool{true, false} {
		c := &Convolution{Filters: filters, Space: []int{rows, cols}, Channels: channels, Kernel: []int{3, 2}, Stride: []int{2, 1}, Same: true,
			ChannelsLast: last, Groups: groups}
		if err := c.Check(); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(c.Output, []int{3, 4}) || c.KernelSize() != 3*2*2*6 {
			t.Fatalf("output %v, kernel of %d", c.Output, c.KernelSize())
		}
		kernel := make([]float64, c.KernelSize())
		for i := range kernel {
			kernel[i] = float64(i + 1)
		}
		s, err := c.Sparse(kernel)
		if err != nil {
			t.Fatal(err)
		}
		at := func(y, x, c, h, w, n int) int {
			if last {
				return (y*w+x)*n + c
			}
			return (c*h+y)*w + x
		}
		M := s.Dense()
		for y := range 3 {
			for x := range 4 {
				for f := range filters {
					row := M[at(y, x, f, 3, 4, filters)*s.Cols:][:s.Cols]
					for v := range rows {
						for u := range cols {
							for ch := range channels {
								// 'same' pads (3-1)·2+3-5 = 2 rows, one above; one column, none on the left.
								ky, kx, want := v-(2*y-1), u-x, 0.0
								if ky >= 0 && ky < 3 && kx >= 0 && kx < 2 && ch/2 == f/3 {
									want = kernel[((ky*2+kx)*2+ch%2)*filters+f]
								}
								if got := row[at(v, u, ch, rows, cols, channels)]; got != want {
									t.Fatalf("filter %d at [%d, %d] of channel %d at [%d, %d]: %g, want %g", f, y, x, ch, v, u, got, want)
								}
							}
						}
					}
				}
			}
		}
	}
}

// What is no convolution is refused, whichever axis it is about.
func TestBadConvolutions(t *testing.T) {
	good := func() *Convolution {
		return &Convolution{Filters: 2, Space: []int{3, 4}, Channels: 2, Kernel: []int{3, 4}, Stride: []int{1, 1}, ChannelsLast: true, Groups: 1}
	}
	if err := good().Check(); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*Convolution){
		"no axes":              func(c *Convolution) { c.Space, c.Kernel, c.Stride = nil, nil, nil },
		"a short kernel":       func(c *Convolution) { c.Kernel = []int{3} },
		"a short stride":       func(c *Convolution) { c.Stride = []int{1} },
		"no filters":           func(c *Convolution) { c.Filters = 0 },
		"no channels":          func(c *Convolution) { c.Channels = 0 },
		"no groups":            func(c *Convolution) { c.Groups = 0 },
		"groups of channels":   func(c *Convolution) { c.Groups, c.Filters = 3, 3 },
		"groups of filters":    func(c *Convolution) { c.Groups, c.Filters = 2, 3 },
		"groups of transposed": func(c *Convolution) { c.Groups, c.Transposed = 2, true },
		"kernel 0":             func(c *Convolution) { c.Kernel[0] = 0 },
		"kernel 1":             func(c *Convolution) { c.Kernel[1] = 0 },
		"stride 0":             func(c *Convolution) { c.Stride[0] = 0 },
		"stride 1":             func(c *Convolution) { c.Stride[1] = 0 },
		"space 0":              func(c *Convolution) { c.Space[0], c.Same = 0, true },
		"space 1":              func(c *Convolution) { c.Space[1], c.Same = 0, true },
		"a large kernel 0":     func(c *Convolution) { c.Kernel[0] = 4 },
		"a large kernel 1":     func(c *Convolution) { c.Kernel[1] = 5 },
		"an output":            func(c *Convolution) { c.Transposed, c.Output = true, []int{9, 9} },
	} {
		c := good()
		if change(c); c.Check() == nil {
			t.Errorf("%s is accepted", what)
		}
	}
}

// A matrix without its zeros is the matrix.
func TestFromDense(t *testing.T) {
	data := []float64{0, 1.5, 0, 0, -2, 0, 0, 4, 0, 0, 0, 0}
	for _, rows := range []int{1, 2, 3, 4, 6, 12} {
		s := FromDense(rows, len(data)/rows, data)
		entries, err := NewSparse(rows, len(data)/rows, []Entry{{1 / s.Cols, 1 % s.Cols, 1.5}, {4 / s.Cols, 4 % s.Cols, -2}, {7 / s.Cols, 7 % s.Cols, 4}})
		if err != nil || s.String() != entries.String() || !slices.Equal(s.Dense(), data) {
			t.Errorf("%d rows: %v, want %v (%v)", rows, s, entries, err)
		}
	}
}
