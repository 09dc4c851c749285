package model

import (
	"fmt"
	"reflect"

	"github.com/nefc/nefc/compiler/code"
	"github.com/nefc/nefc/internal/identity"
)

// SpecHash identifies what the model says: comments, formatting, the order of its
// objects and the names of constants do not change it; everything else does.
func (m *Model) SpecHash() string { return m.Walker().Hash(m).String() }

// Walker returns what walks data that refers to objects of the model.
func (m *Model) Walker() *identity.Walker {
	param := func(i int) string { return m.Params[i].Name }
	return &identity.Walker{Names: m.names(), Instead: map[reflect.Type]map[string]func(any) any{
		reflect.TypeFor[code.Expr](): {"Index": func(owner any) any {
			if e := owner.(code.Expr); e.Kind == code.Param {
				return param(e.Index)
			}
			return owner.(code.Expr).Index
		}},
		reflect.TypeFor[Analysis](): {"Param": func(owner any) any {
			if a := owner.(Analysis); a.Kind == AParam {
				return param(a.Param)
			}
			return owner.(Analysis).Param
		}},
		reflect.TypeFor[Expect](): {"Terms": func(owner any) any {
			if x := owner.(Expect); !x.plain() {
				return x.Terms
			}
			return []Term(nil)
		}},
		reflect.TypeFor[Plot](): {"To": func(owner any) any {
			if p := owner.(Plot); len(p.To) == 1 {
				return p.To[0]
			}
			return owner.(Plot).To
		}},
		reflect.TypeFor[Set](): {"Param": func(owner any) any { return param(owner.(Set).Param) }},
	}}
}

// names gives every object a name that no other has.
func (m *Model) names() map[any]string {
	out, used := map[any]string{}, map[string]int{}
	m.each(func(object any, kind, name string) {
		text := kind + " " + name
		if used[text]++; used[text] > 1 {
			text = fmt.Sprintf("%s #%d", text, used[text])
		}
		out[object] = text
	})
	return out
}

// each calls f for every object of the model, with its kind and name.
func (m *Model) each(f func(object any, kind, name string)) {
	for _, p := range m.Params {
		f(p, "param", p.Name)
	}
	for _, e := range m.Ensembles {
		f(e, "ensemble", e.Name)
	}
	for _, n := range m.Nodes {
		f(n, "node", n.Name)
	}
	for _, c := range m.Connections {
		f(c, "connect", c.Name)
	}
	for _, r := range m.Rules {
		f(r, "learn", r.Connection.Name+"."+r.Name)
	}
	for _, p := range m.Probes {
		f(p, "probe", p.Name)
	}
	for _, x := range m.Experiments {
		f(x, "experiment", x.Name)
	}
}
