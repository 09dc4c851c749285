// Package size says how much memory and disk things take.
package size

import "fmt"

// Bytes is an amount of memory or disk.
type Bytes float64

// String writes three digits and a unit.
func (b Bytes) String() string {
	for _, unit := range []string{"bytes", "kB", "MB", "GB"} {
		if b < 1000 {
			return fmt.Sprintf("%.3g %s", float64(b), unit)
		}
		b /= 1000
	}
	return fmt.Sprintf("%.3g TB", float64(b))
}

// RecordedInMemory is how many bytes a phase records in memory; one that may record
// more does so in a file.
const RecordedInMemory = 64e6
