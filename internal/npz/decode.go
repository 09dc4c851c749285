package npz

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
)

// decodeNpy reads one .npy stream of size bytes, if its shape fits.
func decodeNpy(r io.Reader, size int64, fits Fits) (*Array, error) {
	text, used, err := readHeader(r, size)
	if err != nil {
		return nil, err
	}
	h, err := parseHeader(text)
	if err != nil {
		return nil, err
	}
	if want := used + int64(h.count)*int64(h.width); want != size {
		return nil, fmt.Errorf("is cut short (%d of %d bytes)", size, want)
	}
	if fits != nil {
		if err := fits(h.shape); err != nil {
			return nil, err
		}
	}
	a := &Array{Shape: h.shape}
	if a.Floats, err = decodeNumbers(r, h); err != nil {
		return nil, err
	}
	if h.fortran {
		a.fromFortran()
	}
	return a, nil
}

// maxHeader bounds the description of an array: NumPy itself reads 10,000 bytes.
const maxHeader = 1 << 16

// readHeader returns the description of the array, and how many bytes come
// before its numbers.
func readHeader(r io.Reader, size int64) (text string, used int64, err error) {
	short := fmt.Errorf("is cut short (%d bytes)", size)
	pre := make([]byte, 10)
	if _, err := io.ReadFull(r, pre); err != nil {
		return "", 0, short
	}
	if string(pre[:6]) != "\x93NUMPY" {
		return "", 0, fmt.Errorf("is not a NumPy array")
	}
	n, used := int64(binary.LittleEndian.Uint16(pre[8:])), int64(10)
	switch version := pre[6]; {
	case version < 1 || version > 3:
		return "", 0, fmt.Errorf("is of version %d of the format, which is not known here", version)
	case version > 1:
		more := make([]byte, 2)
		if _, err := io.ReadFull(r, more); err != nil {
			return "", 0, short
		}
		n, used = n|int64(binary.LittleEndian.Uint16(more))<<16, 12
	}
	if n > size {
		return "", 0, short
	}
	if n > maxHeader {
		return "", 0, fmt.Errorf("is not a NumPy array: its header claims %d bytes", n)
	}
	head := make([]byte, n)
	if _, err := io.ReadFull(r, head); err != nil {
		return "", 0, short
	}
	return string(head), used + n, nil
}

// items converts one item of a NumPy type to float64.
var items = map[string]func(order binary.ByteOrder, b []byte) float64{
	"f8": func(o binary.ByteOrder, b []byte) float64 { return math.Float64frombits(o.Uint64(b)) },
	"f4": func(o binary.ByteOrder, b []byte) float64 { return float64(math.Float32frombits(o.Uint32(b))) },
	"f2": func(o binary.ByteOrder, b []byte) float64 { return half(o.Uint16(b)) },
	"i8": func(o binary.ByteOrder, b []byte) float64 { return float64(int64(o.Uint64(b))) },
	"i4": func(o binary.ByteOrder, b []byte) float64 { return float64(int32(o.Uint32(b))) },
	"i2": func(o binary.ByteOrder, b []byte) float64 { return float64(int16(o.Uint16(b))) },
	"i1": func(_ binary.ByteOrder, b []byte) float64 { return float64(int8(b[0])) },
	"u8": func(o binary.ByteOrder, b []byte) float64 { return float64(o.Uint64(b)) },
	"u4": func(o binary.ByteOrder, b []byte) float64 { return float64(o.Uint32(b)) },
	"u2": func(o binary.ByteOrder, b []byte) float64 { return float64(o.Uint16(b)) },
	"u1": func(_ binary.ByteOrder, b []byte) float64 { return float64(b[0]) },
	"b1": func(_ binary.ByteOrder, b []byte) float64 { return float64(min(b[0], 1)) },
}

// half is a number of 16 bits: a sign, 5 bits of exponent, 10 of fraction
// (IEEE 754 binary16).
func half(bits uint16) float64 {
	exponent, fraction := int(bits>>10&31), float64(float64(bits&1023)/1024)
	v := 0.0
	switch exponent {
	case 0:
		v = math.Ldexp(fraction, -14)
	case 31:
		if v = math.Inf(1); fraction != 0 {
			v = math.NaN()
		}
	default:
		v = math.Ldexp(1+fraction, exponent-15)
	}
	if bits&0x8000 != 0 {
		return -v
	}
	return v
}

// decodeNumbers converts the items that follow, piece by piece.
func decodeNumbers(r io.Reader, h *description) ([]float64, error) {
	const piece = 8192
	out, buf := make([]float64, h.count), make([]byte, piece*h.width)
	for from := 0; from < h.count; from += piece {
		n := min(piece, h.count-from)
		if _, err := io.ReadFull(r, buf[:n*h.width]); err != nil {
			return nil, fmt.Errorf("cannot be read: %w", err)
		}
		for i := range n {
			out[from+i] = h.item(h.order, buf[i*h.width:])
		}
	}
	return out, nil
}
