package model_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/compiler/model"
	"github.com/nefc/nefc/internal/identity/identitytest"
	"github.com/nefc/nefc/stdlib/catalog"
	"github.com/nefc/nefc/stdlib/dists"
	"github.com/nefc/nefc/stdlib/neurons"
	"github.com/nefc/nefc/stdlib/processes"
	"github.com/nefc/nefc/stdlib/solvers"
	"github.com/nefc/nefc/stdlib/synapses"
)

// events has one of each kind of event.
var events = []model.Event{&model.Phase{}, &model.Freeze{}, &model.Reset{}, &model.Set{}, &model.Clamp{}, &model.Scale{}, &model.Load{}, &model.Expect{},
	&model.Lesion{}, &model.Cut{}, &model.Heal{},
	&model.Plot{}, &model.Export{}}

// made makes one component of each entry of a table, and adds others.
func made[T any](t *testing.T, table catalog.Table[T], others ...any) []any {
	t.Helper()
	out := others
	for _, e := range table {
		v, low := catalog.Values{}, catalog.Values{}
		for i, p := range e.Params {
			if v[p.Name], low[p.Name] = p.Default, p.Default; p.Required {
				v[p.Name], low[p.Name] = float64(len(e.Params)-i), 0.5
			}
		}
		component, err := e.New(v)
		if err != nil {
			component, err = e.New(low)
		}
		if err != nil {
			t.Fatalf("%s: %v", e.Name, err)
		}
		out = append(out, component)
	}
	return out
}

// perKind is how many objects of each kind the model has.
const perKind = 3

// everything is a model in which every field of every kind of object holds
// something, several objects of each kind.
func everything(t *testing.T) (*model.Model, *identitytest.World, []any) {
	t.Helper()
	types := made(t, withoutWritten(neurons.Table))
	for _, o := range neurons.OverTable {
		types = append(types, o.New(&neurons.LIFRate{TauRC: 0.02}, 1))
	}
	rows := processes.Rows{N: 2, Cols: 1, Data: []float64{1, 2}, Times: []float64{0, 1}}
	w := &identitytest.World{
		Kinds: map[reflect.Type][]any{
			reflect.TypeFor[synapses.Synapse](): made(t, synapses.Table, synapses.LinearFilter{Num: []float64{1}, Den: []float64{1, 2}}),
			reflect.TypeFor[solvers.Solver]():   made(t, solvers.Table),
			reflect.TypeFor[neurons.Type]():     types,
			reflect.TypeFor[dists.Dist](): made(t, dists.Table, dists.Uniform{Lo: 1, Hi: 2}, dists.Choice{}, dists.PDF{X: []float64{1}, P: []float64{1}},
				dists.Axes{}, dists.Quasirandom{}, dists.ScatteredHypersphere{}, dists.UniformHypersphere{}),
			reflect.TypeFor[processes.Process](): {processes.WhiteNoise{Dist: dists.Normal{}}, processes.WhiteSignal{},
				processes.Piecewise{Points: rows}, processes.Present{Inputs: rows}, processes.Held{Inputs: rows}},
		},
		Objects: map[reflect.Type][]any{},
	}
	m := &model.Model{Seed: 1}
	objects := []any{}
	list := reflect.ValueOf(m).Elem()
	for i := range list.NumField() {
		if list.Type().Field(i).Tag.Get("identity") != "objects" {
			continue
		}
		pointer := list.Field(i).Type().Elem()
		for range perKind {
			o := reflect.New(pointer.Elem())
			list.Field(i).Set(reflect.Append(list.Field(i), o))
			objects = append(objects, o.Interface())
			if pointer != reflect.TypeFor[*model.Param]() {
				w.Objects[pointer] = append(w.Objects[pointer], o.Interface())
			}
		}
	}
	for _, e := range events {
		w.Fill(e)
		w.Kinds[reflect.TypeFor[model.Event]()] = append(w.Kinds[reflect.TypeFor[model.Event]()], e)
	}
	for i, o := range objects {
		w.Fill(o)
		reflect.ValueOf(o).Elem().FieldByName("Name").SetString(fmt.Sprint("object", i))
	}
	return m, w, objects
}

// withoutWritten leaves out what is no component of its own.
func withoutWritten(table catalog.Table[neurons.Type]) catalog.Table[neurons.Type] {
	return slices.DeleteFunc(slices.Clone(table), func(e catalog.Entry[neurons.Type]) bool { return e.New == nil })
}

// leftOut are the only fields that take no part in the identity of a model.
var leftOut = map[string]string{
	"model.Model.Choices": "what is chosen is written where the param is named",
	"diag.Span":           "where something is written",
	"model.Model.File":    "where the model lies",
	"model.Model.Inputs":  "where files lie; what they say is in the objects",
	"model.Model.Bytes":   "estimated from the rest",
	"About":               "what a param is, for people",
	"Text":                "a spelling; what it says is beside it",
	"ReadFrom":            "where an array is from; its numbers are beside it",
	"model.Model.Watches": "what somebody looks at while the model runs",
	"Held":                "the events that hold the node say it",
	"As":                  "another word for Name",
	"FuncText":            "a spelling of Function",
	"WhenText":            "a spelling of When",
	"MeasuredText":        "a spelling of Measured",
	"Texts":               "spellings of Values",
	"Style":               "how a plot looks; no number depends on it",
	"Doc":                 "documentation of a component",
	"Source":              "documentation of a component",
	"Kind.Keeps":          "the name of the rule says what it keeps",
	"rules.Rule.Options":  "the options of a rule; what they were given is in the model",
}

