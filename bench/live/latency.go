package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/nefc/nefc/serve"
	"github.com/nefc/nefc/serve/wire"
)

// took is how long commands took, s, in order.
type took []float64

// at is a quantile, ms.
func (t took) at(share float64) float64 {
	return 1000 * t[min(len(t)-1, int(math.Ceil(share*float64(len(t)))))]
}

// latencies sends commands to a server of a running model, one at a time, and measures until
// each is answered.
func latencies(model string, speed float64, watched bool, lasting time.Duration) took {
	c := &client{requests: make(chan []byte, 16), answers: make(chan []byte, 256), over: make(chan struct{})}
	server := &serve.Server{Host: host{}, Trusted: true}
	served := make(chan error)
	go func() { served <- server.Serve(c) }()
	c.ask("hello", `{"protocol":"nefc/1"}`)
	opened := c.ask("open", fmt.Sprintf(`{"path":"m.nef","text":%s}`, quoted(model)))
	if watched {
		c.watch(opened)
	}
	c.ask("run", fmt.Sprintf(`{"speed":%g}`, speed))
	var out took
	for began := time.Now(); time.Since(began) < lasting; time.Sleep(7 * time.Millisecond) {
		sent := time.Now()
		c.ask("freeze", `{"what":["all"]}`)
		out = append(out, time.Since(sent).Seconds())
	}
	close(c.over)
	if err := <-served; err != nil {
		log.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		log.Fatal(err)
	}
	return string(b)
}

// client is one in the same process, which acknowledges each frame at once.
type client struct {
	requests chan []byte
	answers  chan []byte
	over     chan struct{}
	last     int
}

func (c *client) Receive() ([]byte, error) {
	select {
	case r := <-c.requests:
		return r, nil
	case <-c.over:
		return nil, io.EOF
	}
}

func (c *client) SendText(data []byte) error {
	if strings.HasPrefix(string(data), `{"id":`) {
		c.answers <- data
	}
	return nil
}

func (c *client) SendData(data []byte) error {
	ack := fmt.Appendf(nil, `{"method":"ack","params":{"stream":%d,"seq":%d}}`, int(data[2])|int(data[3])<<8,
		int(data[4])|int(data[5])<<8|int(data[6])<<16|int(data[7])<<24)
	select {
	case c.requests <- ack:
	default: // it hears of it with the next
	}
	return nil
}

func (c *client) Close(string) {}

// ask sends a request and waits for its answer.
func (c *client) ask(method, params string) map[string]any {
	c.last++
	c.requests <- fmt.Appendf(nil, `{"id":%d,"method":%q,"params":%s}`, c.last, method, params)
	for data := range c.answers {
		var a struct {
			ID     int
			Result map[string]any
			Error  *serve.Error
		}
		if err := json.Unmarshal(data, &a); err != nil || a.Error != nil {
			log.Fatal(method, err, a.Error)
		}
		if a.ID == c.last {
			return a.Result
		}
	}
	return nil
}

// watch watches nine views of the first objects of a model.
func (c *client) watch(opened map[string]any) {
	left := 9
	for _, x := range opened["objects"].([]any) {
		object := x.(map[string]any)
		for _, view := range object["views"].([]any) {
			if view != "state" && view != "error" && left > 0 {
				c.ask("watch", fmt.Sprintf(`{"what":%q,"of":%q,"window":20,"points":700}`, view, object["name"]))
				left--
			}
		}
	}
}

// host has no files.
type host struct{ serve.Host }

// Model takes any.
func (host) Model(string) error { return nil }

// Spool is none.
func (host) Spool() (wire.Spool, error) { return nil, nil }
