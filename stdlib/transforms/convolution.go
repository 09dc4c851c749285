package transforms

import "fmt"

// Convolution describes a convolution or its transpose over any number of
// spatial axes. The kernel is not flipped, as everywhere in deep learning; its
// numbers are in the order (kernel axes, channels per group, filters).
//
// Source: Dumoulin & Visin (2016), A guide to convolution arithmetic.
type Convolution struct {
	Transposed   bool
	Filters      int
	Space        []int // spatial shape of the input
	Channels     int
	Kernel       []int
	Stride       []int
	Same         bool  // pad so that the output has ⌈input/stride⌉ points (transposed: (input−1)·stride + 1)
	Output       []int // transposed: spatial shape of the output; nil for the smallest
	ChannelsLast bool
	Groups       int
}

// Check completes the description and refuses what does not fit together.
func (c *Convolution) Check() error {
	axes := len(c.Space)
	switch {
	case axes == 0 || len(c.Kernel) != axes || len(c.Stride) != axes:
		return fmt.Errorf("the shape has %d axes beside the channels, the kernel %d, the stride %d", axes, len(c.Kernel), len(c.Stride))
	case c.Filters < 1 || c.Channels < 1:
		return fmt.Errorf("it needs at least one filter and one channel")
	case c.Groups < 1 || c.Channels%c.Groups != 0 || c.Filters%c.Groups != 0:
		return fmt.Errorf("%d groups do not divide %d channels and %d filters", c.Groups, c.Channels, c.Filters)
	case c.Transposed && c.Groups != 1:
		return fmt.Errorf("a transposed convolution has no groups")
	}
	for a := range axes {
		if c.Kernel[a] < 1 || c.Stride[a] < 1 || c.Space[a] < 1 {
			return fmt.Errorf("shapes, kernels and strides are 1 or more")
		}
		if !c.Transposed && !c.Same && c.Kernel[a] > c.Space[a] {
			return fmt.Errorf("the kernel of %d is larger than the input of %d; `padding=same` pads it", c.Kernel[a], c.Space[a])
		}
	}
	if err := c.output(); err != nil {
		return err
	}
	each := volume(c.Kernel) * float64(c.Channels/c.Groups) * float64(c.Filters)
	for _, part := range []struct {
		name string
		size float64
	}{
		{"input", volume(c.Space) * float64(c.Channels)}, {"output", volume(c.Output) * float64(c.Filters)},
		{"kernel", each}, {"matrix", min(volume(c.Output), volume(c.Space)) * each},
	} {
		if part.size > mostEntries {
			return fmt.Errorf("its %s has %g numbers, %d at most", part.name, part.size, mostEntries)
		}
	}
	return nil
}

// mostEntries is how many numbers a sparse matrix may have, and rows and columns.
const mostEntries = 1 << 23

// volume is a product that does not overflow.
func volume(shape []int) float64 {
	p := 1.0
	for _, n := range shape {
		p *= float64(n)
	}
	return p
}

// output finds the spatial shape of the output.
func (c *Convolution) output() error {
	if !c.Transposed {
		c.Output = make([]int, len(c.Space))
		for a, n := range c.Space {
			c.Output[a] = (n-c.Kernel[a])/c.Stride[a] + 1
			if c.Same {
				c.Output[a] = (n + c.Stride[a] - 1) / c.Stride[a]
			}
		}
		return nil
	}
	if c.Output == nil {
		for a, n := range c.Space {
			size := (n-1)*c.Stride[a] + 1
			if !c.Same {
				size += c.Kernel[a] - 1
			}
			c.Output = append(c.Output, size)
		}
	}
	// The output must be one whose convolution has the shape of the input.
	back := Convolution{Filters: 1, Channels: 1, Groups: 1, Space: c.Output, Kernel: c.Kernel, Stride: c.Stride, Same: c.Same}
	if len(c.Output) != len(c.Space) {
		return fmt.Errorf("the output has %d axes beside the channels, the input %d", len(c.Output), len(c.Space))
	}
	if err := back.Check(); err != nil {
		return err
	}
	for a, n := range back.Output {
		if n != c.Space[a] {
			return fmt.Errorf("an output of %v comes from an input of %v, not %v", c.Output, back.Output, c.Space)
		}
	}
	return nil
}

// KernelSize is how many numbers the kernel has.
func (c *Convolution) KernelSize() int {
	return product(c.Kernel) * c.Channels / c.Groups * c.Filters
}

// Rows and Cols are the sizes of the output and the input.
func (c *Convolution) Rows() int { return product(c.Output) * c.Filters }

// Cols is the size of the input.
func (c *Convolution) Cols() int { return product(c.Space) * c.Channels }

func product(list []int) int {
	p := 1
	for _, n := range list {
		p *= n
	}
	return p
}

// Sparse writes the convolution as a matrix.
func (c *Convolution) Sparse(kernel []float64) (*Sparse, error) {
	// A convolution and its transpose walk the same pairs of points: `small`
	// is strided over `large`.
	small, large := c.Output, c.Space
	if c.Transposed {
		small, large = c.Space, c.Output
	}
	pad := make([]int, len(small))
	if c.Same {
		for a := range pad {
			pad[a] = max((small[a]-1)*c.Stride[a]+c.Kernel[a]-large[a], 0) / 2
		}
	}
	var entries []Entry
	perGroup, filtersOf := c.Channels/c.Groups, c.Filters/c.Groups
	each(small, func(p []int) {
		each(c.Kernel, func(k []int) {
			at := make([]int, len(p))
			for a := range at {
				at[a] = p[a]*c.Stride[a] + k[a] - pad[a]
				if at[a] < 0 || at[a] >= large[a] {
					return
				}
			}
			in, out := at, p
			if c.Transposed {
				in, out = p, at
			}
			for ch := range perGroup {
				for f := range c.Filters {
					channel := f/filtersOf*perGroup + ch
					v := kernel[(index(k, c.Kernel)*perGroup+ch)*c.Filters+f]
					entries = append(entries, Entry{c.place(out, c.Output, f, c.Filters), c.place(in, c.Space, channel, c.Channels), v})
				}
			}
		})
	})
	return NewSparse(c.Rows(), c.Cols(), entries)
}

// place is where channel ch of point p lies in a vector.
func (c *Convolution) place(p, shape []int, ch, channels int) int {
	if c.ChannelsLast {
		return index(p, shape)*channels + ch
	}
	return ch*product(shape) + index(p, shape)
}

// index is the number of a point, row by row.
func index(p, shape []int) int {
	i := 0
	for a, n := range shape {
		i = i*n + p[a]
	}
	return i
}

// each calls f for every point of a shape, row by row.
func each(shape []int, f func(p []int)) {
	p := make([]int, len(shape))
	for range product(shape) {
		f(p)
		for a := len(p) - 1; a >= 0; a-- {
			if p[a]++; p[a] < shape[a] {
				break
			}
			p[a] = 0
		}
	}
}
