//go:build js

// Package worker carries nefc/1 between a page and the worker that this program runs in:
// messages are text, frames are buffers that change hands. web/worker is the other half.
package worker

import (
	"io"
	"sync"
	"syscall/js"

	"github.com/nefc/nefc/serve"
)

// Conn is the page.
type Conn struct {
	there js.Value // what web/worker/worker.js left for us
	mu    sync.Mutex
	come  *sync.Cond
	texts []string
	over  bool
}

// Connect takes what the page says from now on, and what it has said.
func Connect() *Conn {
	c := &Conn{there: js.Global().Get("nefcCore")}
	c.come = sync.NewCond(&c.mu)
	early := c.there.Get("early")
	for i := range early.Length() {
		c.take(early.Index(i))
	}
	c.there.Set("receive", js.FuncOf(func(_ js.Value, args []js.Value) any {
		c.take(args[0])
		return nil
	}))
	return c
}

// Version is that of the nefc that made the page.
func (c *Conn) Version() string { return c.there.Get("version").String() }

// take takes a message: text, or null for the end.
func (c *Conn) take(message js.Value) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if message.IsNull() {
		c.over = true
	} else {
		c.texts = append(c.texts, message.String())
	}
	c.come.Signal()
}

// Receive is the next message; io.EOF once the page has ended.
func (c *Conn) Receive() ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.texts) == 0 {
		if c.over {
			return nil, io.EOF
		}
		c.come.Wait()
	}
	text := c.texts[0]
	c.texts = c.texts[1:]
	return []byte(text), nil
}

// SendText sends JSON.
func (c *Conn) SendText(data []byte) error {
	c.there.Call("post", string(data))
	return nil
}

// SendData sends a frame.
func (c *Conn) SendData(data []byte) error {
	bytes := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(bytes, data)
	buffer := bytes.Get("buffer")
	c.there.Call("post", buffer, []any{buffer})
	return nil
}

// Close leaves the worker to the page.
func (c *Conn) Close(string) {}

var _ serve.Conn = (*Conn)(nil)
