package identity_test

import (
	"math"
	"reflect"
	"testing"

	"github.com/nefc/nefc/internal/identity"
)

type (
	length float64
	weight float64
	object struct{ Name string }
	thing  struct {
		A, B   string
		List   []string
		Floats []float64
		Any    any
		Ptr    *object
		Map    map[string]int
		Set    []int  `identity:"set"`
		Note   string `identity:"-"`
		small  int
	}
)

// What differs in anything has another hash, and none is taken for another.
func TestDifferences(t *testing.T) {
	one := 1.0
	list := []any{
		thing{}, thing{A: "x"}, thing{B: "x"}, thing{A: "xy"}, thing{A: "x", B: "y"},
		thing{List: []string{}}, thing{List: []string{""}}, thing{List: []string{"ab", "c"}}, thing{List: []string{"a", "bc"}},
		thing{List: []string{"c", "ab"}},
		thing{Floats: []float64{0}}, thing{Floats: []float64{math.Copysign(0, -1)}}, thing{Floats: []float64{math.NaN()}},
		thing{Floats: []float64{math.Inf(1)}}, thing{Floats: []float64{1e-320}},
		thing{Any: length(1)}, thing{Any: weight(1)}, thing{Any: 1.0}, thing{Any: 1}, thing{Any: "1"}, thing{Any: &one}, thing{Any: uint8(1)},
		thing{Any: true}, thing{Any: false},
		thing{Ptr: &object{}}, thing{Ptr: &object{"x"}}, thing{Map: map[string]int{}}, thing{Map: map[string]int{"a": 1}},
		thing{Map: map[string]int{"a": 2}}, thing{Map: map[string]int{"b": 1}},
		thing{Set: []int{1, 2}}, thing{Set: []int{1, 1, 2}}, thing{Set: []int{}}, thing{small: 1}, thing{small: -1}, thing{small: 256},
		[2]int{1, 2}, [2]int{2, 1}, [2]map[string]int{}, [2]map[string]int{{}}, [2]map[string]int{nil, {}}, []any{nil, 1}, nil, (*object)(nil),
	}
	seen := map[identity.Hash]any{}
	for _, v := range list[:len(list)-2] {
		h := new(identity.Walker).Hash(v)
		if other, ok := seen[h]; ok {
			t.Errorf("%+v is taken for %+v", v, other)
		}
		seen[h] = v
	}
}

// What differs in its order, where that has no meaning, or in what is left out has
// the same hash.
func TestSame(t *testing.T) {
	w := new(identity.Walker)
	for _, pair := range [][2]any{
		{thing{Set: []int{1, 2, 3}}, thing{Set: []int{3, 1, 2}}},
		{thing{Note: "a"}, thing{Note: "b"}},
		{thing{Map: map[string]int{"a": 1, "b": 2, "c": 3}}, thing{Map: map[string]int{"c": 3, "b": 2, "a": 1}}},
		{thing{Ptr: &object{"x"}}, thing{Ptr: &object{"x"}}},
		{&object{"x"}, object{"x"}},
	} {
		if w.Hash(pair[0]) != w.Hash(pair[1]) {
			t.Errorf("%+v and %+v differ", pair[0], pair[1])
		}
	}
}

// A name stands for an object within others, and a value for a field.
func TestNamesAndStandIns(t *testing.T) {
	a, b := &object{"a"}, &object{"a"}
	w := &identity.Walker{Names: map[any]string{a: "object 1", b: "object 2"}}
	if w.Hash(thing{Ptr: a}) == w.Hash(thing{Ptr: b}) {
		t.Error("two objects are one")
	}
	before := w.Hash(thing{Ptr: a})
	a.Name = "c"
	if w.Hash(thing{Ptr: a}) != before {
		t.Error("what an object is counts where only its name should")
	}
	if w.Hash(a) == w.Hash(b) {
		t.Error("what an object is does not count in its own hash")
	}
	w.Instead = map[reflect.Type]map[string]func(any) any{reflect.TypeFor[thing](): {"A": func(owner any) any { return "not " + owner.(thing).A }}}
	if w.Hash(thing{A: "x"}) != new(identity.Walker).Hash(thing{A: "not x"}) {
		t.Error("the value that stands for a field is not taken")
	}
}

// Fields are listed with their own hashes, without those that are left out.
func TestFields(t *testing.T) {
	w := new(identity.Walker)
	a, b := w.Fields(&thing{A: "x", Set: []int{1, 2}}), w.Fields(&thing{A: "y", Set: []int{2, 1}, Note: "n"})
	for i := range a {
		if want := a[i].Name != "A"; (a[i].Hash == b[i].Hash) != want || a[i].Name == "Note" {
			t.Errorf("%s: same %v", a[i].Name, !want)
		}
	}
	if len(a) != reflect.TypeFor[thing]().NumField()-1 {
		t.Errorf("%d fields", len(a))
	}
}

// A hash is written as 64 hexadecimal digits, and stays what it is: files of other
// runs are told by it.
func TestHashesStay(t *testing.T) {
	got := new(identity.Walker).Hash(thing{A: "x", List: []string{"a", ""}, Floats: []float64{1, -2.5}, Any: length(3), Ptr: &object{"o"},
		Map: map[string]int{"k": -1}, Set: []int{2, 1}, small: 7}).String()
	if want := "e4aa1dd6ec57d172df6eab94de6d4f0ad2519568db9e0de2e23d2afa2e8a5596"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// What has no identity is a fault of ours, not the same as everything else.
func TestFunctionsHaveNone(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a function has an identity")
		}
	}()
	new(identity.Walker).Hash(thing{Any: func() {}})
}
