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
				up := &Convolution{Transposed: true, Filters: out, Space: []int{4, 3}, Channels: in, Kernel: []int{3, 2}, Stride: stride, Same: same, ChannelsLast: last, Groups: 1}
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

// What does not fit together is refused.
func TestBadConvolutions(t *testing.T) {
	ok := Convolution{Filters: 4, Space: []int{5, 5}, Channels: 2, Kernel: []int{3, 3}, Stride: []int{1, 1}, Groups: 2}
	if err := ok.Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*Convolution){
		"kernel too large": func(c *Convolution) { c.Kernel = []int{6, 3} },
		"axes":             func(c *Convolution) { c.Stride = []int{1} },
		"groups":           func(c *Convolution) { c.Groups = 3 },
		"no filters":       func(c *Convolution) { c.Filters = 0 },
		"output":           func(c *Convolution) { c.Transposed, c.Groups, c.Output = true, 1, []int{9, 9} },
	} {
		c := ok
		spoil(&c)
		if c.Check() == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}
