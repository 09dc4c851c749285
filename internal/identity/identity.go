// Package identity gives data a hash: that of two values is the same if they say
// the same. The data itself is walked, by reflection, so that a field which is
// added tomorrow takes part without being mentioned; what does not take part says
// so where it is declared, by a tag:
//
//	Text string `identity:"-"`       // left out: positions, spellings, what follows from the rest
//	Rules []*Rule `identity:"set"`   // the order of the elements has no meaning
//	Nodes []*Node `identity:"objects"` // a set of objects that others refer to by name
//
// Floats count by their bits, so -0 is not 0; nil is not empty; a value behind an
// interface counts with its type.
package identity

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"math"
	"reflect"
	"slices"
	"sync"
)

// Hash identifies a value.
type Hash [sha256.Size]byte

// String writes a hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Walker knows what is particular about the data it walks. The zero Walker knows
// nothing and works.
type Walker struct {
	// Names holds the objects that others refer to, by pointer: in others, a name
	// stands for all that the object is.
	Names map[any]string
	// Instead gives the value that stands for a field, from the struct it is in, by
	// the type of the struct and the name of the field: the name of an object for a
	// number that counts objects.
	Instead map[reflect.Type]map[string]func(owner any) any
}

// Hash returns the identity of v; if v is an object with a name, of all it is.
func (w *Walker) Hash(v any) Hash {
	value := reflect.ValueOf(v)
	if value.Kind() == reflect.Pointer && !value.IsNil() {
		value = value.Elem()
	}
	return w.hash(value)
}

// Field is a field of a struct and its identity.
type Field struct {
	Name  string
	Value reflect.Value
	Hash  Hash
}

// Fields lists the fields of the struct that pointer points to, but for those
// that are left out.
func (w *Walker) Fields(pointer any) []Field {
	v := reflect.ValueOf(pointer).Elem()
	instead := w.Instead[v.Type()]
	var out []Field
	for _, p := range partsOf(v.Type()) {
		value := p.of(v, instead)
		out = append(out, Field{p.name, value, hashOf(func(e *encoder) { e.tagged(value, p.tag) }, w)})
	}
	return out
}

// What the tag of a field says.
const (
	leftOut = "-"
	set     = "set"
	objects = "objects"
)

func (w *Walker) hash(v reflect.Value) Hash {
	return hashOf(func(e *encoder) { e.value(v) }, w)
}

func hashOf(write func(*encoder), w *Walker) Hash {
	t := tapes.Get().(*tape)
	t.sum.Reset()
	write(&encoder{w, t})
	t.flush()
	var h Hash
	t.sum.Sum(h[:0])
	tapes.Put(t)
	return h
}

// tape is what a value is written on. A model has a hash for each of its objects, so
// tapes are used again.
type tape struct {
	sum  hash.Hash
	out  *bufio.Writer
	next [9]byte // the mark that is being written
}

func (t *tape) flush() {
	if err := t.out.Flush(); err != nil {
		panic("nefc: identity: a hash cannot be written: " + err.Error())
	}
}

var tapes = sync.Pool{New: func() any {
	sum := sha256.New()
	return &tape{sum: sum, out: bufio.NewWriter(sum)}
}}

// part is a field of a type of struct that takes part.
type part struct {
	index     int
	name, tag string
}

// parts holds the parts of each type that was met: to ask reflection for them takes longer
// than to walk their values.
var parts sync.Map // reflect.Type → []part

// partsOf lists the parts of a type of struct.
func partsOf(t reflect.Type) []part {
	if known, ok := parts.Load(t); ok {
		return known.([]part)
	}
	var out []part
	for i := range t.NumField() {
		f := t.Field(i)
		if tag := f.Tag.Get("identity"); tag != leftOut {
			out = append(out, part{i, f.Name, tag})
		}
	}
	parts.Store(t, out)
	return out
}

// of is the part of a struct, or what stands for it.
func (p part) of(v reflect.Value, instead map[string]func(owner any) any) reflect.Value {
	if stands := instead[p.name]; stands != nil {
		return reflect.ValueOf(stands(v.Interface()))
	}
	return v.Field(p.index)
}

// encoder writes values down, each so that where it ends is known.
type encoder struct {
	*Walker
	*tape
}

func (e *encoder) mark(kind byte, n uint64) {
	b := e.next[:] // of its own, a mark would be allocated
	b[0] = kind
	binary.LittleEndian.PutUint64(b[1:], n)
	e.write(b)
}

