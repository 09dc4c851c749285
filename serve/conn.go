// Package serve speaks nefc/1: it lets others drive and watch a model, by requests as
// JSON and by frames of numbers. docs/protocol.md describes it.
//
// It knows neither the network nor the disk: a Conn carries messages, whatever it is made
// of, and what a model may read and write is asked of a Host. Packages below have both for
// a pipe and for WebSockets.
package serve

import (
	"encoding/json"

	"github.com/nefc/nefc/internal/weightfile"
)

// Conn carries messages between a server and one client.
type Conn interface {
	Receive() ([]byte, error)   // the next message of JSON; io.EOF at the end
	SendText(data []byte) error // a message of JSON
	SendData(data []byte) error // a frame of numbers
	Close(reason string)
}

// Host is what a server asks of its surroundings. Paths are those of the model's folder; a
// Host refuses what lies elsewhere.
type Host interface {
	Read(path string) (text string, err error)
	Write(path, text, hashBefore string) error
	Table(path string) (*weightfile.Table, error)
}

// request is a message of a client.
type request struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

// response answers a request; notification tells something that nobody asked for.
type response struct {
	ID     json.RawMessage `json:"id"`
	Result any             `json:"result,omitempty"`
	Error  *Error          `json:"error,omitempty"`
}

type notification struct {
	Method string `json:"method"`
	Params any    `json:"params"`
}
