// Package serve speaks nefc/1: it lets others drive and watch a model, by requests as
// JSON and by frames of numbers. docs/protocol.md describes it.
//
// It knows neither the network nor the disk, and draws nothing: a Conn carries messages,
// whatever it is made of, what a model may read and write is asked of a Host, and figures
// and recordings are made by functions of the Server. Packages below have Conns and a Host
// for pipes, WebSockets and the disk; study/watched has the functions.
package serve

import (
	"encoding/json"
	"io"

	"github.com/nefc/nefc/internal/weightfile"
	"github.com/nefc/nefc/serve/wire"
)

// Conn carries messages between a server and one client.
type Conn interface {
	Receive() ([]byte, error) // the next message of JSON; io.EOF at the end
	wire.Sender
}

// Host is what a server asks of its surroundings. Paths are those of the folder that it
// serves, with slashes; a Host refuses what lies elsewhere.
type Host interface {
	Model(path string) error                   // refuses a path that no model of the folder may have
	Read(path string) (text string, err error) // a model
	Write(path, text, hashBefore string) error // a model, if it still is what the hash says
	Table(path string) (*weightfile.Table, error)
	Output(path string, write func(io.Writer) error) error // a file below out/
	Spool() (wire.Spool, error)                            // nil where there is no disk
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
