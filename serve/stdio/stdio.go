// Package stdio carries nefc/1 over a pair of pipes: each message is its length (4 bytes,
// little endian), J for JSON or D for a frame, and its bytes.
package stdio

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"

	"github.com/nefc/nefc/serve"
)

// Conn is a client at the other end of two pipes.
type Conn struct {
	in  *bufio.Reader
	out *bufio.Writer
}

// New is one of a reader of requests and a writer of answers.
func New(in io.Reader, out io.Writer) *Conn { return &Conn{bufio.NewReader(in), bufio.NewWriter(out)} }

// Receive is the next message; io.EOF where the client has closed its end.
func (c *Conn) Receive() ([]byte, error) {
	kind, data, err := read(c.in, serve.MaxMessage)
	if err == nil && kind != 'J' {
		err = fmt.Errorf("a request is JSON, kind J, not %q", kind)
	}
	return data, err
}

// SendText sends JSON.
func (c *Conn) SendText(data []byte) error { return c.send('J', data) }

// SendData sends a frame.
func (c *Conn) SendData(data []byte) error { return c.send('D', data) }

// Close leaves the pipes to those who made them.
func (c *Conn) Close(string) {}

func (c *Conn) send(kind byte, data []byte) error {
	if err := Write(c.out, kind, data); err != nil {
		return err
	}
	return c.out.Flush()
}

// Write writes a message.
func Write(w io.Writer, kind byte, data []byte) error {
	head := append(binary.LittleEndian.AppendUint32(nil, uint32(len(data))), kind)
	if _, err := w.Write(head); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

// Read reads a message of a server.
func Read(r io.Reader) (kind byte, data []byte, err error) { return read(r, maxFrame) }

// read reads a message of at most so many bytes.
func read(r io.Reader, most uint32) (kind byte, data []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.LittleEndian.Uint32(head[:])
	if n > most {
		return 0, nil, fmt.Errorf("a message of %d bytes is longer than %d", n, most)
	}
	data = make([]byte, n)
	if _, err := io.ReadFull(r, data); err != nil {
		return 0, nil, io.ErrUnexpectedEOF
	}
	return head[4], data, nil
}

// maxFrame is how long a frame may be: those of a client that records are longer than
// requests.
const maxFrame = 1 << 30

var _ serve.Conn = (*Conn)(nil)
