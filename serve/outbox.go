package serve

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
)

// mostWaiting is how many bytes may wait for a client that records before the simulation
// waits for it.
const mostWaiting = 64 << 20

// outbox sends messages in order, from a goroutine of its own: whoever puts one in goes
// on. It ends with the first message that cannot be sent.
type outbox struct {
	conn  Conn
	mu    sync.Mutex
	cond  *sync.Cond
	list  []message
	bytes int
	over  bool
	sent  chan struct{} // closed when all is sent after the end
}

type message struct {
	text bool
	data []byte
}

func newOutbox(c Conn) *outbox {
	o := &outbox{conn: c, sent: make(chan struct{})}
	o.cond = sync.NewCond(&o.mu)
	go o.send()
	return o
}

// put adds a message.
func (o *outbox) put(m message) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.over {
		return
	}
	o.list, o.bytes = append(o.list, m), o.bytes+len(m.data)
	o.cond.Broadcast()
}

// say adds a message of JSON.
func (o *outbox) say(x any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(x); err != nil { // a number that JSON cannot say
		b.Reset()
		fmt.Fprintf(&b, `{"method":"bye","params":{"reason":%q}}`, err)
	}
	o.put(message{true, bytes.TrimSpace(b.Bytes())})
}

// room waits until a client that records has taken enough.
func (o *outbox) room() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.bytes > mostWaiting && !o.over {
		o.cond.Wait()
	}
}

// end sends what waits, and no more.
func (o *outbox) end() {
	o.mu.Lock()
	o.over = true
	o.cond.Broadcast()
	o.mu.Unlock()
	<-o.sent
}

func (o *outbox) send() {
	defer close(o.sent)
	for {
		o.mu.Lock()
		for len(o.list) == 0 && !o.over {
			o.cond.Wait()
		}
		if len(o.list) == 0 {
			o.mu.Unlock()
			return
		}
		m := o.list[0]
		o.list = o.list[1:]
		o.mu.Unlock()
		err := o.deliver(m)
		o.mu.Lock()
		o.bytes -= len(m.data)
		if err != nil {
			o.list, o.over = nil, true
		}
		o.cond.Broadcast()
		o.mu.Unlock()
	}
}

func (o *outbox) deliver(m message) error {
	if m.text {
		return o.conn.SendText(m.data)
	}
	return o.conn.SendData(m.data)
}
