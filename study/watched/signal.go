package watched

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/watches"
)

// signal is what is recorded of one watch: its times and its numbers, in two files that are gone when it is closed.
type signal struct {
	dt     float64
	times  *column
	data   *column
	shape  []int // of a sample; nil for spikes
	events bool
}

func newSignal(dir string, dt float64) (*signal, error) {
	times, err := newColumn(dir)
	if err != nil {
		return nil, err
	}
	data, err := newColumn(dir)
	if err != nil {
		return nil, errors.Join(err, times.close())
	}
	return &signal{dt: dt, times: times, data: data}, nil
}

// add writes a frame.
func (s *signal) add(t *live.Told, f *watches.Frame) error {
	switch f.Kind {
	case watches.Events:
		s.events = true
		for i, step := range f.Steps {
			s.times.float(onStep(f.T+float64(step)*s.dt, s.dt))
			s.data.whole(uint64(f.Neuron[i]))
		}
	case watches.Matrix:
		s.shape = []int{f.N, f.Width}
		s.times.float(onStep(f.T, s.dt))
		s.data.floats(f.Values)
	case watches.Values:
		s.shape = shapeOf(t, f)
		for k := range f.N {
			s.times.float(onStep(f.T+float64(k)*f.Every, s.dt))
		}
		s.data.floats(f.Values)
	default:
		return fmt.Errorf("frames of %s are not whole", f.Kind)
	}
	return errors.Join(s.times.err, s.data.err)
}

// into makes arrays of what was written.
func (s *signal) into(arrays map[string]*npz.Array, name string) error {
	times, err := s.times.reader()
	if err != nil {
		return err
	}
	data, err := s.data.reader()
	if err != nil {
		return err
	}
	arrays[name+".t"] = &npz.Array{Shape: []int{s.times.n}, Stored: times}
	arrays[name] = &npz.Array{Shape: append([]int{s.times.n}, s.shape...), Stored: data, Whole: s.events}
	return nil
}

func (s *signal) close() { _, _ = s.times.close(), s.data.close() }

// column is numbers in a file, 8 bytes each, little endian.
type column struct {
	file *os.File
	w    *bufio.Writer
	n    int
	err  error // the first
}

func newColumn(dir string) (*column, error) {
	f, err := os.CreateTemp(dir, ".recording-*")
	if err != nil {
		return nil, err
	}
	return &column{file: f, w: bufio.NewWriterSize(f, 1<<16)}, nil
}

func (c *column) whole(v uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], v)
	if _, err := c.w.Write(b[:]); err != nil && c.err == nil {
		c.err = err
	}
	c.n++
}

func (c *column) float(v float64) { c.whole(math.Float64bits(v)) }

func (c *column) floats(list []float64) {
	for _, v := range list {
		c.float(v)
	}
}

// reader reads it from the beginning.
func (c *column) reader() (io.Reader, error) {
	err := errors.Join(c.err, c.w.Flush())
	if err != nil {
		return nil, err
	}
	return io.NewSectionReader(c.file, 0, 8*int64(c.n)), nil
}

func (c *column) close() error { return errors.Join(c.file.Close(), os.Remove(c.file.Name())) }
