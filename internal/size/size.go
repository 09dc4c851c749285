// Package size says how much memory and disk things take.
package size

import "fmt"

// Bytes is an amount of memory or disk.
type Bytes float64

// String writes three digits and a unit.
func (b Bytes) String() string {
	for _, unit := range []string{"bytes", "kB", "MB", "GB", "TB", "PB"} {
		if b < 1000 {
			return fmt.Sprintf("%.3g %s", float64(b), unit)
		}
		b /= 1000
	}
	return fmt.Sprintf("%.3g EB", float64(b))
}

// number is how many bytes a number takes.
const number = 8

// Samples is what a number of samples take, of so many numbers each, and their times.
func Samples(samples float64, numbers int) Bytes {
	return Bytes(number * samples * float64(numbers+1))
}

// spikesExpected is how often (Hz) a neuron whose spikes are recorded is taken to
// fire: more than most do.
const spikesExpected = 200

// Spikes estimates what the spikes of a number of neurons take, each a time and a
// neuron.
func Spikes(seconds float64, neurons int) Bytes {
	return Bytes(2 * number * spikesExpected * seconds * float64(neurons))
}

// RecordedInMemory is how many bytes a phase records in memory; one that may record
// more does so in a file.
const RecordedInMemory Bytes = 64e6
