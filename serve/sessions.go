package serve

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/nefc/nefc/serve/wire"
)

// sessions are those that are open, by what they are called.
type sessions struct {
	mu   sync.Mutex
	last int
	list []*loop // those without a client in the order in which it left
}

// mostAlone is how many sessions may wait for a client: the one whose client left first
// ends when there are more.
const mostAlone = 16

// add gives a session a name.
func (s *sessions) add(l *loop) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last++
	s.list = append(s.list, l)
	return fmt.Sprintf("s%d", s.last)
}

func (s *sessions) remove(l *loop) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = slices.DeleteFunc(s.list, func(x *loop) bool { return x == l })
}

// find is the session of a name; nil for none.
func (s *sessions) find(id string) *loop {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.list {
		if l.id == id {
			return l
		}
	}
	return nil
}

// alone notes that a session has no client, and returns one that has to end for it; nil for
// none.
func (s *sessions) alone(l *loop) (old *loop) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(slices.DeleteFunc(s.list, func(x *loop) bool { return x == l }), l)
	n := 0
	for _, x := range slices.Backward(s.list) {
		if x.isAlone.Load() {
			if n++; n > mostAlone {
				old = x
			}
		}
	}
	s.list = slices.DeleteFunc(s.list, func(x *loop) bool { return x == old })
	return old
}

// Close ends all sessions that wait for a client, and finishes what they record.
func (s *Server) Close() {
	s.sessions.mu.Lock()
	list := slices.Clone(s.sessions.list)
	s.sessions.mu.Unlock()
	for _, l := range list {
		l.end()
	}
}

// sessionIn is the session that a request wants to come back to; "" for none.
func sessionIn(r *request) string {
	var p struct{ Session string }
	if r.Method != "open" || json.Unmarshal(r.Params, &p) != nil {
		return ""
	}
	return p.Session
}

// comeBack takes a session that is open: of a page that was closed or lost its connection,
// or of one that is there still, which loses it.
func (c *client) comeBack(r *request, id string) {
	l := c.sessions.find(id)
	if l == nil || !c.Lasting {
		c.answer(r, nil, refused(codeEnded, "session %s has ended; open the model again", id))
		return
	}
	if c.loop.whether(func() bool { return c.loop.s != nil }) {
		c.answer(r, nil, refused(codeState, "a model is open; close it first"))
		return
	}
	if !l.do(func() {
		l.takenBy(c)
		c.answer(r, l.present(), nil)
		l.tellNow(true)
	}) {
		c.answer(r, nil, refused(codeEnded, "session %s has ended; open the model again", id))
		return
	}
	c.loop.end()
	c.loop = l
}

// takenBy gives the session to another client.
func (l *loop) takenBy(c *client) {
	if old := l.client; !l.isAlone.Load() {
		old.out.Say(notification{"bye", map[string]string{"reason": "another page has taken the session"}})
		go old.conn.Close("another page has taken the session")
	}
	l.unwatchAll()
	l.isAlone.Store(false)
	l.client = c
	l.heard()
}

// leave ends the session of a client that goes, or lets it wait for the next. What is worked
// on beside it is finished before, for a client that has said all and reads on; on a server
// of pages it is given up.
func (c *client) leave(giveUp func()) {
	l := c.loop
	stays := l.whether(func() bool { return l.left(c) })
	if c.Lasting {
		giveUp()
	}
	c.apart.Wait()
	if !stays {
		l.end()
	}
}

// left reports whether the session goes on without a client.
func (l *loop) left(c *client) bool {
	if l.client != c {
		return true // it has another
	}
	if !l.Lasting || l.s == nil {
		return false
	}
	l.unwatchAll()
	l.isAlone.Store(true)
	l.client = &client{Server: l.Server, out: wire.Deaf(), loop: l}
	if old := l.sessions.alone(l); old != nil {
		go old.end()
	}
	return true
}
