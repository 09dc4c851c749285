package serve

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nefc/nefc/compiler"
	"github.com/nefc/nefc/live"
	"github.com/nefc/nefc/serve/wire"
)

// Protocol is what this server speaks.
const Protocol = "nefc/1"

// The limits of a client.
const (
	MaxMessage   = 1 << 20 // bytes of a request
	maxWatches   = 64
	maxRequests  = 200 // in a second
	underWay     = 2   // frames of a stream that are not acknowledged
	silentAfter  = 10 * time.Second
	pausedAfter  = 60 * time.Second
	stateEvery   = time.Second / 4
	framesEvery  = time.Second / 60
	judgedEvery  = time.Second
	warnedEvery  = time.Second
	judgedShare  = 200 // of the time, judging takes one part at most
	commandsKept = 64
	atOnce       = 2 // answers that are worked on beside the session; each makes its steps again
)

// Server serves clients, each with a session of its own.
type Server struct {
	Version string
	Host    Host
	Token   string // that hello must bring; "" for none
	Options live.Options
	Model   compiler.Options                                   // how models are compiled
	Layout  func(c *compiler.Checked, open, shut []string) any // how a model is drawn for those who look at it; nil for nothing
	Locked  func(path string, opts compiler.Options) error     // refuses what the lock beside a model does not have; nil if there are no locks
	Export  func(e *Export) ([]byte, error)
	Record  func(r *Recording) (Recorder, error)
	Now     func() time.Time // for limits and notifications; nil for the machine's clock
	Quiet   bool             // tells no time that something took, for tests
	Lasting bool             // a session outlives its client, who may come back to it
	Keep    bool             // run on without a client that answers
	Trusted bool             // the client started this server: it may ask as often, and watch as much, as it likes
	Desk    func() Desk      // answers an editor of each client; nil for none
	Yield   func()           // lets messages in between steps, where there is one thread only; may be nil

	begun    sync.Once
	sessions sessions
}

// client is a connection at work.
type client struct {
	*Server
	conn   Conn
	out    *wire.Outbox
	hello  bool
	record bool
	desk   Desk
	loop   *loop
	stamps []time.Time    // of the requests of the last second
	asks   atomic.Bool    // the client computes nodes: nobody reads what it sends while a request is done
	apart  sync.WaitGroup // answers that are worked on beside the session
	desks  chan struct{}  // for so many at once
	ctx    context.Context
}

// Serve answers a client until it goes.
func (s *Server) Serve(conn Conn) error {
	s.begun.Do(func() {
		if s.Now == nil {
			s.Now = time.Now
		}
	})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := &client{Server: s, conn: conn, out: wire.New(conn, s.Host.Spool), ctx: ctx, desks: make(chan struct{}, atOnce)}
	if s.Desk != nil {
		c.desk = s.Desk()
	}
	c.loop = newLoop(c)
	reason, err := c.listen()
	c.leave(cancel)
	c.out.Say(notification{"bye", map[string]string{"reason": reason}})
	c.out.End()
	conn.Close(reason)
	return err
}

// listen takes requests until the client goes or has to.
func (c *client) listen() (reason string, err error) {
	for {
		data, err := c.conn.Receive()
		if errors.Is(err, io.EOF) {
			return "the client is gone", nil
		}
		if err != nil {
			return "the connection failed", err
		}
		if reason := c.request(data); reason != "" {
			return reason, nil
		}
	}
}

// request takes one message; a reason ends the connection.
func (c *client) request(data []byte) (reason string) {
	var r request
	if len(data) > MaxMessage {
		return "a message is larger than 1 MB"
	}
	if err := json.Unmarshal(data, &r); err != nil || r.Method == "" {
		c.answer(&r, nil, refused(codeParse, "this is no request: {\"id\": 1, \"method\": \"hello\", \"params\": {…}} is one"))
		return ""
	}
	if r.Method == "hello" {
		return c.greet(&r)
	}
	if !c.hello {
		c.answer(&r, nil, refused(codeState, "the first request is hello"))
		return "no hello"
	}
	if !c.Trusted && c.tooMany() {
		c.answer(&r, nil, refused(codeLimit, "more than %d requests in a second", maxRequests))
		return ""
	}
	if id := sessionIn(&r); id != "" {
		c.comeBack(&r, id)
		return ""
	}
	m, ok := methods[r.Method]
	if ask := c.desk[r.Method]; ask != nil {
		m, ok = asking(ask), true
	}
	if !ok {
		m.do = func(*loop, json.RawMessage) (any, error) {
			return nil, refused(codeMethod, "no method is called %q", r.Method)
		}
	}
	if !c.asks.Load() && !c.mayAsk(&r) {
		if !c.loop.do(func() { c.call(&r, m) }) {
			c.answer(&r, nil, refused(codeEnded, "the session has ended"))
		}
		return ""
	}
	c.loop.whether(func() bool {
		c.call(&r, m)
		return true
	})
	return ""
}

