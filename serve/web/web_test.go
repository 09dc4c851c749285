package web_test

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/coder/websocket"

	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/folder"
	"github.com/nefc/nefc/serve/web"
)

const token = "00112233445566778899aabbccddeeff"

// serving begins a server and returns its port.
func serving(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	here, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	listeners, err := web.Listen(0)
	if err != nil {
		t.Fatal(err)
	}
	server := &serve.Server{Host: here, Token: token, Lasting: true}
	t.Cleanup(server.Close)
	site := &web.Site{Server: server, Pages: fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}}}
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan error)
	go func() { over <- site.Serve(ctx, listeners) }()
	t.Cleanup(func() { cancel(); <-over })
	_, port, _ := net.SplitHostPort(listeners[0].Addr().String())
	for _, l := range listeners {
		if host, _, _ := net.SplitHostPort(l.Addr().String()); !net.ParseIP(host).IsLoopback() {
			t.Errorf("it listens on %s", host)
		}
	}
	return port
}

// dial opens a socket as a page of an origin would, by a name of the server.
func dial(t *testing.T, port, host, origin string) (*websocket.Conn, int) {
	t.Helper()
	head := http.Header{}
	if origin != "" {
		head.Set("Origin", origin)
	}
	c, r, err := websocket.Dial(t.Context(), "ws://127.0.0.1:"+port+"/nefc/1", &websocket.DialOptions{HTTPHeader: head, Host: host})
	if err != nil && r == nil {
		t.Fatal(err)
	}
	if err != nil {
		return nil, r.StatusCode
	}
	t.Cleanup(func() { c.CloseNow() })
	return c, r.StatusCode
}

// Pages of other origins, and names that were made to lead here, are refused before
// anything is opened.
func TestStrangersAreRefused(t *testing.T) {
	port := serving(t)
	own := "127.0.0.1:" + port
	for _, c := range []struct{ host, origin string }{
		{own, "https://evil.example"},
		{own, "http://127.0.0.1:1"},
		{own, "null"},
		{own, "https://127.0.0.1:" + port},
		{own, "http://127.0.0.1:" + port + ".evil.example"},
		{"evil.example:" + port, ""},
		{"evil.example:" + port, "http://evil.example:" + port},
		{"127.0.0.1", ""},
		{"localhost.evil.example:" + port, ""},
	} {
		if _, status := dial(t, port, c.host, c.origin); status != http.StatusForbidden {
			t.Errorf("host %s, origin %q: %d", c.host, c.origin, status)
		}
		r := &http.Request{Method: "GET", URL: &url.URL{Scheme: "http", Host: own, Path: "/"}, Host: c.host, Header: http.Header{}}
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
		}
		if a, err := http.DefaultClient.Do(r); err != nil || a.StatusCode != http.StatusForbidden {
			t.Errorf("host %s, origin %q: page %v, %v", c.host, c.origin, a, err)
		}
	}
	for _, host := range []string{own, "localhost:" + port, "[::1]:" + port} {
		if c, status := dial(t, port, host, "http://"+host); c == nil {
			t.Errorf("its own page at %s is refused: %d", host, status)
		}
	}
	a, err := http.Get("http://" + own + "/")
	if err != nil || a.StatusCode != http.StatusOK || !strings.Contains(a.Header.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Errorf("the page: %v, %v", a, err)
	}
}

// Pages that an editor is made of may show the page in a frame, and no others.
func TestFramedByEditors(t *testing.T) {
	site := &web.Site{Frames: []string{"vscode-webview:", "http://localhost:*"}}
	r := httptest.NewRequest("GET", "http://127.0.0.1/", nil)
	r.Host = "127.0.0.1:" // no port: it listens on none
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors vscode-webview: http://localhost:*; base-uri") {
		t.Errorf("the policy is %s", policy)
	}
}