// Each part of each kind of object, experiment and event counts, but for those
// listed above, which do not.
func TestEveryFieldCounts(t *testing.T) {
	m, w, objects := everything(t)
	changes := 0
	for i := 0; i < len(objects); i += perKind {
		o := objects[i]
		spec := m.SpecHash()
		w.Change(o, func(path string, out bool, do, undo func()) {
			changes++
			before := m.Walker().Hash(o)
			do()
			after := m.Walker().Hash(o)
			undo()
			switch {
			case out && before != after:
				t.Errorf("%s is left out and counts", path)
			case out && !listed(path):
				t.Errorf("%s is left out without a reason", path)
			case !out && before == after:
				t.Errorf("%s does not count", path)
			case m.Walker().Hash(o) != before:
				t.Fatalf("%s was not put back", path)
			}
		})
		parts := identities(m)
		reflect.ValueOf(o).Elem().FieldByName("Name").SetString("other")
		if m.SpecHash() == spec || identities(m) == parts {
			t.Errorf("a %T does not count", o)
		}
	}
	if changes < 1000 {
		t.Errorf("only %d changes were tried", changes)
	}
}

// The parts of the model itself count.
func TestEveryListCounts(t *testing.T) {
	m, _, _ := everything(t)
	v := reflect.ValueOf(m).Elem()
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		before, old := m.SpecHash(), reflect.New(v.Field(i).Type()).Elem()
		old.Set(v.Field(i))
		switch v.Field(i).Kind() {
		case reflect.Slice:
			v.Field(i).Set(reflect.Append(v.Field(i), reflect.New(v.Field(i).Type().Elem()).Elem()))
			if v.Type().Field(i).Tag.Get("identity") == "objects" {
				v.Field(i).Set(old.Slice(0, old.Len()-1))
			}
		case reflect.String:
			v.Field(i).SetString("elsewhere")
		case reflect.Float64:
			v.Field(i).SetFloat(7)
		case reflect.Int64:
			v.Field(i).SetInt(7)
		default:
			t.Fatalf("a model has a new kind of field, %s", name)
		}
		if _, out := leftOut["model.Model."+name]; (m.SpecHash() == before) != out {
			t.Errorf("Model.%s: the hash changes: %v", name, !out)
		}
		v.Field(i).Set(old)
	}
}

// The order of objects has no meaning, nor that of the rules of a line.
func TestOrderDoesNotCount(t *testing.T) {
	m, _, _ := everything(t)
	freeze := &model.Freeze{Rules: slices.Clone(m.Rules[:2])}
	m.Experiments[0].Events = append(m.Experiments[0].Events, freeze, &model.Reset{What: "all"})
	param := &code.Expr{Kind: code.Param, Index: 0}
	m.Nodes[0].Code = []*code.Expr{param}
	read := &model.Analysis{Kind: model.AParam, Param: 0}
	set := &model.Set{Param: 0}
	m.Experiments[0].Events = append(m.Experiments[0].Events, &model.Expect{Cond: read}, set)
	before := m.SpecHash()
	for _, reverse := range []func(){
		func() { slices.Reverse(m.Ensembles) }, func() { slices.Reverse(m.Nodes) }, func() { slices.Reverse(m.Connections) },
		func() { slices.Reverse(m.Rules) }, func() { slices.Reverse(m.Probes) }, func() { slices.Reverse(m.Experiments) },
		func() { freeze.Rules = []*model.Rule{freeze.Rules[1], freeze.Rules[0]} },
		func() { slices.Reverse(m.Connections[0].Rules) },
	} {
		reverse()
		if m.SpecHash() != before {
			t.Error("the order of objects counts")
		}
	}
	m.Params[0], m.Params[2] = m.Params[2], m.Params[0]
	for _, index := range []*int{&param.Index, &read.Param, &set.Param} {
		if m.SpecHash() == before {
			t.Error("a reference to another param does not count")
		}
		*index = 2
	}
	// A number that is no reference is not renumbered.
	for _, e := range events {
		if s, ok := e.(*model.Set); ok {
			s.Param = 1
		}
	}
	if m.SpecHash() != before {
		t.Error("the order of params counts")
	}
	slices.Reverse(m.Experiments[len(m.Experiments)-1].Events)
	if m.SpecHash() == before {
		t.Error("the order of events does not count")
	}
}

// The list of events above is complete.
func TestEveryEventIsTried(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "experiment.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var tried, there []string
	for _, e := range events {
		tried = append(tried, reflect.TypeOf(e).Elem().Name())
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.TypeSpec); ok {
			if body, ok := s.Type.(*ast.StructType); ok && len(body.Fields.List) > 0 && fmt.Sprint(body.Fields.List[0].Type) == "EventAt" {
				there = append(there, s.Name.Name)
			}
		}
		return true
	})
	slices.Sort(tried)
	slices.Sort(there)
	if !slices.Equal(tried, there) {
		t.Errorf("events are %v, tried are %v", there, tried)
	}
}

func identities(m *model.Model) string {
	var out []string
	for _, o := range m.Objects() {
		out = append(out, o.ID+o.Hash.String())
	}
	return strings.Join(out, "\n")
}

// listed reports a path that ends in a field that is left out for a reason.
func listed(path string) bool {
	for field := range leftOut {
		span := strings.Contains(path, ".start.") || strings.Contains(path, ".end.") || strings.HasSuffix(path, ".Filename")
		if field == "diag.Span" && span || strings.Contains(path, "."+field) ||
			strings.HasSuffix(field, ".Options") && strings.Contains(path, ".Options") {
			return true
		}
	}
	return false
}
