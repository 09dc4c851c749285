package report

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"slices"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/runtime/figures/stats"
	"github.com/nefc/nefc/runtime/kept"
	"github.com/nefc/nefc/runtime/output"
)

// series is one number over time, at equal distances.
type series struct {
	phase, name, of string
	ideal           bool
	dims            int     // numbers in a sample of the probe
	from, step      float64 // s
	values          []float64
}

// recorded reads what the probes of a phase recorded; of one that records very many
// numbers, some.
func recorded(dir, phase string) (list []series, spikes []*output.Recorded, err error) {
	f, err := npz.Open(filepath.Join(dir, phase, "probes.npz"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	for _, name := range output.Names(f) {
		r, err := output.Read(f, name)
		if err != nil {
			return nil, nil, err
		}
		if r.Spikes {
			spikes = append(spikes, r)
			continue
		}
		list = append(list, split(series{phase: phase, name: name, of: name}, nil, r.D, r.T, r.Data)...)
	}
	return list, spikes, nil
}

// computed are the lines that plots and expectations made of a phase.
func computed(b *kept.Built, phase string) (list []series) {
	for _, l := range b.Lines {
		if l.Phase == phase {
			list = append(list, split(series{phase: phase, name: l.Text, of: l.Text, ideal: l.Names == nil}, l.Names, l.D, l.T, l.Data)...)
		}
	}
	return list
}

// split makes a series of each dimension of samples.
func split(like series, names []string, d int, t, data []float64) (out []series) {
	n := len(t)
	if n < 2 || d*n != len(data) {
		return nil
	}
	like.dims, like.from, like.step = d, t[0], (t[n-1]-t[0])/float64(n-1)
	if !(like.step > 0) {
		return nil
	}
	even := evenly(t)
	for _, k := range stats.Evenly(d, mostDims) {
		s := like
		if d > 1 {
			s.name = fmt.Sprintf("%s[%d]", like.name, k)
		}
		if names != nil {
			s.name = names[k]
		}
		s.values = make([]float64, n)
		for i := range n {
			s.values[i] = data[i*d+k]
		}
		if !even {
			s.values = between(t, s.values)
		}
		out = append(out, s)
	}
	return out
}

// mostDims is how many numbers of a probe are shown: at even distances, if it has more.
const mostDims = 128

// evenly reports times at equal distances, but for rounding.
func evenly(t []float64) bool {
	n := len(t)
	step := (t[n-1] - t[0]) / float64(n-1)
	for i, v := range t {
		if !(math.Abs(t[0]+float64(i)*step-v) <= 0.01*step) {
			return false
		}
	}
	return true
}

// between is the line through values at any ascending times, read at as many equal
// distances.
func between(t, values []float64) []float64 {
	n := len(t)
	out := make([]float64, n)
	step := (t[n-1] - t[0]) / float64(n-1)
	k := 0
	for i := range out {
		x := t[0] + float64(i)*step
		for k+2 < n && t[k+1] < x {
			k++
		}
		share := min(1, max(0, (x-t[k])/(t[k+1]-t[k])))
		out[i] = values[k] + float64(share*(values[k+1]-values[k]))
	}
	return out
}

// thinned is a series of at most so many samples: the least and the largest of each
// stretch, in the order in which they came.
func (s series) thinned(most int) series {
	n := len(s.values)
	if n <= most {
		return s
	}
	block := 2 * ((n + most - 1) / most)
	out := s
	out.step, out.values = s.step*float64(block)/2, nil
	for from := 0; from < n; from += block {
		part := s.values[from:min(from+block, n)]
		lo, hi := slices.Index(part, slices.Min(part)), slices.Index(part, slices.Max(part))
		first, last := max(0, min(lo, hi)), max(0, max(lo, hi)) // -1 is a value that is none
		out.values = append(out.values, part[first], part[last])
	}
	return out
}

// signal packs a series.
func (s series) signal(p *Pack, run string) Signal {
	role := "data"
	if s.ideal {
		role = "ideal"
	}
	size := 0.0
	for _, v := range s.values {
		if !math.IsInf(v, 0) && math.Abs(v) > size {
			size = math.Abs(v)
		}
	}
	return Signal{Phase: s.phase, Name: s.name, Of: s.of, Role: role, Run: run, From: s.from, Step: s.step, Size: size, Data: p.Line(s.values)}
}
