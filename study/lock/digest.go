package lock

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math"
	"strings"

	"github.com/nefc/nefc/internal/npz"
	"github.com/nefc/nefc/stdlib/analyses"
)

// Digest is what is left of what a probe recorded: how many numbers, their mean
// and root mean square, and a checksum of their bits and times.
type Digest struct {
	Name      string
	N         int
	Mean, RMS float64
	CRC       uint32
}

// String writes n=… mean=… rms=… crc=….
func (d Digest) String() string {
	return fmt.Sprintf("n=%d mean=%.6g rms=%.6g crc=%08x", d.N, d.Mean, d.RMS, d.CRC)
}

// Digests reads a file of probes, in order of names.
func Digests(path string) ([]Digest, error) {
	f, err := npz.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Digest
	for _, name := range f.Names() {
		if strings.HasSuffix(name, ".t") && f.Has(strings.TrimSuffix(name, ".t")) {
			continue
		}
		d := Digest{Name: name}
		for _, part := range []string{name, name + ".t"} {
			a, err := f.Read(part, nil)
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", path, part, err)
			}
			buf := make([]byte, 0, 8*len(a.Floats))
			for _, v := range a.Floats {
				buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(v))
			}
			d.CRC = crc32.Update(d.CRC, crc32.IEEETable, buf)
			if part == name && len(a.Floats) > 0 {
				d.N, d.Mean, d.RMS = len(a.Floats), analyses.Mean(a.Floats), analyses.RMS(a.Floats)
			}
		}
		out = append(out, d)
	}
	return out, nil
}
