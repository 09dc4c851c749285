package serve_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/folder"
	"github.com/nefc/nefc/study/watched"
)

// clock is time that tests let pass.
type clock struct{ past atomic.Int64 }

func (c *clock) now() time.Time { return time.Unix(1e9, 0).Add(time.Duration(c.past.Load())) }

func (c *clock) pass(d time.Duration) { c.past.Add(int64(d)) }

// serverIn is a server of a folder with a model.
func serverIn(t *testing.T, model string) (*serve.Server, string, *clock) {
	t.Helper()
	dir, c := t.TempDir(), &clock{}
	if err := os.WriteFile(filepath.Join(dir, "m.nef"), []byte(model), 0o600); err != nil {
		t.Fatal(err)
	}
	here, err := folder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := &serve.Server{Version: "1.4.0", Host: here, Now: c.now, Export: watched.Export, Record: watched.Recordings(here, c.now)}
	t.Cleanup(s.Close)
	return s, dir, c
}

// page is a client in the same process: requests go in, what comes is kept.
type page struct {
	t        *testing.T
	requests chan []byte
	asleep   sync.Mutex // held while it takes nothing
	over     chan struct{}
	gone     sync.Once
	left     chan struct{} // closed when the server has let it go

	mu     sync.Mutex
	come   *sync.Cond
	texts  []string
	frames [][]byte
	closed string
	last   int // id of a request
}

// connect begins a client, and says hello.
func connect(t *testing.T, s *serve.Server, mode string) *page {
	t.Helper()
	p := &page{t: t, requests: make(chan []byte, 1000), over: make(chan struct{}), left: make(chan struct{})}
	p.come = sync.NewCond(&p.mu)
	go func() {
		defer close(p.left)
		if err := s.Serve(p); err != nil {
			t.Error(err)
		}
	}()
	t.Cleanup(func() { p.Close("the test is over"); <-p.left })
	p.must("hello", `{"protocol":"nefc/1","mode":"`+mode+`"}`)
	return p
}

// Receive is the next request.
func (p *page) Receive() ([]byte, error) {
	select {
	case r := <-p.requests:
		return r, nil
	case <-p.over:
		return nil, io.EOF
	}
}

// SendText keeps a message, once the page is awake.
func (p *page) SendText(data []byte) error {
	return p.take(func() { p.texts = append(p.texts, string(data)) })
}

// SendData keeps a frame.
func (p *page) SendData(data []byte) error {
	return p.take(func() { p.frames = append(p.frames, data) })
}

func (p *page) take(keep func()) error {
	p.asleep.Lock()
	defer p.asleep.Unlock()
	p.mu.Lock()
	defer p.mu.Unlock()
	keep()
	p.come.Broadcast()
	return nil
}

// Close is what either end does.
func (p *page) Close(reason string) {
	p.gone.Do(func() {
		p.mu.Lock()
		p.closed = reason
		p.mu.Unlock()
		close(p.over)
	})
}

// say sends a request and returns its id.
func (p *page) say(method, params string) int {
	p.last++
	p.requests <- fmt.Appendf(nil, `{"id":%d,"method":%q,"params":%s}`, p.last, method, params)
	return p.last
}

// until waits for a message that has a text, after so many of those that have come.
func (p *page) until(from int, text string) string {
	p.t.Helper()
	deadline := time.AfterFunc(20*time.Second, func() { p.come.Broadcast() })
	defer deadline.Stop()
	began := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := from; ; p.come.Wait() {
		for ; i < len(p.texts); i++ {
			if strings.Contains(p.texts[i], text) {
				return p.texts[i]
			}
		}
		if time.Since(began) > 19*time.Second {
			p.t.Fatalf("no message has %s; the last are %s", text, strings.Join(p.texts[max(0, len(p.texts)-5):], "\n"))
		}
	}
}

// answer is what a request is answered with.
type answer struct {
	Result map[string]any
	Error  *serve.Error
}

// ask sends a request and waits for its answer.
func (p *page) ask(method, params string) (out answer) {
	p.t.Helper()
	text := p.until(0, fmt.Sprintf(`{"id":%d,`, p.say(method, params)))
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		p.t.Fatal(err)
	}
	return out
}

// must is ask for what is done.
func (p *page) must(method, params string) map[string]any {
	p.t.Helper()
	a := p.ask(method, params)
	if a.Error != nil {
		p.t.Fatalf("%s %s: %v", method, params, a.Error)
	}
	return a.Result
}

// shown are the frames that have come since the last time.
func (p *page) shown() (out []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.frames {
		out = append(out, shown(f))
	}
	p.frames = nil
	return out
}

// heard is how many messages have come.
func (p *page) heard() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.texts)
}

// told are the params of the notifications of a kind that have come.
func (p *page) told(method string) (out []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, text := range p.texts {
		if rest, ok := strings.CutPrefix(text, `{"method":"`+method+`","params":`); ok {
			out = append(out, strings.TrimSuffix(rest, "}"))
		}
	}
	return out
}
