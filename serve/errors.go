package serve

import (
	"errors"
	"fmt"

	"github.com/nefc/nefc/grammar/diag"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/live/refusal"
	"github.com/nefc/nefc/runtime"
)

// Error is what a request that was not done is answered with.
type Error struct {
	Code        int    `json:"code"`
	Nef         string `json:"nef,omitempty"` // the code of the diagnostic
	Message     string `json:"message"`
	Near        string `json:"near,omitempty"` // the name that was meant, perhaps
	Earliest    *int   `json:"earliest,omitempty"`
	Text        string `json:"text,omitempty"` // of a file that changed meanwhile
	Diagnostics []any  `json:"diagnostics,omitempty"`
}

// Error is the message.
func (e *Error) Error() string { return e.Message }

// The codes: those of JSON-RPC, and 1000 and the number of the diagnostic for a model.
const (
	codeParse    = -32700
	codeRequest  = -32600
	codeMethod   = -32601
	codeParams   = -32602
	codeState    = 1000 // not now
	codeLimit    = 1429
	codeConflict = 1409
	codeRefused  = 1403
	codeEnded    = 1404
)

func refused(code int, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// errorOf puts what went wrong into an answer.
func errorOf(err error) *Error {
	var (
		own     *Error
		unknown *refusal.Unknown
		shapes  *refusal.Structural
		other   *refusal.OtherNeurons
		idle    *refusal.NotLearning
		gone    *refusal.Gone
		bad     *runtime.NotFinite
		invalid *live.Invalid
	)
	coded := func(c diag.Code) *Error { return &Error{Code: 1000 + int(c), Nef: c.String(), Message: err.Error()} }
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &unknown):
		e := coded(diag.UnknownName)
		e.Near = unknown.Near
		return e
	case errors.As(err, &shapes):
		return coded(diag.UnknownParam)
	case errors.As(err, &other):
		return coded(diag.OtherNeurons)
	case errors.As(err, &idle):
		return coded(diag.NothingToFreeze)
	case errors.As(err, &bad):
		return coded(diag.NotFinite)
	case errors.As(err, &gone):
		return &Error{Code: codeParams, Message: err.Error(), Earliest: &gone.Earliest}
	case errors.As(err, &invalid):
		return ofModel(invalid)
	}
	return &Error{Code: codeParams, Message: err.Error()}
}

// ofModel is a text, or something asked of it, that has errors.
func ofModel(e *live.Invalid) *Error {
	out := &Error{Code: 1000, Message: e.Error()}
	for _, d := range e.Diags {
		if d.Severity == diag.Error && out.Nef == "" {
			out.Nef, out.Code, out.Message = d.Code.String(), 1000+int(d.Code), d.Summary
		}
		out.Diagnostics = append(out.Diagnostics, d.JSON(e.Sources))
	}
	return out
}
