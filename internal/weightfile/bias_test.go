package weightfile

import (
	"encoding/json"
	"testing"
)

// What a table says of a bias is read as it was written; tables of before have true or
// false.
func TestBias(t *testing.T) {
	for b, want := range map[Bias]string{Intrinsic: "false", Decoded: "true", KeepPositive: `"keep_positive"`, KeepNegative: `"keep_negative"`} {
		text, err := json.Marshal(b)
		read := KeepNegative - b
		if err2 := json.Unmarshal(text, &read); err != nil || err2 != nil || string(text) != want || read != b {
			t.Errorf("%v is %s, read as %v (%v, %v)", b, text, read, err, err2)
		}
	}
	for _, text := range []string{`"kept"`, "3", "{"} {
		if err := new(Bias).UnmarshalJSON([]byte(text)); err == nil {
			t.Errorf("%s is read", text)
		}
	}
}
