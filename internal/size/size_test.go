package size

import "testing"

// An amount is printed with three digits.
func TestBytes(t *testing.T) {
	for b, want := range map[Bytes]string{0: "0 bytes", 999: "999 bytes", 1000: "1 kB", 1234567: "1.23 MB", 5e9: "5 GB", 999e9: "999 GB", 1e12: "1 TB", 1280e12: "1.28 PB", 1e300: "1e+282 EB"} {
		if got := b.String(); got != want {
			t.Errorf("%g: %q, want %q", float64(b), got, want)
		}
	}
}

// A sample has its time beside its numbers, a spike its neuron.
func TestWhatIsRecorded(t *testing.T) {
	if got := Samples(100, 3); got != 3200 {
		t.Errorf("100 samples of 3 numbers take %v", got)
	}
	if got := Spikes(0.5, 10); got != 16*200*0.5*10 {
		t.Errorf("10 neurons take %v in half a second", got)
	}
}
