// Package wire is how what a server says gets to its client: frames as bytes, and an outbox in
// which messages wait in order, in memory and then in a file, while the server goes on.
package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
)

// mostWaiting is how many bytes may wait for a client in memory. What more waits for one
// that records goes to a file; to one that does not, something has happened.
const mostWaiting = 64 << 20

// Sender carries messages to a client.
type Sender interface {
	SendText(data []byte) error // a message of JSON
	SendData(data []byte) error // a frame of numbers
	Close(reason string)
}

// Outbox sends messages in order, from a goroutine of its own: whoever puts one in goes
// on, unless the client records and there is no room left. It ends with the first message
// that cannot be sent.
type Outbox struct {
	conn   Sender
	mu     sync.Mutex
	cond   *sync.Cond
	list   []message // the oldest
	bytes  int       // of them, and of what is being sent
	later  spool     // what follows them
	most   int       // bytes in memory
	record bool
	over   bool
	sent   chan struct{} // closed when all is sent after the end
}

type message struct {
	text bool
	data []byte
}

// New is the outbox of a client; more makes a file for what has no room in memory, which may be
// none.
func New(c Sender, more func() (Spool, error)) *Outbox {
	o := &Outbox{conn: c, sent: make(chan struct{}), most: mostWaiting, later: spool{make: more, most: mostSpooled}}
	o.cond = sync.NewCond(&o.mu)
	go o.send()
	return o
}

// Deaf is the outbox of nobody.
func Deaf() *Outbox {
	o := &Outbox{over: true}
	o.cond = sync.NewCond(&o.mu)
	return o
}

// Records says whether the client does.
func (o *Outbox) Records(yes bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.record = yes
}

// Frame adds a frame of numbers.
func (o *Outbox) Frame(data []byte) { o.put(message{false, data}) }

// put adds a message. Of a client that records, it waits for room.
func (o *Outbox) put(m message) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for !o.over && !o.take(m) {
		o.cond.Wait()
	}
	o.cond.Broadcast()
}

// take takes a message, if there is room.
func (o *Outbox) take(m message) bool {
	fits := o.bytes == 0 || o.bytes+len(m.data) <= o.most
	switch {
	case o.later.n == 0 && fits:
		o.list, o.bytes = append(o.list, m), o.bytes+len(m.data)
		return true
	case !o.record: // it takes nothing
		o.list, o.over = nil, true
		go o.conn.Close("the client takes no messages")
		return true
	}
	return o.later.push(m)
}

// Say adds a message of JSON.
func (o *Outbox) Say(x any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(x); err != nil { // a number that JSON cannot say
		b.Reset()
		fmt.Fprintf(&b, `{"method":"bye","params":{"reason":%q}}`, err)
	}
	o.put(message{true, bytes.TrimSpace(b.Bytes())})
}

// End sends what waits, and no more.
func (o *Outbox) End() {
	o.mu.Lock()
	o.over = true
	o.cond.Broadcast()
	o.mu.Unlock()
	<-o.sent
}

func (o *Outbox) send() {
	defer close(o.sent)
	for {
		m, ok := o.next()
		if !ok {
			return
		}
		err := o.deliver(m)
		o.mu.Lock()
		o.bytes -= len(m.data)
		if err != nil {
			o.list, o.over = nil, true
			o.later.close()
		}
		o.cond.Broadcast()
		o.mu.Unlock()
	}
}

// next waits for a message; there is none after the end.
func (o *Outbox) next() (m message, ok bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.list) == 0 && o.later.n == 0 && !o.over {
		o.cond.Wait()
	}
	if len(o.list) > 0 {
		m, o.list = o.list[0], o.list[1:]
		return m, true
	}
	if m, ok = o.later.pull(); ok {
		o.bytes += len(m.data)
		return m, true
	}
	if o.later.n > 0 {
		go o.conn.Close("what waited in a file cannot be read")
	}
	o.over = true
	o.later.close()
	return m, false
}

func (o *Outbox) deliver(m message) error {
	if m.text {
		return o.conn.SendText(m.data)
	}
	return o.conn.SendData(m.data)
}
