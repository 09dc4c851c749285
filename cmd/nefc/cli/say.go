package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"github.com/nefc/nefc/cmd/nefc/terminal"
)

// JSONSchema is the version of the objects that --json prints (docs/json.md).
// Fields may be added to a version; none goes, and none changes its meaning.
const JSONSchema = 1

// Fields are those of an object of --json, by name.
type Fields map[string]any

// Say prints a result: as text, or with --json as one object on a line, of which
// kind says what it is.
func (s Streams) Say(kind string, object Fields, format string, args ...any) {
	if !s.JSON {
		fmt.Fprintf(s.Out, format, args...)
		return
	}
	s.Object(kind, object)
}

// Text prints what an object of --json says in another way.
func (s Streams) Text(format string, args ...any) {
	if !s.JSON {
		fmt.Fprintf(s.Out, format, args...)
	}
}

// Object prints an object of a kind: anything that JSON makes an object of. What
// it cannot hold, as a number that is not finite, is an error in its place.
func (s Streams) Object(kind string, v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		b.Reset()
		_ = enc.Encode(Fields{"error": err.Error()}) // a text can be held
	}
	rest := bytes.TrimPrefix(b.Bytes(), []byte("{"))
	if !bytes.HasPrefix(rest, []byte("}")) {
		rest = append([]byte(","), rest...)
	}
	fmt.Fprintf(terminal.Raw(s.Out), `{"schema":%d,"kind":%q%s`, JSONSchema, kind, rest)
}

// Finite is a number that JSON can hold; null for what it cannot.
func Finite(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}
