package wire

import (
	"encoding/binary"
	"math"

	"github.com/nefc/nefc/live/watches"
)

// headerBytes is the length of the header of a frame.
const headerBytes = 32

// The flags of a frame.
const (
	flagDouble = 1 << iota // numbers of 8 bytes, not 4
	flagGap                // time or state jumped before it
	flagLast               // none follows
	flagPast               // it lies before those of the present
)

// Encode writes a frame: a header of 32 bytes, little endian, then numbers, to a multiple
// of 8 bytes.
func Encode(f *watches.Frame, stream uint16, seq uint32) []byte {
	b := make([]byte, headerBytes, headerBytes+8*len(f.Values)+8*len(f.Steps)+8)
	b[0], b[1] = 1, byte(f.Kind)
	le := binary.LittleEndian
	le.PutUint16(b[2:], stream)
	le.PutUint32(b[4:], seq)
	le.PutUint64(b[8:], math.Float64bits(f.T))
	le.PutUint64(b[16:], math.Float64bits(f.Every))
	le.PutUint32(b[24:], uint32(f.N))
	le.PutUint32(b[28:], uint32(f.Width)&0xffffff|uint32(flagsOf(f))<<24)
	switch {
	case f.Kind == watches.Events:
		for i, step := range f.Steps {
			b = le.AppendUint32(le.AppendUint32(b, step), f.Neuron[i])
		}
	case f.Kind == watches.Counts:
		for _, v := range f.Values {
			b = le.AppendUint16(b, uint16(min(v, math.MaxUint16)))
		}
	case f.Exact:
		for _, v := range f.Values {
			b = le.AppendUint64(b, math.Float64bits(v))
		}
	default:
		for _, i := range f.Picks {
			b = le.AppendUint32(b, i)
		}
		for _, v := range f.Values {
			b = le.AppendUint32(b, math.Float32bits(float32(v)))
		}
	}
	for len(b)%8 != 0 {
		b = append(b, 0)
	}
	return b
}

func flagsOf(f *watches.Frame) (flags byte) {
	if f.Exact {
		flags |= flagDouble
	}
	if f.Gap {
		flags |= flagGap
	}
	if f.Last {
		flags |= flagLast
	}
	if f.Past {
		flags |= flagPast
	}
	return flags
}
