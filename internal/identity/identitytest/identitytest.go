// Package identitytest changes data one part at a time, to see that each part
// counts in its identity.
package identitytest

import (
	"fmt"
	"math"
	"reflect"
	"unsafe"
)

// World says what the data may hold.
type World struct {
	Kinds   map[reflect.Type][]any // by type of interface: values it may hold
	Objects map[reflect.Type][]any // by type of pointer: at least two objects, which are referred to, not followed
}

// Fill sets all that can be reached from a pointer to something.
func (w *World) Fill(pointer any) {
	w.fill(reflect.ValueOf(pointer).Elem(), map[reflect.Type]bool{})
}

// fill sets v; a type within itself stays empty.
func (w *World) fill(v reflect.Value, within map[reflect.Type]bool) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(1)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.String:
		v.SetString("x")
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			w.fill(v.Index(i), within)
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		w.fill(key, within)
		w.fill(value, within)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Pointer:
		if objects := w.Objects[v.Type()]; objects != nil {
			v.Set(reflect.ValueOf(objects[0]))
		} else if !within[v.Type().Elem()] {
			v.Set(reflect.New(v.Type().Elem()))
			w.fill(v.Elem(), within)
		}
	case reflect.Interface:
		if kinds := w.Kinds[v.Type()]; kinds != nil {
			v.Set(reflect.ValueOf(kinds[0]))
		}
	case reflect.Struct:
		if within[v.Type()] {
			return
		}
		within[v.Type()] = true
		for i := range v.NumField() {
			w.fill(open(v.Field(i)), within)
		}
		delete(within, v.Type())
	case reflect.Array:
		for i := range v.Len() {
			w.fill(v.Index(i), within)
		}
	}
}

// open gives access to a field, exported or not.
func open(f reflect.Value) reflect.Value {
	return reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem()
}

// Change changes each part of what pointer points to in turn. Each time it calls
// visit, which makes the change by calling do and takes it back by calling undo.
// leftOut says that the part is declared to take no part.
func (w *World) Change(pointer any, visit func(path string, leftOut bool, do, undo func())) {
	v := reflect.ValueOf(pointer).Elem()
	c := &changer{w, visit, map[reflect.Type]bool{}, map[string]bool{}, ""}
	c.change(v, v.Type().String(), false)
}

type changer struct {
	*World
	visit  func(path string, leftOut bool, do, undo func())
	within map[reflect.Type]bool // kinds that are being changed: none holds itself
	tried  map[string]bool       // fields of types, with the kinds they may hold
	field  string                // the one that is changed, of its type
}

// set tries v with another value.
func (c *changer) set(v reflect.Value, to any, path string, leftOut bool) {
	if x, ok := to.(float64); ok && math.Float64bits(x) == math.Float64bits(v.Float()) {
		return
	}
	before := reflect.New(v.Type()).Elem()
	before.Set(v)
	c.visit(path, leftOut, func() { v.Set(reflect.ValueOf(to).Convert(v.Type())) }, func() { v.Set(before) })
}

func (c *changer) change(v reflect.Value, path string, leftOut bool) {
	switch v.Kind() {
	case reflect.Bool:
		c.set(v, !v.Bool(), path, leftOut)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		c.set(v, v.Int()+1, path, leftOut)
	case reflect.Float64:
		for _, to := range []float64{math.Nextafter(v.Float(), 9), math.Copysign(v.Float(), -1), math.NaN(), math.Inf(1)} {
			c.set(v, to, fmt.Sprintf("%s = %g", path, to), leftOut)
		}
	case reflect.String:
		c.set(v, v.String()+"y", path, leftOut)
	case reflect.Slice:
		c.slice(v, path, leftOut)
	case reflect.Map:
		c.entries(v, path, leftOut)
	case reflect.Pointer:
		c.pointer(v, path, leftOut)
	case reflect.Interface:
		c.kinds(v, path, leftOut)
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			c.field = v.Type().String() + "." + f.Name
			c.change(open(v.Field(i)), path+"."+f.Name, leftOut || f.Tag.Get("identity") == "-")
		}
	case reflect.Array:
		for i := range v.Len() {
			c.change(v.Index(i), fmt.Sprintf("%s[%d]", path, i), leftOut)
		}
	}
}

