package model

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/internal/identity"
	"github.com/nefc/nefc/stdlib/solvers"
)

// Object is one thing a model declares. Two objects say the same if their hashes
// are equal.
type Object struct {
	Kind, Name string
	ID         string // no other object of the model has it
	Hash       identity.Hash
	Fields     []Field
}

// Field is a part of an object: the word for it, what it is, for people to read,
// and its identity, which tells apart what reads the same.
type Field struct {
	Word, Text string
	Hash       identity.Hash
}

// Objects lists what the model declares, its seed and params included.
func (m *Model) Objects() []Object {
	w := m.Walker()
	out := []Object{{"seed", "", "seed", w.Hash(m.Seed), []Field{{"seed", fmt.Sprint(m.Seed), w.Hash(m.Seed)}}}}
	m.each(func(object any, kind, name string) {
		if n, ok := object.(*Node); ok {
			kind = n.Role
		}
		out = append(out, Object{kind, name, w.Names[object], w.Hash(object), describe(w, object)})
	})
	return out
}

// describe lists the fields of an object. The elements of maps and lists of
// structs are fields of their own.
func describe(w *identity.Walker, object any) []Field {
	var out []Field
	for _, f := range w.Fields(object) {
		word := wordFor(f.Name)
		switch {
		case f.Value.Kind() == reflect.Map:
			keys := f.Value.MapKeys()
			slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
			for _, key := range keys {
				v := f.Value.MapIndex(key)
				out = append(out, Field{key.String(), text(w, v.Interface()), w.Hash(v.Interface())})
			}
		case f.Value.Kind() == reflect.Slice && f.Value.Type().Elem().Kind() == reflect.Interface:
			for i := range f.Value.Len() {
				v := f.Value.Index(i).Interface()
				out = append(out, Field{fmt.Sprintf("event %d", i+1), text(w, v), w.Hash(v)})
			}
		default:
			out = append(out, Field{word, text(w, f.Value.Interface()), f.Hash})
		}
	}
	return out
}

// words are those of the language that Go fields do not spell.
var words = map[string]string{"NumEvalPoints": "n_eval_points", "SolverName": "solve", "Sparse": "density", "FanIn": "strongest", "Chance": "probability",
	"InDegree": "indegree", "OutDegree": "outdegree", "NoAutapses": "autapses"}

// wordFor makes max_rates of MaxRates.
func wordFor(field string) string {
	if word, ok := words[field]; ok {
		return word
	}
	var b strings.Builder
	for i, r := range field {
		if i > 0 && unicode.IsUpper(r) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// text describes the value of a field; what has no short description is said to
// be there.
func text(w *identity.Walker, v any) string {
	if value := reflect.ValueOf(v); !value.IsValid() || isNil(value) {
		return "none"
	}
	if reflect.TypeOf(v).Kind() == reflect.Pointer {
		if name, ok := w.Names[v]; ok {
			return name
		}
	}
	switch v := v.(type) {
	case *Array:
		return v.text()
	case *Given:
		return v.text()
	case *Positions:
		return v.text()
	case *Pairwise:
		return v.text()
	case []*Pairwise:
		var parts []string
		for _, p := range v {
			parts = append(parts, p.text())
		}
		return strings.Join(parts, ", ")
	case []*code.Expr:
		return codeText(v)
	case *code.Expr:
		return v.Format(inputName)
	case []float64:
		return digest(v)
	case []Sweep:
		return strings.TrimSpace((&Experiment{Sweeps: v}).cellText())
	case []int, []int64, []string:
		return fmt.Sprint(v)
	case Event:
		var b strings.Builder
		printEvents(&b, []Event{v}, "")
		return strings.TrimSpace(b.String())
	case Endpoint:
		return v.text()
	case Slot:
		return v.Text
	case string:
		if v == "" {
			return "none"
		}
		return v
	case Transform:
		return v.text()
	case solvers.Solver:
		return strings.TrimPrefix(fmt.Sprintf("%#v", v), "solvers.")
	case fmt.Stringer:
		return v.String()
	}
	switch value := reflect.ValueOf(v); value.Kind() {
	case reflect.Pointer:
		return text(w, value.Elem().Interface())
	case reflect.Struct, reflect.Slice:
		return "given"
	}
	return fmt.Sprint(v)
}

func isNil(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
		return v.IsNil()
	}
	return false
}
