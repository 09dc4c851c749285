package cli

import "testing"

func TestParseBytes(t *testing.T) {
	for text, want := range map[string]int64{"1B": 1, "8GB": 8e9, "500MB": 5e8, "1.5kB": 1500, "2TB": 2e12, "9e18B": 9e18} {
		if got, err := parseBytes(text); err != nil || got != want {
			t.Errorf("%s is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "8", "8gb", "-8GB", "0MB", "NaNMB", "InfGB", "1e30B", "xGB", "GB", "8 GBx"} {
		if got, err := parseBytes(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
}