// say sends a request and returns the answer.
func say(t *testing.T, c *websocket.Conn, text string) (out struct {
	Result map[string]any
	Error  *serve.Error
	Method string
}) {
	t.Helper()
	if err := c.Write(t.Context(), websocket.MessageText, []byte(text)); err != nil {
		t.Fatal(err)
	}
	_, data, err := c.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// One wrong token closes the connection, and so does a request before hello.
func TestTokens(t *testing.T) {
	port := serving(t)
	for _, text := range []string{
		`{"id":1,"method":"hello","params":{"protocol":"nefc/1"}}`,
		`{"id":1,"method":"hello","params":{"protocol":"nefc/1","token":"` + token[:31] + `"}}`,
		`{"id":1,"method":"hello","params":{"protocol":"nefc/1","token":"` + strings.ToUpper(token) + `"}}`,
		`{"id":1,"method":"open","params":{"path":"m.nef"}}`,
	} {
		c, _ := dial(t, port, "", "")
		if a := say(t, c, text); a.Error == nil {
			t.Errorf("%s is answered %v", text, a.Result)
		}
		if _, data, err := c.Read(t.Context()); err != nil || !strings.Contains(string(data), "bye") {
			t.Errorf("%s: %s, %v", text, data, err)
		}
		if _, _, err := c.Read(t.Context()); websocket.CloseStatus(err) == -1 {
			t.Errorf("%s: the connection stays open: %v", text, err)
		}
	}
	c, _ := dial(t, port, "", "")
	if a := say(t, c, `{"id":1,"method":"hello","params":{"protocol":"nefc/1","token":"`+token+`"}}`); a.Error != nil {
		t.Error(a.Error)
	}
	for _, path := range []string{"../m.nef", "/etc/passwd", "/etc/hosts.nef", "a/../../m.nef", `..\\m.nef`, "m.txt", ""} {
		a := say(t, c, `{"id":2,"method":"open","params":{"path":"`+path+`"}}`)
		if a.Error == nil || a.Error.Nef != "NEF066" {
			t.Errorf("%q is answered %v, %v", path, a.Result, a.Error)
		}
	}
}

// Messages that are too long or no text end the connection.
func TestMessages(t *testing.T) {
	port := serving(t)
	for _, m := range []struct {
		kind websocket.MessageType
		data []byte
	}{
		{websocket.MessageText, make([]byte, serve.MaxMessage+1)},
		{websocket.MessageBinary, []byte("{}")},
	} {
		c, _ := dial(t, port, "", "")
		if err := c.Write(t.Context(), m.kind, m.data); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if _, _, err := c.Read(t.Context()); err != nil {
				return
			}
		}
		t.Errorf("%d bytes of kind %v are taken", len(m.data), m.kind)
	}
}

// A connection that breaks off leaves the session, which another takes up where it is.
func TestLostConnection(t *testing.T) {
	port := serving(t)
	hello := `{"id":1,"method":"hello","params":{"protocol":"nefc/1","token":"` + token + `"}}`
	first, _ := dial(t, port, "", "")
	say(t, first, hello)
	id := say(t, first, `{"id":2,"method":"open","params":{"path":"m.nef","text":"node u = t\nprobe u\n"}}`).Result["session"].(string)
	say(t, first, `{"id":3,"method":"step","params":{"n":70}}`)
	first.CloseNow()
	second, _ := dial(t, port, "", "")
	say(t, second, hello)
	a := say(t, second, `{"id":2,"method":"open","params":{"session":"`+id+`"}}`)
	if now, _ := a.Result["now"].(map[string]any); a.Error != nil || now["step"] != 70.0 {
		t.Errorf("it goes on with %v, %v", a.Result, a.Error)
	}
	third, _ := dial(t, port, "", "")
	if a := say(t, third, `{"id":1,"method":"open","params":{"session":"`+id+`"}}`); a.Error == nil {
		t.Error("who knows no token takes a session")
	}
}
