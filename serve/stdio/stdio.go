// Package stdio carries nefc/1 over a pair of pipes: each message is its length (4 bytes,
// little endian), J for JSON, D for a frame or X for a question and its answer, and its bytes.
package stdio

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"sync"

	"github.com/nefc/nefc/serve"
)

// Conn is a client at the other end of two pipes.
type Conn struct {
	in   *bufio.Reader
	mu   sync.Mutex // of out
	out  *bufio.Writer
	late [][]byte // requests that came before an answer
}

// New is one of a reader of requests and a writer of answers.
func New(in io.Reader, out io.Writer) *Conn {
	return &Conn{in: bufio.NewReader(in), out: bufio.NewWriter(out)}
}

// Receive is the next message; io.EOF where the client has closed its end.
func (c *Conn) Receive() ([]byte, error) {
	if len(c.late) > 0 {
		data := c.late[0]
		c.late = c.late[1:]
		return data, nil
	}
	kind, data, err := read(c.in, serve.MaxMessage)
	if err == nil && kind != 'J' {
		err = fmt.Errorf("a request is JSON, kind J, not %q", kind)
	}
	return data, err
}

// Ask sends a question and waits for the answer. Nobody may receive meanwhile.
func (c *Conn) Ask(question []byte) ([]byte, error) {
	if err := c.send('X', question); err != nil {
		return nil, err
	}
	for {
		kind, data, err := read(c.in, maxFrame)
		switch {
		case err != nil:
			return nil, err
		case kind == 'X':
			return data, nil
		case kind != 'J':
			return nil, fmt.Errorf("an answer is of kind X, not %q", kind)
		}
		c.late = append(c.late, data)
	}
}

// SendText sends JSON.
func (c *Conn) SendText(data []byte) error { return c.send('J', data) }

// SendData sends a frame.
func (c *Conn) SendData(data []byte) error { return c.send('D', data) }

// Close leaves the pipes to those who made them.
func (c *Conn) Close(string) {}

func (c *Conn) send(kind byte, data []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
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

var (
	_ serve.Conn  = (*Conn)(nil)
	_ serve.Asker = (*Conn)(nil)
)
