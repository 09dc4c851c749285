// Package web serves pages and nefc/1 over WebSockets to browsers on this machine, and to
// nobody else: it listens on the loopback only, asks for a token that no other page knows,
// and answers only requests whose Host and Origin are its own.
package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/coder/websocket"

	"github.com/nefc/nefc/serve"
)

// Site is what is served.
type Site struct {
	Server *serve.Server
	Pages  fs.FS    // files of the page; nil for none
	Frames []string // sources, as a Content-Security-Policy has them, whose pages may show this one in a frame; nil for none
	port   string
}

// NewToken is 128 random bits. It belongs into the fragment of an address, which browsers
// send to nobody.
func NewToken() string {
	b := make([]byte, 16)
	rand.Read(b)
	return hex.EncodeToString(b)
}

// Listen opens a port of the loopback, of IPv4 and, where there is one, of IPv6; 0 is any.
func Listen(port int) ([]net.Listener, error) {
	first, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(port))
	if err != nil {
		return nil, err
	}
	out := []net.Listener{first}
	if second, err := net.Listen("tcp6", net.JoinHostPort("::1", portOf(first))); err == nil {
		out = append(out, second)
	}
	return out, nil
}

func portOf(l net.Listener) string {
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// Serve serves until the context is done.
func (s *Site) Serve(ctx context.Context, listeners []net.Listener) error {
	s.port = portOf(listeners[0])
	h := &http.Server{Handler: s, BaseContext: func(net.Listener) context.Context { return ctx }, MaxHeaderBytes: 1 << 14}
	ended := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { ended <- h.Serve(l) }()
	}
	select {
	case <-ctx.Done():
		return h.Close()
	case err := <-ended:
		return errors.Join(err, h.Close())
	}
}

// ServeHTTP answers a request, if it may be asked.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Security-Policy", "default-src 'self'; connect-src 'self'; frame-ancestors "+s.frames()+"; base-uri 'none'; form-action 'none'")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "no-referrer")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	if !s.ours(r.Host) || !s.from(r.Header["Origin"]) {
		http.Error(w, "this server answers its own page only", http.StatusForbidden)
		return
	}
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "GET only", http.StatusMethodNotAllowed)
	case r.URL.Path == "/nefc/1":
		s.socket(w, r)
	case s.Pages != nil:
		head.Set("Cache-Control", "no-store")
		http.FileServerFS(s.Pages).ServeHTTP(w, r)
	default:
		http.NotFound(w, r)
	}
}

// frames says who may show the page in a frame.
func (s *Site) frames() string {
	if s.Frames == nil {
		return "'none'"
	}
	return strings.Join(s.Frames, " ")
}

// ours reports a host that is this server, whatever names lead to its address.
func (s *Site) ours(host string) bool {
	return slices.Contains([]string{"127.0.0.1:" + s.port, "localhost:" + s.port, "[::1]:" + s.port}, host)
}

// from reports a request of this page, or of no page.
func (s *Site) from(origins []string) bool {
	if len(origins) == 0 {
		return true
	}
	const scheme = "http://"
	o := origins[0]
	return len(origins) == 1 && len(o) > len(scheme) && o[:len(scheme)] == scheme && s.ours(o[len(scheme):])
}

// socket speaks nefc/1 over a WebSocket.
func (s *Site) socket(w http.ResponseWriter, r *http.Request) {
	c, err := websocket.Accept(w, r, &websocket.AcceptOptions{CompressionMode: websocket.CompressionDisabled})
	if err != nil {
		return // it was answered
	}
	c.SetReadLimit(serve.MaxMessage)
	if err := s.Server.Serve(&conn{c, r.Context()}); err != nil {
		c.CloseNow()
	}
}

// conn is a WebSocket: text is JSON, binary is a frame.
type conn struct {
	*websocket.Conn
	ctx context.Context
}

// Receive is the next message; io.EOF once the page is gone.
func (c *conn) Receive() ([]byte, error) {
	kind, data, err := c.Read(c.ctx)
	switch {
	case err != nil && (websocket.CloseStatus(err) != -1 || c.ctx.Err() != nil || errors.Is(err, io.EOF)):
		return nil, io.EOF
	case err == nil && kind != websocket.MessageText:
		return nil, errors.New("a request is text")
	}
	return data, err
}

func (c *conn) SendText(data []byte) error { return c.Write(c.ctx, websocket.MessageText, data) }

func (c *conn) SendData(data []byte) error { return c.Write(c.ctx, websocket.MessageBinary, data) }

// Close says why.
func (c *conn) Close(reason string) { c.Conn.Close(websocket.StatusNormalClosure, reason) }
