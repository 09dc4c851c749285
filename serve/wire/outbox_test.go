package wire

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// reader is a client that takes messages while it is let.
type reader struct {
	let  chan struct{} // one for each message; closed for all
	mu   sync.Mutex
	got  []string
	dead bool
}

func (r *reader) Receive() ([]byte, error) { return nil, io.EOF }

func (r *reader) SendText(b []byte) error { return r.take("text " + string(b)) }

func (r *reader) SendData(b []byte) error { return r.take(string(b)) }

func (r *reader) take(s string) error {
	<-r.let
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.dead {
		return errors.New("gone")
	}
	r.got = append(r.got, s)
	return nil
}

func (r *reader) Close(string) {}

// disk is one on which spools lie.
type disk struct {
	t   *testing.T
	dir string
	bad bool // it is full
}

func (d *disk) Spool() (Spool, error) {
	f, err := os.CreateTemp(d.dir, "spool-*")
	if err != nil || !d.bad {
		return kept{f}, err
	}
	f.Close() // nothing can be written to it any longer
	return kept{f}, nil
}

type kept struct{ *os.File }

func (k kept) Close() error { return errors.Join(k.File.Close(), os.Remove(k.Name())) }

// boxOf is an outbox with room for 100 bytes in memory and 1,000 in a file.
func boxOf(t *testing.T, bad bool) (*Outbox, *reader, *disk) {
	t.Helper()
	r, d := &reader{let: make(chan struct{}, 1000)}, &disk{t: t, dir: t.TempDir(), bad: bad}
	o := New(r, d.Spool)
	o.most, o.later.most, o.record = 100, 1000, true
	return o, r, d
}

// spools counts the files that there are.
func (d *disk) spools() int {
	list, err := filepath.Glob(filepath.Join(d.dir, "*"))
	if err != nil {
		d.t.Fatal(err)
	}
	return len(list)
}

// Of what a recording client does not take, some waits in memory, more in a file, and then
// whoever has more waits. It gets all of it, in order, and the file goes.
func TestNothingIsLost(t *testing.T) {
	for _, bad := range []bool{false, true} {
		o, r, d := boxOf(t, bad)
		var want []string
		put := make(chan int)
		go func() {
			defer close(put)
			for i := range 200 {
				m := message{i%7 == 0, []byte(fmt.Sprintf("%03d%s", i, strings.Repeat(".", i%30)))}
				o.put(m)
				put <- i
			}
		}()
		for i := range 200 {
			s := fmt.Sprintf("%03d%s", i, strings.Repeat(".", i%30))
			if i%7 == 0 {
				s = "text " + s
			}
			want = append(want, s)
		}
		last := -1
		for waits := false; !waits; {
			select {
			case i := <-put:
				last = i
			case <-time.After(200 * time.Millisecond):
				waits = true
			}
		}
		if bad && (last < 3 || last > 10) || !bad && (last < 40 || last > 70) || d.spools() != 1 {
			t.Errorf("full disk %v: %d of 200 messages were taken; %d files", bad, last+1, d.spools())
		}
		go func() {
			for range put {
			}
		}()
		close(r.let)
		for n := 0; n < 200; {
			time.Sleep(time.Millisecond)
			r.mu.Lock()
			n = len(r.got)
			r.mu.Unlock()
		}
		o.End()
		if strings.Join(r.got, "\n") != strings.Join(want, "\n") {
			t.Errorf("full disk %v: it got\n%s", bad, strings.Join(r.got, "\n"))
		}
		if d.spools() != 0 {
			t.Error("the file is still there")
		}
	}
}

// Whoever waits for room waits no longer when the client is gone.
func TestWhoIsGoneHoldsNobody(t *testing.T) {
	o, r, d := boxOf(t, false)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 500 {
			o.put(message{false, make([]byte, 50)})
		}
	}()
	time.Sleep(50 * time.Millisecond)
	r.mu.Lock()
	r.dead = true
	r.mu.Unlock()
	close(r.let)
	<-done
	o.End()
	if d.spools() != 0 {
		t.Error("the file is still there")
	}
}

// A client that does not record is given up when it takes nothing.
func TestWhoTakesNothingIsGivenUp(t *testing.T) {
	o, r, _ := boxOf(t, false)
	o.record = false
	for range 10 {
		o.put(message{true, make([]byte, 30)})
	}
	close(r.let)
	o.End()
	if len(r.got) > 4 {
		t.Errorf("it got %d messages", len(r.got))
	}
}