func (e *encoder) text(kind byte, s string) {
	e.mark(kind, uint64(len(s)))
	if _, err := io.WriteString(e.out, s); err != nil {
		panic("nefc: identity: a hash cannot be written: " + err.Error())
	}
}

func (e *encoder) write(b []byte) {
	if _, err := e.out.Write(b); err != nil {
		panic("nefc: identity: a hash cannot be written: " + err.Error())
	}
}

// value writes a value down by its kind.
func (e *encoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		n := uint64(0)
		if v.Bool() {
			n = 1
		}
		e.mark('b', n)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.mark('i', uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		e.mark('u', v.Uint())
	case reflect.Float64:
		e.mark('f', math.Float64bits(v.Float()))
	case reflect.String:
		e.text('s', v.String())
	case reflect.Slice, reflect.Array:
		e.list(v)
	case reflect.Map:
		e.entries(v)
	case reflect.Pointer:
		e.pointer(v)
	case reflect.Interface:
		if v.IsNil() {
			e.mark('0', 0)
			return
		}
		e.text('t', v.Elem().Type().String())
		e.value(v.Elem())
	case reflect.Struct:
		e.structure(v)
	default:
		panic(fmt.Sprintf("nefc: identity: a %s has none", v.Type()))
	}
}

// tagged writes a field as its tag says.
func (e *encoder) tagged(v reflect.Value, tag string) {
	switch tag {
	case set, objects:
		e.mark('{', uint64(v.Len()))
		hashes := make([]Hash, v.Len())
		for i := range hashes {
			element := v.Index(i)
			if tag == objects {
				element = element.Elem()
			}
			hashes[i] = e.hash(element)
		}
		e.sorted(hashes)
	default:
		e.value(v)
	}
}

func (e *encoder) sorted(hashes []Hash) {
	slices.SortFunc(hashes, func(a, b Hash) int { return bytes.Compare(a[:], b[:]) })
	for _, h := range hashes {
		e.write(h[:])
	}
}

func (e *encoder) list(v reflect.Value) {
	if v.Kind() == reflect.Slice && v.IsNil() {
		e.mark('0', 0)
		return
	}
	e.mark('[', uint64(v.Len()))
	if list, ok := floatsIn(v); ok {
		e.floats(list)
		return
	}
	for i := range v.Len() {
		e.value(v.Index(i))
	}
}

// floats marks each of them, as many at once as there is room for.
func (e *encoder) floats(list []float64) {
	for len(list) > 0 {
		if e.out.Available() < len(e.next) {
			e.flush()
		}
		b := e.out.AvailableBuffer()
		n := min(len(list), cap(b)/len(e.next))
		for _, x := range list[:n] {
			b = binary.LittleEndian.AppendUint64(append(b, 'f'), math.Float64bits(x))
		}
		e.write(b)
		list = list[n:]
	}
}

// floatsIn is a list of them, which are many: without reflection they take a tenth of
// the time.
func floatsIn(v reflect.Value) ([]float64, bool) {
	if v.Kind() != reflect.Slice || !v.CanInterface() {
		return nil, false
	}
	list, ok := v.Interface().([]float64)
	return list, ok
}

func (e *encoder) entries(v reflect.Value) {
	if v.IsNil() {
		e.mark('0', 0)
		return
	}
	e.mark('m', uint64(v.Len()))
	var hashes []Hash
	for it := v.MapRange(); it.Next(); {
		hashes = append(hashes, hashOf(func(e *encoder) { e.value(it.Key()); e.value(it.Value()) }, e.Walker))
	}
	e.sorted(hashes)
}

func (e *encoder) pointer(v reflect.Value) {
	if v.IsNil() {
		e.mark('0', 0)
		return
	}
	if v.CanInterface() {
		if name, ok := e.Names[v.Interface()]; ok {
			e.text('r', name)
			return
		}
	}
	e.mark('*', 0)
	e.value(v.Elem())
}

// structure writes the fields that hold something, with their names: a field
// that is added to a struct changes the hash of no value that does not use it.
func (e *encoder) structure(v reflect.Value) {
	e.mark('(', 0)
	instead := e.Instead[v.Type()]
	for _, p := range partsOf(v.Type()) {
		if value := p.of(v, instead); !nothing(value) {
			e.text('.', p.name)
			e.tagged(value, p.tag)
		}
	}
	e.mark(')', 0)
}

// nothing reports a value that a field has if nobody sets it; -0 is set.
func nothing(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Float64:
		return math.Float64bits(v.Float()) == 0
	case reflect.Struct, reflect.Array:
		return false
	}
	return v.IsZero()
}
