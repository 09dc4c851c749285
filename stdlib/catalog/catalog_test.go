package catalog

import "testing"

// What `nefc list` and messages say of an argument.
func TestWords(t *testing.T) {
	for want, p := range map[string]Param{
		"plain number": {}, "time": {Unit: Time}, "frequency": {Unit: Frequency}, "distribution": {Kind: Distribution}, "synapse": {Kind: Filter},
		"matrix or file": {Kind: Matrix}, "points": {Kind: Points}, "word": {Kind: Word}, "yes or no": {Kind: Flag},
	} {
		if got := p.Type(); got != want {
			t.Errorf("%+v is a %s, want %s", p, got, want)
		}
	}
	table := Table[int]{{Name: "a", Doc: "first"}, {Name: "b"}}
	if e, ok := table.Find("b"); !ok || e.Name != "b" {
		t.Error("b is not found")
	}
	if _, ok := table.Find("c"); ok {
		t.Error("c is found")
	}
	if names := table.Names(); len(names) != 2 || names[0] != "a" || names[1] != "b" {
		t.Error(names)
	}
}
