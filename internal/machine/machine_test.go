package machine

import "testing"

func TestMemory(t *testing.T) {
	if m := Memory(); !(m > 100e6 && m < 1e15) {
		t.Errorf("this machine has %d bytes", m)
	}
}
