package lsp

import (
	"bytes"
	"context"
	"fmt"
	"runtime/debug"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"github.com/nefc/nefc/internal/lsp"
)

// atOnce is how many requests may be answered at the same time. Most of them wait for one check, and a
// change of the text, which ends that check, must not wait for them.
const atOnce = 64

// Answers that are none, as the protocol numbers them.
var (
	errCancelled = &jrpc2.Error{Code: -32800, Message: "cancelled"}
	errOvertaken = &jrpc2.Error{Code: -32801, Message: "the text has changed since it was asked"}
)

// numbered sends errors as the protocol numbers them: what was given up before it began has a number of jrpc2's own.
type numbered struct{ channel.Channel }

// Send sends a message. Within a text of it, quotes stand behind a backslash.
func (n numbered) Send(message []byte) error {
	ours := fmt.Appendf(nil, `"code":%d,`, errCancelled.Code)
	return n.Channel.Send(bytes.Replace(message, fmt.Appendf(nil, `"code":%d,`, jrpc2.Cancelled), ours, 1))
}

// method is a request. One that the editor gives up is answered at once; what it began comes to its end
// unheard.
func method[P, R any](f func(P) (R, error)) jrpc2.Handler {
	return func(ctx context.Context, req *jrpc2.Request) (any, error) {
		var params P
		if req.HasParams() {
			if err := req.UnmarshalParams(&params); err != nil {
				return nil, err
			}
		}
		var result R
		var err error
		done := make(chan struct{})
		go func() {
			defer close(done)
			result, err = guarded(f, params)
		}()
		select {
		case <-done:
			return result, err
		case <-ctx.Done():
			return nil, errCancelled
		}
	}
}

// guarded calls f. A mistake of ours costs an answer, not the connection.
func guarded[P, R any](f func(P) (R, error), params P) (result R, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("nefc lsp: a mistake in nefc: %v\n%s", r, debug.Stack())
		}
	}()
	return f(params)
}

// ofText is a request about texts. An answer that a change has overtaken is none: its places are those of
// another text.
func ofText[P, R any](s *server, f func(P) (R, error)) jrpc2.Handler {
	return method(func(p P) (result R, err error) {
		before := s.docs.changes.Load()
		defer func() {
			if s.docs.changes.Load() != before {
				_ = recover() // places of one text in another
				err = errOvertaken
			}
		}()
		return f(p)
	})
}

// told is a notification.
func told[P any](f func(P)) jrpc2.Handler {
	return func(_ context.Context, req *jrpc2.Request) (any, error) {
		var params P
		if req.HasParams() {
			if err := req.UnmarshalParams(&params); err != nil {
				return nil, err
			}
		}
		return guarded(func(p P) (any, error) { f(p); return nil, nil }, params)
	}
}

// cancel gives up a request.
func (s *server) cancel() jrpc2.Handler {
	return told(func(c lsp.Cancel) { s.rpc.CancelRequest(string(c.ID)) })
}