// mayAsk reports a request after which a client that computes nodes is asked.
func (c *client) mayAsk(r *request) bool {
	var p struct{ External []string }
	return r.Method == "open" && json.Unmarshal(r.Params, &p) == nil && len(p.External) > 0
}

// greet settles the version, and whether the client may be here.
func (c *client) greet(r *request) (reason string) {
	p, err := params[struct{ Protocol, Client, Mode, Token string }](r.Params)
	if err != nil {
		c.answer(r, nil, errorOf(err))
		return "no hello"
	}
	switch {
	case c.Token != "" && subtle.ConstantTimeCompare([]byte(p.Token), []byte(c.Token)) != 1:
		c.answer(r, nil, refused(codeRefused, "this token opens nothing"))
		return "a wrong token"
	case p.Protocol != Protocol:
		c.answer(r, nil, refused(codeParams, "this is %s, not %q", Protocol, p.Protocol))
		return "another protocol"
	case p.Mode != "" && p.Mode != "live" && p.Mode != "record":
		c.answer(r, nil, refused(codeParams, "mode is live or record, not %q", p.Mode))
		return ""
	}
	c.hello, c.record = true, p.Mode == "record"
	c.out.Records(c.record)
	c.answer(r, map[string]any{"nefc": c.Version, "protocol": Protocol, "token": "ok", "limits": map[string]int{"frame": MaxMessage, "watches": maxWatches, "requests": maxRequests}}, nil)
	return ""
}

// tooMany counts a request.
func (c *client) tooMany() bool {
	now := c.Now()
	for len(c.stamps) > 0 && now.Sub(c.stamps[0]) > time.Second {
		c.stamps = c.stamps[1:]
	}
	if len(c.stamps) >= maxRequests {
		return true
	}
	c.stamps = append(c.stamps, now)
	return false
}

// call does what a request asks for, on the goroutine of the session.
func (c *client) call(r *request, m method) {
	l := c.loop
	switch {
	case l.over:
		c.answer(r, nil, refused(codeEnded, "the session has ended"))
		return
	case l.client != c:
		c.answer(r, nil, refused(codeState, "another page has taken the session"))
		return
	case m.session && l.s == nil:
		c.answer(r, nil, refused(codeState, "no model is open"))
		return
	}
	l.heard()
	result, err := m.do(l, r.Params)
	l.pump(err == nil)
	if work, ok := result.(aside); ok && err == nil {
		c.beside(r, work)
		return
	}
	if err != nil {
		c.answer(r, nil, errorOf(err))
		return
	}
	c.answer(r, result, nil)
	l.after()
}

// aside is work that needs the session no longer: it is done beside it.
type aside func(ctx context.Context) (any, error)

func (c *client) beside(r *request, work aside) {
	c.apart.Add(1)
	go func() {
		defer c.apart.Done()
		c.desks <- struct{}{}
		result, err := work(c.ctx)
		<-c.desks
		if err != nil {
			c.answer(r, nil, errorOf(err))
			return
		}
		c.answer(r, result, nil)
	}()
}

// answer answers a request. One without an id hears only what went wrong.
func (c *client) answer(r *request, result any, e *Error) {
	id := r.ID
	switch {
	case id == nil && e == nil:
		return
	case id == nil:
		id = json.RawMessage("null")
	case result == nil && e == nil:
		result = struct{}{}
	}
	c.out.Say(response{id, result, e})
}

// params reads those of a request.
func params[T any](raw json.RawMessage) (out T, err error) {
	if len(raw) == 0 {
		return out, nil
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		return out, refused(codeParams, "%s", unread(err))
	}
	return out, nil
}

// unread says what of params cannot be read, in words of JSON.
func unread(err error) string {
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong) && wrong.Field == "":
		return fmt.Sprintf("params are an object, not %s", article(wrong.Value))
	case errors.As(err, &wrong):
		return fmt.Sprintf("`%s` cannot be %s", strings.ToLower(wrong.Field), article(wrong.Value))
	}
	return err.Error()
}

// article is a word of JSON with its article: a number, an array, the number 1e300.
func article(word string) string {
	switch {
	case strings.HasPrefix(word, "number "):
		return "the " + word
	case strings.ContainsAny(word[:1], "aeiou"):
		return "an " + word
	}
	return "a " + word
}
