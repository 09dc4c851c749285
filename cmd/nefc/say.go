package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"github.com/nefc/nefc/cmd/nefc/terminal"
)

// jsonSchema is the version of the objects that --json prints (docs/json.md).
// Fields may be added to a version; none goes, and none changes its meaning.
const jsonSchema = 1

// fields are those of an object of --json, by name.
type fields map[string]any

// say prints a result: as text, or with --json as one object on a line, of which
// kind says what it is.
func (s streams) say(kind string, object fields, format string, args ...any) {
	if !s.json {
		fmt.Fprintf(s.out, format, args...)
		return
	}
	s.object(kind, object)
}

// text prints what an object of --json says in another way.
func (s streams) text(format string, args ...any) {
	if !s.json {
		fmt.Fprintf(s.out, format, args...)
	}
}

// object prints an object of a kind: anything that JSON makes an object of. What
// it cannot hold, as a number that is not finite, is an error in its place.
func (s streams) object(kind string, v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		b.Reset()
		_ = enc.Encode(fields{"error": err.Error()}) // a text can be held
	}
	rest := bytes.TrimPrefix(b.Bytes(), []byte("{"))
	if !bytes.HasPrefix(rest, []byte("}")) {
		rest = append([]byte(","), rest...)
	}
	fmt.Fprintf(terminal.Raw(s.out), `{"schema":%d,"kind":%q%s`, jsonSchema, kind, rest)
}

// finite is a number that JSON can hold; null for what it cannot.
func finite(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}