func (c *changer) slice(v reflect.Value, path string, leftOut bool) {
	t := v.Type()
	if v.IsNil() {
		c.set(v, reflect.MakeSlice(t, 0, 0).Interface(), path+" empty", leftOut)
		return
	}
	c.set(v, reflect.Zero(t).Interface(), path+" nil", leftOut)
	if v.Len() == 0 {
		return
	}
	c.set(v, reflect.MakeSlice(t, 0, 0).Interface(), path+" empty", leftOut)
	c.set(v, v.Slice(0, v.Len()-1).Interface(), path+" shorter", leftOut)
	c.set(v, reflect.AppendSlice(v.Slice3(0, v.Len(), v.Len()), v.Slice(0, 1)).Interface(), path+" longer", leftOut)
	for i := range v.Len() {
		c.change(v.Index(i), fmt.Sprintf("%s[%d]", path, i), leftOut)
	}
}

func (c *changer) entries(v reflect.Value, path string, leftOut bool) {
	c.set(v, reflect.Zero(v.Type()).Interface(), path+" nil", leftOut)
	for _, key := range v.MapKeys() {
		before := v.MapIndex(key)
		c.visit(path+" without an entry", leftOut, func() { v.SetMapIndex(key, reflect.Value{}) }, func() { v.SetMapIndex(key, before) })
		value := reflect.New(v.Type().Elem()).Elem()
		value.Set(before)
		inner := &changer{c.World, func(path string, leftOut bool, do, undo func()) {
			v.SetMapIndex(key, value)
			c.visit(path, leftOut, func() { do(); v.SetMapIndex(key, value) }, func() { undo(); v.SetMapIndex(key, value) })
		}, c.within, c.tried, c.field}
		inner.change(value, fmt.Sprintf("%s[%v]", path, key), leftOut)
		v.SetMapIndex(key, before)
	}
}

func (c *changer) pointer(v reflect.Value, path string, leftOut bool) {
	for _, o := range c.Objects[v.Type()] {
		if !v.IsNil() && o != v.Interface() {
			c.set(v, o, path+" of another object", leftOut)
		}
	}
	if v.IsNil() || c.Objects[v.Type()] != nil {
		return
	}
	c.set(v, reflect.Zero(v.Type()).Interface(), path+" nil", leftOut)
	c.change(v.Elem(), path, leftOut)
}

// kinds tries each kind of value, and each part of each.
func (c *changer) kinds(v reflect.Value, path string, leftOut bool) {
	if v.IsNil() {
		return
	}
	c.visit(path+" nil", leftOut, func() { v.SetZero() }, c.restore(v))
	for _, kind := range c.Kinds[v.Type()] {
		part := fmt.Sprintf("%s %T", c.field, kind)
		if c.within[reflect.TypeOf(kind)] || c.tried[part] {
			continue
		}
		c.within[reflect.TypeOf(kind)], c.tried[part] = true, true
		before := v.Interface()
		if reflect.TypeOf(kind) != reflect.TypeOf(before) {
			c.set(v, kind, fmt.Sprintf("%s as %T", path, kind), leftOut)
		}
		value := reflect.New(reflect.TypeOf(kind)).Elem()
		value.Set(reflect.ValueOf(kind))
		v.Set(value)
		inner := &changer{c.World, func(path string, leftOut bool, do, undo func()) {
			v.Set(value)
			c.visit(path, leftOut, func() { do(); v.Set(value) }, func() { undo(); v.Set(value) })
		}, c.within, c.tried, c.field}
		inner.change(value, fmt.Sprintf("%s(%T)", path, kind), leftOut)
		delete(c.within, reflect.TypeOf(kind))
		v.Set(reflect.ValueOf(before))
	}
}

func (c *changer) restore(v reflect.Value) func() {
	before := v.Interface()
	return func() { v.Set(reflect.ValueOf(before)) }
}
